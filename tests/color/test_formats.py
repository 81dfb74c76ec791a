import re

import pytest
from coloraide import Color as ColorAide
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.color.formats import FORMATS, format_color, parse_color
from colorword_tui.color.names import html_colors
from colorword_tui.color.value import Color

channels = st.integers(0, 255)
colors = st.builds(Color, channels, channels, channels)
CSS = [notation for notation in FORMATS if notation != "ansi"]


@pytest.mark.parametrize("notation", CSS)
@given(color=colors)
def test_what_css_can_write_reads_back(notation: str, color: Color) -> None:
    text = format_color(color, notation)
    # Only the digits matter here: the fifth one may put a channel a hair outside the gamut.
    assert ColorAide(text).convert("srgb").clip().to_string(hex=True) == color.hex
    assert parse_color(text) == color


@given(colors, st.sampled_from(FORMATS))
def test_a_colour_is_one_line_that_can_be_pasted(color: Color, notation: str) -> None:
    text = format_color(color, notation)
    assert text.isascii()
    assert text.isprintable()


def test_the_notations_themselves() -> None:
    tomato = Color(255, 99, 71)
    written = {notation: format_color(tomato, notation) for notation in FORMATS}
    assert list(written) == ["hex", "rgb", "hsl", "oklch", "lab", "css", "ansi"]
    assert written["hex"] == format_color(tomato) == "#ff6347"
    assert written["rgb"] == "rgb(255, 99, 71)"
    assert written["css"] == "tomato"
    assert format_color(Color(255, 99, 72), "css") == "#ff6348"
    for space in ("hsl", "oklch", "lab"):
        assert re.fullmatch(rf"{space}\([0-9.%-]+( [0-9.%-]+){{2}}\)", written[space])


@given(colors)
def test_the_escape_sequence_spells_its_escape_byte(color: Color) -> None:
    text = format_color(color, "ansi")
    raw = text.encode().decode("unicode_escape")
    assert raw == f"\x1b[38;2;{color.red};{color.green};{color.blue}m"


def test_the_css_keyword_has_the_colour() -> None:
    for _, color in html_colors():
        assert parse_color(format_color(color, "css")) == color
        assert format_color(color, "css").isalpha()


@pytest.mark.parametrize("notation", ["", "HEX", "cmyk"])
def test_an_unknown_notation_is_named(notation: str) -> None:
    with pytest.raises(ValueError, match=f"'{notation}' is not one of the formats hex, rgb"):
        format_color(Color(1, 2, 3), notation)


@pytest.mark.parametrize(
    ("text", "hexadecimal"),
    [
        ("#57b8ff", "#57b8ff"),
        (" 5BF ", "#55bbff"),
        ("Dark Slate Grey", "#2f4f4f"),
        ("rebeccapurple", "#663399"),
        ("rgb(255 99 71)", "#ff6347"),
        ("rgb(255, 99, 71)", "#ff6347"),
        ("rgb(100% 0% 0% / 50%)", "#ff0000"),
        ("hsl(120deg 100% 50%)", "#00ff00"),
        ("oklch(0 0 0)", "#000000"),
        ("lab(100 0 0)", "#ffffff"),
        ("color(srgb 1 0.5 0)", "#ff8000"),
        ("#57b8ff80", "#57b8ff"),
        (" transparent ", "#000000"),
    ],
)
def test_any_colour_of_css_is_read(text: str, hexadecimal: str) -> None:
    assert parse_color(text).hex == hexadecimal


@pytest.mark.parametrize("text", ["oklch(0.7 0.35 30)", "oklch(0.6 0.4 260)", "color(rec2020 1 0 0)"])
def test_what_lies_outside_srgb_keeps_its_lightness_and_hue(text: str) -> None:
    outside, inside = ColorAide(text).convert("oklch"), ColorAide(parse_color(text).hex).convert("oklch")
    clipped = ColorAide(text).convert("srgb").clip().convert("oklch")
    assert abs(inside["lightness"] - outside["lightness"]) < 0.03 < abs(clipped["lightness"] - outside["lightness"])
    assert abs(inside["hue"] - outside["hue"]) < 1.5


def test_what_is_lighter_than_white_or_darker_than_black() -> None:
    assert parse_color("oklch(2 0.1 0)") == Color(255, 255, 255)
    assert parse_color("oklch(-1 0.1 0)") == Color(0, 0, 0)


@pytest.mark.parametrize(
    "text", ["", " ", "banana", "#12345", "rgb(1 2)", "rgb(nan 0 0)", "[/", "\x1b[31m", "\udcff", "currentcolor"]
)
def test_what_is_no_colour_is_said_in_one_printable_line(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour; give a hex value such as #57b8ff") as caught:
        parse_color(text)
    assert str(caught.value).isascii()
    assert str(caught.value).isprintable()
    assert text.strip() in str(caught.value) or not (text.isascii() and text.isprintable())


def test_a_long_wrong_colour_is_cut() -> None:
    with pytest.raises(ValueError, match="is not a colour") as caught:
        parse_color("(" * 100_000)
    assert len(str(caught.value)) < 200
