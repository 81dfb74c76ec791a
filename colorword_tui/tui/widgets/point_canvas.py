"""Coloured points, two pixels a cell, and a marker among them.

Own painting, because every pixel here has a colour of its own: textual-plot and textual-plotext give a cell one style
and a series of points one colour, so 3,000 colours would be 3,000 series, and no cell could hold two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from rich.style import Style
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from colorword_tui.color.value import Color
from colorword_tui.tui.widgets.cell_row import CellRow
from colorword_tui.tui.widgets.map_drawing import Drawing, rich_color
from colorword_tui.tui.widgets.map_raster import visible
from colorword_tui.tui.widgets.map_window import Pair, Places, Window
from colorword_tui.tui.widgets.points import Points

# The frames of the way between before and after: enough to follow a point, few enough for a slow line.
_FRAMES = 12
_RING = ("┏━┓", "┃ ┃", "┗━┛")


@dataclass(frozen=True, slots=True)
class Marker:
    """Where the typed phrase lies, and its colour."""

    place: Pair
    color: Color


class PointCanvas(Widget):
    """Paints a part of a map, and a ring around the marker's colour."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"point-canvas--name", "point-canvas--mark"}
    DEFAULT_CSS = """
    PointCanvas { width: 1fr; height: 1fr; background: $background; }
    PointCanvas .point-canvas--name { color: $text-muted; }
    PointCanvas .point-canvas--mark { color: $text; text-style: bold; }
    """

    moment: reactive[float] = reactive(1.0, init=False)
    """0 before training, 1 after it; between them the points are on their way."""

    @dataclass
    class Zoomed(Message):
        """The part that is shown is another one."""

        window: Window

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._points: Points | None = None
        self._marker: Marker | None = None
        self._window = Window()
        self._drawn: Drawing | None = None

    @property
    def points(self) -> Points | None:
        """The map."""
        return self._points

    @property
    def marker(self) -> Marker | None:
        """The typed phrase."""
        return self._marker

    @property
    def marker_shown(self) -> bool:
        """Whether there is a marker, and in the part that is shown."""
        return self._marker is not None and bool(visible(self._window.on_screen([self._marker.place]))[0])

    @property
    def window(self) -> Window:
        """The part that is shown."""
        return self._window

    def show_points(self, points: Points) -> None:
        """Show another map, all of it."""
        self._points, self._window = points, Window()
        self._redraw()
        self.post_message(self.Zoomed(self._window))

    def show_marker(self, marker: Marker | None) -> None:
        """Move the marker, and the window after it; only the rows it leaves and enters are painted again."""
        if marker == self._marker:
            return
        self._repaint(self._ring())
        moved = marker is not None and (self._marker is None or marker.place != self._marker.place)
        self._marker = marker
        if marker is not None and moved:
            self._look_at(self._window.containing(marker.place))
        self._repaint(self._ring())

    def go(self, moment: float, *, animate: bool) -> None:
        """Let the points walk to where they are before (0) or after (1) training."""
        if animate:
            self.animate("moment", moment, duration=0.9, easing="in_out_cubic")
        else:
            self.moment = moment

    def validate_moment(self, moment: float) -> float:
        """Whole frames only."""
        return round(moment * _FRAMES) / _FRAMES

    def watch_moment(self) -> None:
        """The points moved."""
        self._redraw()

    def notify_style_update(self) -> None:
        """The theme changed, and with it the ground between the points."""
        super().notify_style_update()
        self._drawn = None

    def on_resize(self) -> None:
        """Other pixels."""
        self._redraw()

    def _look_at(self, window: Window) -> None:
        if window != self._window:
            self._window = window
            self._redraw()
            self.post_message(self.Zoomed(window))

    def _redraw(self) -> None:
        self._drawn = None
        self.refresh()

    def _repaint(self, rows: tuple[int, int] | None) -> None:
        if rows is not None and self.size.width:
            self.refresh(Region(0, rows[0], self.size.width, rows[1] - rows[0]).intersection(self.size.region))

    # Painting

    def render_line(self, y: int) -> Strip:
        """A row: points, then names, then the marks over them."""
        row = CellRow(self._drawing().cells(y))
        self._paint_marks(row, y)
        return row.strip()

    def _paint_marks(self, row: CellRow, y: int) -> None:
        cell = self._marked_cell()
        if cell is None or self._marker is None or not -1 <= y - cell[1] <= 1:
            return
        ring = self.get_component_rich_style("point-canvas--mark")
        row.put(cell[0] - 1, _RING[y - cell[1] + 1], ring)
        if y == cell[1]:
            row.put(cell[0], "█", ring + Style(color=rich_color(self._marker.color)))

    def _drawing(self) -> Drawing:
        # The size changes before the event that says so.
        if self._drawn is None or self._drawn.size != self.size:
            ground = Style(bgcolor=self.background_colors[1].rich_color)
            names = self.get_component_rich_style("point-canvas--name")
            self._drawn = Drawing(self._points, self._shares(), self.size, ground, names)
        return self._drawn

    def _shares(self) -> Places:
        return self._window.on_screen(self._points.at(self.moment) if self._points else np.zeros((0, 2)))

    def _cell_of(self, place: npt.ArrayLike) -> tuple[int, int] | None:
        x, y = self._window.on_screen(np.reshape(place, (1, 2)))[0].tolist()
        return (int(x * self.size.width), int(y * self.size.height)) if 0 <= x < 1 and 0 <= y < 1 else None

    def _marked_cell(self) -> tuple[int, int] | None:
        return self._cell_of(self._marker.place) if self._marker else None

    def _ring(self) -> tuple[int, int] | None:
        """The rows of the ring, from the first to behind the last."""
        cell = self._marked_cell()
        return (cell[1] - 1, cell[1] + 2) if cell else None
