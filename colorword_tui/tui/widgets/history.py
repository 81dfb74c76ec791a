"""The kept words, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from colorword_tui.model.phrase import clean_phrase
from colorword_tui.store import Kept
from colorword_tui.tui.widgets.facts import patch


class KeptList(OptionList):
    """The list itself."""

    BINDINGS = [
        Binding("enter", "select", "bring back", tooltip="Bring the word back"),
        Binding("delete,backspace", "forget", "forget", tooltip="Forget the word"),
        Binding("slash", "filter", "filter", tooltip="Show the words that contain a text"),
        Binding("escape", "leave", "back", tooltip="Go back to the input"),
    ]

    @dataclass
    class Forget(Message):
        """The marked word is to be forgotten."""

        text: str

    class Filter(Message):
        """The filter line is wanted."""

    class Leave(Message):
        """Back to the input."""

    def action_cursor_up(self) -> None:
        """Above the first word is the input."""
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.action_leave()

    def action_forget(self) -> None:
        """Forget the marked word."""
        if self.highlighted is not None:
            self.post_message(self.Forget(str(self.get_option_at_index(self.highlighted).id)))

    def action_filter(self) -> None:
        """Open the filter line."""
        self.post_message(self.Filter())

    def action_leave(self) -> None:
        """Go back to the input."""
        self.post_message(self.Leave())


class FilterInput(Input):
    """The filter line."""

    BINDINGS = [
        Binding("escape", "leave", "back", tooltip="Go back to the input"),
        Binding("down,enter", "to_list", "to the words", tooltip="Go to the words that were found"),
    ]

    class ToList(Message):
        """Go on in the list."""

    def action_leave(self) -> None:
        """Close the filter."""
        self.post_message(KeptList.Leave())

    def action_to_list(self) -> None:
        """Go to the words that were found."""
        self.post_message(self.ToList())


class History(Vertical):
    """The list, and a filter line above it while it is wanted."""

    DEFAULT_CSS = """
    History { padding: 1 1 0 1; }
    History Label { color: $text-muted; padding: 0 1; width: 100%; text-wrap: nowrap; text-overflow: ellipsis; }
    History KeptList {
        height: 1fr; border: none; background: transparent; background-tint: transparent; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
    }
    History FilterInput { display: none; border: none; height: 1; padding: 0 1; }
    History.-filtering FilterInput { display: block; }
    History.-filtering Label { display: none; }
    """

    @dataclass
    class Chosen(Message):
        """A kept word is wanted back."""

        kept: Kept

    @dataclass
    class Filtered(Message):
        """The filter line changed."""

        part: str

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._kept: Sequence[Kept] = ()

    def compose(self) -> ComposeResult:
        """Filter and list."""
        yield Label("kept words", id="kept-label")
        yield FilterInput(id="filter", placeholder="filter", compact=True, select_on_focus=False)
        yield KeptList(id="kept", markup=False)

    def show(self, kept: Sequence[Kept]) -> None:
        """Paint the words and keep the mark where it was."""
        words = self.query_one(KeptList)
        marked = words.highlighted
        self._kept = kept
        words.set_options(
            # The file may hold what another program wrote: it is cleaned before it is shown.
            Option(
                Content.assemble(patch(one.color), " ", (one.color.hex, "$text-muted"), f" {clean_phrase(one.text)}"),
                one.text,
            )
            for one in kept
        )
        if marked is not None and kept:
            words.highlighted = min(marked, len(kept) - 1)

    def enter(self) -> bool:
        """Take the focus and mark a word; False if there is none."""
        words = self.query_one(KeptList)
        if not words.option_count:
            return False
        if words.highlighted is None:
            words.highlighted = 0
        words.focus()
        return True

    def leave(self) -> None:
        """Close the filter and mark nothing."""
        self.remove_class("-filtering")
        self.query_one(FilterInput).value = ""
        self.query_one(KeptList).highlighted = None

    @on(KeptList.Filter)
    def open_filter(self) -> None:
        """Show the filter line and give it the focus."""
        self.add_class("-filtering")
        self.query_one(FilterInput).focus()

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Filtered(event.value))

    @on(FilterInput.ToList)
    def _to_list(self) -> None:
        self.enter()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._kept[event.option_index]))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A word that is marked while the keys go elsewhere would promise what they do not do."""
        if event.widget is self.query_one(KeptList):
            self.query_one(KeptList).highlighted = None
