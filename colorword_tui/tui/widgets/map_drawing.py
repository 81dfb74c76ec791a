"""The points of one window at one size as rows of cells."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from rich.color import Color as RichColor
from rich.style import Style
from textual.geometry import Size

from colorword_tui.color.value import Color
from colorword_tui.tui.widgets.cell_row import Cell, CellRow
from colorword_tui.tui.widgets.map_raster import NOBODY, dot_size, name_points, rasterise, visible
from colorword_tui.tui.widgets.map_window import Places
from colorword_tui.tui.widgets.points import Points


class Drawing:
    """Drawn once, and its rows made when they are first asked for: while one types only the marker moves over them."""

    def __init__(self, points: Points | None, shares: Places, size: Size, ground: Style, name_style: Style) -> None:
        """`shares` are where the points are, (N, 2) shares of the screen; `ground` is painted between them."""
        self.size, self._ground, self._name_style = size, ground, name_style
        self.dot = dot_size(int(visible(shares).sum()), *size)
        self._owners = rasterise(shares, points.oklab if points else np.zeros((0, 3)), *size)
        self._colors = points.colors if points else []
        self._names = name_points(shares, points.phrases, self._owners) if points else []
        self._rows: dict[int, list[Cell]] = {}

    def cells(self, y: int) -> list[Cell]:
        """One row."""
        if y not in self._rows:
            self._rows[y] = self._draw(y)
        return self._rows[y]

    def _draw(self, y: int) -> list[Cell]:
        upper, lower = self._owners[2 * y : 2 * y + 2].tolist()
        row = CellRow([self._cell(top, bottom) for top, bottom in zip(upper, lower, strict=True)])
        for name in self._names:
            if name.row == y:
                row.put(name.column, name.text, self._ground + self._name_style)
        return row.cells

    def _cell(self, top: int, bottom: int) -> Cell:
        if top == bottom == NOBODY:
            return " ", self._ground
        if top == bottom:
            return "█", _style(self._colors[top], None, self._ground)
        if bottom == NOBODY:
            return "▀", _style(self._colors[top], None, self._ground)
        if top == NOBODY:
            return "▄", _style(self._colors[bottom], None, self._ground)
        return "▀", _style(self._colors[top], self._colors[bottom], self._ground)


@lru_cache(maxsize=8192)
def rich_color(color: Color) -> RichColor:
    """The same colour for Rich."""
    return RichColor.from_rgb(*color)


@lru_cache(maxsize=16384)
def _style(color: Color, below: Color | None, ground: Style) -> Style:
    return Style(color=rich_color(color), bgcolor=rich_color(below) if below else ground.bgcolor)
