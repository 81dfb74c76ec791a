"""A row of small things to pick from: candidates, formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from colorword_tui.tui.widgets.row import Row

_MOST = 9
_GAP = " "


class Chips(Row, can_focus=True):
    """Up to nine chips; a click picks one, and so do 1 to 9 while the row has the focus."""

    DEFAULT_CSS = """
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

    def __init__(self, label: str = "", *, label_width: int = 0, chip_width: int = 0, id: str) -> None:  # noqa: A002
        """`chip_width` is in cells, the least that each chip takes."""
        super().__init__(label, label_width=label_width, id=id)
        self._first_column, self._chip_width = label_width, chip_width
        self._chips: Sequence[Content] = ()
        self._picked = 0
        self._hovered: int | None = None

    @property
    def columns(self) -> list[range]:
        """The columns of each chip, in cells from the left edge of the content."""
        found: list[range] = []
        column = self._first_column
        for chip in self._chips:
            found.append(range(column, column + chip.cell_length))
            column += chip.cell_length + len(_GAP)
        return found

    def show(self, contents: Sequence[Content], picked: int) -> None:
        """Paint the chips; what is more than nine is left out."""
        self._chips = [one.pad_right(max(0, self._chip_width - one.cell_length)) for one in contents[:_MOST]]
        self._picked = picked
        self._paint()

    def action_pick(self, index: int) -> None:
        """Pick a chip by its number."""
        if index < len(self._chips):
            self.post_message(self.Picked(self, index))

    def on_click(self, event: events.Click) -> None:
        """Pick the chip under the mouse."""
        index = self._under(event)
        if index is not None:
            event.stop()
            self.action_pick(index)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Underline the chip under the mouse."""
        self._hover(self._under(event))

    def on_leave(self) -> None:
        """The mouse has gone."""
        self._hover(None)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self._paint()

    def _under(self, event: events.MouseEvent) -> int | None:
        column = event.get_content_offset_capture(self).x
        return next((index for index, columns in enumerate(self.columns) if column in columns), None)

    def _paint(self) -> None:
        self.update(Content(_GAP).join(self._styled(index, chip) for index, chip in enumerate(self._chips)))

    def _styled(self, index: int, chip: Content) -> Content:
        if index == self._picked:
            chip = chip.stylize("bold")
        return chip.stylize("underline") if index == self._hovered else chip
