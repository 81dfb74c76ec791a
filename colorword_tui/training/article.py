"""The article's recipe, trained on the spot as a baseline: a linear layer on a frozen encoder."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from tokenizers import Tokenizer

from colorword_tui.color.arrays import delta_e_2000, srgb_to_lab
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.baselines import main_lab
from colorword_tui.training.data import select
from colorword_tui.training.evaluate import figures
from colorword_tui.training.export import load_network
from colorword_tui.training.loop import train
from colorword_tui.training.recipe import ARTICLE


def baseline(encoder: str, entries: Sequence[Entry]) -> dict[str, float]:
    """Train on the 111 HTML names and return the figures on the 37."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        train(encoder, run, ARTICLE, entries, trim=False, console=Console(quiet=True))
        network, tokenizer = load_network(run), Tokenizer.from_file(str(run / "tokenizer.json"))
    _, tests = select(entries, ARTICLE)
    answers: list[list[float]] = []
    with torch.no_grad():
        for entry in tests:
            ids = torch.tensor([tokenizer.encode(entry.phrase).ids])
            answers.append(network(ids, torch.ones_like(ids))[0][0].clamp(0, 1).tolist())
    answered, meant = srgb_to_lab(np.array(answers)), main_lab(tests)
    return figures(delta_e_2000(answered, meant), np.square(answered - meant).sum(-1))
