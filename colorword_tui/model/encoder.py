"""The network of a bundle in onnxruntime: phrases to logits."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from colorword_tui.model.bundle import Bundle

# Above this the cost of a phrase no longer falls, and memory rises.
_BATCH = 64
# The kernels differ between batch sizes in the seventh decimal; rounding here keeps that out of the answers.
_DECIMALS = 4
_THREADS = 4

Logits = npt.NDArray[np.float64]


class Encoder:
    """Tokenizer, encoder and head."""

    def __init__(self, bundle: Bundle) -> None:
        """Load and verify the files; what is missing, altered or unreadable is a BundleError."""
        data = bundle.read("model.onnx")
        # The checksum takes as long as the session does; hashing lets go of the interpreter's lock.
        with ThreadPoolExecutor(1) as pool:
            checked = pool.submit(bundle.verify, "model.onnx", data)
            self._tokenizer = _load_tokenizer(bundle)
            try:
                session = InferenceSession(data, _options(), providers=["CPUExecutionProvider"])
            except Exception as error:  # onnxruntime's own errors share no base class
                checked.result()
                raise bundle.broken("model.onnx", error) from error
            checked.result()
        self._session = session

    def logits(self, phrases: Sequence[str]) -> Logits:
        """(N,) phrases to (N, K) logits. An answer does not depend on the other phrases.

        Only phrases of the same number of tokens share a batch, so that nothing is padded.
        """
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(phrases))]
        by_length: dict[int, list[int]] = {}
        for index, ids in enumerate(tokens):
            by_length.setdefault(len(ids), []).append(index)
        rows: dict[int, Logits] = {}
        for group in by_length.values():
            for start in range(0, len(group), _BATCH):
                part = group[start : start + _BATCH]
                rows.update(zip(part, self._run([tokens[index] for index in part]), strict=True))
        return np.stack([rows[index] for index in range(len(tokens))])

    def _run(self, tokens: list[list[int]]) -> Logits:
        ids = np.array(tokens, np.int64)
        (logits,) = self._session.run(["logits"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return np.asarray(logits, np.float64).round(_DECIMALS)


def _options() -> SessionOptions:
    options = SessionOptions()
    options.intra_op_num_threads = min(_THREADS, os.cpu_count() or 1)
    # Idle threads would spin, and an app that is left open all day must not warm the room.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Warnings would land in the middle of the screen.
    options.log_severity_level = 3
    return options


def _load_tokenizer(bundle: Bundle) -> Tokenizer:
    data = bundle.read("tokenizer.json")
    bundle.verify("tokenizer.json", data)
    try:
        return Tokenizer.from_buffer(data)
    except Exception as error:  # the library raises plain Exception
        raise bundle.broken("tokenizer.json", error) from error
