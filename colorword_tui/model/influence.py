"""Which words an answer leans on: what the colour would be without each of them.

Leaving one word out at a time is the simplest of the occlusion methods (Zeiler and Fergus 2014, "Visualizing and
understanding convolutional networks", section 4.2, there with patches of an image). It shows influence and proves
nothing: words that say the same hide one another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from colorword_tui.color.value import Color
from colorword_tui.model.phrase import split_words
from colorword_tui.model.prediction import Prediction

# Nobody weighs more words against one another, and each takes a forward pass.
MOST_WORDS = 12


class Influence(NamedTuple):
    """A word of a phrase, the colour of the phrase without it, how far that is (ΔE2000), and its share of all moves."""

    word: str
    without: Color
    delta_e: float
    share: float


def influences(answer: Prediction, predict_many: Callable[[Sequence[str]], Sequence[Prediction]]) -> list[Influence]:
    """The influence of each word of an answered phrase, in the phrase's order; none for a single word.

    Shares sum to 1, or are all 0 where no word moves the colour. Of a long phrase only the first `MOST_WORDS` words
    are weighed.
    """
    import numpy as np

    from colorword_tui.color.arrays import delta_e_2000, srgb_to_lab

    words = split_words(answer.text)[:MOST_WORDS]
    if len(words) < 2:
        return []
    without = [one.color for one in predict_many(_without_each(answer.text, words))]
    lab = srgb_to_lab(np.array([answer.color, *without], np.float64) / 255)
    moved = delta_e_2000(lab[1:], lab[0])
    shares = moved / moved.sum() if moved.sum() else moved
    return [
        Influence(word, color, float(far), float(share))
        for word, color, far, share in zip(words, without, moved, shares, strict=True)
    ]


def _without_each(text: str, words: Sequence[str]) -> list[str]:
    """The text without its first word, without its second, and so on; what stands between words stays."""
    rest, start = [], 0
    for word in words:
        at = text.index(word, start)
        start = at + len(word)
        rest.append(f"{text[:at]}{text[start:]}")
    return rest
