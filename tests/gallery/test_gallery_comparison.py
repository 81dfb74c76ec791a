import numpy as np
import pytest
from coloraide import Color as ColorAide

from colorword_tui.color.value import Color
from colorword_tui.gallery.comparison import Choice, Comparison, Sort, figures
from colorword_tui.gallery.lists import Row
from colorword_tui.lexicon.split import Side


def row(name: str, color: str, side: Side = "train", english: str | None = None) -> Row:
    return Row(name, Color.from_hex(color), side, english)


ROWS = [
    row("red", "#ff0000"),
    row("blue", "#0000ff", "held-out"),
    row("grey", "#808080"),
    row("café", "#6f4e37", "validation"),
    row("空", "#57b8ff", "held-out", "sky"),
    row("black", "#000000"),
]
ANSWERS = ["#ff0000", "#00ff00", "#7f7f80", "#5f4e37"]


@pytest.fixture
def half_read() -> Comparison:
    """The last two rows have not been read."""
    comparison = Comparison("test", ROWS)
    comparison.put([0, 1, 2, 3], [Color.from_hex(one) for one in ANSWERS])
    return comparison


def names(comparison: Comparison, choice: Choice) -> list[str]:
    return [comparison.rows[number].name for number in comparison.select(choice).tolist()]


def test_delta_e_is_that_of_coloraide(half_read: Comparison) -> None:
    for number, answer in enumerate(ANSWERS):
        expected = ColorAide(ROWS[number].color.hex).delta_e(ColorAide(answer), method="2000")
        assert half_read.delta_e[number] == pytest.approx(expected, abs=0.02)
    assert half_read.unread.tolist() == [False] * 4 + [True] * 2


def test_sorting(half_read: Comparison) -> None:
    assert names(half_read, Choice()) == ["red", "blue", "grey", "café", "空", "black"]
    assert names(half_read, Choice(Sort.LIST, backwards=True))[0] == "black"
    assert names(half_read, Choice(Sort.NAME)) == ["black", "blue", "café", "grey", "red", "空"]
    assert names(half_read, Choice(Sort.NAME, backwards=True))[0] == "空"
    # By hue, then the greys from dark to light.
    assert names(half_read, Choice(Sort.HUE)) == ["red", "café", "空", "blue", "black", "grey"]


def test_by_delta_e_the_unread_rows_come_last_both_ways(half_read: Comparison) -> None:
    forwards, backwards = (names(half_read, Choice(Sort.DELTA_E, backwards=one)) for one in (False, True))
    assert forwards == ["red", "grey", "café", "blue", "空", "black"]
    assert backwards == ["blue", "café", "grey", "red", "空", "black"]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("", ["red", "blue", "grey", "café", "空", "black"]),
        ("BL", ["blue", "black"]),
        ("cafe\u0301", ["café"]),
        (" red ", ["red"]),
        ("空", ["空"]),
        ("SKY", ["空"]),
        ("[", []),
    ],
)
def test_a_filter_is_a_part_of_the_name_or_of_its_english(half_read: Comparison, part: str, found: list[str]) -> None:
    assert names(half_read, Choice(part=part)) == found


def test_held_out_only(half_read: Comparison) -> None:
    assert names(half_read, Choice(held_out=True)) == ["blue", "空"]
    assert names(half_read, Choice(held_out=True, part="sky")) == ["空"]


def test_the_summary_is_of_the_rows_that_were_read(half_read: Comparison) -> None:
    everything = half_read.summary(half_read.select(Choice()))
    known = half_read.delta_e[:4]
    assert (everything.count, everything.read) == (6, 4)
    assert everything.median == pytest.approx(float(np.median(known)))
    assert everything.mean == pytest.approx(float(known.mean()))
    assert everything.within == pytest.approx(3 / 4)
    assert everything.worst == (1, 3, 2, 0)
    assert figures(everything).startswith("6 names · ΔE median ")
    assert figures(everything).endswith("75 % within 15")


def test_a_summary_of_nothing(half_read: Comparison) -> None:
    nothing = half_read.summary(half_read.select(Choice(part="no such")))
    assert (nothing.count, nothing.read, nothing.worst) == (0, 0, ())
    assert figures(nothing) == "0 names"
    unread = half_read.summary(half_read.select(Choice(part="sky")))
    assert (unread.count, unread.read) == (1, 0)
    assert figures(unread) == "1 name"
    empty = Comparison("empty", [])
    assert empty.select(Choice(Sort.HUE)).tolist() == []


def test_the_ten_worst() -> None:
    comparison = Comparison(
        "greys", [row(f"grey {level}", f"#{level:02x}{level:02x}{level:02x}") for level in range(64)]
    )
    comparison.put(range(64), [Color(0, 0, 0)] * 64)
    assert comparison.summary(comparison.select(Choice())).worst == tuple(range(63, 53, -1))
