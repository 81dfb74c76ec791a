"""Answers that took little or no learning, to stand beside the model's: Lab colours for phrases, (N, 3)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from colorword_tui.color.arrays import Array, srgb_to_lab
from colorword_tui.lexicon.table import Entry


def main_lab(entries: Sequence[Entry]) -> Array:
    """The strongest colour of each entry."""
    return srgb_to_lab(np.array([entry.main for entry in entries], np.float64) / 255)


def mean_color(learnt: Sequence[Entry], phrases: Sequence[str]) -> Array:
    """Always the mean of what was learnt."""
    return np.broadcast_to(main_lab(learnt).mean(0), (len(phrases), 3))


def nearest_by_spelling(learnt: Sequence[Entry], phrases: Sequence[str]) -> Array:
    """The colour of the learnt name that shares most character n-grams (2 to 4, TF-IDF, cosine)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    known = vectorizer.fit_transform([entry.phrase for entry in learnt])
    asked = vectorizer.transform(phrases)
    best = [asked[start : start + 256] @ known.T for start in range(0, len(phrases), 256)]
    return main_lab(learnt)[np.concatenate([np.asarray(part.argmax(axis=1)).ravel() for part in best])]


def nearest_by_encoder(encoder: str, learnt: Sequence[Entry], phrases: Sequence[str]) -> Array:
    """The colour of the learnt name whose vector is closest (mean of tokens, cosine) in the encoder as it came."""
    known, asked = (_vectors(encoder, texts) for texts in ([entry.phrase for entry in learnt], phrases))
    best = [(asked[start : start + 256] @ known.T).argmax(1) for start in range(0, len(phrases), 256)]
    return main_lab(learnt)[np.concatenate(best)]


def _vectors(encoder: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """(N, width), each of length 1."""
    import torch
    from torch.nn.functional import normalize

    from colorword_tui.training.encoder import load_encoder
    from colorword_tui.training.network import pooled
    from colorword_tui.training.vectors import read_vectors

    bert, tokenizer = load_encoder(encoder, None, 64, 0)
    bert.eval()

    def pool(ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return pooled(hidden.float(), mask, "mean")

    return normalize(read_vectors(pool, tokenizer, texts), dim=1).numpy()
