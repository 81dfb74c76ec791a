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
        self._shown = Content()

    def show(self, content: Content) -> None:
        """Paint something else; the row is laid out anew only where that changes a width."""
        # Contents of one text are equal to Textual, whatever their colours.
        if (content.plain, content.spans) != (self._shown.plain, self._shown.spans):
            wider = content.cell_length != self._shown.cell_length
            self.update(content, layout=wider and self.wide_as_it_is)
            self._shown = content

    @property
    def wide_as_it_is(self) -> bool:
        """Whether its width is its content's, not one of the stylesheet."""
        return self.styles.width is None or self.styles.width.is_auto

    @property
    def empty(self) -> bool:
        """Whether there is nothing to pick."""
        return not self._shown.plain


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
        """All chips, empty so far."""
        yield from (Chip(index) for index in range(_MOST))

    def show(self, contents: list[Content], picked: int) -> None:
        """Paint the chips; what is more than nine is left out."""
        for chip in self.query(Chip):
            chip.set_class(chip.index == picked, "-picked")
            chip.show(contents[chip.index] if chip.index < len(contents) else Content())
            # One of a fixed width keeps its place, and nothing is laid out anew when there are more or fewer.
            chip.display = not (chip.empty and chip.wide_as_it_is)

    def action_pick(self, index: int) -> None:
        """Pick a chip by its number."""
        if any(chip.index == index and not chip.empty for chip in self.query(Chip)):
            self.post_message(self.Picked(self, index))

    def on_click(self, event: events.Click) -> None:
        """Pick the chip under the mouse."""
        if isinstance(event.widget, Chip):
            event.stop()
            self.action_pick(event.widget.index)
