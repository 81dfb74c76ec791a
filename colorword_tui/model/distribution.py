"""Reading colours off a distribution over the palette: its modes are the candidates.

Bins are points in OkLab. The calibrated distribution is smoothed with a Gaussian over the palette; from each bin one
climbs to the densest bin within reach until nothing is denser (quick shift: Vedaldi and Soatto 2008, "Quick shift
and kernel methods for mode seeking"). The bins that end on one top are a basin: its weight is their probability, and
its colour their mean under the sharpened distribution, which is livelier than the mean over all bins and steadier
than the top alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from colorword_tui.color.arrays import Array, delta_e_2000, oklab_to_srgb, srgb_to_lab
from colorword_tui.model.bundle import Calibration

MAX_CANDIDATES = 12
# Two colours closer than this are one answer to the eye when they stand side by side as small swatches.
MERGE_DELTA_E = 12.0
# A colour within this distance counts as the one meant: confidence is the probability inside it.
CLOSE_DELTA_E = 15.0
# Width of the smoothing and reach of a climb, in OkLab.
_BANDWIDTH, _REACH = 0.04, 0.095
# Candidates with less than this share are noise.
_LEAST_WEIGHT = 0.02
# Bins with less than this add nothing to a confidence, and most have less.
_UNLIKELY = 1e-7


@dataclass(frozen=True, slots=True)
class Reading:
    """Candidates as sRGB in 0..1, (C, 3), strongest first, their weights, (C,), which sum to 1, and the confidence."""

    colors: Array
    weights: Array
    confidence: float


class DistributionReader:
    """Reads distributions over one palette."""

    def __init__(self, palette: Array, calibration: Calibration) -> None:
        """`palette` is (K, 3) in OkLab."""
        self._palette, self._calibration = palette, calibration
        squared = np.square(palette[:, None] - palette).sum(-1)
        self._kernel = np.exp(-squared / (2 * _BANDWIDTH**2))
        self._near = _numbers(squared <= _REACH**2)
        self._all = np.arange(len(palette))
        self._lab = srgb_to_lab(oklab_to_srgb(palette))

    def read(self, logits: Array) -> Reading:
        """(K,) logits to candidates and confidence."""
        probability = softmax(self._calibration.certainty * logits)
        top, basin = np.unique(self._climb(self._kernel @ probability), return_inverse=True)
        mass = np.bincount(basin, probability, len(top)).astype(np.float64)
        # Sharpened basin by basin: over the whole palette, all but the strongest would vanish.
        highest = np.full(len(top), -np.inf)
        np.maximum.at(highest, basin, logits)
        sharp = np.exp(self._calibration.sharpness * (logits - highest[basin]))
        colors = np.stack([np.bincount(basin, sharp * axis, len(top)) for axis in self._palette.T], axis=1)
        colors, weights = _merge(colors / np.bincount(basin, sharp, len(top))[:, None], mass)
        keep = (weights >= _LEAST_WEIGHT) | (np.arange(len(weights)) == 0)
        colors, weights = colors[keep][:MAX_CANDIDATES], weights[keep][:MAX_CANDIDATES]
        srgb = oklab_to_srgb(colors)
        likely = probability > _UNLIKELY
        close = delta_e_2000(self._lab[likely], srgb_to_lab(srgb[0])) <= CLOSE_DELTA_E
        return Reading(srgb, weights / weights.sum(), float(probability[likely][close].sum()))

    def _climb(self, density: Array) -> npt.NDArray[np.intp]:
        """For each bin the top that it climbs to."""
        parent = self._near[self._all, density[self._near].argmax(1)]
        while True:
            higher = parent[parent]
            if (higher == parent).all():
                return parent
            parent = higher


def softmax(logits: Array) -> Array:
    """Over the last axis."""
    power = np.exp(logits - logits.max(-1, keepdims=True))
    return power / power.sum(-1, keepdims=True)


def _merge(colors: Array, weights: Array) -> tuple[Array, Array]:
    """Join each colour (OkLab) that looks like a stronger one to it; strongest first."""
    order = np.argsort(-weights, kind="stable")
    order = order[weights[order] > _LEAST_WEIGHT / 10]
    colors, weights = colors[order], weights[order]
    lab = srgb_to_lab(oklab_to_srgb(colors))
    apart = delta_e_2000(lab[:, None], lab)
    totals: dict[int, list[int]] = {}
    for index in range(len(colors)):
        nearest = min(totals, key=lambda kept: apart[kept, index], default=index)
        if nearest != index and apart[nearest, index] < MERGE_DELTA_E:
            totals[nearest].append(index)
        else:
            totals[index] = [index]
    mass = np.array([weights[members].sum() for members in totals.values()])
    mean = np.array([weights[members] @ colors[members] / weights[members].sum() for members in totals.values()])
    again = np.argsort(-mass, kind="stable")
    return mean[again], mass[again]


def _numbers(near: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """For each row the numbers that are marked, in order; the last is repeated where a row has fewer than others."""
    most = int(near.sum(1).max())
    rows = [np.flatnonzero(row) for row in near]
    return np.array([np.pad(row, (0, most - len(row)), mode="edge") for row in rows])
