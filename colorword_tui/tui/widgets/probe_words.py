"""Twenty words, whose swatches change while a model learns."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from colorword_tui.color.value import Color
from colorword_tui.tui.widgets.facts import patch

_HINT = "twenty words show here what the model has learnt so far"
_GAP = 1


class ProbeWords(Widget):
    """A grid, as many words in a row as there is room for; without colours each has its hex."""

    DEFAULT_CSS = """
    ProbeWords { height: auto; color: $foreground; }
    """

    words: reactive[Sequence[tuple[str, Color]]] = reactive[Sequence[tuple[str, Color]]]((), layout=True)

    def render(self) -> Content:
        """All rows."""
        if not self.words:
            return Content.styled(_HINT, "dim")
        cells = [self._cell(word, color) for word, color in self.words]
        widest = max(cell.cell_length for cell in cells)
        room = max(self.content_size.width, 1)
        columns = max(1, min((room + _GAP) // (widest + _GAP), len(cells)))
        # Full rows look better than a last one of two words.
        rows = -(-len(cells) // columns)
        columns = -(-len(cells) // rows)
        width = room // columns
        padded = [cell.pad_right(max(width - cell.cell_length, 0)) for cell in cells]
        lines = [Content("").join(padded[start : start + columns]) for start in range(0, len(cells), columns)]
        return Content("\n").join(lines)

    def _cell(self, word: str, color: Color) -> Content:
        if self.app.no_color:
            return Content.assemble(Content.styled(color.hex, "dim"), " ", word)
        return Content.assemble(patch(color, 2), " ", word)
