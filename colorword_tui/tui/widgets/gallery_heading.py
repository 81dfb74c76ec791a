"""The columns of the gallery: where they stand at a width, and their headings, which sort."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from colorword_tui.gallery.comparison import Choice, Sort

# The side ends with an empty cell before the scrollbar.
_MARK, _GAP, _DELTA_E, _SIDE = 2, 2, 5, 11
_WIDE_SWATCH, _FULL_SWATCH, _BARE_SWATCH = 14, 9, 3
# Narrower than this there is no room for wide swatches, for the side, for the hexes, for the ΔE.
_WITH_WIDE, _WITH_SIDE, _WITH_HEX, _WITH_DELTA_E = 100, 56, 42, 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells: a mark, the two swatches, the ΔE, the name, the side; what does not fit has no width."""

    swatch: int
    delta_e: int
    name: int
    side: int

    @classmethod
    def at(cls, width: int) -> Columns:
        """The columns of a row of `width` cells."""
        swatch = _FULL_SWATCH if width >= _WITH_HEX else _BARE_SWATCH
        if width >= _WITH_WIDE:
            swatch = _WIDE_SWATCH
        delta_e = _DELTA_E if width >= _WITH_DELTA_E else 0
        side = _SIDE if width >= _WITH_SIDE else 0
        used = _MARK + 2 * swatch + (_GAP + delta_e if delta_e else 0) + _GAP + (_GAP + side if side else 0)
        return cls(swatch, delta_e, max(width - used, 0), side)

    @property
    def name_start(self) -> int:
        """Where the name begins."""
        return _MARK + 2 * self.swatch + (_GAP + self.delta_e if self.delta_e else 0) + _GAP

    def sort_at(self, x: int) -> Sort:
        """What a click at `x` sorts by: the listed colour by hue; the model's column puts the list's own order back."""
        if x < _MARK + self.swatch:
            return Sort.HUE
        if x < _MARK + 2 * self.swatch:
            return Sort.LIST
        return Sort.DELTA_E if x < self.name_start - _GAP // 2 and self.delta_e else Sort.NAME


class GalleryHeading(Widget):
    """One line of headings; a click sorts by a column, and another turns the order round."""

    DEFAULT_CSS = """
    GalleryHeading { height: 1; color: $text-muted; }
    """

    @dataclass
    class Clicked(Message):
        """Sort by this."""

        sort: Sort

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._choice = Choice()

    def show(self, choice: Choice) -> None:
        """Mark the column that sorts."""
        if choice != self._choice:
            self._choice = choice
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The line of headings."""
        # The last cell stands over the scrollbar of the rows.
        columns = Columns.at(self.size.width - 1)
        line = Text(" " * _MARK)
        line.append_text(self._cell("listed", Sort.HUE, columns.swatch, spelt="hue"))
        line.append_text(self._cell("model", None, columns.swatch))
        if columns.delta_e:
            line.append(" " * _GAP)
            line.append_text(self._cell("ΔE", Sort.DELTA_E, columns.delta_e, right=True))
        line.append(" " * _GAP)
        line.append_text(self._cell("name", Sort.NAME, columns.name))
        if columns.side:
            line.append(" " * _GAP)
            line.append_text(self._cell("split", None, columns.side))
        segments = line.render(self.app.console)
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Sort by the column under the mouse."""
        event.stop()
        self.post_message(self.Clicked(Columns.at(self.size.width - 1).sort_at(event.x)))

    def _cell(self, title: str, sort: Sort | None, width: int, *, right: bool = False, spelt: str = "") -> Text:
        active = sort is not None and sort is self._choice.sort
        if active:
            title = f"{spelt or title} {'▾' if self._choice.backwards else '▴'}"
        text = Text(title, Style(bold=active))
        text.truncate(width)
        text.align("right" if right else "left", width)
        return text
