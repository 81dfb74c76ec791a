"""A predictor of fixed answers: the pictures must not change with the model."""

from __future__ import annotations

import time
from collections.abc import Sequence
from colorsys import rgb_to_hls
from zlib import crc32

import numpy as np

from colorword_tui.color.names import NamedColor, html_color, html_colors
from colorword_tui.color.value import Color
from colorword_tui.model.bundle import BundleError
from colorword_tui.model.known import Layout, Neighbour, Recollection
from colorword_tui.model.phrase import clean_phrase
from colorword_tui.model.prediction import Candidate, Prediction

KNOWN = {
    "clear summer sky": (("#57b8ff", 0.78), ("#a9d6e8", 0.14), ("#1e6fd0", 0.08)),
    "clear blue summer sky": (("#4aa8f0", 0.84), ("#a9d6e8", 0.16)),
    "banana": (("#ffe135", 0.8), ("#8db600", 0.2)),
    "blood": (("#7b1113", 1.0),),
    "晴れた夏の青空": (("#3fa9f5", 1.0),),
}


class FakePredictor:
    """Knows a few phrases; the others get a colour from their checksum."""

    def __init__(self, *, delay: float = 0.0, error: str = "") -> None:
        self.ready = False
        self.asked: list[str] = []
        self._delay, self._error = delay, error

    def prepare(self) -> None:
        if self._error:
            raise BundleError(self._error)
        self.ready = True

    def predict(self, text: str, *, model_only: bool = False) -> Prediction:
        self.asked.append(text)
        return self._read(text, model_only)

    def predict_many(self, texts: Sequence[str], *, model_only: bool = False) -> list[Prediction]:
        return [self._read(text, model_only) for text in texts]

    def recall(self, text: str) -> Recollection:
        phrase = clean_phrase(text).lower()
        near = (phrase, "azure", "cornflower", "[open] sea", "空色")
        shares = (0.6, 0.2, 0.1, 0.06, 0.04)
        neighbours = tuple(
            Neighbour(one, _guess(one).color, 1 - 0.05 * index, share)
            for index, (one, share) in enumerate(zip(near, shares, strict=True))
        )
        x, y = (crc32(phrase.encode()) % 97 / 96, crc32(phrase.encode()) % 89 / 88)
        return Recollection(neighbours, (x, y), (y, x))

    def maps(self) -> dict[str, Layout]:
        """Random before, by hue and lightness after."""
        if self._error:
            raise BundleError(self._error)
        named = html_colors()
        random = np.random.default_rng(0)
        after = np.array([_by_hue(one.color) for one in named], np.float32)
        before = random.random((len(named), 2), np.float32)
        html = Layout([one.name for one in named], [one.color for one in named], after, before)
        colors = [Color(*one) for one in random.integers(0, 256, (600, 3)).tolist()]
        after = np.array([_by_hue(color) for color in colors], np.float32)
        phrases = Layout(
            [f"phrase {index}" for index in range(600)], colors, after, random.random((600, 2), np.float32)
        )
        return {"phrases": phrases, "html": html}

    def _read(self, text: str, model_only: bool) -> Prediction:
        phrase = clean_phrase(text)
        if not phrase:
            raise ValueError("a blank phrase has no colour")
        named = None if model_only else html_color(phrase)
        if named is None and self._error:
            raise BundleError(self._error)
        time.sleep(0 if named else self._delay)
        return _exact(phrase, named) if named else _guess(phrase)


def _by_hue(color: Color) -> tuple[float, float]:
    hue, lightness, _ = rgb_to_hls(*(one / 255 for one in color))
    return hue, lightness


def _exact(phrase: str, named: NamedColor) -> Prediction:
    return Prediction(phrase, named.color, "html", 1.0, (Candidate(named.color, 1.0),), named.name)


def _guess(phrase: str) -> Prediction:
    colors = KNOWN.get(phrase) or ((f"#{crc32(phrase.encode()) & 0xFFFFFF:06x}", 1.0),)
    candidates = tuple(Candidate(Color.from_hex(value), weight) for value, weight in colors)
    color = candidates[0].color
    return Prediction(phrase, color, None, candidates[0].weight, candidates)
