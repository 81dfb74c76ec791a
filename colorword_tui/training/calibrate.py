"""Choosing, on the validation names, how logits become answers and how sure an answer is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from colorword_tui.color.arrays import Array, delta_e_2000, srgb_to_lab
from colorword_tui.lexicon.table import Entry
from colorword_tui.model.bundle import Bundle, Calibration
from colorword_tui.model.distribution import CLOSE_DELTA_E, DistributionReader
from colorword_tui.model.encoder import Encoder
from colorword_tui.training.baselines import main_lab

_SHARPNESS = (0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
_FIRST_SHARPNESS = 1.0
_CERTAINTY = tuple(np.geomspace(0.6, 2.5, 15).round(3))
_BINS = 10
_PRICE = 0.015


def calibrate(bundle: Bundle, validating: Sequence[Entry]) -> Calibration:
    """The certainty with the lowest calibration error, and the sharpness that is as lively as the listed colours.

    The sharper the distribution is read, the livelier the colours and the larger the error, for a mean is always the
    safer guess. Dull answers are what nobody wants, and shrill ones neither: `as_lively` chooses. A translation has the
    colours of its English, and counted too, translations would outvote the rest.
    """
    palette = np.array(json.loads(bundle.read("palette.json")))
    logits = Encoder(bundle).logits([entry.phrase for entry in validating])
    meant = main_lab(validating)

    def answers(sharpness: float, certainty: float) -> tuple[Array, Array]:
        """Confidence and colour, as Lab, of each validation name's answer."""
        reader = DistributionReader(palette, Calibration(sharpness, certainty))
        readings = reader.read_many(logits)
        colors = np.array([reading.colors[0] for reading in readings])
        return np.array([reading.confidence for reading in readings]), srgb_to_lab(colors)

    def error(certainty: float) -> float:
        confidence, lab = answers(_FIRST_SHARPNESS, certainty)
        return expected_calibration_error(confidence, delta_e_2000(lab, meant) <= CLOSE_DELTA_E)

    certainty = float(min(_CERTAINTY, key=error))
    counted = np.array([not entry.english for entry in validating])
    counted |= not counted.any()
    lab = {one: answers(one, certainty)[1][counted] for one in _SHARPNESS}
    errors = {one: float(delta_e_2000(colors, meant[counted]).mean()) for one, colors in lab.items()}
    chroma = {one: _mean_chroma(colors) for one, colors in lab.items()}
    return Calibration(as_lively(errors, chroma, _mean_chroma(meant[counted])), certainty)


def as_lively(errors: Mapping[float, float], chroma: Mapping[float, float], listed: float) -> float:
    """Of the sharpnesses whose error is within `_PRICE` of the lowest, that whose chroma is nearest to `listed`.

    Errors are mean ΔE2000, chroma is the mean of CIE Lab, 0 and up.
    """
    affordable = [one for one, error in errors.items() if error <= min(errors.values()) * (1 + _PRICE)]
    return min(affordable, key=lambda one: abs(chroma[one] - listed))


def _mean_chroma(lab: Array) -> float:
    return float(np.hypot(lab[:, 1], lab[:, 2]).mean())


def expected_calibration_error(confidence: Array, right: npt.NDArray[np.bool_]) -> float:
    """Mean gap between confidence and accuracy over ten even bins, weighted by how many answers fall in each.

    Guo et al. (2017), "On calibration of modern neural networks", equation 3.
    """
    return sum(row["share"] * abs(row["confidence"] - row["right"]) for row in reliability(confidence, right))


def reliability(confidence: Array, right: npt.NDArray[np.bool_]) -> list[dict[str, float]]:
    """For each even bin that any answer falls in: the share of answers, their mean confidence, the share right."""
    place = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return [
        {
            "share": float((place == one).mean()),
            "confidence": float(confidence[place == one].mean()),
            "right": float(right[place == one].mean()),
        }
        for one in np.unique(place)
    ]
