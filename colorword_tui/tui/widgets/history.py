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
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from colorword_tui.store import Kept
from colorword_tui.tui.widgets.facts import patch


class KeptList(OptionList):
    """The list itself; letters go back to the input, so that typing always paints."""

    BINDINGS = [
        Binding("delete,backspace", "forget", "Forget", show=True),
        Binding("slash", "filter", "Filter", show=True),
        Binding("escape", "leave", "Back", show=True),
    ]

    @dataclass
    class Typed(Message):
        """A letter that belongs into the input."""

        character: str

    @dataclass
    class Forget(Message):
        """The marked word is to be forgotten."""

        text: str

    class Filter(Message):
        """The filter line is wanted."""

    class Leave(Message):
        """Back to the input."""

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

    def on_key(self, event: events.Key) -> None:
        """Send letters to the input."""
        if event.is_printable and event.character and event.character != "/":
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(event.character))


class FilterInput(Input):
    """The filter line: down goes to the list, escape away."""

    BINDINGS = [
        Binding("escape", "leave", "Back", show=True),
        Binding("down", "enter_list", "List", show=True),
    ]

    def action_leave(self) -> None:
        """Back to the phrase."""
        self.post_message(KeptList.Leave())

    def action_enter_list(self) -> None:
        """To the words that are left."""
        self.post_message(self.Submitted(self, self.value))


class History(Vertical):
    """The list, and a filter line above it while it is wanted."""

    DEFAULT_CSS = """
    History KeptList, History KeptList:focus {
        height: 1fr; border: none; background: transparent; padding: 0 1;
        scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    History #heading { height: 1; padding: 0 1; color: $text-muted; }
    History #filter, History #filter:focus { display: none; border: none; height: 1; padding: 0 1; }
    History.-filtering #filter { display: block; }
    History.-filtering #heading { display: none; }
    """

    @dataclass
    class Chosen(Message):
        """A kept word is wanted back."""

        text: str

    @dataclass
    class Filtered(Message):
        """The filter line changed."""

        part: str

    def compose(self) -> ComposeResult:
        """Heading, or the filter in its place, and the list."""
        yield Static("kept", id="heading", markup=False)
        yield KeptList(id="kept", markup=False)

    def show(self, kept: Sequence[Kept]) -> None:
        """Paint the words and keep the mark where it was."""
        self.query_one("#heading", Static).update("kept" if kept else "enter keeps a word here")
        words = self.query_one(KeptList)
        marked = words.highlighted
        words.set_options(
            Option(
                Content.assemble(patch(one.color, 2), " ", Content.styled(one.color.hex, "dim"), " ", one.text),
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
        """Close the filter."""
        if self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.query_one(FilterInput).value = ""
        self.query_one(KeptList).highlighted = None

    @on(KeptList.Filter)
    async def _open_filter(self) -> None:
        # Made when it is first wanted: it seldom is, and the first frame does not wait for it.
        if not self.query(FilterInput):
            line = FilterInput(id="filter", placeholder="filter", compact=True)
            await self.mount(line, before=self.query_one(KeptList))
        self.add_class("-filtering")
        self.query_one(FilterInput).focus()

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Filtered(event.value))

    @on(Input.Submitted, "#filter")
    def _to_list(self, event: Input.Submitted) -> None:
        event.stop()
        self.enter()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(str(event.option.id)))
