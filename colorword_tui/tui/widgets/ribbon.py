"""A whole text in two rows: the colours of its sentences, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from colorword_tui.color.value import Color
from colorword_tui.reading.look import DARK, Paper
from colorword_tui.reading.painting import ribbon_colors


class Ribbon(Widget):
    """The ribbon; under it a line marks the part that is on screen. A click names a sentence."""

    DEFAULT_CSS = """
    Ribbon { height: 2; }
    """

    @dataclass
    class Clicked(Message):
        """A sentence was clicked."""

        sentence: int

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._colors: Sequence[Color | None] = ()
        self._seen = (0, 0)
        self._paper = DARK

    def show(self, colors: Sequence[Color | None], seen: tuple[int, int], paper: Paper) -> None:
        """Paint the sentences' colours, and mark those that are seen."""
        self._colors, self._seen, self._paper = colors, seen, paper
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Colours above; below them the lower half of each cell is left to the mark."""
        width, count = self.size.width, len(self._colors)
        ground = _rich(self._paper.ground)
        colors = ribbon_colors(self._colors, width) or [None] * width
        if y == 0 and self.size.height > 1:
            return Strip([Segment(" ", Style(bgcolor=_rich(color) if color else ground)) for color in colors])
        first, last = (place * width // max(count, 1) for place in (self._seen[0], self._seen[1] + 1))
        mark = range(first, max(last, first + 1)) if count else range(0)
        ink = _rich(self._paper.ink)
        return Strip(
            [
                Segment("▀", Style(color=_rich(color) if color else ground, bgcolor=ink if place in mark else ground))
                for place, color in enumerate(colors)
            ]
        )

    def on_click(self, event: events.Click) -> None:
        """Tell the sentence under the mouse."""
        event.stop()
        if self._colors:
            self.post_message(self.Clicked(event.x * len(self._colors) // max(self.size.width, 1)))


def _rich(color: Color) -> RichColor:
    return RichColor.from_rgb(*color)
