"""The everyday lexicon holds together: format, weights, no repeats, colours chosen one by one, wide coverage."""

from collections import Counter
from pathlib import Path

import pytest

from colorword_tui.color.names import name_key
from colorword_tui.lexicon.table import Entry, read_table
from colorword_tui.resources import assets

FOLDER = assets() / "lexicon" / "everyday"
TABLES = sorted(FOLDER.glob("*.tsv"))
TRANSLATED = [path for path in TABLES if path.stem.startswith("translated_")]
MODIFIERS = [path for path in TABLES if path.stem.startswith("modifiers_")]
ENGLISH = [path for path in TABLES if path not in TRANSLATED and path not in MODIFIERS]
LANGUAGES = {"ar", "de", "es", "fr", "hi", "it", "ja", "ko", "pt", "ru", "zh"}


def entries(paths: list[Path]) -> list[Entry]:
    return [entry for path in paths for entry in read_table(path)]


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_is_well_formed(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# source: colorword-tui everyday lexicon")
    assert "# licence: CC0-1.0\n" in path.read_text("utf-8")
    for entry, cells in zip(read_table(path), rows(path), strict=True):
        assert entry.phrase == cells[0], f"{cells[0]!r} is not normalised: {entry.phrase!r}"
        assert 1 <= len(entry.colors) <= 5, entry
        weights = [float(one.partition(":")[2] or 1) for one in cells[2].split()]
        assert sum(weights) == pytest.approx(1, abs=0.12), entry
        assert weights[0] == max(weights), f"{entry.phrase}: the strongest colour stands first"
        assert len({color for color, _ in entry.colors}) == len(entry.colors), entry


def test_a_phrase_stands_in_one_english_table() -> None:
    counted = Counter(name_key(entry.phrase) for entry in entries(ENGLISH + MODIFIERS))
    assert [phrase for phrase, count in counted.items() if count > 1] == []


def test_a_language_has_a_word_once() -> None:
    for path in TRANSLATED:
        counted = Counter(name_key(entry.phrase) for entry in entries([path]))
        assert [phrase for phrase, count in counted.items() if count > 1] == [], path.stem


def test_colours_are_chosen_one_by_one() -> None:
    colors = [color for entry in entries(ENGLISH) for color, _ in entry.colors]
    assert len(set(colors)) >= 4_000
    assert len(set(colors)) / len(colors) > 0.7
    most, count = Counter(colors).most_common(1)[0]
    assert count / len(colors) < 0.01, most


def test_the_lexicon_is_as_wide_as_it_says() -> None:
    assert len(entries(ENGLISH)) >= 8_000
    assert len(entries(MODIFIERS)) >= 1_500
    assert min(len(rows(path)) for path in ENGLISH) >= 40


def test_every_language_has_its_words() -> None:
    assert {path.stem.removeprefix("translated_") for path in TRANSLATED} == LANGUAGES
    for path in TRANSLATED:
        words = entries([path])
        assert len(words) >= 500, path.stem
        assert {entry.language for entry in words} == {path.stem.removeprefix("translated_")}


def test_a_translation_has_the_colours_of_its_english() -> None:
    english = {entry.phrase: entry.colors for entry in entries(ENGLISH + MODIFIERS)}
    for entry in entries(TRANSLATED):
        assert entry.english in english, entry
        assert entry.colors == english[entry.english], entry
