"""Colours for the eye: swatches on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.console import Console
from rich.style import Style
from rich.text import Text

from colorword_tui.color.formats import format_color
from colorword_tui.color.value import Color

if TYPE_CHECKING:
    from colorword_tui.model.prediction import Prediction

# In cells. Answers that come one by one stand under one another as long as their phrases fit the common width.
_COMMON_PHRASE, _WIDEST_PHRASE = 20, 40


def write_swatches(answers: Sequence[tuple[str, Prediction | None]], notation: str) -> None:
    """A line an answer: swatch, colour, phrase, nearest HTML colour and its ΔE; phrases are data, never markup.

    A narrow terminal cuts the lines on the right.
    """
    console = Console(highlight=False)
    colors = [format_color(answer.color, notation) if answer else "" for _, answer in answers]
    color_width = max(map(len, colors), default=0)
    phrase_width = min(max([_COMMON_PHRASE, *(Text(phrase).cell_len for phrase, _ in answers)]), _WIDEST_PHRASE)
    for (phrase, answer), color in zip(answers, colors, strict=True):
        line = Text()
        if answer is not None:
            text = Text(phrase)
            text.truncate(phrase_width, overflow="ellipsis", pad=True)
            near = answer.nearest.name if answer.exact else f"{answer.nearest.name} ΔE {answer.nearest.delta_e:.1f}"
            line = Text("  ").join([swatch(answer.color, 6), Text(color.ljust(color_width)), text, Text(near, "dim")])
        console.print(line, no_wrap=True, overflow="ellipsis")


def swatch(color: Color, width: int) -> Text:
    """`width` cells painted in a colour."""
    return Text(" " * width, Style(bgcolor=RichColor.from_rgb(*color)))
