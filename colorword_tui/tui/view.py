"""What the app shows of the text in the input; every screen paints its share of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from colorword_tui.color.formats import FORMATS, format_color

if TYPE_CHECKING:
    from colorword_tui.color.value import Color
    from colorword_tui.model.influence import Influence
    from colorword_tui.model.known import Recollection
    from colorword_tui.model.prediction import Prediction


@dataclass(frozen=True, slots=True)
class View:
    """The answer to the text, or none and a `hint` in its place.

    `words` are the phrase's words in their own colours, `picked` the number of the candidate that is shown, `notation`
    the number of its format. `recollection` is what the model remembers beside the phrase, None where it was not asked
    or could not say; `influences` are there while they are wanted.
    """

    answer: Prediction | None = None
    words: tuple[tuple[str, Color], ...] = ()
    picked: int = 0
    notation: int = 0
    recollection: Recollection | None = None
    influences: tuple[Influence, ...] = ()
    hint: str = ""

    @property
    def color(self) -> Color | None:
        """The colour on the swatch."""
        return self.answer.candidates[self.picked].color if self.answer else None

    @property
    def written(self) -> str:
        """The colour in the format shown; empty without one."""
        return format_color(self.color, FORMATS[self.notation]) if self.color else ""

    @property
    def confidence(self) -> float:
        """How sure the colour shown is, 0..1."""
        if self.answer is None:
            return 0.0
        return self.answer.candidates[self.picked].weight if self.picked else self.answer.confidence
