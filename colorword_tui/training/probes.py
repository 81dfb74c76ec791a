"""What should hold between a model's answers, whatever the colours are: modifiers and translations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from colorword_tui.color.arrays import Array, delta_e_2000, oklab_to_oklch, srgb_to_lab, srgb_to_oklab
from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import Entry
from colorword_tui.model.predictor import Predictor

# Neither very light nor very dark nor grey by themselves, so that there is room both ways.
BASES = (
    "red", "orange", "green", "teal", "blue", "purple", "pink", "brown", "turquoise", "violet",
    "apple", "brick", "carrot", "cherry", "chocolate", "clay", "coral", "copper", "denim", "forest",
    "frog", "grape", "grass", "leaf", "lavender", "lemon", "moss", "ocean", "olive", "peach",
    "plum", "pumpkin", "rose", "rust", "salmon", "sand", "sea", "sky", "tomato", "wine",
)  # fmt: skip
# Which way lightness and chroma (OkLCh) must move; 0 where the word says nothing of it.
DIRECTIONS = {"light": (1, 0), "dark": (-1, 0), "pale": (1, -1), "vivid": (0, 1), "deep": (-1, 0)}


def modifiers(predictor: Predictor) -> dict[str, float]:
    """The share of `BASES` whose answer each modifier moves in its direction, 0..1, and the share of all."""
    plain = _oklch(predictor, BASES)
    right = {
        modifier: _moved_as(_oklch(predictor, [f"{modifier} {base}" for base in BASES]) - plain, directions)
        for modifier, directions in DIRECTIONS.items()
    }
    return {**right, "all": round(float(np.mean(list(right.values()))), 4)}


def translations(predictor: Predictor, entries: Sequence[Entry]) -> dict[str, dict[str, float]]:
    """For each language: ΔE2000 between the answers to a translation and to its English, over the given pairs."""
    pairs = [entry for entry in entries if entry.english is not None]
    theirs = _lab(predictor, [entry.phrase for entry in pairs])
    ours = _lab(predictor, [entry.english or "" for entry in pairs])
    distance = delta_e_2000(theirs, ours)
    language = np.array([entry.language for entry in pairs])
    return {
        one: {"pairs": int((language == one).sum()), "median": round(float(np.median(distance[language == one])), 2)}
        for one in sorted(set(language.tolist()))
    }


def _moved_as(moves: Array, directions: tuple[int, int]) -> float:
    right = np.all([moves[:, axis] * way > 0 for axis, way in enumerate(directions) if way], axis=0)
    return round(float(right.mean()), 4)


def _answers(predictor: Predictor, phrases: Sequence[str]) -> list[Color]:
    return [answer.color for answer in predictor.predict_many(phrases, model_only=True)]


def _oklch(predictor: Predictor, phrases: Sequence[str]) -> Array:
    return oklab_to_oklch(srgb_to_oklab(np.array(_answers(predictor, phrases), np.float64) / 255))


def _lab(predictor: Predictor, phrases: Sequence[str]) -> Array:
    return srgb_to_lab(np.array(_answers(predictor, phrases), np.float64).reshape(-1, 3) / 255)
