"""What the terminal can paint, and the nearest of 256 colours where it cannot paint the true one."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter

if TYPE_CHECKING:
    from colorword_tui.color.arrays import Array

# The 6x6x6 cube and the greys of xterm's palette; the first 16 are the user's own and no colours to rely on.
# https://invisible-island.net/xterm/ (256colres.h)
_CUBE = (0, 95, 135, 175, 215, 255)
_FIRST = 16


def badge(system: str | None, *, no_color: bool) -> str:
    """What to say about the colours of a terminal whose Rich colour system is `system`; empty if they are exact."""
    if no_color or system is None:
        return "no colours"
    return {"256": "≈ 256 colours", "standard": "≈ 16 colours", "windows": "≈ 16 colours"}.get(system, "")


class Nearest256(LineFilter):
    """Replaces each colour by the nearest of the 256 by CIEDE2000; Rich's own fallback misses it for half of them."""

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:  # noqa: ARG002
        """The same segments with the colours that the terminal has."""
        return [Segment(text, style and _style(style), control) for text, style, control in segments]


@lru_cache(4096)
def nearest_index(red: int, green: int, blue: int) -> int:
    """The number, 16 to 255, of the palette colour nearest to an sRGB colour."""
    from colorword_tui.color.arrays import delta_e_2000, srgb_to_lab

    distance = delta_e_2000(_palette_lab(), srgb_to_lab([red / 255, green / 255, blue / 255]))
    return _FIRST + int(distance.argmin())


@cache
def _palette_lab() -> Array:
    """The palette from 16 on, in Lab, (240, 3)."""
    import numpy as np

    from colorword_tui.color.arrays import srgb_to_lab

    cube = [(red, green, blue) for red in _CUBE for green in _CUBE for blue in _CUBE]
    greys = [(grey, grey, grey) for grey in range(8, 248, 10)]
    return srgb_to_lab(np.array(cube + greys) / 255)


@lru_cache(4096)
def _style(style: Style) -> Style:
    return style + Style(color=_color(style.color), bgcolor=_color(style.bgcolor))


def _color(color: RichColor | None) -> RichColor | None:
    if color is None or color.type is not ColorType.TRUECOLOR or color.triplet is None:
        return color
    return RichColor.from_ansi(nearest_index(*color.triplet))
