"""Two lines under the map: what is typed, and the point nearest to the cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from colorword_tui.color.value import Color
from colorword_tui.tui.widgets.facts import patch
from colorword_tui.tui.widgets.row import Row

# A longer phrase would push what follows it off a screen of 80 columns.
_LONGEST = 26
_LABEL = 8


class MapStatus(Vertical):
    """Paints them; the screen says what they are."""

    DEFAULT_CSS = """
    MapStatus { height: auto; padding: 0 2; }
    """

    def compose(self) -> ComposeResult:
        """The rows, empty so far."""
        yield Row("typed", label_width=_LABEL, id="typed")
        yield Row("cursor", label_width=_LABEL, id="pointed")

    def show_typed(self, phrase: str, color: Color | None, note: str) -> None:
        """The typed phrase and a note on its place; without a colour the note alone."""
        self._show("#typed", phrase, color, note)

    def show_pointed(self, phrase: str, color: Color | None, note: str) -> None:
        """The phrase of the point and how far its colour is; without a colour the note alone."""
        self._show("#pointed", phrase, color, note)

    def _show(self, row: str, phrase: str, color: Color | None, note: str) -> None:
        line = Content.styled(note, "dim")
        if color is not None:
            short = Content(phrase).truncate(_LONGEST, ellipsis=True) if note else Content(phrase)
            gap = "  " if phrase else " "
            line = Content.assemble(patch(color, 2), f" {color.hex} ", short.stylize("bold"), gap, line)
        self.query_one(row, Row).update(line)
