import pytest
from coloraide import Color as ColorAide
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.color.value import BLACK, WHITE, Color

channels = st.integers(0, 255)
colors = st.builds(Color, channels, channels, channels)


@given(colors)
def test_hex_reads_back(color: Color) -> None:
    assert Color.from_hex(color.hex) == color
    assert Color.from_hex(color.hex.upper().removeprefix("#")) == color
    assert color.hex == color.hex.lower()


@given(colors)
def test_channels_as_fractions_read_back(color: Color) -> None:
    assert Color.from_floats(*(channel / 255 for channel in color)) == color


def test_three_digits_are_six() -> None:
    assert Color.from_hex("#5bf") == Color.from_hex("5BF") == Color(0x55, 0xBB, 0xFF)
    assert Color.from_hex("  #57b8ff\n") == Color(0x57, 0xB8, 0xFF)


@pytest.mark.parametrize(
    "text", ["", "#", "#12", "#1234", "#12345", "#1234567", "##123456", "#12345g", "#１２３", "red"]
)
def test_what_is_no_hex_value(text: str) -> None:
    with pytest.raises(ValueError, match="not a hex colour such as"):
        Color.from_hex(text)


@given(*[st.floats(allow_nan=False)] * 3)
def test_fractions_outside_the_gamut_are_clipped(red: float, green: float, blue: float) -> None:
    color = Color.from_floats(red, green, blue)
    assert all(0 <= channel <= 255 for channel in color)
    for value, channel in zip((red, green, blue), color, strict=True):
        assert channel == 0 if value <= 0 else channel == 255 if value >= 1 else abs(channel - 255 * value) <= 0.5


@given(colors)
def test_luminance_is_that_of_wcag(color: Color) -> None:
    # coloraide takes Y from the exact matrix, WCAG writes it with four digits.
    assert color.luminance == pytest.approx(ColorAide(color.hex).luminance(), abs=1e-4)


def contrast(color: Color, ink: Color) -> float:
    """WCAG 2.2, contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((color.luminance, ink.luminance))
    return (lighter + 0.05) / (darker + 0.05)


@given(colors)
def test_ink_has_the_higher_contrast(color: Color) -> None:
    other = BLACK if color.ink == WHITE else WHITE
    assert {color.ink, other} == {BLACK, WHITE}
    assert contrast(color, color.ink) >= contrast(color, other)
    aide = ColorAide(color.hex)
    assert aide.contrast(color.ink.hex, method="wcag21") >= aide.contrast(other.hex, method="wcag21") - 0.01
