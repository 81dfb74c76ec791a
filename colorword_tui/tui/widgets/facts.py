"""The rows under the swatch: nearest HTML colour, candidates, word by word, near words, format."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from colorword_tui.color.formats import FORMATS
from colorword_tui.color.value import Color
from colorword_tui.model.prediction import Prediction
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.chips import Chips
from colorword_tui.tui.widgets.row import Row

_MOST_NEAR = 6
# In cells. The widest candidate is "   100 %", its patch included.
_LABEL, _CANDIDATE = 14, 8


class Facts(Vertical):
    """Five labelled rows; what does not fit is dropped by the screen's stylesheet, row by row."""

    DEFAULT_CSS = """
    Facts { height: auto; padding: 1 2; }
    """

    def compose(self) -> ComposeResult:
        """The rows, empty so far."""
        yield Row("nearest HTML", label_width=_LABEL, id="nearest")
        yield Chips("candidates", label_width=_LABEL, chip_width=_CANDIDATE, id="candidates")
        yield Row("word by word", label_width=_LABEL, id="words")
        yield Row("near words", label_width=_LABEL, id="near")
        yield Chips("format", label_width=_LABEL, id="formats")

    def on_mount(self) -> None:
        """Start empty."""
        self.show(View())

    def show(self, view: View) -> None:
        """Paint all rows; without an answer they are empty."""
        candidates = view.answer.candidates if view.answer else ()
        self.query_one("#nearest", Row).update(_nearest(view.answer, view.picked))
        self.query_one("#candidates", Chips).show(
            [
                Content.assemble(patch(one.color, 2), Content(f" {one.weight:.0%}".replace("%", " %")))
                for one in candidates
            ],
            view.picked,
        )
        self.query_one("#words", Row).update(_words(view.words))
        self.query_one("#near", Row).update(_near(view))
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
