"""What the reader tells the app."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from colorword_tui.color.value import Color
from colorword_tui.model.prediction import Prediction


@dataclass
class Answered(Message):
    """A phrase was read: its prediction, and each of its words in its own colour."""

    sequence: int
    prediction: Prediction
    words: list[tuple[str, Color]]


@dataclass
class Unanswered(Message):
    """A phrase could not be read; `reason` is one sentence."""

    sequence: int
    reason: str


@dataclass
class ModelReady(Message):
    """The model has been loaded, or could not be: then `error` is one sentence."""

    error: str = ""
