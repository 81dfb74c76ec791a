"""Painting true colours on terminals that have 256."""

from __future__ import annotations

from functools import cache

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter

# The 6x6x6 cube and the greys of xterm's palette; the 16 first are the user's own and no colours to rely on.
# https://invisible-island.net/xterm/ (256colres.h)
_CUBE = (0, 95, 135, 175, 215, 255)
_FIRST = 16


class Nearest256(LineFilter):
    """Replaces each colour by the nearest of the 256 by CIEDE2000; Rich's own fallback misses it for half of them."""

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:  # noqa: ARG002
        """The same segments with the colours that the terminal has."""
        return [Segment(text, style and _style(style), control) for text, style, control in segments]


@cache
def nearest_index(red: int, green: int, blue: int) -> int:
    """The number, 16 to 255, of the palette colour nearest to an sRGB colour."""
    import numpy as np

    from colorword_tui.color.arrays import delta_e_2000, srgb_to_lab

    distance = delta_e_2000(srgb_to_lab(np.array(_palette()) / 255), srgb_to_lab(np.array([red, green, blue]) / 255))
    return _FIRST + int(distance.argmin())


def _palette() -> list[tuple[int, int, int]]:
    cube = [(red, green, blue) for red in _CUBE for green in _CUBE for blue in _CUBE]
    return cube + [(grey, grey, grey) for grey in range(8, 248, 10)]


@cache
def _style(style: Style) -> Style:
    return style + Style(color=_color(style.color), bgcolor=_color(style.bgcolor))


def _color(color: RichColor | None) -> RichColor | None:
    if color is None or color.type is not ColorType.TRUECOLOR or color.triplet is None:
        return color
    return RichColor.from_ansi(nearest_index(*color.triplet))
