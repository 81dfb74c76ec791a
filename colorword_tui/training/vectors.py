"""Phrases to vectors, many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor

from colorword_tui.training.data import padded

_BATCH = 128


@torch.inference_mode()
def read_vectors(pool: Callable[[Tensor, Tensor], Tensor], tokenizer: Tokenizer, phrases: Sequence[str]) -> Tensor:
    """(N,) phrases to (N, width) float32; `pool` takes ids and mask, (B, T), in batches of similar lengths."""
    tokens = [encoding.ids for encoding in tokenizer.encode_batch(list(phrases))]
    by_length = sorted(range(len(tokens)), key=lambda row: len(tokens[row]))
    groups = [by_length[start : start + _BATCH] for start in range(0, len(by_length), _BATCH)]
    read = torch.cat([pool(*padded([tokens[row] for row in group])) for group in groups])
    vectors = torch.empty_like(read)
    vectors[by_length] = read
    return vectors
