"""A lexicon table: one file a source, UTF-8, tab-separated, its source and licence on top.

    # source: xkcd color survey
    # url: https://...
    # licence: CC0-1.0
    phrase	language	colors
    cloudy blue	en	#acc2d9
    apple	en	#c8102e:0.6 #6ea83b:0.4

A phrase is normalised; a language is an ISO 639-1 code; several colours carry weights, which sum to 1. A fourth
column, `english`, stands in tables of translations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from colorword_tui.color.names import normalise_name
from colorword_tui.color.value import Color
from colorword_tui.resources import assets

_COLUMNS = ("phrase", "language", "colors")


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase, its language, and its colours with their weights (which sum to 1).

    `source` is the table's path under the lexicon without its ending; `english` is what a translation translates.
    """

    phrase: str
    language: str
    colors: tuple[tuple[Color, float], ...]
    source: str
    english: str | None = None

    @property
    def main(self) -> Color:
        """The strongest colour, the first of equals."""
        return max(self.colors, key=lambda one: one[1])[0]


def read_lexicon(folder: Path | None = None) -> list[Entry]:
    """Every entry of every table under `folder` (the shipped lexicon by default), in the order of the file names."""
    folder = folder or assets() / "lexicon"
    return [entry for name in table_names(folder) for entry in read_table(folder / f"{name}.tsv", name)]


def table_names(folder: Path | None = None) -> list[str]:
    """The tables under `folder` (the shipped lexicon by default), as `Entry.source` names them."""
    folder = folder or assets() / "lexicon"
    return [path.relative_to(folder).with_suffix("").as_posix() for path in sorted(folder.rglob("*.tsv"))]


def read_table(path: Path, source: str | None = None) -> Iterator[Entry]:
    """The entries of one table; a line that cannot be read is a ValueError that names file and line."""
    columns: list[str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("# ") or not line.strip():
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            if columns[:3] != list(_COLUMNS):
                raise ValueError(f"{path}, line {number}: the columns are {columns}, not {list(_COLUMNS)}")
            continue
        try:
            phrase, language, colors, *more = cells
            named = dict(zip(columns[3:], more, strict=True))
            english = normalise_name(named["english"]) if "english" in named else None
            yield Entry(normalise_name(phrase), language, parse_colors(colors), source or path.stem, english)
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: {error}") from error


def parse_colors(text: str) -> tuple[tuple[Color, float], ...]:
    """`#c8102e:0.6 #6ea83b:0.4`, or one colour alone; weights are scaled so that they sum to 1."""
    pairs = [one.partition(":") for one in text.split()]
    colors = [(Color.from_hex(color), float(weight or 1)) for color, _, weight in pairs]
    total = sum(weight for _, weight in colors)
    if not colors or total <= 0 or min(weight for _, weight in colors) <= 0:
        raise ValueError(f"{text!r} has no colour of positive weight")
    return tuple((color, weight / total) for color, weight in colors)


def write_table(path: Path, header: dict[str, str], rows: Iterable[tuple[str, str, str]]) -> int:
    """Write the header and the rows (phrase, language, colours) and return how many rows there were."""
    lines = [f"# {key}: {value}" for key, value in header.items()]
    body = ["\t".join(row) for row in rows]
    path.write_text("\n".join([*lines, "\t".join(_COLUMNS), *body]) + "\n", "utf-8")
    return len(body)
