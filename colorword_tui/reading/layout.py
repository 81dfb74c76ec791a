"""Lines of a text, wrapped to a width in cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from colorword_tui.reading.paragraphs import Span

# What must not begin a row of Japanese or Chinese, and what must not end one.
# https://www.w3.org/TR/jlreq/#characters_not_starting_a_line
_NOT_FIRST = frozenset("、。，．・：；？！」』）】〉》〕”’ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々…‥")
_NOT_LAST = frozenset("「『（【〈《〔“‘")


class Layout:
    """The rows of a text: each a (start, end) in its letters, without the space that it was broken at."""

    def __init__(self, letters: str, width: int, measure: Callable[[str], int]) -> None:
        """`measure` gives the cells that a character takes."""
        self.width = max(width, 1)
        self.rows: list[Span] = []
        # The cells of what takes not exactly one: of a Western novel a handful, if any.
        self._cells = {one: measure(one) for one in set(letters) if one != "\n" and measure(one) != 1}
        # A variation selector makes the character before it wide.
        if "\ufe0f" in self._cells:
            self._cells["\ufe0f"] = 1
        self._odd = re.compile(f"[{re.escape(''.join(self._cells))}]") if self._cells else None
        start = 0
        for line in letters.split("\n"):
            self._add(letters, start, start + len(line))
            start += len(line) + 1
        self._starts = [start for start, _ in self.rows]

    def row_at(self, place: int) -> int:
        """The number of the row that a place in the letters is in."""
        return max(bisect_right(self._starts, place) - 1, 0)

    def _add(self, letters: str, start: int, end: int) -> None:
        if self._odd is not None and self._odd.search(letters, start, end):
            self._add_odd(letters, start, end)
        elif end - start <= self.width:
            self.rows.append((start, end))
        else:
            self._add_plain(letters, start, end)

    def _add_plain(self, letters: str, start: int, end: int) -> None:
        """A line whose characters are one cell wide each; a word that is longer than a row is broken."""
        while end - start > self.width:
            cut = letters.rfind(" ", start + 1, start + self.width + 1)
            cut = cut if cut > start else start + self.width
            self.rows.append((start, cut))
            start = _skip_spaces(letters, cut, end)
        if start < end:
            self.rows.append((start, end))

    def _add_odd(self, letters: str, start: int, end: int) -> None:
        """A line with wide characters, between which it may be broken too, or with such as take no cell."""
        used, best, place = 0, 0, start
        cells = self._cells
        while place < end:
            letter = letters[place]
            size = cells.get(letter, 1)
            if place > start and _may_break(letters[place - 1], letter, size, cells):
                best = place
            if used + size > self.width and place > start and size:
                cut = best if best > start else place
                self.rows.append((start, _trim(letters, start, cut)))
                start = place = _skip_spaces(letters, cut, end)
                used, best = 0, 0
                continue
            used += size
            place += 1
        if start < end:
            self.rows.append((start, end))


def _may_break(before: str, letter: str, size: int, cells: dict[str, int]) -> bool:
    if before == " ":
        return letter != " "
    if letter == " ":
        return True
    wide = size > 1 or cells.get(before, 1) > 1
    return wide and size > 0 and before != "\u200d" and letter not in _NOT_FIRST and before not in _NOT_LAST


def _trim(letters: str, start: int, end: int) -> int:
    while end > start + 1 and letters[end - 1] == " ":
        end -= 1
    return end


def _skip_spaces(letters: str, place: int, end: int) -> int:
    while place < end and letters[place] == " ":
        place += 1
    return place
