"""A painted text for a terminal of 24-bit colours."""

from __future__ import annotations

from collections.abc import Iterator

from colorword_tui.color.value import Color
from colorword_tui.reading.layout import Layout
from colorword_tui.reading.look import Look, Paint
from colorword_tui.reading.painting import Colors, margin, paint_of, pieces, ribbon_colors
from colorword_tui.reading.paragraphs import Span
from colorword_tui.reading.text import Text

MARGIN = 2
_RESET = "\x1b[0m"


def ansi_row(text: Text, row: Span, colors: Colors, look: Look) -> str:
    """One row: two cells of its sentences' colours, and the words in theirs."""
    side = "".join(_block(color) for color in margin(text, row, colors)) if row[0] < row[1] else ""
    words = "".join(_painted(piece.letters, paint_of(piece, text, colors, look)) for piece in pieces(text, row))
    return f"{side} {words}" if side else ""


def ansi_ribbon(colors: Colors, width: int) -> str:
    """The whole text in one row."""
    return "".join(_block(color) for color in ribbon_colors(colors.sentences, width))


def to_ansi(text: Text, colors: Colors, look: Look, layout: Layout) -> Iterator[str]:
    """All rows and the ribbon, without line ends."""
    for row in layout.rows:
        yield ansi_row(text, row, colors, look)
    if text.sentences:
        yield ""
        yield ansi_ribbon(colors, layout.width + MARGIN + 1)


def _block(color: Color | None) -> str:
    return f"\x1b[48;2;{_code(color)}m {_RESET}" if color else " "


def _painted(letters: str, paint: Paint | None) -> str:
    if paint is None:
        return letters
    ground = f";48;2;{_code(paint.ground)}" if paint.ground else ""
    return f"\x1b[38;2;{_code(paint.ink)}{ground}m{letters}{_RESET}"


def _code(color: Color) -> str:
    return f"{color.red};{color.green};{color.blue}"
