"""The rows of the gallery: tens of thousands, of which only those on the screen are ever painted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.cells import cell_len, set_cell_size
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from colorword_tui.color.value import Color
from colorword_tui.gallery.comparison import SIDES, Comparison, Numbers
from colorword_tui.gallery.lists import Row
from colorword_tui.tui.widgets.gallery_heading import Columns

_NONE: Numbers = np.zeros(0, np.int64)


class GalleryTable(ScrollView, can_focus=True):
    """A line a row: the listed colour and the model's side by side, ΔE, name, side of the split."""

    DEFAULT_CSS = """
    GalleryTable {
        height: 1fr; overflow-y: scroll; overflow-x: hidden; scrollbar-size-vertical: 1; background: transparent;
    }
    GalleryTable > .gallery--muted { color: $text-muted; }
    GalleryTable > .gallery--marked { background: $primary 40%; text-style: bold; }
    """
    COMPONENT_CLASSES = {"gallery--muted", "gallery--marked"}
    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "move_to(0)", "First", show=False),
        Binding("end", "move_to(-1)", "Last", show=False),
        Binding("enter", "take", "Take", show=False),
        Binding("escape", "leave", "Back", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """A row's name is wanted in the input of the main screen."""

        name: str

    @dataclass
    class Typed(Message):
        """A letter that belongs into the input."""

        character: str

    class Leave(Message):
        """Back to the input."""

    class Moved(Message):
        """Other rows are on the screen."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._comparison: Comparison | None = None
        self._numbers = _NONE
        self._marked = 0

    @property
    def numbers(self) -> Numbers:
        """The numbers of the rows, in their order."""
        return self._numbers

    @property
    def in_view(self) -> Numbers:
        """The numbers of the rows on the screen."""
        top = self.scroll_offset.y
        return self._numbers[top : top + self.size.height]

    @property
    def marked(self) -> Row | None:
        """The row that enter takes."""
        if self._comparison is None or not self._numbers.size:
            return None
        return self._comparison.rows[int(self._numbers[self._marked])]

    def show(self, comparison: Comparison, numbers: Numbers, *, keep: bool = False) -> None:
        """Show these rows. With `keep` the marked row stays where it is on the screen; else the first one is marked."""
        place = self._place(numbers) if keep and comparison is self._comparison and self.has_focus else None
        shift = 0 if place is None else place - self._marked
        top = self.scroll_offset.y + shift if keep else 0
        last = max(len(numbers) - 1, 0)
        self._comparison, self._numbers = comparison, numbers
        self._marked = min(self._marked + shift, last) if keep else 0
        self.virtual_size = Size(0, len(numbers))
        self.scroll_to(y=max(top, 0), animate=False, immediate=True)
        self.refresh()
        self.post_message(self.Moved())

    def enter(self) -> None:
        """Take the focus; the mark is on the screen."""
        top = self.scroll_offset.y
        self._mark(min(max(self._marked, top), top + max(self.size.height - 1, 0)))
        self.focus()

    def render_line(self, y: int) -> Strip:
        """One row, or an empty line under the last one."""
        line, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        if self._comparison is None or line >= len(self._numbers):
            return Strip.blank(width, self.rich_style)
        marked = self.has_focus and line == self._marked
        segments = self._segments(self._comparison, int(self._numbers[line]), Columns.at(width), marked)
        style = self.rich_style + self.get_component_rich_style("gallery--marked") if marked else self.rich_style
        return Strip(segments).adjust_cell_length(width).apply_style(style)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say that other rows are on the screen."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Say that other rows are on the screen."""
        self.post_message(self.Moved())

    def on_focus(self) -> None:
        """Show the mark."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the mark."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Mark the row under the mouse; a double click takes it."""
        line = self.scroll_offset.y + event.y
        if event.x < self.scrollable_content_region.width and line < len(self._numbers):
            self._mark(line)
            if event.chain == 2:
                self.action_take()

    def on_key(self, event: events.Key) -> None:
        """Send letters to the input."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(event.character))

    def action_move(self, lines: int) -> None:
        """Mark another row; up from the first one leads back to the input."""
        if self._marked + lines < 0:
            self.action_leave()
        else:
            self._mark(self._marked + lines)

    def action_move_page(self, pages: int) -> None:
        """Mark a row a page away."""
        self._mark(self._marked + pages * max(self.size.height - 1, 1))

    def action_move_to(self, line: int) -> None:
        """Mark the first row, or the last one (-1)."""
        self._mark(line if line >= 0 else len(self._numbers) + line)

    def action_take(self) -> None:
        """Take the marked row's name to the main screen."""
        if (row := self.marked) is not None:
            self.post_message(self.Chosen(row.name))

    def action_leave(self) -> None:
        """Go back to the input."""
        self.post_message(self.Leave())

    def _mark(self, line: int) -> None:
        self._marked = min(max(line, 0), max(len(self._numbers) - 1, 0))
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if not top <= self._marked < top + height:
            top = self._marked if self._marked < top else self._marked - height + 1
            self.scroll_to(y=top, animate=False, immediate=True)
        self.refresh()

    def _place(self, numbers: Numbers) -> int | None:
        """Where the marked row stands among other numbers."""
        if not self._numbers.size:
            return None
        found = np.flatnonzero(numbers == self._numbers[self._marked])
        return int(found[0]) if found.size else None

    def _segments(self, comparison: Comparison, number: int, columns: Columns, marked: bool) -> list[Segment]:
        row, color, delta_e = comparison.rows[number], comparison.colors[number], comparison.delta_e[number]
        muted = Style(color=self.get_component_rich_style("gallery--muted").color)
        known = "" if np.isnan(delta_e) else f"{delta_e:.1f}"
        segments = [Segment("▸ " if marked else "  "), _swatch(row.color, columns.swatch)]
        segments.append(_swatch(color, columns.swatch) if color else Segment("…".center(columns.swatch), muted))
        if columns.delta_e:
            segments.append(Segment(f"  {known:>{columns.delta_e}}"))
        name = fitted(row.name, columns.name)
        segments += [Segment("  "), Segment(name)]
        rest = columns.name - cell_len(name)
        if row.english and rest > 3:
            english = fitted(f"  {row.english}", rest)
            segments.append(Segment(english, muted))
            rest -= cell_len(english)
        segments.append(Segment(" " * rest))
        if columns.side:
            segments.append(Segment(f"  {SIDES[row.side]}", None if row.side == "held-out" else muted))
        return segments


def fitted(text: str, width: int) -> str:
    """`text` in at most `width` cells, cut with an ellipsis."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 1 else "…"[:width]


def _swatch(color: Color, width: int) -> Segment:
    """A colour with its hex on it, where that fits."""
    text = color.hex.center(width) if width >= 9 else " " * width
    return Segment(text, Style(color=RichColor.from_rgb(*color.ink), bgcolor=RichColor.from_rgb(*color)))
