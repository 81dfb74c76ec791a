"""How a text is painted: in whose colours, how strongly, on which paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from colorword_tui.color.value import Color

Tint = Literal["off", "light", "medium", "full"]
TINTS: tuple[Tint, ...] = ("off", "light", "medium", "full")
# The least contrast of text that WCAG 2.2 calls enough (AA).
READABLE = 4.5
_MEDIUM = 0.4
_STEPS = 20


class Paper(NamedTuple):
    """What a text stands on: the ink of plain letters, and the ground."""

    ink: Color
    ground: Color


DARK = Paper(Color.from_hex("#d6d8de"), Color.from_hex("#15161b"))
LIGHT = Paper(Color.from_hex("#2b2a27"), Color.from_hex("#fbf8f1"))


class Paint(NamedTuple):
    """The ink of a word, and the ground under it; None is the paper."""

    ink: Color
    ground: Color | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """The choices of the reader."""

    phrases: bool = False
    """Every word in the colour of its sentence, instead of its own."""
    tint: Tint = "full"
    stop_words: bool = False
    """Whether words that only hold others together are painted too."""
    light: bool = False
    """On light paper."""

    @property
    def paper(self) -> Paper:
        """Ink and ground of what is not painted."""
        return LIGHT if self.light else DARK

    def paint(self, color: Color) -> Paint:
        """Ink and ground of a word of this colour; its letters stay readable."""
        return _paint(color, self.tint, self.paper)


@lru_cache(maxsize=1 << 15)
def _paint(color: Color, tint: Tint, paper: Paper) -> Paint:
    if tint == "off":
        return Paint(paper.ink)
    if tint == "light":
        return Paint(_readable(color, paper))
    ground = color if tint == "full" else _blend(paper.ground, color, _MEDIUM)
    return Paint(ground.ink, ground)


def _readable(color: Color, paper: Paper) -> Color:
    """The colour, moved towards the plain ink only as far as its letters need."""
    mixed = (_blend(color, paper.ink, step / _STEPS) for step in range(_STEPS))
    return next((one for one in mixed if contrast(one, paper.ground) >= READABLE), paper.ink)


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, 1..21, as WCAG 2.2 defines it."""
    low, high = sorted((one.luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)


def _blend(one: Color, other: Color, share: float) -> Color:
    return Color(*(round(a + (b - a) * share) for a, b in zip(one, other, strict=True)))
