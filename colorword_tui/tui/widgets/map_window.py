"""The part of a map that is on the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
# What is left free around the outermost points, as a share of the map.
_MARGIN = 0.02
# How far from the edge a followed place is kept, as a share of the window.
_KEPT_IN = 0.12

Places = npt.NDArray[np.floating[Any]]
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the map, magnified `zoom` times; `left` and `top` are its corner, as shares of the whole map.

    A place is (x, y) in 0..1 with y upwards; on the screen rows are counted downwards.
    """

    left: float = 0.0
    top: float = 0.0
    zoom: float = 1.0

    def on_screen(self, places: npt.ArrayLike) -> Places:
        """(N, 2) places to (N, 2) shares of the screen, from its upper left corner; what is outside is not in 0..1."""
        x, y = np.moveaxis((np.asarray(places, np.float64) + _MARGIN) / (1 + 2 * _MARGIN), -1, 0)
        return np.stack([(x - self.left) * self.zoom, (1 - y - self.top) * self.zoom], axis=-1)

    def zoomed(self, steps: int, around: Pair) -> Window:
        """So many steps nearer (or, below 0, farther); what is at `around`, a share of the screen, stays there."""
        number = min(max(ZOOMS.index(self.zoom) + steps, 0), len(ZOOMS) - 1)
        zoom, (x, y) = ZOOMS[number], around
        grown = 1 / self.zoom - 1 / zoom
        return Window(self.left + x * grown, self.top + y * grown, zoom)._inside()

    def moved(self, right: float, down: float) -> Window:
        """Moved by shares of the screen, up to the edge of the map."""
        return replace(self, left=self.left + right / self.zoom, top=self.top + down / self.zoom)._inside()

    def containing(self, place: Pair) -> Window:
        """Moved just so far that a place is well inside."""
        x, y = self.on_screen([place])[0].tolist()
        return self if 0 <= x < 1 and 0 <= y < 1 else self.moved(_beyond(x), _beyond(y))

    def _inside(self) -> Window:
        most = 1 - 1 / self.zoom
        return replace(self, left=min(max(self.left, 0.0), most), top=min(max(self.top, 0.0), most))


def _beyond(share: float) -> float:
    return share - min(max(share, _KEPT_IN), 1 - _KEPT_IN)
