"""Rebuild the lexicon tables from two unpacked npm packages.

    npm pack color-name-list@14.29.0 color-name-lists@3.33.2      # then unpack each into a folder of its own
    python -m colorword_tui.lexicon.build FOLDER [OUT]

FOLDER holds the two unpacked packages, under any name; OUT is the shipped lexicon by default. The same packages
give the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from colorword_tui.color.names import normalise_name
from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import write_table
from colorword_tui.resources import assets

# `ral` and `windows` are left out: nobody states their licence.
LANGUAGES = {
    "basic": "en", "chineseTraditional": "zh", "french": "fr", "german": "de", "hindi": "hi", "html": "en",
    "japaneseTraditional": "ja", "leCorbusier": "fr", "nbsIscc": "en", "ntc": "en", "osxcrayons": "en",
    "ridgway": "en", "risograph": "en", "sanzoWadaI": "en", "spanish": "es", "thesaurus": "en", "werner": "en",
    "wikipedia": "en", "x11": "en", "xkcd": "en",
    "mlmc_chinese": "zh", "mlmc_dutch": "nl", "mlmc_english": "en", "mlmc_finnish": "fi", "mlmc_french": "fr",
    "mlmc_german": "de", "mlmc_korean": "ko", "mlmc_persian": "fa", "mlmc_polish": "pl", "mlmc_portuguese": "pt",
    "mlmc_romanian": "ro", "mlmc_russian": "ru", "mlmc_spanish": "es", "mlmc_swedish": "sv",
}  # fmt: skip

# The list spells some HTML names as one word (`darkolivegreen`); these are the words they are made of.
_HTML_WORDS = sorted(
    [
        "alice",
        "almond",
        "antique",
        "aqua",
        "aquamarine",
        "azure",
        "beige",
        "bisque",
        "black",
        "blanched",
        "blue",
        "blush",
        "brick",
        "brown",
        "burly",
        "cadet",
        "chartreuse",
        "chiffon",
        "chocolate",
        "coral",
        "corn",
        "cornflower",
        "cream",
        "crimson",
        "cyan",
        "dark",
        "deep",
        "dew",
        "dim",
        "dodger",
        "drab",
        "fire",
        "floral",
        "flower",
        "forest",
        "fuchsia",
        "gainsboro",
        "ghost",
        "gold",
        "golden",
        "goldenrod",
        "gray",
        "green",
        "grey",
        "honey",
        "hot",
        "indian",
        "indigo",
        "ivory",
        "khaki",
        "lace",
        "lavender",
        "lawn",
        "lemon",
        "light",
        "lime",
        "linen",
        "magenta",
        "maroon",
        "medium",
        "midnight",
        "mint",
        "misty",
        "moccasin",
        "navajo",
        "navy",
        "old",
        "olive",
        "orange",
        "orchid",
        "pale",
        "papaya",
        "peach",
        "peru",
        "pink",
        "plum",
        "powder",
        "puff",
        "purple",
        "rebecca",
        "red",
        "rod",
        "rose",
        "rosy",
        "royal",
        "saddle",
        "salmon",
        "sandy",
        "sea",
        "seashell",
        "shell",
        "sienna",
        "silk",
        "silver",
        "sky",
        "slate",
        "smoke",
        "snow",
        "spring",
        "steel",
        "tan",
        "teal",
        "thistle",
        "tomato",
        "turquoise",
        "violet",
        "wheat",
        "whip",
        "white",
        "wood",
        "yellow",
    ],
    key=len,
    reverse=True,
)
# Notes in brackets ("Blue (Crayola)") say who uses the name, and "Eugenia Red | A" which page it stands on.
_NOTE = re.compile(r"\s*(\([^)]*\)|\[[^]]*]|\|.*$)")


class Source(NamedTuple):
    """One list as it is published: its header and its rows of (name, language, hex)."""

    file: str
    header: dict[str, str]
    rows: Iterable[tuple[str, str, str]]


def main(arguments: list[str]) -> None:
    """Write one table a source and say how many rows each has."""
    if len(arguments) not in (1, 2):
        raise SystemExit(__doc__)
    folder, out = Path(arguments[0]), Path(arguments[1]) if len(arguments) == 2 else assets() / "lexicon"
    out.mkdir(parents=True, exist_ok=True)
    for source in sources(folder):
        count = write_table(out / f"{source.file}.tsv", source.header, clean(source.rows))
        print(f"{count:6,} {source.file}")


def sources(folder: Path) -> Iterator[Source]:
    """Every list of the two packages whose licence is known."""
    yield Source(
        "color_name_list",
        {
            "source": "color-name-list 14.29.0, Handpicked Color Names (npm)",
            "url": "https://github.com/meodai/color-names",
            "licence": "MIT, copyright (c) 2017 David Aerne",
        },
        _long_list(_find(folder, "colornames.csv")),
    )
    lists = json.loads(_find(folder, "colorlists.json").read_text("utf-8"))
    for key, language in sorted(LANGUAGES.items()):
        meta: dict[str, str] = lists["meta"][key]
        yield Source(
            _snake(key),
            {
                "source": f"{meta['title']}, list {key} of color-name-lists 3.33.2 (npm)",
                "url": meta["source"],
                "licence": meta["license"],
            },
            _named_list(key, language, lists["lists"][key]),
        )


def clean(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Normalise names and colours; drop empty names and rows said twice; sort by name, so that diffs are small."""
    found = {
        (name, language, Color.from_hex(color).hex)
        for raw, language, color in rows
        if (name := normalise_name(_NOTE.sub("", raw))) and any(letter.isalpha() for letter in name)
    }
    return sorted(found)


def split_html(keyword: str) -> str:
    """`darkolivegreen` to `dark olive green`: the fewest of the HTML words that spell it; ValueError if none do."""
    best: dict[int, list[str]] = {0: []}
    for start in range(len(keyword)):
        for word in _HTML_WORDS if start in best else ():
            if keyword.startswith(word, start):
                end, words = start + len(word), [*best[start], word]
                if end not in best or len(words) < len(best[end]):
                    best[end] = words
    if len(keyword) not in best:
        raise ValueError(f"{keyword!r} is not made of the words of the HTML colours")
    return " ".join(best[len(keyword)])


def _named_list(key: str, language: str, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        name = split_html(row["name"]) if key in ("html", "x11") else row["name"]
        yield name, language, row["hex"]
        if key == "japaneseTraditional":
            # The reading in Latin letters is no language of its own: it is filed under Japanese.
            yield row["meta"]["romanized"], "ja", row["hex"]
            yield row["meta"]["english translation"], "en", row["hex"]


def _long_list(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["name"], "en", row["hex"]


def _find(folder: Path, name: str) -> Path:
    found = sorted(folder.glob(f"**/dist/{name}"))
    if not found:
        raise SystemExit(f"{folder} holds no dist/{name}: unpack the two npm packages into it first")
    return found[0]


def _snake(key: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower()


if __name__ == "__main__":
    main(sys.argv[1:])
