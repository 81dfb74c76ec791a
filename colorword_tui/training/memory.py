"""Known phrases that the model looks up beside what it has learnt: the nearest ones in its own vector space.

A head of a few hundred thousand weights cannot hold every word's colour; a phrase's neighbours bring theirs. This is
the interpolation of Khandelwal et al. (2020), "Generalization through memorization: nearest neighbor language models",
with colours in the place of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from colorword_tui.color.arrays import srgb_to_oklab
from colorword_tui.color.names import name_key
from colorword_tui.color.value import Color
from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.nbits import INT8_ZERO, product, unpacked
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.recipe import Recipe

_MOST_COLORS = 3
# As neighbours invented names take half of the room and help nothing but their like.
_INVENTED = ("color_name_list", "pictured_names")
# A translation has the colours of its English and helps its neighbours less, and so does a frequent word, mostly
# abstract; kept are those that the network knows least by itself, this many.
_FURTHER, _MOST_FURTHER = ("everyday/translated_", "everyday/frequent_words"), 12_000
# What people picture says more of a word than what a list of colours has named after it: to the painters of charts an
# apple is a green.
_EVERYDAY, _PICTURED = "everyday/", 3
# A phrase at the first cosine to the nearest known one is another phrase, at the second the same: between them the
# memory's share grows.
_ANOTHER, _SAME = 0.93, 0.99
# So many times as many phrases are looked at exactly as are asked.
_ROUGHLY = 2
# What makes OkLab positive, and the steps that 0..1 is stored in.
_TO_POSITIVE, _STEPS = torch.tensor([0.0, 0.5, 0.5]), 254

Known = dict[str, dict[Color, float]]


class Memory(nn.Module):
    """N known phrases: unit vectors in few dimensions, stored in 8 bits, and up to three colours each."""

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
        scale = keys.abs().amax(1).clamp(min=1e-8) / (INT8_ZERO - 1)
        # One block a key, as `MatMulNBits` wants it.
        self.keys = nn.Buffer(((keys / scale[:, None]).round() + INT8_ZERO).to(torch.uint8)[:, None].contiguous())
        self.scale = nn.Buffer(scale)
        self.palette = nn.Buffer(palette)
        places, weights = _strongest(colors)
        # OkLab in 8 bits: lightness in 0..1, a and b in -0.5..0.5, steps of an eighth of the label width. 254 of them,
        # so that a grey, half way, is grey again.
        self.colors = nn.Buffer(((places + _TO_POSITIVE).clamp(0, 1) * _STEPS).round().to(torch.uint8))
        self.weights = nn.Buffer((weights * 255).round().to(torch.uint8))

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(B, width) to the mixture of the C nearest phrases' colours over the bins, (B, K).

        With it come the numbers of these phrases and their cosines, both (B, C), in order.
        """
        asked = functional.normalize(vectors @ self.projection, dim=1)
        # Roughly first: 8 bits by 8 bits read a quarter of the memory; as floats the keys alone took an eighth of the
        # time of an answer. Twice as many as are wanted, for the last of those are no matter of rounding then.
        rough = product(asked, self.keys, self.scale).topk(min(_ROUGHLY * self.count, len(self.keys)), dim=1).indices
        exact = (unpacked(self.keys[rough], self.scale[rough]) @ asked.unsqueeze(2)).squeeze(2)
        similarity, chosen = exact.topk(self.count, dim=1)
        nearest = rough.gather(1, chosen)
        share = functional.softmax(similarity / self.temperature, dim=1)
        weights = share.unsqueeze(2) * (self.weights[nearest].to(torch.float32) / 255)
        places = self.colors[nearest].to(torch.float32) / _STEPS - _TO_POSITIVE
        spread = _spread(places, self.palette, self.sigma)
        return (weights.unsqueeze(3) * spread).sum((1, 2)), nearest, similarity


class RecallingNetwork(nn.Module):
    """A trained network and its memory."""

    def __init__(self, network: ColorNetwork, memory: Memory, share: float, known_share: float) -> None:
        """`share`, 0..1, is how much of the answer is the memory's, `known_share` where the phrase itself is known."""
        super().__init__()
        self.network, self.memory, self.share, self.known_share = network, memory, share, known_share
        self.encoder = network.encoder

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Token ids to log-probabilities, (B, K), in which what was learnt and what is known are mixed.

        With them come the vectors, (B, width), and the nearest known phrases and their cosines, both (B, C).
        """
        logits, vectors = self.network(ids, mask)
        learnt = functional.softmax(logits, dim=1)
        known, nearest, similarity = self.memory(vectors)
        familiar = ((similarity.amax(1, keepdim=True) - _ANOTHER) / (_SAME - _ANOTHER)).clamp(0, 1)
        share = self.share + (self.known_share - self.share) * familiar
        mixed = (1 - share) * learnt + share * known
        return mixed.clamp(min=1e-9).log(), vectors, nearest, similarity


def remember(network: ColorNetwork, vectors: Tensor, known: Known, palette: Tensor, recipe: Recipe) -> RecallingNetwork:
    """`network` with a memory of the phrases it was trained on and their `vectors`, (N, width)."""
    memory = Memory(vectors, list(known.values()), palette, recipe)
    return RecallingNetwork(network, memory, recipe.neighbour_share, recipe.known_share).eval()


def known_phrases(entries: Sequence[Entry], recipe: Recipe) -> Known:
    """The learnt phrases and their colours, all lists together.

    A source counts as often as it was seen in training, the everyday tables three times as much. Invented names are
    not among them, nor what `further_phrases` has.
    """
    return _colors_of((one for one in entries if not one.source.startswith((*_INVENTED, *_FURTHER))), recipe)


def further_phrases(entries: Sequence[Entry], recipe: Recipe) -> Known:
    """The learnt translations and frequent words, and their colours: there is room for a part of them."""
    return _colors_of((one for one in entries if one.source.startswith(_FURTHER)), recipe)


@torch.inference_mode()
def least_known(network: ColorNetwork, vectors: Tensor, known: Known, palette: Tensor, recipe: Recipe) -> list[int]:
    """The numbers, in order, of the phrases whose colours the network itself finds least likely: cross-entropy."""
    places, weights = _strongest(list(known.values()))
    losses = [
        -(functional.log_softmax(network.read(part), 1).unsqueeze(1) * _spread(near, palette, recipe.sigma)).sum(2)
        for part, near in zip(vectors.split(2048), places.split(2048), strict=True)
    ]
    return (torch.cat(losses) * weights).sum(1).topk(min(_MOST_FURTHER, len(known))).indices.sort().values.tolist()


def _spread(places: Tensor, palette: Tensor, sigma: float) -> Tensor:
    """(..., 3) places in OkLab to distributions over the bins, (..., K)."""
    # The square of a difference, multiplied out: a product of matrices instead of a million subtractions.
    squared = places.square().sum(-1, keepdim=True) - 2 * places @ palette.T + palette.square().sum(-1)
    return functional.softmax(-squared / (2 * sigma**2), dim=-1)


def _colors_of(entries: Iterable[Entry], recipe: Recipe) -> Known:
    known: Known = {}
    spelling: dict[str, str] = {}
    for entry in entries:
        if entry_side(entry) != "train":
            continue
        colors = known.setdefault(spelling.setdefault(name_key(entry.phrase), entry.phrase), {})
        counts = recipe.repeats_of(entry.source) * (_PICTURED if entry.source.startswith(_EVERYDAY) else 1)
        for color, weight in entry.colors:
            colors[color] = colors.get(color, 0.0) + weight * counts
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
