"""Colours for the eye: swatches on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from colorword_tui.color.formats import format_color
from colorword_tui.color.value import Color

if TYPE_CHECKING:
    from colorword_tui.model.prediction import Prediction

_WIDEST_PHRASE = 40


def write_swatches(answers: Sequence[tuple[str, Prediction | None]], notation: str) -> None:
    """A line an answer: swatch, colour, phrase, nearest HTML colour and its ΔE; phrases are data, never markup."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=6)
    table.add_column(min_width=7, no_wrap=True)
    table.add_column(max_width=_WIDEST_PHRASE, no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True)
    for phrase, answer in answers:
        if answer is None:
            table.add_row()
            continue
        nearest = answer.nearest
        near = nearest.name if answer.exact else f"{nearest.name} ΔE {nearest.delta_e:.1f}"
        table.add_row(
            swatch(answer.color, 6), Text(format_color(answer.color, notation)), Text(phrase), Text(near, "dim")
        )
    Console(highlight=False, soft_wrap=False).print(table)


def swatch(color: Color, width: int) -> Text:
    """`width` cells painted in a colour."""
    return Text(" " * width, Style(bgcolor=RichColor.from_rgb(*color)))
