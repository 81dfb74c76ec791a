"""The colour, as large as it fits."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.color import Color as TextualColor
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from colorword_tui.color.value import Color

_METER = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """What a swatch says: a colour, its notation, and how sure the answer is (0..1), or where it is exact from."""

    color: Color
    notation: str
    confidence: float
    exact: str | None = None


class Swatch(Widget):
    """A field of one colour, its notation on the left of the last line and the confidence on the right."""

    DEFAULT_CSS = """
    Swatch { height: 1fr; min-height: 1; padding: 1 2; content-align: left bottom; }
    """

    shown: reactive[Shown | None] = reactive[Shown | None](None)
    hint: reactive[str] = reactive("")

    class Clicked(Message):
        """The colour was clicked."""

    def watch_shown(self, shown: Shown | None) -> None:
        """Paint the whole field."""
        self.styles.background = TextualColor(*shown.color) if shown else None
        self.styles.color = TextualColor(*shown.color.ink) if shown else None

    def render(self) -> Content:
        """The last line, as wide as the field."""
        shown = self.shown
        if shown is None:
            return Content.styled(self.hint, "dim")
        left, right = Content.styled(shown.notation, "bold"), Content(_sureness(shown))
        gap = self.content_size.width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * gap, right) if gap >= 2 else left

    def render_lines(self, crop: Region) -> list[Strip]:
        """All rows but the written one are alike: one of them is rendered for all, and a quarter of the time saved."""
        written, rows = self.content_region.bottom - 1 - self.region.y, self.region.height
        whole, shown = crop == self.region.reset_offset, self.shown
        # A notation that is wider than the field goes on in a second line.
        if not whole or written == 0 or shown is None or len(shown.notation) > self.content_size.width:
            return super().render_lines(crop)
        empty, line = (super(Swatch, self).render_lines(Region(0, row, crop.width, 1))[0] for row in (0, written))
        return [line if row == written else empty for row in range(rows)]

    def on_click(self, event: events.Click) -> None:
        """Tell the app."""
        event.stop()
        if self.shown is not None:
            self.post_message(self.Clicked())


def _sureness(shown: Shown) -> str:
    if shown.exact:
        return f"exact: {shown.exact.upper() if shown.exact == 'html' else shown.exact}"
    full = round(shown.confidence * _METER)
    return f"sure {'▮' * full}{'▯' * (_METER - full)} {shown.confidence:.0%}".replace("%", " %")
