"""The one screen: input, swatch, facts, kept words. Its stylesheet, `main.tcss`, is loaded by the app."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Footer, Static

from colorword_tui.tui.widgets.facts import Facts
from colorword_tui.tui.widgets.history import History
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.swatch import Swatch


class MainScreen(Screen[None]):
    """Lays the widgets out; the app paints them."""

    AUTO_FOCUS = "#phrase"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-wide")]
    # Rows are dropped in this order: formats and words, candidates, nearest, then border and footer.
    VERTICAL_BREAKPOINTS = [(0, "-h0"), (7, "-h7"), (11, "-h11"), (14, "-h14"), (18, "-h18")]

    def compose(self) -> ComposeResult:
        """The frame and what is in it."""
        with Vertical(id="frame") as frame:
            frame.border_title = "colorword"
            with Horizontal(id="top"):
                yield PhraseInput(id="phrase")
                yield Static(id="badge", markup=False)
            with Horizontal(id="body"):
                with Vertical(id="answer"):
                    yield Swatch(id="swatch")
                    yield Facts(id="facts")
                yield History(id="history")
        yield Footer(show_command_palette=False, compact=True)
