"""One line about the text that is read, and the colour of what the input says."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from colorword_tui.reading.painter import Painter
from colorword_tui.reading.source import Source


class ReadingStatus(Static):
    """The text on the left, the answer on the right; a narrow screen cuts the text."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def show(self, about: str, answer: Content) -> None:
        """Paint both."""
        room = self.content_size.width - answer.cell_length - 2
        left = Content(about).truncate(max(room, 0), ellipsis=True)
        self.update(Content.assemble(left, " " * (max(room, 0) - left.cell_length + 2), answer))


def about_text(painter: Painter | None, source: Source | None) -> str:
    """The name of a text, how long it is, and how far its colours are."""
    if painter is None or source is None:
        return "no text"
    count = len(painter.text.sentences)
    if painter.failure:
        progress = f"no colours: {painter.failure}"
    else:
        progress = "" if painter.share == 1 else f"{int(100 * painter.share)} % painted"
    parts = (source.name, source.encoding, f"{count:,} sentence{'s' if count > 1 else ''}", progress)
    return " · ".join(part for part in parts if part)
