"""A row of small things to pick from: candidates, formats."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

_MOST = 9


class Chip(Static):
    """One of a row. It is made once and then repainted, for typing changes it at every key."""

    DEFAULT_CSS = """
    Chip { width: auto; height: 1; margin-right: 2; }
    Chip:hover { text-style: underline; }
    Chip.-picked { text-style: bold; }
    """

    def __init__(self, index: int) -> None:
        super().__init__(markup=False)
        self.index = index
        self.display = False


class Chips(Horizontal, can_focus=True):
    """Up to nine chips; a click picks one, and so do 1 to 9 while the row has the focus."""

    DEFAULT_CSS = """
    Chips { height: 1; }
    Chips:focus { background: $boost; }
    """
    BINDINGS = [
        *(Binding(str(number), f"pick({number - 1})", "Pick", show=False) for number in range(1, _MOST + 1)),
    ]

    @dataclass
    class Picked(Message):
        """A chip was picked."""

        chips: Chips
        index: int

        @property
        def control(self) -> Chips:
            """The row it was picked from."""
            return self.chips

    def compose(self) -> ComposeResult:
        """All chips, none of them shown yet."""
        yield from (Chip(index) for index in range(_MOST))

    def show(self, contents: list[Content], picked: int) -> None:
        """Paint the chips; what is more than nine is left out."""
        for chip in self.query(Chip):
            chip.display = chip.index < len(contents)
            chip.set_class(chip.index == picked, "-picked")
            if chip.display:
                chip.update(contents[chip.index])

    def action_pick(self, index: int) -> None:
        """Pick a chip by its number."""
        if any(chip.index == index and chip.display for chip in self.query(Chip)):
            self.post_message(self.Picked(self, index))

    def on_click(self, event: events.Click) -> None:
        """Pick the chip under the mouse."""
        if isinstance(event.widget, Chip):
            event.stop()
            self.action_pick(event.widget.index)
