"""Points to pixels, two to a cell, and names beside them where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rich.cells import cell_len, set_cell_size

from colorword_tui.color.arrays import Array
from colorword_tui.tui.widgets.map_window import Places

Owners = npt.NDArray[np.int32]
Corners = npt.NDArray[np.int64]

NOBODY = -1
# A dot may grow until the dots would cover this share of the screen: 148 points are then easy to see, and 3,000 small
# enough to lie apart.
_COVERED = 0.25
_LARGEST_DOT = 3
# Names are written where a point has at least so many cells to itself.
_CELLS_A_NAME = 12
_LONGEST_NAME = 24


class Name(NamedTuple):
    """A phrase written beside its point, from a cell on."""

    row: int
    column: int
    text: str


def dot_size(count: int, columns: int, rows: int) -> int:
    """The side of a point's square in pixels, for so many points on a screen of `columns` by `rows` cells."""
    return int(np.clip(round((_COVERED * columns * rows * 2 / max(count, 1)) ** 0.5), 1, _LARGEST_DOT))


def rasterise(shares: Places, looks: Array, columns: int, rows: int) -> Owners:
    """The number of the point in each pixel, (2 * rows, columns), or NOBODY.

    `shares` are (N, 2) shares of the screen, `looks` (N, 3) the colours in OkLab. Where points meet, the one whose
    colour is nearest to their mean is on top: the first of them shows more noise than there is, and the mean itself
    would be a colour that none of them has.
    """
    owners = np.full((2 * rows, columns), NOBODY, np.int32)
    seen = np.flatnonzero(visible(shares))
    size = dot_size(len(seen), columns, rows)
    corner = corners(shares[seen], size, columns, rows)
    order = _most_typical_last(corner, looks[seen])
    seen, corner = seen[order], corner[order]
    for down in range(size):
        for right in range(size):
            x, y = corner[:, 0] + right, corner[:, 1] + down
            inside = (x >= 0) & (x < columns) & (y >= 0) & (y < 2 * rows)
            # Of several values for one pixel numpy keeps the last.
            owners[y[inside], x[inside]] = seen[inside]
    return owners


def _most_typical_last(places: Corners, looks: Array) -> npt.NDArray[np.int64]:
    """An order in which the points at one place end with the one that is nearest to their mean in OkLab."""
    _, group, size = np.unique(places, axis=0, return_inverse=True, return_counts=True)
    mean = np.stack([np.bincount(group, channel) for channel in looks.T], axis=-1) / size[:, None]
    far = ((looks - mean[group]) ** 2).sum(axis=1)
    return np.argsort(-far, kind="stable")


def corners(shares: Places, size: int, columns: int, rows: int) -> Corners:
    """(N, 2): the first column and the first row, in pixels, of the squares of points at (N, 2) shares."""
    return np.floor(shares * (columns, 2 * rows) - (size - 1) / 2).astype(np.int64)


def visible(shares: Places) -> npt.NDArray[np.bool_]:
    """Which of (N, 2) shares of the screen are on it."""
    return np.logical_and.reduce((shares >= 0) & (shares < 1), axis=1)


def name_points(shares: Places, phrases: Sequence[str], owners: Owners) -> list[Name]:
    """Names to the right of their points, or to the left, where they cover neither a point nor another name."""
    rows, columns = owners.shape[0] // 2, owners.shape[1]
    seen = np.flatnonzero(visible(shares)).tolist()
    if not seen or len(seen) * _CELLS_A_NAME > rows * columns:
        return []
    taken = (owners.reshape(rows, 2, columns) != NOBODY).any(axis=1)
    size = dot_size(len(seen), columns, rows)
    firsts = corners(shares, size, columns, rows)[:, 0].tolist()
    names: list[Name] = []
    for number in seen:
        row, first, text = int(shares[number, 1] * rows), firsts[number], _short(phrases[number])
        width = cell_len(text)
        # A cell stays free between the dot and its name, and one on the name's far side: there another dot could begin.
        for start in (first + size + 1, first - 1 - width):
            free = taken[row, max(start - 1, 0) : start + width + 1]
            if width and start >= 0 and start + width <= columns and not free.any():
                taken[row, start : start + width] = True
                names.append(Name(row, start, text))
                break
    return names


def _short(phrase: str) -> str:
    return phrase if cell_len(phrase) <= _LONGEST_NAME else set_cell_size(phrase, _LONGEST_NAME - 1).rstrip() + "…"
