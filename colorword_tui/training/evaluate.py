"""How far a bundle's answers are from the listed colours of names it never learnt, beside simpler answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from colorword_tui.color.arrays import Array, delta_e_2000, srgb_to_lab
from colorword_tui.lexicon.split import Side, entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.model.bundle import Bundle
from colorword_tui.model.distribution import CLOSE_DELTA_E
from colorword_tui.model.prediction import Prediction
from colorword_tui.model.predictor import Predictor
from colorword_tui.training.baselines import main_lab, mean_color, nearest_by_encoder, nearest_by_spelling
from colorword_tui.training.calibrate import expected_calibration_error, reliability
from colorword_tui.training.probes import modifiers, translations
from colorword_tui.training.speed import one_phrase

HTML_SET = "HTML, the article's 37"
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "hi": "Hindi", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "pt": "Portuguese", "ru": "Russian", "zh": "Chinese",
}  # fmt: skip
_FIRST_CANDIDATES = 3


def evaluate(
    bundle: Path | None, entries: Sequence[Entry], *, on: Side = "held-out", encoder: str | None = None
) -> dict[str, Any]:
    """Every figure of a bundle, as JSON would hold it.

    `sets` gives for each set and each answerer the median and mean ΔE2000 and the mean squared distance in Lab. The
    model answers by itself, also for names whose colour is exact, and an entry with several colours counts by its
    strongest. With `encoder` the nearest known name in that encoder's own space answers too, and `speed` says how long
    a phrase takes. `int8` and `maps` are what `export` measured against the network in PyTorch and on the maps; where
    that network has learnt to round, `rounding` is what its rounding changes.
    """
    learnt = [entry for entry in entries if entry_side(entry) == "train"]
    tests = [entry for entry in entries if entry_side(entry) == on]
    phrases = [entry.phrase for entry in tests]
    predictor = Predictor(bundle)
    answers = predictor.predict_many(phrases, model_only=True)
    meant = main_lab(tests)
    lab = {
        "model": _lab([answer.color for answer in answers]),
        "nearest name": nearest_by_spelling(learnt, phrases),
        **({"nearest by encoder": nearest_by_encoder(encoder, learnt, phrases)} if encoder else {}),
        "mean colour": mean_color(learnt, phrases),
    }
    distances = {name: delta_e_2000(one, meant) for name, one in lab.items()}
    squared = {name: np.square(one - meant).sum(-1) for name, one in lab.items()}
    among_first = _among_first(answers, meant)
    confidence = np.array([answer.confidence for answer in answers])
    right = distances["model"] <= CLOSE_DELTA_E
    bundled = Bundle(bundle)
    return {
        "on": on,
        "sets": {
            name: {
                "phrases": int(inside.sum()),
                "first_three_within_15": round(float(among_first[inside].mean()), 4),
                **{who: figures(far[inside], squared[who][inside]) for who, far in distances.items()},
            }
            for name, inside in _sets(tests).items()
            if inside.any()
        },
        "modifiers": modifiers(predictor),
        "translations": translations(predictor, tests),
        "calibration": {
            "expected_calibration_error": round(expected_calibration_error(confidence, right), 4),
            "mean_confidence": round(float(confidence.mean()), 4),
            "within_delta_e_15": round(float(right.mean()), 4),
            "reliability": reliability(confidence, right),
        },
        "int8": bundled.manifest.get("int8"),
        "rounding": bundled.manifest.get("rounding"),
        "maps": bundled.manifest.get("maps"),
        "megabytes": round(sum(one["bytes"] for one in bundled.manifest["files"].values()) / 1e6, 1),
        **({"speed": one_phrase(encoder, bundled)} if encoder else {}),
    }


def figures(distances: Array, squared: Array) -> dict[str, float]:
    """Median and mean ΔE2000, and the mean of the squared distances in CIE Lab."""
    return {
        "median": round(float(np.median(distances)), 2),
        "mean": round(float(distances.mean()), 2),
        "mse_lab": round(float(squared.mean()), 1),
    }


def _sets(tests: Sequence[Entry]) -> dict[str, npt.NDArray[np.bool_]]:
    source = np.array([entry.source for entry in tests])
    language = np.array([entry.language for entry in tests])
    everyday = np.char.startswith(source, "everyday/")
    return {
        HTML_SET: source == "html",
        "xkcd": source == "xkcd",
        "names (long list)": source == "color_name_list",
        "everyday English": everyday & (language == "en"),
        **{_LANGUAGES[code]: language == code for code in sorted(_LANGUAGES, key=_LANGUAGES.__getitem__)},
        "all": np.ones(len(tests), bool),
    }


def _among_first(answers: Sequence[Prediction], meant: Array) -> npt.NDArray[np.bool_]:
    """Whether one of the first three candidates is within `CLOSE_DELTA_E` of the colour that was meant."""
    return np.array(
        [
            delta_e_2000(_lab([one.color for one in answer.candidates[:_FIRST_CANDIDATES]]), color).min()
            <= CLOSE_DELTA_E
            for answer, color in zip(answers, meant, strict=True)
        ]
    )


def _lab(colors: Sequence[tuple[int, int, int]]) -> Array:
    return srgb_to_lab(np.array(colors, np.float64).reshape(-1, 3) / 255)
