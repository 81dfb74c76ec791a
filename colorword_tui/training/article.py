"""The article's recipe, trained on the spot: a linear layer on a frozen encoder, for sRGB and for other spaces.

The encoder reads the 148 names once; after that a head is a matter of a second, so that several seeds can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from colorword_tui.color.arrays import Array, delta_e_2000, srgb_to_lab
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.baselines import main_lab
from colorword_tui.training.data import Batch, batches, make_examples, select
from colorword_tui.training.encoder import load_encoder
from colorword_tui.training.evaluate import figures
from colorword_tui.training.network import ColorNetwork, loss
from colorword_tui.training.recipe import ARTICLE, ARTICLE_SPACES, Recipe
from colorword_tui.training.spaces import Space, from_srgb, hues, to_srgb

SEEDS = 5
# The article's own rate, at which a head hardly moves from where it starts, and one at which it learns.
RATES = (ARTICLE.head_rate, 1e-3)


def baseline(encoder: str, entries: Sequence[Entry]) -> dict[str, float]:
    """Train on the 111 HTML names and return the figures on the 37."""
    frozen = FrozenEncoder(encoder, entries)
    lab = srgb_to_lab(to_srgb(frozen.fit(ARTICLE), "rgb"))
    return figures(delta_e_2000(lab, frozen.meant), np.square(lab - frozen.meant).sum(-1))


def compare_spaces(encoder: str, entries: Sequence[Entry], seeds: int = SEEDS) -> list[dict[str, object]]:
    """The four spaces at both rates: `median` ΔE2000 on the 37 and `hue` error in degrees, one figure a seed.

    The last row is the mean colour of the 111, which learns nothing. A hue alone is painted with the mean saturation
    and value of the 111; grey has no hue and is left out of that error.
    """
    frozen = FrozenEncoder(encoder, entries)
    rows: list[dict[str, object]] = []
    for recipe in ARTICLE_SPACES:
        for rate in RATES:
            outputs = [
                frozen.fit(replace(recipe, seed=seed, head_rate=rate))
                for seed in range(recipe.seed, recipe.seed + seeds)
            ]
            space = _space(recipe)
            rows.append(
                {
                    "space": space,
                    "rate": rate,
                    "median": [frozen.median(to_srgb(one, space)) for one in outputs],
                    "hue": [frozen.hue_error(hues(one, space)) for one in outputs],
                }
            )
    mean = frozen.mean()
    still = {"median": [frozen.median(mean)], "hue": [frozen.hue_error(hues(mean, "rgb"))]}
    return [*rows, {"space": "mean colour", "rate": None, **still}]


class FrozenEncoder:
    """What the article's recipe learns and is tested on, as an encoder reads it."""

    def __init__(self, encoder: str, entries: Sequence[Entry]) -> None:
        self._bert, self._tokenizer = load_encoder(encoder, None, ARTICLE.max_tokens, ARTICLE.seed)
        self._bert.eval()
        # In the order of their batches, which are made by length, so that answers and names stay together.
        self.learnt, self.tests = (self._by_length(side) for side in select(entries, ARTICLE))
        network = ColorNetwork(self._bert, ARTICLE)
        with torch.no_grad():
            self._vectors = [
                [network.pool(batch.ids, batch.mask) for batch in self._batches(side, ARTICLE)]
                for side in (self.learnt, self.tests)
            ]
        self.meant = main_lab(self.tests)

    def fit(self, recipe: Recipe) -> Array:
        """What the head of the best epoch answers to the 37, (37, channels): as `loop.train` trains it."""
        torch.manual_seed(recipe.seed)
        network = ColorNetwork(self._bert, recipe)
        groups = [
            {"params": [network.head.weight], "weight_decay": recipe.weight_decay},
            {"params": [network.head.bias], "weight_decay": 0.0},
        ]
        optimizer = torch.optim.AdamW(groups, lr=recipe.head_rate, fused=True)
        learnt, tests = (self._targets(side, recipe) for side in (self.learnt, self.tests))
        best, answers = float("inf"), torch.empty(0)
        for _ in range(recipe.epochs):
            for vectors, targets in zip(self._vectors[0], learnt, strict=True):
                value = loss(network.read(vectors), targets)
                optimizer.zero_grad(set_to_none=True)
                value.backward()
                nn.utils.clip_grad_norm_(network.head.parameters(), 1.0)
                optimizer.step()
            with torch.no_grad():
                output = torch.cat([network.read(vectors) for vectors in self._vectors[1]])
                validated = float(loss(output, torch.cat(tests)))
            if validated < best:
                best, answers = validated, output
        return answers.double().numpy()

    def median(self, srgb: Array) -> float:
        """Median ΔE2000 from answers, (37, 3) or one for all, to the listed colours."""
        return float(np.median(delta_e_2000(srgb_to_lab(srgb), self.meant)))

    def hue_error(self, turns: Array) -> float:
        """Median distance on the circle, in degrees, over the names whose colour is no grey."""
        listed = from_srgb(_srgb(self.tests), "hsv")
        away = (turns - listed[:, 0] + 0.5) % 1 - 0.5
        return float(np.median(np.abs(away[listed[:, 1] > 0]))) * 360

    def mean(self) -> Array:
        """The mean colour of the 111 in sRGB, once for each of the 37."""
        return np.broadcast_to(_srgb(self.learnt).mean(0), (len(self.tests), 3))

    def _by_length(self, entries: Sequence[Entry]) -> list[Entry]:
        return sorted(entries, key=lambda one: len(self._tokenizer.encode(one.phrase).ids))

    def _batches(self, entries: Sequence[Entry], recipe: Recipe) -> list[Batch]:
        examples = make_examples(entries, self._tokenizer, np.zeros((0, 3)), recipe)
        return list(batches(examples, recipe.batch_size))

    def _targets(self, entries: Sequence[Entry], recipe: Recipe) -> list[Tensor]:
        return [batch.targets for batch in self._batches(entries, recipe)]


def _srgb(entries: Sequence[Entry]) -> Array:
    return np.array([entry.main for entry in entries], np.float64) / 255


def _space(recipe: Recipe) -> Space:
    if recipe.head == "distribution":
        raise ValueError(f"the recipe {recipe.name!r} predicts a distribution, not a colour space")
    return recipe.head
