import pytest
from coloraide import Color as ColorAide
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.color.names import name_key
from colorword_tui.color.value import Color
from colorword_tui.lexicon.nearest import closest_phrases
from colorword_tui.lexicon.table import Entry, read_lexicon

channels = st.integers(0, 255)
colors = st.builds(Color, channels, channels, channels)


def entry(phrase: str, *hexes: str, language: str = "en") -> Entry:
    return Entry(phrase, language, tuple((Color.from_hex(one), 1 / len(hexes)) for one in hexes), "test")


def test_the_nearest_come_first() -> None:
    entries = [entry("sea", "#0000f0"), entry("sun", "#ffff00"), entry("ink", "#0000ff"), entry("night", "#000020")]
    found = closest_phrases(Color.from_hex("#0000ff"), entries, 3)
    assert [match.phrase for match in found] == ["ink", "sea", "night"]
    assert found[0].delta_e == pytest.approx(0, abs=1e-9)
    assert [match.delta_e for match in found] == sorted(match.delta_e for match in found)


def test_a_name_is_given_once_with_its_nearest_colour() -> None:
    entries = [
        entry("Dark Grey", "#444444"),
        entry("darkgray", "#404040", language="de"),
        entry("apple", "#c8102e", "#414141"),
    ]
    found = closest_phrases(Color.from_hex("#404040"), entries)
    assert [(match.phrase, match.language, match.color.hex) for match in found] == [
        ("darkgray", "de", "#404040"),
        ("apple", "en", "#414141"),
    ]


def test_a_word_is_not_given_again_in_every_language() -> None:
    entries = [
        entry("electricity", "#57b8ff"),
        Entry("électricité", "fr", ((Color.from_hex("#57b8ff"), 1.0),), "everyday/translated_fr", "electricity"),
        entry("himmelblau", "#5ab6fa", language="de"),
    ]
    found = closest_phrases(Color.from_hex("#57b8ff"), entries)
    assert [match.phrase for match in found] == ["electricity", "himmelblau"]


def test_no_entries_and_fewer_than_asked_for() -> None:
    assert closest_phrases(Color(1, 2, 3), []) == []
    assert len(closest_phrases(Color(1, 2, 3), [entry("sea", "#0000f0")], 8)) == 1


@given(colors, st.lists(colors, min_size=1, max_size=30))
def test_distances_are_coloraides_and_none_is_missed(color: Color, known: list[Color]) -> None:
    entries = [Entry(f"name {index}", "en", ((one, 1.0),), "test") for index, one in enumerate(known)]
    found = closest_phrases(color, entries, 5)
    assert len(found) == min(5, len(known))
    distances = sorted(ColorAide(color.hex).delta_e(one.hex, method="2000") for one in known)
    assert [match.delta_e for match in found] == pytest.approx(distances[:5], abs=1e-4)


def test_the_shipped_words_of_a_colour() -> None:
    found = closest_phrases(Color.from_hex("#ff0000"), read_lexicon())
    assert len(found) == len({name_key(match.phrase) for match in found}) == 8
    assert found[0].delta_e == pytest.approx(0, abs=1e-9)
    assert "red" in {match.phrase for match in found}
