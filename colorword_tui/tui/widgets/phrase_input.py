"""The input: always has the keys."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from colorword_tui.model.phrase import MAX_CHARACTERS, clean_phrase

# Joiners count as unprintable, yet Persian and Hindi are written with them, and emoji are put together.
_JOINERS = ("\u200c", "\u200d")


class PhraseInput(Input):
    """A line for a phrase; pasted text is cleaned and cut first."""

    BINDINGS = [
        Binding("escape", "clear", "clear", tooltip="Empty the input", show=False),
        Binding("down,up", "browse", "kept words", tooltip="Go to the kept words", show=False),
    ]

    class Browse(Message):
        """The user wants to go to the kept words."""

    class Clipped(Message):
        """Pasted text was longer than a phrase can be."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(
            id=id,
            placeholder="type a word, in any language",
            max_length=MAX_CHARACTERS,
            compact=True,
            select_on_focus=False,
        )

    def action_clear(self) -> None:
        """Empty the line."""
        self.value = ""

    def action_browse(self) -> None:
        """Go to the kept words."""
        self.post_message(self.Browse())

    def action_paste(self) -> None:
        """Paste what was copied within the app."""
        self._take(self.app.clipboard)

    def on_key(self, event: events.Key) -> None:
        """Let joiners in."""
        if event.character in _JOINERS:
            event.stop()
            event.prevent_default()
            self.replace(event.character, *self.selection)

    def _on_paste(self, event: events.Paste) -> None:
        """All lines on one, where an Input would take the first only."""
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def _take(self, pasted: str) -> None:
        """Put text at the cursor as far as there is room; control characters never get in."""
        text = clean_phrase(pasted)
        # Cleaning trims, but a word pasted with its space belongs apart.
        if text and pasted[0].isspace() and self.value:
            text = f" {text}"
        room = MAX_CHARACTERS - len(self.value) + len(self.selected_text)
        if len(pasted) > MAX_CHARACTERS or len(text) > room:
            self.post_message(self.Clipped())
        self.replace(text[: max(room, 0)], *self.selection)
