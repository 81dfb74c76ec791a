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
The 148 colour names of HTML answer with their own colour.

“sure” says how likely the colour that people mean is close to the one shown. “candidates” are the colours it may \
have, wider for the likelier ones; ΔE is the distance to the nearest HTML colour: about 2 is just visible.
"""
_ELSEWHERE = (
    ("enter", "Keep the word"),
    ("↑ ↓", "Go to the kept words, and through them"),
    ("  enter", "bring the word back"),
    ("  delete", "forget the word"),
    ("  /", "filter the words"),
    ("tab", "Go to the candidates and to the formats"),
    ("  1 … 9, ← →", "pick one"),
    ("esc", "Go back to the input; there: empty it"),
    ("mouse", "Click a candidate, a format, a kept word, or the colour to copy it"),
)
_KEY_CELLS = 17


class HelpScreen(ModalScreen[None]):
    """Keys and a few words, over the main screen."""

    CSS_PATH = "help.tcss"
    BINDINGS = [Binding("escape,f1,q,enter", "dismiss", "close")]

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
                    Content.assemble((f"{key:<{_KEY_CELLS}}", "bold"), (what, "$text-muted"))
                    for key, what in (*self._keys, *_ELSEWHERE)
                )
            )
