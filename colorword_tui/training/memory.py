"""Known phrases that the model looks up beside what it has learnt: the nearest ones in its own vector space.

A head of a few hundred thousand weights cannot hold every word's colour; a phrase's neighbours bring theirs. This is
the interpolation of Khandelwal et al. (2020), "Generalization through memorization: nearest neighbor language models",
with colours in the place of words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from colorword_tui.color.arrays import srgb_to_oklab
from colorword_tui.color.names import name_key
from colorword_tui.color.value import Color
from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.recipe import Recipe

_MOST_COLORS = 3
# As neighbours the long list of invented names takes half of the room and helps nothing but its like; a translation
# has the colours of its English.
_LEFT_OUT = ("color_name_list", "everyday/translated_")

Known = dict[str, dict[Color, float]]


class Memory(nn.Module):
    """N known phrases: unit vectors in few dimensions, stored as int8, and up to three colours each."""

    def __init__(self, vectors: Tensor, colors: Sequence[dict[Color, float]], palette: Tensor, recipe: Recipe) -> None:
        """`vectors` are (N, width), `colors` the N phrases' colours with weights, `palette` (K, 3) in OkLab."""
        super().__init__()
        self.count = min(recipe.neighbours, len(vectors))
        self.temperature, self.sigma = recipe.neighbour_temperature, recipe.sigma
        vectors = functional.normalize(vectors, dim=1)
        # The directions that the vectors use most: without them a key would take four times the room.
        _, directions = torch.linalg.eigh(vectors.T @ vectors)
        self.projection = nn.Buffer(directions[:, -recipe.neighbour_width :].contiguous())
        keys = functional.normalize(vectors @ self.projection, dim=1)
        scale = keys.abs().amax(1).clamp(min=1e-8) / 127
        self.keys = nn.Buffer((keys / scale[:, None]).round().to(torch.int8).T.contiguous())
        self.scale = nn.Buffer(scale)
        self.palette = nn.Buffer(palette)
        places, weights = _strongest(colors)
        self.colors = nn.Buffer(places.to(torch.float16))
        self.weights = nn.Buffer(weights.to(torch.float16))

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(B, width) to the mixture of the C nearest phrases' colours over the bins, (B, K).

        With it come the numbers of these phrases and their cosines, both (B, C).
        """
        asked = functional.normalize(vectors @ self.projection, dim=1)
        similarity, nearest = ((asked @ self.keys.to(torch.float32)) * self.scale).topk(self.count, dim=1)
        share = functional.softmax(similarity / self.temperature, dim=1)
        weights = share.unsqueeze(2) * self.weights[nearest].to(torch.float32)
        places = self.colors[nearest].to(torch.float32)
        # The square of a difference, multiplied out: a product of matrices instead of a million subtractions.
        squared = places.square().sum(-1, keepdim=True) - 2 * places @ self.palette.T + self.palette.square().sum(-1)
        spread = functional.softmax(-squared / (2 * self.sigma**2), dim=3)
        return (weights.unsqueeze(3) * spread).sum((1, 2)), nearest, similarity


class RecallingNetwork(nn.Module):
    """A trained network and its memory."""

    def __init__(self, network: ColorNetwork, memory: Memory, share: float) -> None:
        """`share`, 0..1, is how much of the answer is the memory's."""
        super().__init__()
        self.network, self.memory, self.share = network, memory, share
        self.encoder = network.encoder

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Token ids to log-probabilities, (B, K), in which what was learnt and what is known are mixed.

        With them come the vectors, (B, width), and the nearest known phrases and their cosines, both (B, C).
        """
        logits, vectors = self.network(ids, mask)
        learnt = functional.softmax(logits, dim=1)
        known, nearest, similarity = self.memory(vectors)
        mixed = (1 - self.share) * learnt + self.share * known
        return mixed.clamp(min=1e-9).log(), vectors, nearest, similarity


def remember(network: ColorNetwork, vectors: Tensor, known: Known, palette: Tensor, recipe: Recipe) -> RecallingNetwork:
    """`network` with a memory of the phrases it was trained on and their `vectors`, (N, width)."""
    memory = Memory(vectors, list(known.values()), palette, recipe)
    return RecallingNetwork(network, memory, recipe.neighbour_share).eval()


def known_phrases(entries: Sequence[Entry], recipe: Recipe) -> Known:
    """The learnt phrases and their colours, all lists together; a source counts as often as it was seen in training."""
    known: Known = {}
    spelling: dict[str, str] = {}
    for entry in entries:
        if entry_side(entry) != "train" or entry.source.startswith(_LEFT_OUT):
            continue
        colors = known.setdefault(spelling.setdefault(name_key(entry.phrase), entry.phrase), {})
        for color, weight in entry.colors:
            colors[color] = colors.get(color, 0.0) + weight * recipe.repeats_of(entry.source)
    return known


def _strongest(colors: Sequence[dict[Color, float]]) -> tuple[Tensor, Tensor]:
    """(N, 3, 3) in OkLab and (N, 3) weights that sum to 1; a phrase with fewer colours has weights of 0."""
    places = np.zeros((len(colors), _MOST_COLORS, 3), np.uint8)
    weights = np.zeros((len(colors), _MOST_COLORS), np.float32)
    for row, one in enumerate(colors):
        for column, (color, weight) in enumerate(sorted(one.items(), key=lambda pair: -pair[1])[:_MOST_COLORS]):
            places[row, column], weights[row, column] = color, weight
    weights /= weights.sum(1, keepdims=True)
    return torch.from_numpy(srgb_to_oklab(places / 255)).float(), torch.from_numpy(weights)
