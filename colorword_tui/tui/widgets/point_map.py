"""A map of points with a cursor, and keys and a mouse to move and to zoom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from colorword_tui.tui.widgets.cell_row import CellRow
from colorword_tui.tui.widgets.map_drawing import rich_color
from colorword_tui.tui.widgets.map_raster import corners
from colorword_tui.tui.widgets.map_window import Window
from colorword_tui.tui.widgets.point_canvas import PointCanvas
from colorword_tui.tui.widgets.points import Points

_LEAP = 8
# So near to the edge the cursor pushes the window.
_EDGE = 2


class PointMap(PointCanvas, can_focus=True):
    """Puts brackets around the point nearest to the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding("shift+up", f"move(0, {-_LEAP // 2})", show=False),
        Binding("shift+down", f"move(0, {_LEAP // 2})", show=False),
        Binding("shift+left", f"move({-_LEAP}, 0)", show=False),
        Binding("shift+right", f"move({_LEAP}, 0)", show=False),
        Binding("plus,equals_sign", "zoom(1)", show=False),
        Binding("minus", "zoom(-1)", show=False),
        Binding("0", "whole", show=False),
        Binding("enter", "take", show=False),
        Binding("escape", "leave", show=False),
    ]

    @dataclass
    class Pointed(Message):
        """Another point is nearest to the cursor, or there is no cursor (None)."""

        number: int | None

    @dataclass
    class Taken(Message):
        """The phrase of a point was chosen."""

        phrase: str

    @dataclass
    class Typed(Message):
        """A letter that belongs into the input."""

        character: str

    class Leave(Message):
        """Back to the input."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._cursor: tuple[int, int] | None = None
        self._pointed: int | None = None

    @property
    def pointed(self) -> int | None:
        """The number of the point nearest to the cursor."""
        return self._pointed

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Column and row of the cursor."""
        return self._cursor

    def show_points(self, points: Points) -> None:
        """Show another map, all of it."""
        self._pointed = None
        super().show_points(points)

    def on_resize(self) -> None:
        """The cursor stays on the map."""
        if self._cursor is not None:
            self._cursor = self._clamped(*self._cursor)
            self._point()

    # Keys

    def on_focus(self) -> None:
        """There is a cursor while the map has the focus; it starts at the marker."""
        if self._cursor is None:
            self._put_cursor(*self._start())

    def action_move(self, right: int, down: int) -> None:
        """Move the cursor; near the edge of a part of the map the part moves instead."""
        columns, rows = self.size
        if not columns or not rows:
            return
        column, row = self._cursor or self._start()
        want = (column + right, row + down)
        beyond = [_overflow(one, length) for one, length in zip(want, (columns, rows), strict=True)]
        before = self._window
        self._look_at(before.moved(beyond[0] / columns, beyond[1] / rows))
        panned = (
            round((self._window.left - before.left) * before.zoom * columns),
            round((self._window.top - before.top) * before.zoom * rows),
        )
        self._put_cursor(want[0] - panned[0], want[1] - panned[1])

    def action_zoom(self, steps: int) -> None:
        """Go nearer or farther; what is under the cursor stays there."""
        columns, rows = self.size
        column, row = self._cursor or self._start()
        self._look_at(self._window.zoomed(steps, ((column + 0.5) / max(columns, 1), (row + 0.5) / max(rows, 1))))

    def action_whole(self) -> None:
        """Show all of the map."""
        self._look_at(Window())

    def action_take(self) -> None:
        """Choose the point nearest to the cursor."""
        if self._points is not None and self._pointed is not None:
            self.post_message(self.Taken(self._points.phrases[self._pointed]))

    def action_leave(self) -> None:
        """Go back to the input."""
        self.drop_cursor()
        self.post_message(self.Leave())

    def drop_cursor(self) -> None:
        """Show no cursor."""
        self._repaint(self._brackets())
        self._repaint(self._cross())
        self._cursor = None
        self._point()

    def _put_cursor(self, column: int, row: int) -> None:
        self._repaint(self._brackets())
        self._repaint(self._cross())
        self._cursor = self._clamped(column, row)
        self._repaint(self._cross())
        self._point()

    def _clamped(self, column: int, row: int) -> tuple[int, int]:
        columns, rows = self.size
        return min(max(column, 0), max(columns - 1, 0)), min(max(row, 0), max(rows - 1, 0))

    def _start(self) -> tuple[int, int]:
        """At the marker, or in the middle."""
        columns, rows = self.size
        return self._marked_cell() or (columns // 2, rows // 2)

    def _point(self) -> None:
        """Find the point nearest to the cursor again."""
        found = None
        if self._cursor is not None and self._points is not None and len(self._points.phrases):
            columns, rows = self.size
            # In pixels, for these are what the eye compares.
            pixels = self._shares() * (columns, 2 * rows)
            at = np.array([self._cursor[0] + 0.5, 2 * self._cursor[1] + 1])
            found = int(((pixels - at) ** 2).sum(axis=1).argmin())
        if found != self._pointed:
            self._repaint(self._brackets())
            self._pointed = found
            self.post_message(self.Pointed(found))
        self._repaint(self._brackets())

    # Mouse and letters

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The cursor follows the mouse."""
        self._put_cursor(event.x, event.y)

    def on_leave(self) -> None:
        """Without focus and mouse there is no cursor."""
        if not self.has_focus:
            self.drop_cursor()

    def on_click(self, event: events.Click) -> None:
        """Choose the point under the mouse."""
        event.stop()
        self._put_cursor(event.x, event.y)
        self.action_take()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go nearer to what is under the mouse."""
        self._wheel(event, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go away from what is under the mouse."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, steps: int) -> None:
        event.stop()
        event.prevent_default()
        self._put_cursor(event.x, event.y)
        self.action_zoom(steps)

    def on_key(self, event: events.Key) -> None:
        """Send letters that do nothing here to the input."""
        if event.is_printable and event.character and event.key not in self.screen.active_bindings:
            event.stop()
            event.prevent_default()
            self.drop_cursor()
            self.post_message(self.Typed(event.character))

    # Painting

    def _redraw(self) -> None:
        super()._redraw()
        self._point()

    def _paint_marks(self, row: CellRow, y: int) -> None:
        super()._paint_marks(row, y)
        style = self.get_component_rich_style("point-canvas--mark")
        crossed = self._cursor[0] if self._cursor is not None and self._cursor[1] == y else None
        if crossed is not None:
            row.put(crossed, "+", style)
        cell = self._pointed_cell()
        if self._points is None or self._pointed is None or cell is None or cell[1] != y:
            return
        color, dot = self._points.colors[self._pointed], self._drawing().dot
        first = int(corners(self._shares()[self._pointed], dot, *self.size)[0])
        row.put(first - 1, f"[{' ' * dot}]", style)
        row.put(first, "█" * dot, style + Style(color=rich_color(color)))
        if crossed is not None and first <= crossed < first + dot:
            # On the point itself the cross is written in ink.
            row.put(crossed, "+", Style(color=rich_color(color.ink), bgcolor=rich_color(color), bold=True))

    def _pointed_cell(self) -> tuple[int, int] | None:
        if self._points is None or self._pointed is None:
            return None
        return self._cell_of(self._points.at(self.moment)[self._pointed])

    def _brackets(self) -> tuple[int, int] | None:
        cell = self._pointed_cell()
        return (cell[1], cell[1] + 1) if cell else None

    def _cross(self) -> tuple[int, int] | None:
        return (self._cursor[1], self._cursor[1] + 1) if self._cursor else None


def _overflow(at: int, length: int) -> int:
    """How many cells a cursor is beyond the part of a side in which it moves freely."""
    edge = min(_EDGE, (length - 1) // 2)
    return at - min(max(at, edge), length - 1 - edge)
