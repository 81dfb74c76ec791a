"""A line of small things side by side, to look at or to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from colorword_tui.color.value import Color

_GAP = 1
# In cells. Beyond this, bars would only be far apart.
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, the colour it is painted on, and the share (0..1) of the free room by which it is made wider."""

    text: str
    color: Color | None = None
    share: float = 0.0


class Strip(Widget):
    """Shows as many pieces as there is room for and says how many are left out."""

    DEFAULT_CSS = """
    Strip { height: 1; width: 1fr; }
    Strip:focus { background: $boost; }
    """
    BINDINGS = [
        *(Binding(str(number), f"pick({number - 1})", "pick", show=False) for number in range(1, 10)),
        Binding("left", "step(-1)", "previous", show=False),
        Binding("right", "step(1)", "next", show=False),
    ]

    pieces: reactive[tuple[Piece, ...]] = reactive[tuple[Piece, ...]](())
    picked: reactive[int | None] = reactive[int | None](None)

    @dataclass
    class Picked(Message):
        """A piece was picked."""

        strip: Strip
        index: int

        @property
        def control(self) -> Strip:
            """The strip it was picked from."""
            return self.strip

    def __init__(self, id: str, *, pickable: bool = False) -> None:  # noqa: A002
        super().__init__(id=id)
        self.can_focus = self._pickable = pickable
        self._spans: list[range] = []

    def show(self, pieces: Sequence[Piece], picked: int | None = None) -> None:
        """Paint the pieces, one of them as the picked one."""
        self.pieces, self.picked = tuple(pieces), picked

    def render(self) -> Content:
        """One line; where each piece stands is noted for the mouse."""
        width = self.content_size.width
        lengths = [Content(piece.text).cell_length for piece in self.pieces]
        shown = _how_many_fit(lengths, width)
        # Of several pieces the first may be wider than the line.
        lengths = [min(length, width) for length in lengths[:shown]]
        free = max(min(width, _WIDEST) - sum(lengths) - _GAP * (shown - 1), 0)
        line, start = Content(""), 0
        self._spans = []
        for index, (piece, length) in enumerate(zip(self.pieces, lengths, strict=False)):
            wide = length + floor(piece.share * free)
            line += self._paint(piece, wide, picked=index == self.picked) + " " * _GAP
            self._spans.append(range(start, start + wide))
            start += wide + _GAP
        left_out = len(self.pieces) - shown
        return line + Content.styled(f"+{left_out}", "$text-muted") if left_out else line

    def action_pick(self, index: int) -> None:
        """Pick a piece by its number, if it is there."""
        if self._pickable and 0 <= index < len(self.pieces):
            self.post_message(self.Picked(self, index))

    def action_step(self, by: int) -> None:
        """Pick the piece beside the picked one."""
        self.action_pick((self.picked or 0) + by)

    def on_click(self, event: events.Click) -> None:
        """Pick the piece under the mouse."""
        for index, span in enumerate(self._spans):
            if event.x in span:
                self.action_pick(index)

    def _paint(self, piece: Piece, width: int, *, picked: bool) -> Content:
        text = Content(piece.text).truncate(width, ellipsis=True)
        text = text.pad_right(width - text.cell_length)
        if piece.color is not None:
            text = text.stylize(f"{piece.color.ink.hex} on {piece.color.hex}")
        elif not picked:
            text = text.stylize("$text-muted")
        return text.stylize("bold underline") if picked else text


def _how_many_fit(lengths: list[int], width: int) -> int:
    """How many pieces fit into `width` cells, with room for the number of those that do not; one always does."""
    needed = 0
    fitting = 0
    for count, length in enumerate(lengths, 1):
        needed += length
        left_out = len(lengths) - count
        if needed + (len(f" +{left_out}") if left_out else 0) <= width:
            fitting = count
        needed += _GAP
    return max(fitting, min(len(lengths), 1))
