"""Help: every key, as it is bound now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_ABOUT = """\
Type a word or a phrase in any language: at every key the field shows the colour that a trained BERT gives it. \
The 148 HTML names answer with their own colour.

"sure" is how likely the colour people mean is close to the one shown; "candidates" are the others it could be.
"""


class HelpScreen(ModalScreen[None]):
    """Keys and a few words, over the screen they belong to."""

    CSS_PATH = "help.tcss"
    BINDINGS = [Binding("escape,f1,q,enter", "dismiss", "Close")]

    def __init__(self, keys: list[tuple[str, str]]) -> None:
        """`keys` are pairs of a key and what it does."""
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Text, then a table of keys."""
        with VerticalScroll(id="help") as box:
            box.border_title = "help"
            box.border_subtitle = "esc closes"
            yield Static(Content(_ABOUT))
            yield Static(
                Content("\n").join(
                    Content.assemble(Content.styled(f"{key:<14}", "bold"), what) for key, what in self._keys
                )
            )
