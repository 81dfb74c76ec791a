"""The points of one map, made ready for painting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from colorword_tui.color.arrays import Array, delta_e_2000, srgb_to_lab, srgb_to_oklab
from colorword_tui.color.value import Color
from colorword_tui.model.known import Layout
from colorword_tui.model.phrase import clean_phrase
from colorword_tui.tui.widgets.map_window import Places


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """N phrases, safe to print, with their colours, and where they lie after and before.

    `lab` and `oklab`, (N, 3), are the colours for distances and for means.
    """

    phrases: Sequence[str]
    colors: Sequence[Color]
    lab: Array
    oklab: Array
    after: Places
    before: Places

    @classmethod
    def of(cls, layout: Layout) -> Points:
        """The points of a map."""
        phrases = [clean_phrase(phrase) for phrase in layout.phrases]
        srgb = np.array(layout.colors, np.float64).reshape(-1, 3) / 255
        return cls(phrases, layout.colors, srgb_to_lab(srgb), srgb_to_oklab(srgb), layout.after, layout.before)

    def at(self, moment: float) -> Places:
        """(N, 2): where the points are on their straight ways from before training (0) to after it (1)."""
        return self.before + (self.after - self.before) * moment

    def delta_e(self, number: int, color: Color) -> float:
        """CIEDE2000 between the colour of a point and another."""
        return float(delta_e_2000(self.lab[number], srgb_to_lab(np.array(color) / 255)))
