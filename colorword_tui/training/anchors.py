"""What holds the languages together: a translation's vector is drawn to the one that its English had at the start.

Reimers and Gurevych (2020), "Making monolingual sentence embeddings multilingual using knowledge distillation": the
network as it was is the teacher, and both the English phrase and its translations learn its English vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cosine_similarity

from colorword_tui.lexicon.table import Entry
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.vectors import read_vectors


@dataclass(frozen=True, slots=True)
class Anchors:
    """The numbers of the English phrases that have translations, and their vectors, (A, width) float32."""

    numbers: dict[str, int]
    vectors: Tensor

    def distance(self, vectors: Tensor, tied: Tensor) -> Tensor:
        """Mean cosine distance, 0..2, of those rows of `vectors`, (B, width), that are tied to a number, not to -1."""
        held = tied >= 0
        if not held.any():
            return vectors.new_zeros(())
        return 1 - cosine_similarity(vectors[held], self.vectors[tied[held]]).mean()


def drop_anchors(network: ColorNetwork, tokenizer: Tokenizer, entries: Sequence[Entry]) -> Anchors:
    """The vectors that `network` gives the English of every translation among `entries`."""
    phrases = list(dict.fromkeys(entry.english for entry in entries if entry.english))
    network.eval()
    # A copy, for what was read without a thought of gradients cannot be compared with what has them.
    vectors = read_vectors(network.pool, tokenizer, phrases).clone() if phrases else torch.zeros(0, 1)
    return Anchors({phrase: number for number, phrase in enumerate(phrases)}, vectors)
