"""A row of cells that can be painted over."""

from __future__ import annotations

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Cell = tuple[str, Style]
# The right half of a character that is two cells wide.
_TAIL = ""


class CellRow:
    """Cells that become a strip. What is written outside them is lost, and a halved wide character becomes a space."""

    def __init__(self, cells: list[Cell]) -> None:
        self._cells = list(cells)

    def put(self, column: int, text: str, style: Style) -> None:
        """Write from a column on."""
        for character in text:
            width = get_character_cell_size(character)
            if width == 0:
                self._join(column - 1, character)
            elif column >= 0 and column + width <= len(self._cells):
                self._clear(column)
                self._cells[column] = (character, style)
                if width == 2:
                    self._clear(column + 1)
                    self._cells[column + 1] = (_TAIL, style)
            column += width

    @property
    def cells(self) -> list[Cell]:
        """The cells as they are now."""
        return self._cells

    def strip(self) -> Strip:
        """The strip, one segment a run of one style."""
        segments: list[Segment] = []
        run, style = "", Style.null()
        for text, its_style in self._cells:
            if its_style is not style and run:
                segments.append(Segment(run, style))
                run = ""
            run, style = run + text, its_style
        if run:
            segments.append(Segment(run, style))
        return Strip(segments, len(self._cells))

    def _join(self, column: int, character: str) -> None:
        """A combining mark belongs to the character before it."""
        while 0 < column < len(self._cells) and self._cells[column][0] == _TAIL:
            column -= 1
        if 0 <= column < len(self._cells):
            text, style = self._cells[column]
            self._cells[column] = (text + character, style)

    def _clear(self, column: int) -> None:
        """Before a cell is written: the other half of a wide character in it must not stay."""
        text, style = self._cells[column]
        if text == _TAIL and column > 0:
            self._cells[column - 1] = (" ", self._cells[column - 1][1])
        elif column + 1 < len(self._cells) and self._cells[column + 1][0] == _TAIL:
            self._cells[column + 1] = (" ", style)
