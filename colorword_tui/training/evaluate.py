"""How far a bundle's answers are from the listed colours of held-out names, beside answers that took no learning."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from colorword_tui.color.arrays import Array, delta_e_2000, srgb_to_lab
from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.model.distribution import CLOSE_DELTA_E
from colorword_tui.model.predictor import Predictor
from colorword_tui.training.calibrate import expected_calibration_error

_LANGUAGES = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "hi": "Hindi", "ja": "Japanese", "ko": "Korean",
    "zh": "Chinese",
}  # fmt: skip


def evaluate(bundle: Path | None, entries: Sequence[Entry]) -> dict[str, Any]:
    """ΔE2000 on each held-out set: `{"sets": {set: {answerer: {"median": ..., "mean": ...}, "phrases": ...}}, ...}`.

    The model answers by itself, also for names whose colour is exact. An entry with several colours counts by its
    strongest one.
    """
    learnt = [entry for entry in entries if entry_side(entry) == "train"]
    tests = [entry for entry in entries if entry_side(entry) == "held-out"]
    phrases = [entry.phrase for entry in tests]
    answers = Predictor(bundle).predict_many(phrases, model_only=True)
    lab = {
        "model": _lab([answer.color for answer in answers]),
        "nearest name": _nearest_by_spelling(learnt, phrases),
        "mean colour": np.broadcast_to(_main_lab(learnt).mean(0), (len(tests), 3)),
    }
    distances = {name: delta_e_2000(one, _main_lab(tests)) for name, one in lab.items()}
    sets = {
        name: {"phrases": int(inside.sum()), **{who: _figures(far[inside]) for who, far in distances.items()}}
        for name, inside in _sets(tests).items()
        if inside.any()
    }
    confidence = np.array([answer.confidence for answer in answers])
    right = distances["model"] <= CLOSE_DELTA_E
    return {
        "sets": sets,
        "calibration": {
            "expected_calibration_error": round(expected_calibration_error(confidence, right), 4),
            "mean_confidence": round(float(confidence.mean()), 4),
            "within_delta_e_15": round(float(right.mean()), 4),
        },
    }


def _sets(tests: Sequence[Entry]) -> dict[str, npt.NDArray[np.bool_]]:
    source = np.array([entry.source for entry in tests])
    language = np.array([entry.language for entry in tests])
    return {
        "HTML, the article's 37": source == "html",
        "xkcd": source == "xkcd",
        "names (long list)": source == "color_name_list",
        **{_LANGUAGES[code]: language == code for code in sorted(_LANGUAGES, key=_LANGUAGES.__getitem__)},
        "all": np.ones(len(tests), bool),
    }


def _figures(distances: Array) -> dict[str, float]:
    return {"median": round(float(np.median(distances)), 2), "mean": round(float(distances.mean()), 2)}


def _nearest_by_spelling(learnt: Sequence[Entry], phrases: Sequence[str]) -> Array:
    """The colour of the learnt name that shares most character n-grams (2 to 4, TF-IDF, cosine): Lab, (N, 3)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    known = vectorizer.fit_transform([entry.phrase for entry in learnt])
    asked = vectorizer.transform(phrases)
    colors = _main_lab(learnt)
    best = [asked[start : start + 256] @ known.T for start in range(0, len(phrases), 256)]
    return colors[np.concatenate([np.asarray(part.argmax(axis=1)).ravel() for part in best])]


def _main_lab(entries: Sequence[Entry]) -> Array:
    return _lab([max(entry.colors, key=lambda one: one[1])[0] for entry in entries])


def _lab(colors: Sequence[tuple[int, int, int]]) -> Array:
    return srgb_to_lab(np.array(colors, np.float64) / 255)
