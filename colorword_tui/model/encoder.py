"""The network of a bundle in onnxruntime: phrases to logits."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions  # pyright: ignore[reportAttributeAccessIssue]

from colorword_tui.model.bundle import Bundle
from colorword_tui.model.tokenizer import load_tokenizer

# Phrases that run at once: half as many take a fifth longer, more are no quicker and take more memory.
_BATCH = 32

Logits = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float32]


class Recalled(NamedTuple):
    """A phrase's vector, (width,), the numbers of the nearest remembered phrases, (C,), and their cosines, (C,)."""

    vector: Vector
    nearest: npt.NDArray[np.int64]
    similarity: Vector


class Batch(NamedTuple):
    """Phrases that run together: their rows among all that were asked for, and their token ids, (B, T)."""

    rows: list[int]
    ids: npt.NDArray[np.int64]


class Encoder:
    """Tokenizer, encoder and head."""

    def __init__(self, bundle: Bundle) -> None:
        """Load and verify the files; what is missing, altered or unreadable is a BundleError."""
        path = bundle.path("model.onnx")
        # All three at once: session, checksum and the tokenizer that ships let go of the interpreter's lock.
        with ThreadPoolExecutor(2) as pool:
            session = pool.submit(InferenceSession, path, _options(), providers=["CPUExecutionProvider"])
            checked = pool.submit(bundle.verify, "model.onnx")
            self._tokenizer = load_tokenizer(bundle)
        checked.result()
        try:
            self._session = session.result()
        except Exception as error:  # onnxruntime's own errors share no base class
            raise bundle.broken("model.onnx", error) from error

    def logits(self, phrases: Sequence[str]) -> Logits:
        """(N,) phrases to (N, K) logits.

        Phrases of one length run together, for nothing is padded then. In a batch the kernels add up in another
        order: the sixth digit of a logit depends on whether a phrase runs alone.
        """
        if len(phrases) == 1:
            return self.read(phrases[0])[0][None]
        batches = self.batches(phrases)
        logits = np.concatenate([self.run(batch) for batch in batches])
        ordered = np.empty_like(logits)
        ordered[[row for batch in batches for row in batch.rows]] = logits
        return ordered

    def batches(self, phrases: Sequence[str]) -> list[Batch]:
        """The phrases, a few of one length at a time and the longest first, so that all cores end together."""
        tokens = self._tokenizer.encode_many(phrases)
        by_length = sorted(range(len(tokens)), key=lambda row: -len(tokens[row]))
        alike = [list(rows) for _, rows in groupby(by_length, key=lambda row: len(tokens[row]))]
        groups = [rows[at : at + _BATCH] for rows in alike for at in range(0, len(rows), _BATCH)]
        return [Batch(rows, np.array([tokens[row] for row in rows], np.int64)) for rows in groups]

    def run(self, batch: Batch) -> Logits:
        """(B, K) logits."""
        (logits,) = self._session.run(["logits"], {"input_ids": batch.ids, "attention_mask": np.ones_like(batch.ids)})
        return np.asarray(logits, np.float64)

    def read(self, phrase: str) -> tuple[Logits, Recalled]:
        """The logits of one phrase, (K,), and what the network remembers beside it.

        That is nothing, where it was exported without a memory.
        """
        ids = np.array([self._tokenizer.encode(phrase)], np.int64)
        outputs = cast(Any, self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)}))
        logits, vector, *memory = (output[0] for output in outputs)
        nearest, similarity = memory or (np.zeros(0, np.int64), np.zeros(0, np.float32))
        return np.asarray(logits, np.float64), Recalled(vector, nearest, similarity)


def _options() -> Any:
    options = SessionOptions()
    # One phrase is too small to share out: two threads take longer than one. Nor does one thread spin while idle.
    options.intra_op_num_threads = 1
    # Warnings would land in the middle of the screen.
    options.log_severity_level = 3
    return options
