"""Twenty probe words, whose colours show what a network has learnt so far."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from colorword_tui.color.arrays import Array
from colorword_tui.color.value import Color
from colorword_tui.model.bundle import Calibration
from colorword_tui.model.distribution import DistributionReader
from colorword_tui.training.data import padded
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.spaces import to_srgb

# Everyday things, mostly with one obvious colour; the second half in nine languages.
PROBE_WORDS = (
    "banana", "blood", "grass", "summer sky", "snow", "coal", "chocolate", "lavender", "peach", "rusty iron",
    "rainy monday", "レモン", "海", "하늘", "tomate", "cerise", "naranja", "лес", "abacate", "notte",
)  # fmt: skip
# As an export begins; the calibration itself comes with it.
_CALIBRATION = Calibration(2.0, 1.0)


class Swatches:
    """The probe words in tokens, made once; `colors` is one small batch."""

    def __init__(self, run: Path, recipe: Recipe) -> None:
        """`run` is the folder of a run that has begun."""
        tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
        self._ids, self._mask = padded([tokenizer.encode(word).ids for word in PROBE_WORDS])
        self._read: Callable[[Array], Iterable[Array]]
        if recipe.head == "distribution":
            reader = DistributionReader(np.array(json.loads((run / "palette.json").read_text("utf-8"))), _CALIBRATION)
            self._read = lambda rows: [reader.read(row).colors[0] for row in rows]
        else:
            self._read = partial(to_srgb, space=recipe.head)

    @torch.no_grad()
    def colors(self, network: nn.Module) -> list[tuple[str, str]]:
        """Each word and its colour (hex) by a ColorNetwork, which is left as it was, and so is the random state."""
        training = network.training
        network.eval()
        rows = network(self._ids, self._mask)[0].double().numpy()
        network.train(training)
        colors = [Color.from_floats(*map(float, color)).hex for color in self._read(rows)]
        return list(zip(PROBE_WORDS, colors, strict=True))
