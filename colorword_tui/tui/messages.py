"""What the reader tells the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from colorword_tui.color.value import Color
    from colorword_tui.model.influence import Influence
    from colorword_tui.model.known import Recollection
    from colorword_tui.model.prediction import Prediction


@dataclass
class Answered(Message):
    """A phrase was read: its colour is there, and `Detailed` follows unless another phrase is asked for meanwhile."""

    sequence: int
    prediction: Prediction


@dataclass
class Detailed(Message):
    """What stands around an answer.

    The phrase's words in their own colours, what the model remembers beside it (None while there is no model), and the
    influence of each word where it was asked for.
    """

    sequence: int
    words: tuple[tuple[str, Color], ...] = ()
    recollection: Recollection | None = None
    influences: tuple[Influence, ...] = ()


@dataclass
class Unanswered(Message):
    """A phrase could not be read; `reason` is one sentence."""

    sequence: int
    reason: str


@dataclass
class ModelReady(Message):
    """The model has been loaded, or could not be: then `error` is one sentence."""

    error: str = ""
