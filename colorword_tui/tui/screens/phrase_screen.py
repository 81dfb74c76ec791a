"""What every mode has: a frame with the input on top, and the footer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.steady_footer import SteadyFooter


class PhraseScreen(Screen[None]):
    """A mode of the app. The input has the keys; `show` paints the rest, at every keystroke."""

    AUTO_FOCUS = "#phrase"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-h0"), (7, "-h7"), (11, "-h11"), (14, "-h14"), (18, "-h18")]
    NAME = ""
    """What stands in the frame's title, after the app's name."""
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Keys and what they do, beside the bindings that have a tooltip, for the help screen."""

    class Ready(Message):
        """The screen is in front and wants to be painted."""

    class Taken(Message):
        """A phrase of this screen is to go into the input of the main screen."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def compose(self) -> ComposeResult:
        """The frame and what is in it."""
        # Before there is anything in it: at the first resize, where Textual does it, all of it would be styled anew.
        width, height = self.app.size
        for cells, breakpoints in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class([name for least, name in breakpoints or [] if least <= cells][-1])
        with Vertical(id="frame") as frame:
            frame.border_title = f"colorword · {self.NAME}" if self.NAME else "colorword"
            with Horizontal(id="top"):
                yield PhraseInput(id="phrase")
                yield Static(id="badge", markup=False)
            yield from self.compose_body()
        yield SteadyFooter()

    def compose_body(self) -> ComposeResult:
        """What stands under the input."""
        raise NotImplementedError

    def show(self, view: View) -> None:
        """Paint the answer to the text in the input."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Ask to be painted: the text may have changed on another screen."""
        self.post_message(self.Ready())

    @property
    def phrase(self) -> PhraseInput:
        """The input."""
        return self.query_one(PhraseInput)
