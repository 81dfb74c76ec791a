"""The input: always has the keys."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from colorword_tui.model.phrase import MAX_CHARACTERS, clean_phrase


class PhraseInput(Input):
    """A line for a phrase; pasted text is cleaned and cut first."""

    ASKS = "a word, in any language"

    # The text may be wider than the line, which scrolls then; that needs no new layout of the screen at every key.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    BINDINGS = [
        Binding("escape", "clear", "Clear", show=False),
        Binding("up,down", "browse", "Kept words", show=False),
    ]

    class Browse(Message):
        """The user wants to go to the kept words."""

    class Clipped(Message):
        """Pasted text was longer than a phrase can be."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id, placeholder=self.ASKS, max_length=MAX_CHARACTERS, compact=True, select_on_focus=False)

    def action_clear(self) -> None:
        """Empty the line."""
        self.value = ""

    def action_browse(self) -> None:
        """Go to the kept words."""
        self.post_message(self.Browse())

    def _on_paste(self, event: events.Paste) -> None:
        """All lines on one, instead of the first line only; raw control characters never get in."""
        event.stop()
        event.prevent_default()
        # Cut before cleaning: a pasted book must not hold up the screen.
        text = clean_phrase(event.text)
        room = MAX_CHARACTERS - len(self.value) + len(self.selected_text)
        if len(event.text) > MAX_CHARACTERS or len(text) > room:
            self.post_message(self.Clipped())
        self.replace(text[: max(room, 0)], *self.selection)
