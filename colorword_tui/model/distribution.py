"""Reading colours off a distribution over the palette: its modes are the candidates.

Bins are points in OkLab. The calibrated distribution is smoothed with a Gaussian over the palette, and the bins that
are the densest within reach are where candidates start. Each moves to the mean of what is near, under the sharpened
distribution, and again from there (mean shift: Comaniciu and Meer 2002, "Mean shift: a robust approach toward feature
space analysis"): a colour between the bins, which a little change of the distribution changes a little. It weighs in
proportion to the probability near it. Averaging hues takes chroma away, and most of it is given back.
"""

from __future__ import annotations

from collections.abc import Sequence
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
# What differs more in lightness is further away than that: in CIEDE2000 a difference in L* is divided by 1.747 at most,
# and nothing makes up for it.
_CLOSE_LIGHTNESS = 1.75 * CLOSE_DELTA_E
# Width of the smoothing, and how far a top is the densest bin, in OkLab.
_BANDWIDTH, _REACH = 0.035, 0.09
# A top that is this much lower than the highest is noise, and not followed; a broad mode is low and still weighs much.
_LEAST_HEIGHT = 0.02
# Near, in OkLab, is a Gaussian around a candidate. It is narrow while candidates move, so often, or weak ones would be
# drawn into strong ones; they are weighed in a wider one; and the strongest, which nothing draws away, looks further
# still: that lowers its error.
_NEAR, _MOVES, _WEIGHED, _STRONGEST = 0.06, 3, 0.08, 0.1
# This share of the chroma that a mean loses against the mean chroma of its bins is given back, up to that factor: at
# equal liveliness the error is lower than by sharpening alone.
_GIVEN_BACK, _MOST_CHROMA = 0.8, 1.3
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
        self._twice, self._squared = 2 * palette.T, np.square(palette).sum(1)
        squared = np.square(palette[:, None] - palette).sum(-1)
        self._kernel = np.exp(-squared / (2 * _BANDWIDTH**2)).astype(np.float32)
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
        density = probability.astype(np.float32) @ self._kernel
        row, top = self._tops(density)
        sharp = np.exp(self._calibration.sharpness * (logits - logits.max(1, keepdims=True)))[row]
        means = self._palette[top]
        for _ in range(_MOVES):
            means = self._mean_near(means, sharp, _NEAR)
        mass = np.einsum("mk,mk->m", probability[row], self._around(means, _WEIGHED))
        groups = _groups(row, mass, len(logits))
        strongest = np.array([group[0] for group in groups])
        means[strongest] = self._mean_near(means[strongest], sharp[strongest], _STRONGEST)
        srgb = oklab_to_srgb(_lively(means))
        lab = srgb_to_lab(srgb)
        # Half of the bins are too light or too dark to be close, which takes no formula to see.
        maybe = (probability > _UNLIKELY) & (np.abs(self._lab[:, 0] - lab[strongest, :1]) <= _CLOSE_LIGHTNESS)
        question, likely = np.nonzero(maybe)
        left, right = _pairs(groups)
        # What is close and what looks alike, at once: the formula costs more by the call than by the pair.
        distance = delta_e_2000(
            np.concatenate([self._lab[likely], lab[left]]), lab[np.concatenate([strongest[question], right])]
        )
        close = distance[: len(likely)] <= CLOSE_DELTA_E
        confidence = np.bincount(question, probability[question, likely] * close, len(logits))
        found = _strongest_apart(srgb, mass, groups, distance[len(likely) :])
        return [
            Reading(colors, weights / weights.sum(), float(sure))
            for (colors, weights), sure in zip(found, confidence, strict=True)
        ]

    def _tops(self, density: Array) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """The bins that are the densest within reach, row by row: the row of each, and its number."""
        row, one = np.nonzero(density > _LEAST_HEIGHT * density.max(1, keepdims=True))
        top = density[row, one] >= density[row[:, None], self._near[one]].max(1)
        return row[top], one[top]

    def _mean_near(self, means: Array, sharp: Array, width: float) -> Array:
        """The means, (M, 4), of what is near M others under M sharpened distributions, (M, K)."""
        near = sharp * self._around(means, width)
        return near @ self._palette / near.sum(1, keepdims=True)

    def _around(self, means: Array, width: float) -> Array:
        """How near each bin is to each of M means, (M, K), in 0..1."""
        places = means[:, :3]
        near = places @ self._twice
        near -= self._squared
        near -= np.einsum("mi,mi->m", places, places)[:, None]
        near /= 2 * width**2
        return np.exp(near, out=near)


def _lively(means: Array) -> Array:
    """Means with their mean chroma, (M, 4), to colours in OkLab, (M, 3), with a part of it given back."""
    colors, chroma = means[:, :3].copy(), means[:, 3]
    lost = chroma / np.maximum(np.hypot(colors[:, 1], colors[:, 2]), 1e-6)
    colors[:, 1:] *= np.minimum(1 + _GIVEN_BACK * (lost - 1), _MOST_CHROMA)[:, None]
    return colors


def softmax(logits: Array) -> Array:
    """Over the last axis."""
    power = np.exp(logits - logits.max(-1, keepdims=True))
    return power / power.sum(-1, keepdims=True)


def _groups(row: npt.NDArray[np.intp], mass: Array, count: int) -> list[npt.NDArray[np.intp]]:
    """For each row the numbers of its candidates, strongest first."""
    order = np.lexsort((-mass, row))
    return np.split(order, np.searchsorted(row, np.arange(1, count)))


def _pairs(groups: Sequence[npt.NDArray[np.intp]]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Each member of a group with each, in order, group after group."""
    left = [np.repeat(group, len(group)) for group in groups]
    right = [np.tile(group, len(group)) for group in groups]
    return np.concatenate(left), np.concatenate(right)


def _strongest_apart(
    srgb: Array, mass: Array, groups: Sequence[npt.NDArray[np.intp]], distance: Array
) -> list[tuple[Array, Array]]:
    """For each group the candidates and their masses, strongest first; `distance` is that of the groups' pairs.

    Of the colours one that looks like a stronger one of its group is left out: it would say the same again.
    """
    ends = np.cumsum([len(group) ** 2 for group in groups])[:-1]
    found: list[tuple[Array, Array]] = []
    for group, apart in zip(groups, np.split(distance, ends), strict=True):
        kept = group[_apart(apart.reshape(len(group), -1).tolist())[:MAX_CANDIDATES]]
        kept = kept[mass[kept] >= _LEAST_WEIGHT * mass[kept].sum()]
        found.append((srgb[kept], mass[kept]))
    return found


def _apart(distances: list[list[float]]) -> list[int]:
    """The numbers, in order, of those that are far enough from all that were kept before them."""
    kept: list[int] = []
    for number, row in enumerate(distances):
        if all(row[one] >= MERGE_DELTA_E for one in kept):
            kept.append(number)
    return kept


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
