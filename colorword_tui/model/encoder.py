"""The network of a bundle in onnxruntime: phrases to logits."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions  # pyright: ignore[reportAttributeAccessIssue]

from colorword_tui.model.bundle import Bundle
from colorword_tui.model.tokenizer import load_tokenizer

# Phrases that run at once: twice as many are no quicker, and take twice the memory.
_BATCH = 16

Logits = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float32]


class Recalled(NamedTuple):
    """A phrase's vector, (width,), the numbers of the nearest remembered phrases, (C,), and their cosines, (C,)."""

    vector: Vector
    nearest: npt.NDArray[np.int64]
    similarity: Vector


class Encoder:
    """Tokenizer, encoder and head."""

    def __init__(self, bundle: Bundle) -> None:
        """Load and verify the files; what is missing, altered or unreadable is a BundleError."""
        path = bundle.path("model.onnx")
        # All three at once: each lets go of the interpreter's lock.
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
        tokens = self._tokenizer.encode_many(phrases)
        by_length: dict[int, list[int]] = {}
        for row, ids in enumerate(tokens):
            by_length.setdefault(len(ids), []).append(row)
        groups = [rows[at : at + _BATCH] for rows in by_length.values() for at in range(0, len(rows), _BATCH)]
        order = [row for rows in groups for row in rows]
        read = np.concatenate([self._run([tokens[row] for row in rows]) for rows in groups])
        logits = np.empty_like(read)
        logits[order] = read
        return logits

    def read(self, phrase: str) -> tuple[Logits, Recalled]:
        """The logits of one phrase, (K,), and what the network remembers beside it.

        That is nothing, where it was exported without a memory.
        """
        ids = np.array([self._tokenizer.encode(phrase)], np.int64)
        outputs = cast(Any, self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)}))
        logits, vector, *memory = (output[0] for output in outputs)
        nearest, similarity = memory or (np.zeros(0, np.int64), np.zeros(0, np.float32))
        return np.asarray(logits, np.float64), Recalled(vector, nearest, similarity)

    def _run(self, tokens: Sequence[list[int]]) -> Logits:
        """Logits for token ids that are all of one length."""
        ids = np.array(tokens, np.int64)
        (logits,) = self._session.run(["logits"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return np.asarray(logits, np.float64)


def _options() -> Any:
    options = SessionOptions()
    # One phrase is too small to share out: two threads take longer than one. Nor does one thread spin while idle.
    options.intra_op_num_threads = 1
    # Warnings would land in the middle of the screen.
    options.log_severity_level = 3
    return options
