"""The rows under the swatch: nearest HTML colour, candidates, word by word, near words, format."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label, Static

from colorword_tui.color.formats import FORMATS
from colorword_tui.color.value import Color
from colorword_tui.model.prediction import Prediction
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.chips import Chips

_MOST_NEAR = 6


class Facts(Vertical):
    """Five labelled rows; what does not fit is dropped by the screen's stylesheet, row by row."""

    DEFAULT_CSS = """
    Facts { height: auto; padding: 1 2; }
    Facts Horizontal { height: 1; }
    Facts Label { width: 14; color: $text-muted; }
    Facts Static { text-wrap: nowrap; text-overflow: ellipsis; }
    Facts #candidates Chip { width: 8; margin-right: 1; }
    Facts #formats Chip { margin-right: 1; }
    Facts #nearest, Facts #words, Facts #near { width: 1fr; height: 1; }
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
        with Horizontal(id="near-row"):
            yield Label("near words")
            yield Static(id="near", markup=False)
        with Horizontal(id="formats-row"):
            yield Label("format")
            yield Chips(id="formats")

    def on_mount(self) -> None:
        """Start empty."""
        self.show(View())

    def show(self, view: View) -> None:
        """Paint all rows; without an answer they are empty.

        The rows keep their size: laying the screen out anew would take longer than all else that a key does.
        """
        candidates = view.answer.candidates if view.answer else ()
        self.query_one("#nearest", Static).update(_nearest(view.answer, view.picked), layout=False)
        self.query_one("#candidates", Chips).show(
            [
                Content.assemble(patch(one.color, 2), Content(f" {one.weight:.0%}".replace("%", " %")))
                for one in candidates
            ],
            view.picked,
        )
        self.query_one("#words", Static).update(_words(view.words), layout=False)
        self.query_one("#near", Static).update(_near(view), layout=False)
        self.query_one("#formats", Chips).show(
            [Content.styled(one, "reverse" if index == view.notation else "dim") for index, one in enumerate(FORMATS)],
            view.notation,
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


def _words(words: Sequence[tuple[str, Color]]) -> Content:
    """Each word on its own colour: tinted letters would vanish on one theme or the other."""
    chips = [Content.styled(f" {word} ", f"{color.ink.hex} on {color.hex}") for word, color in words]
    return Content(" ").join(chips)


def _near(view: View) -> Content:
    """The nearest known phrases other than the phrase itself, nearest first."""
    if view.answer is None or view.recollection is None:
        return Content("")
    others = [one for one in view.recollection.neighbours if one.phrase != view.answer.text.lower()]
    return Content("  ").join(Content.assemble(patch(one.color, 1), " ", one.phrase) for one in others[:_MOST_NEAR])
