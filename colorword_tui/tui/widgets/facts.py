"""The rows under the swatch: nearest HTML colour, candidates, word by word, formats."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Label

from colorword_tui.color.formats import FORMATS
from colorword_tui.color.names import Nearest
from colorword_tui.color.value import Color
from colorword_tui.model.prediction import Candidate
from colorword_tui.tui.widgets.strip import Piece, Strip


class Facts(Vertical):
    """Four labelled rows; which of them there is room for is the screen's matter.

    Where nothing can be painted (`in_letters`) colours are spelt.
    """

    DEFAULT_CSS = """
    Facts { height: auto; padding: 1 2; }
    Facts Horizontal { height: 1; }
    Facts Label { width: 14; color: $text-muted; }
    """

    in_letters = False

    def compose(self) -> ComposeResult:
        """Rows with their labels."""
        with Horizontal(id="nearest-row"):
            yield Label("nearest HTML")
            yield NearestLine(id="nearest")
        with Horizontal(id="candidates-row"):
            yield Label("candidates")
            yield Strip("candidates", pickable=True)
        with Horizontal(id="words-row"):
            yield Label("word by word")
            yield Strip("words")
        with Horizontal(id="formats-row"):
            yield Label("copy as")
            yield Strip("formats", pickable=True)

    def show(
        self, nearest: Nearest | None, candidates: tuple[Candidate, ...], picked: int, words: list[tuple[str, Color]]
    ) -> None:
        """Paint the rows that belong to a colour; without one they are empty."""
        self.query_one(NearestLine).nearest = nearest
        self.query_one("#candidates", Strip).show(
            [Piece(f" {self._spelt(one.color)}{percent(one.weight)} ", one.color, one.weight) for one in candidates],
            picked,
        )
        self.query_one("#words", Strip).show([Piece(f" {word} {self._spelt(color)}", color) for word, color in words])

    def show_format(self, notation: int) -> None:
        """Mark the format that is copied."""
        self.query_one("#formats", Strip).show([Piece(name) for name in FORMATS], notation)

    def _spelt(self, color: Color) -> str:
        return f"{color.hex} " if self.in_letters else ""


class NearestLine(Widget):
    """A named colour and how far it is; on a narrow line its hex is the first to go."""

    DEFAULT_CSS = "NearestLine { height: 1; width: 1fr; }"

    nearest: reactive[Nearest | None] = reactive[Nearest | None](None)

    def render(self) -> Content:
        """One line."""
        if self.nearest is None:
            return Content("")
        name, color, delta_e = self.nearest
        distance = Content.styled(f"  ΔE {delta_e:.1f}", "$text-muted")
        for words in (f" {name} {color.hex}", f" {name}"):
            line = Content.assemble(patch(color), words, distance)
            if line.cell_length <= self.content_size.width:
                return line
        return Content.assemble(patch(color), f" {name}").truncate(self.content_size.width, ellipsis=True)


def patch(color: Color) -> Content:
    """Two cells of a colour: about a square."""
    return Content.styled("██", color.hex)


def percent(share: float) -> str:
    """A share of 1 as a whole percentage."""
    return f"{round(100 * share)} %"
