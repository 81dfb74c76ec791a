"""How long one phrase takes on one core: the bundle, and the same shape of encoder in PyTorch, in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn
from transformers import AutoConfig, AutoModel

from colorword_tui.model.bundle import Bundle
from colorword_tui.model.encoder import Encoder
from colorword_tui.training.encoder import load_encoder

_PHRASES = ("banana", "clear summer sky", "old photograph", "rain on a tin roof", "晴れた夏の青空")
_ROUNDS = 30


def one_phrase(encoder: str, bundle: Bundle) -> dict[str, float]:
    """Median milliseconds a phrase, tokenising and head included, in turns so that a slow moment slows both.

    `encoder` is what the bundle was tuned from; PyTorch runs it as it comes, in float32, with as many layers as the
    bundle has.
    """
    ours = Encoder(bundle)
    theirs = _eager(encoder, bundle.manifest["recipe"])
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        times = [(_milliseconds(lambda one: ours.logits([one])), _milliseconds(theirs)) for _ in range(_ROUNDS)]
    finally:
        torch.set_num_threads(threads)
    bundled, eager = (statistics.median(column) for column in zip(*times, strict=True))
    return {"bundle_ms": round(bundled, 3), "pytorch_ms": round(eager, 3), "times_faster": round(eager / bundled, 2)}


def _milliseconds(read: Callable[[str], object], phrases: Sequence[str] = _PHRASES) -> float:
    """The mean over the phrases."""
    started = time.perf_counter()
    for phrase in phrases:
        read(phrase)
    return 1000 * (time.perf_counter() - started) / len(phrases)


def _eager(encoder: str, recipe: dict[str, Any]) -> Callable[[str], object]:
    _, tokenizer = load_encoder(encoder, None, 64, 0)
    config = AutoConfig.from_pretrained(encoder)
    config.num_hidden_layers = recipe.get("keep_layers") or config.num_hidden_layers
    bert = AutoModel.from_config(config, attn_implementation="eager").eval()
    head = nn.Linear(int(config.hidden_size), int(recipe["bins"]))

    def read(phrase: str) -> object:
        ids = torch.tensor([tokenizer.encode(phrase).ids])
        with torch.inference_mode():
            return head(bert(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state.mean(1))

    return read
