"""Reading colours off a distribution over the palette: its modes are the candidates.

Bins are points in OkLab. The calibrated distribution is smoothed with a Gaussian over the palette; from each bin one
climbs to the densest bin within reach until nothing is denser (quick shift: Vedaldi and Soatto 2008, "Quick shift
and kernel methods for mode seeking"). The bins that end on one top are a basin: its weight is their probability, and
its colour their mean under the sharpened distribution, which is livelier than the mean over all bins and steadier
than the top alone. Averaging hues still takes chroma away, and a part of it is given back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from colorword_tui.color.arrays import Array, delta_e_2000, oklab_to_srgb, srgb_to_lab
from colorword_tui.model.bundle import Calibration

MAX_CANDIDATES = 12
# Two colours closer than this are one answer to the eye when they stand side by side as small swatches.
MERGE_DELTA_E = 12.0
# A colour within this distance counts as the one meant: confidence is the probability inside it.
CLOSE_DELTA_E = 15.0
# What differs more in lightness is further away than that: in CIEDE2000 a difference in L* is divided by 1.747 at most,
# and nothing makes up for it.
_CLOSE_LIGHTNESS = 1.75 * CLOSE_DELTA_E
# Width of the smoothing and reach of a climb, in OkLab.
_BANDWIDTH, _REACH = 0.04, 0.095
# This share of the chroma that a mean loses against the mean chroma of its bins is given back, up to that factor: at
# equal liveliness the error is lower than by sharpening alone.
_GIVEN_BACK, _MOST_CHROMA = 0.5, 1.3
# Candidates with less than this share are noise.
_LEAST_WEIGHT = 0.02
# Bins with less than this add next to nothing to a confidence, and most have less.
_UNLIKELY = 1e-5
# Distributions that are read at once: more take memory, fewer time.
_AT_ONCE = 32


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
        self._calibration = calibration
        # The chroma rides along as a fourth axis.
        self._palette = np.column_stack([palette, np.hypot(palette[:, 1], palette[:, 2])])
        squared = np.square(palette[:, None] - palette).sum(-1)
        self._kernel = np.exp(-squared / (2 * _BANDWIDTH**2))
        self._near = _numbers(squared <= _REACH**2)
        self._lab = srgb_to_lab(oklab_to_srgb(palette))

    def read(self, logits: Array) -> Reading:
        """(K,) logits to candidates and confidence."""
        return self.read_many(logits[None])[0]

    def read_many(self, logits: Array) -> list[Reading]:
        """(N, K) logits to N readings."""
        return [
            reading
            for start in range(0, len(logits), _AT_ONCE)
            for reading in self._read_some(logits[start : start + _AT_ONCE])
        ]

    def _read_some(self, logits: Array) -> list[Reading]:
        probability = softmax(self._calibration.certainty * logits)
        rows, colors, mass = self._basins(logits, probability, self._climb(probability @ self._kernel))
        first = np.searchsorted(rows, np.arange(len(logits) + 1))
        found = _merge(colors, mass, [slice(*pair) for pair in pairwise(first)])
        lead = srgb_to_lab(np.array([one[0][0] for one in found]))
        # Half of the bins are too light or too dark to be close, which takes no formula to see.
        maybe = (probability > _UNLIKELY) & (np.abs(self._lab[:, 0] - lead[:, :1]) <= _CLOSE_LIGHTNESS)
        row, likely = np.nonzero(maybe)
        close = delta_e_2000(self._lab[likely], lead[row]) <= CLOSE_DELTA_E
        confidence = np.bincount(row, probability[row, likely] * close, len(logits))
        return [
            Reading(colors, weights / weights.sum(), float(sure))
            for (colors, weights), sure in zip(found, confidence, strict=True)
        ]

    def _climb(self, density: Array) -> npt.NDArray[np.intp]:
        """For each bin of each row, (N, K), the top that it climbs to."""
        # Half the bytes to gather, and enough to tell which is denser.
        around = np.take(density.astype(np.float32), self._near, axis=1)
        parent = self._near[np.arange(len(self._near)), around.argmax(2)]
        while True:
            higher = np.take_along_axis(parent, parent, 1)
            if (higher == parent).all():
                return parent
            parent = higher

    def _basins(
        self, logits: Array, probability: Array, tops: npt.NDArray[np.intp]
    ) -> tuple[npt.NDArray[np.intp], Array, Array]:
        """The basins of all rows, row by row: the row of each, its colour in OkLab, (M, 3), and its probability."""
        count, bins = tops.shape
        keys = np.flatnonzero(tops == np.arange(bins))
        place = np.zeros(count * bins, np.intp)
        place[keys] = np.arange(len(keys))
        basin = place[(tops + bins * np.arange(count)[:, None]).ravel()]
        mass: Array = np.bincount(basin, probability.ravel()).astype(np.float64)
        # Sharpened basin by basin: over the whole palette, all but the strongest would vanish.
        highest = np.full(len(keys), -np.inf)
        np.maximum.at(highest, basin, logits.ravel())
        sharp = np.exp(self._calibration.sharpness * (logits.ravel() - highest[basin]))
        total = np.bincount(basin, sharp)
        axes = np.broadcast_to(self._palette.T[:, None], (4, count, bins)).reshape(4, -1)
        *color, chroma = (np.bincount(basin, sharp * axis) / total for axis in axes)
        colors = np.stack(color, axis=1)
        lost = chroma / np.maximum(np.hypot(colors[:, 1], colors[:, 2]), 1e-6)
        colors[:, 1:] *= np.minimum(1 + _GIVEN_BACK * (lost - 1), _MOST_CHROMA)[:, None]
        return keys // bins, colors, mass


def softmax(logits: Array) -> Array:
    """Over the last axis."""
    power = np.exp(logits - logits.max(-1, keepdims=True))
    return power / power.sum(-1, keepdims=True)


def _merge(colors: Array, mass: Array, groups: Sequence[slice]) -> list[tuple[Array, Array]]:
    """For each group the candidates, as sRGB, and their weights, strongest first.

    Of the colours (OkLab) each that looks like a stronger one of its group is joined to it.
    """
    members = [
        group.start + order[mass[group][order] > _LEAST_WEIGHT / 10]
        for group in groups
        for order in [np.argsort(-mass[group], kind="stable")]
    ]
    lab = srgb_to_lab(oklab_to_srgb(colors))
    # All pairs of all groups at once: the formula costs more by the call than by the pair.
    pairs = [np.divmod(np.arange(len(one) ** 2), len(one)) for one in members]
    left, right = (
        np.concatenate([one[pair[side]] for one, pair in zip(members, pairs, strict=True)]) for side in (0, 1)
    )
    ends = np.cumsum([len(one) ** 2 for one in members])[:-1]
    apart = np.split(delta_e_2000(lab[left], lab[right]), ends)
    joined = [
        _join(colors[one], mass[one], distance.reshape(len(one), -1).tolist())
        for one, distance in zip(members, apart, strict=True)
    ]
    srgb = oklab_to_srgb(np.concatenate([means for means, _ in joined]))
    ends = np.cumsum([len(weights) for _, weights in joined])[:-1]
    return list(zip(np.split(srgb, ends), (weights for _, weights in joined), strict=True))


def _join(colors: Array, weights: Array, apart: list[list[float]]) -> tuple[Array, Array]:
    """One group, strongest first: means and weights of what looks alike; what is too weak is left out."""
    kept: dict[int, list[int]] = {}
    for index in range(len(colors)):
        nearest = min(kept, key=lambda one: apart[one][index], default=index)
        if nearest != index and apart[nearest][index] < MERGE_DELTA_E:
            kept[nearest].append(index)
        else:
            kept[index] = [index]
    mass = np.array([weights[members].sum() for members in kept.values()])
    mean = np.array([weights[members] @ colors[members] for members in kept.values()]) / mass[:, None]
    again = np.argsort(-mass, kind="stable")[:MAX_CANDIDATES]
    again = again[(mass[again] >= _LEAST_WEIGHT) | (np.arange(len(again)) == 0)]
    return mean[again], mass[again]


def _numbers(near: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """For each row the numbers that are marked, in order; the first is repeated where a row has fewer than others.

    (K, K) to (K, the most in a row).
    """
    row, marked = np.nonzero(near)
    count = near.sum(1)
    first = np.cumsum(count) - count
    numbers = np.repeat(marked[first, None], count.max(), axis=1)
    numbers[row, np.arange(len(row)) - first[row]] = marked
    return numbers
