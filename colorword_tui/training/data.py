"""From lexicon entries to batches of token ids and targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from colorword_tui.color.arrays import Array, srgb_to_oklab
from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.spaces import from_srgb

# Steps of the even grid over sRGB that joins the learnt bins: 5 a channel, corners included. Without the corners no
# mixture of bins reaches a pure red or a white.
_GRID_STEPS = 5


@dataclass(frozen=True, slots=True)
class Examples:
    """N phrases: their token ids (each of its own length) and their targets, (N, bins) or (N, channels), float32.

    `tied` are the numbers of the anchors that their vectors are held to, (N,), -1 where they are not.
    """

    tokens: list[list[int]]
    targets: npt.NDArray[np.float32]
    tied: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.tokens)


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids and attention mask, (B, T), targets, (B, bins) or (B, channels), and numbers of anchors or -1, (B,)."""

    ids: torch.Tensor
    mask: torch.Tensor
    targets: torch.Tensor
    tied: torch.Tensor


def select(entries: Sequence[Entry], recipe: Recipe) -> tuple[list[Entry], list[Entry]]:
    """What is learnt and what validates. The article's recipe has two sides only: its 37 validate.

    A list that does not exist, or is too short to have both sides, gives none.
    """
    if recipe.data == "html":
        html = [entry for entry in entries if entry.source == "html"]
        return [one for one in html if entry_side(one) == "train"], [
            one for one in html if entry_side(one) == "held-out"
        ]
    if recipe.data != "lexicon":
        entries = [entry for entry in entries if recipe.data in (entry.source, entry.source.partition("/")[0])]
    learnt = [
        entry for entry in entries if entry_side(entry) == "train" for _ in range(recipe.repeats_of(entry.source))
    ]
    return learnt, [entry for entry in entries if entry_side(entry) == "validation"]


def build_palette(entries: Sequence[Entry], bins: int, seed: int) -> Array:
    """The colours of the bins in OkLab, (bins, 3): k-means over the training colours, and an even grid over sRGB."""
    from sklearn.cluster import KMeans

    steps = np.linspace(0, 1, _GRID_STEPS)
    grid = srgb_to_oklab(np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3))
    learnt = bins - len(grid)
    colors = srgb_to_oklab(np.array([color for entry in entries for color, _ in entry.colors]) / 255)
    if learnt < 1 or len(np.unique(colors, axis=0)) < learnt:
        raise ValueError(f"{len(colors)} colours are too few for {bins} bins")
    means = KMeans(learnt, n_init="auto", random_state=seed).fit(colors)
    return np.concatenate([means.cluster_centers_, grid])


def make_examples(
    entries: Sequence[Entry],
    tokenizer: Tokenizer,
    palette: Array,
    recipe: Recipe,
    anchors: Mapping[str, int] | None = None,
) -> Examples:
    """Tokenise the phrases and spread their colours over the bins (or take the mean colour for a linear head).

    `anchors` are the numbers of the English phrases that theirs, or they themselves, are held to.
    """
    tokens = [encoding.ids for encoding in tokenizer.encode_batch([entry.phrase for entry in entries])]
    anchors = anchors or {}
    tied = np.array([anchors.get(entry.english or entry.phrase, -1) for entry in entries], np.int64)
    if recipe.head != "distribution":
        mean = [np.sum([np.array(color) / 255 * weight for color, weight in entry.colors], axis=0) for entry in entries]
        return Examples(tokens, from_srgb(np.array(mean), recipe.head).astype(np.float32), tied)
    targets = np.zeros((len(entries), len(palette)), np.float32)
    rows = [(row, color, weight) for row, entry in enumerate(entries) for color, weight in entry.colors]
    # In slices: all rows at once against all bins would take gigabytes.
    for start in range(0, len(rows), 4096):
        part = rows[start : start + 4096]
        spread = spread_over_bins(np.array([color for _, color, _ in part]) / 255, palette, recipe.sigma)
        np.add.at(targets, [row for row, _, _ in part], spread * np.array([[weight] for _, _, weight in part]))
    return Examples(tokens, targets, tied)


def spread_over_bins(srgb: Array, palette: Array, sigma: float) -> Array:
    """(N, 3) colours in 0..1 to (N, bins) probabilities: a Gaussian of `sigma` (OkLab) around each, normalised."""
    squared = np.square(srgb_to_oklab(srgb)[:, None] - palette).sum(-1)
    exponent = -(squared - squared.min(1, keepdims=True)) / (2 * sigma**2)
    weight = np.exp(exponent)
    return weight / weight.sum(1, keepdims=True)


def batches(examples: Examples, size: int, order: np.random.Generator | None = None) -> Iterator[Batch]:
    """Batches of similar lengths, so that little is padded; in a random order, with random mates, if given one."""
    index = np.arange(len(examples)) if order is None else order.permutation(len(examples))
    lengths = np.array([len(examples.tokens[one]) for one in index])
    index = index[np.argsort(lengths, kind="stable")]
    groups = [index[start : start + size] for start in range(0, len(index), size)]
    for group in groups if order is None else [groups[one] for one in order.permutation(len(groups))]:
        yield _batch(examples, group)


def _batch(examples: Examples, group: npt.NDArray[np.int64]) -> Batch:
    ids, mask = padded([examples.tokens[one] for one in group])
    return Batch(ids, mask, torch.from_numpy(examples.targets[group]), torch.from_numpy(examples.tied[group]))


def padded(rows: Sequence[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids of several lengths to ids and mask, (B, T)."""
    width = max(map(len, rows))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    return ids, mask
