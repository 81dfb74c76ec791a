"""The network that is trained: a BERT encoder, pooling, and the RGB head."""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedModel

from colorword_tui.training.recipe import Recipe
from colorword_tui.training.spaces import CHANNELS


class ColorNetwork(nn.Module):
    """Token ids to the head's output: logits over the bins, or channels in 0 and up for the article's head."""

    def __init__(self, encoder: PreTrainedModel, recipe: Recipe) -> None:
        super().__init__()
        self.encoder = encoder
        self.pooling: Literal["mean", "cls"] = recipe.pooling
        self.bf16 = recipe.bf16
        width = int(encoder.config.hidden_size)
        linear = recipe.head != "distribution"
        self.head = nn.Linear(width, CHANNELS[recipe.head] if recipe.head != "distribution" else recipe.bins)
        self.activation = nn.ReLU() if linear else nn.Identity()
        nn.init.normal_(self.head.weight, std=0.02)
        # ReLU is dead where it starts below zero; the article's head starts at grey.
        nn.init.constant_(self.head.bias, 0.5 if linear else 0.0)

    def pool(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(B, T) ids and mask to (B, width) float32 vectors."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return pooled(hidden.float(), mask, self.pooling)

    def read(self, vectors: Tensor) -> Tensor:
        """(B, width) vectors to (B, bins) logits or (B, channels)."""
        return self.activation(self.head(vectors))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The head's output and the vectors it read."""
        vectors = self.pool(ids, mask)
        return self.read(vectors), vectors


def pooled(hidden: Tensor, mask: Tensor, pooling: Literal["mean", "cls"]) -> Tensor:
    """(B, T, width) to (B, width): the mean over the phrase's tokens, or the first token."""
    if pooling == "cls":
        return hidden[:, 0]
    weight = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weight).sum(1) / weight.sum(1)


def loss(output: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy against a target distribution, in nats; mean squared error where the target is a colour."""
    if targets.shape[1] <= max(CHANNELS.values()):
        return functional.mse_loss(output, targets)
    return functional.cross_entropy(output, targets)
