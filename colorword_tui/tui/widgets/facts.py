"""The rows under the swatch: format, nearest HTML colour, other candidates, word by word."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label, Static

from colorword_tui.color.formats import FORMATS
from colorword_tui.color.value import Color
from colorword_tui.model.prediction import Prediction
from colorword_tui.tui.widgets.chips import Chips


class Facts(Vertical):
    """Four labelled rows; what does not fit is dropped by the screen's stylesheet, row by row."""

    DEFAULT_CSS = """
    Facts { height: auto; padding: 1 2; }
    Facts Horizontal { height: 1; }
    Facts Label { width: 14; color: $text-muted; }
    Facts Static { text-wrap: nowrap; text-overflow: ellipsis; }
    Facts #formats Chip { margin-right: 1; }
    Facts #nearest, Facts #words { width: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """Rows with their labels."""
        with Horizontal(id="nearest-row"):
            yield Label("nearest HTML")
            yield Static(id="nearest", markup=False)
        with Horizontal(id="candidates-row"):
            yield Label("candidates")
            yield Chips(id="candidates")
        with Horizontal(id="words-row"):
            yield Label("word by word")
            yield Static(id="words", markup=False)
        with Horizontal(id="formats-row"):
            yield Label("format")
            yield Chips(id="formats")

    def on_mount(self) -> None:
        """Start empty."""
        self.show(None, [], 0, 0)

    def show(self, prediction: Prediction | None, words: list[tuple[str, Color]], picked: int, notation: int) -> None:
        """Paint all rows; without a prediction they are empty."""
        candidates = prediction.candidates if prediction else ()
        self.query_one("#nearest", Static).update(_nearest(prediction, picked))
        self.query_one("#candidates", Chips).show(
            [
                Content.assemble(patch(one.color, 2), Content(f" {one.weight:.0%}".replace("%", " %")))
                for one in candidates
            ],
            picked,
        )
        self.query_one("#words", Static).update(_words(words))
        self.query_one("#formats", Chips).show(
            [Content.styled(one, "reverse" if index == notation else "dim") for index, one in enumerate(FORMATS)],
            notation,
        )


def patch(color: Color, width: int) -> Content:
    """`width` cells of a colour."""
    return Content.styled(" " * width, f"on {color.hex}")


def _nearest(prediction: Prediction | None, picked: int) -> Content:
    if prediction is None:
        return Content("")
    from colorword_tui.color.names import nearest_html

    nearest = nearest_html(prediction.candidates[picked].color) if picked else prediction.nearest
    name = Content(f" {nearest.name} {nearest.color.hex}  ")
    return Content.assemble(patch(nearest.color, 2), name, Content.styled(f"ΔE {nearest.delta_e:.1f}", "dim"))


def _words(words: list[tuple[str, Color]]) -> Content:
    """Each word on its own colour: tinted letters would vanish on one theme or the other."""
    chips = [Content.styled(f" {word} ", f"{color.ink.hex} on {color.hex}") for word, color in words]
    return Content(" ").join(chips)
