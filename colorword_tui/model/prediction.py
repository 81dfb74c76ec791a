"""What the model answers for one phrase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from colorword_tui.color.names import Nearest, nearest_html
from colorword_tui.color.value import Color


class Candidate(NamedTuple):
    """One colour that the phrase may have, with its share, 0..1: as much as there is probability near it."""

    color: Color
    weight: float


@dataclass(frozen=True)
class Prediction:
    """The colour of a phrase.

    `candidates` are 1 to 12, strongest first, and their weights sum to 1; `color` is the first of them.
    `confidence`, 0..1, is the probability that lies close to `color`. `exact` names the list that gave the colour
    (`"html"`) and `name` its name there; both are None when the model did.
    """

    text: str
    color: Color
    exact: str | None
    confidence: float
    candidates: tuple[Candidate, ...]
    name: str | None = None

    @cached_property
    def nearest(self) -> Nearest:
        """The HTML colour of that name, or the one nearest to `color`; found when it is first asked for."""
        return nearest_html(self.color) if self.name is None else Nearest(self.name, self.color, 0.0)

    def to_dict(self) -> dict[str, object]:
        """The stable JSON form."""
        return {
            "text": self.text,
            "hex": self.color.hex,
            "rgb": list(self.color),
            "exact": self.exact,
            "confidence": round(self.confidence, 4),
            "nearest": {
                "name": self.nearest.name,
                "hex": self.nearest.color.hex,
                "delta_e": round(self.nearest.delta_e, 2),
            },
            "candidates": [{"hex": one.color.hex, "weight": round(one.weight, 6)} for one in self.candidates],
        }
