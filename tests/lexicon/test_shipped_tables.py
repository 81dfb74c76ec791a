"""What ships: every table says where it comes from, may be shipped, and reads."""

from collections import Counter
from pathlib import Path

import pytest

from colorword_tui.color.names import normalise_name
from colorword_tui.lexicon.build import LANGUAGES
from colorword_tui.lexicon.table import Entry, read_lexicon, read_table
from colorword_tui.resources import assets

TABLES = sorted((assets() / "lexicon").rglob("*.tsv"))


@pytest.fixture(scope="module")
def lexicon() -> list[Entry]:
    return read_lexicon()


def header(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines()
    comments = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
    return dict(line.split(": ", 1) for line in comments)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_says_where_it_comes_from_and_reads(path: Path) -> None:
    facts = header(path)
    assert facts["source"].strip()
    assert facts["url"].startswith(("https://", "http://"))
    assert facts["licence"].strip()
    assert not {"unknown", "none", "proprietary"} & set(facts["licence"].lower().split())
    entries = list(read_table(path))
    assert entries
    for entry in entries:
        assert entry.phrase == normalise_name(entry.phrase) != ""
        assert len(entry.language) == 2
        assert sum(weight for _, weight in entry.colors) == pytest.approx(1)


def test_no_list_of_unknown_licence_ships() -> None:
    names = {path.stem for path in TABLES}
    assert not any(name.startswith(("ral", "windows")) for name in names)
    assert not any(key.startswith(("ral", "windows")) for key in LANGUAGES)


def test_the_lexicon_is_all_of_them(lexicon: list[Entry]) -> None:
    folder = assets() / "lexicon"
    assert {entry.source for entry in lexicon} == {
        path.relative_to(folder).with_suffix("").as_posix() for path in TABLES
    }
    counts = Counter(entry.source for entry in lexicon)
    assert counts["html"] == 148
    assert counts["xkcd"] > 900
    assert counts["color_name_list"] > 30_000
    assert len(lexicon) > 80_000


def test_the_lexicon_speaks_many_languages(lexicon: list[Entry]) -> None:
    languages = Counter(entry.language for entry in lexicon)
    assert languages.keys() >= {
        "ar", "de", "en", "es", "fa", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "zh",
    }  # fmt: skip


def test_nothing_is_said_twice_within_a_table(lexicon: list[Entry]) -> None:
    rows = Counter((entry.source, entry.phrase, entry.language, entry.colors) for entry in lexicon)
    assert [row for row, count in rows.items() if count > 1] == []
