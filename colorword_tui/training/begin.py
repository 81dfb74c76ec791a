"""Where a run begins: at an encoder as it came, or at the best weights of another run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModel

from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.beginning import Beginning
from colorword_tui.training.checkpoint import load_weights
from colorword_tui.training.data import build_palette
from colorword_tui.training.encoder import encoder_name, keep_layers, load_encoder
from colorword_tui.training.maps import BEFORE, save_before
from colorword_tui.training.memory import known_phrases
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.quantized import make_quantized
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.unpack import is_bundle, unpack
from colorword_tui.training.vocabulary import common_words

UNPACKED = "start"
_BEST = "best.safetensors"


def at_encoder(encoder: str, run: Path, recipe: Recipe, entries: Sequence[Entry], *, trim: bool) -> Beginning:
    """A fresh head on `encoder`, its vocabulary cut (`trim`) to the shipped languages; writes the folder of the run."""
    texts = [*(entry.phrase for entry in entries), *common_words()] if trim else None
    bert, tokenizer = load_encoder(encoder, texts, recipe.max_tokens, recipe.seed)
    if recipe.keep_layers:
        keep_layers(bert, recipe.keep_layers)
    palette = (
        build_palette([entry for entry in entries if entry_side(entry) == "train"], recipe.bins, recipe.seed)
        if recipe.head == "distribution"
        else np.zeros((0, 3), float)
    )
    origin = {"name": encoder_name(encoder), "lexicon": _sources(entries)}
    beginning = Beginning(ColorNetwork(bert, recipe), tokenizer, palette, origin)
    beginning.write(run, recipe)
    if recipe.head == "distribution" and not (run / BEFORE).exists():
        save_before(run, beginning.network, tokenizer, entries, known_phrases(entries, recipe))
    return beginning


def at_run(start: Path, run: Path, recipe: Recipe, entries: Sequence[Entry]) -> Beginning:
    """The best weights of `start`, its tokenizer and its palette; writes the folder of the run.

    A bundle is unpacked within the folder of the run first. A folder that holds no such weights, or a recipe of another
    shape, is a ValueError.
    """
    if is_bundle(start):
        unpack(start, run / UNPACKED)
        start = run / UNPACKED
    if not (start / _BEST).exists():
        raise ValueError(f"{start} holds no trained weights ({_BEST}) to begin with")
    before = Recipe.read(start / "recipe.json")
    if (before.head, before.bins) != (recipe.head, recipe.bins):
        ours, theirs = (f"{one.head!r} of {one.bins} bins" for one in (recipe, before))
        raise ValueError(f"{start} has the head {theirs}, and this recipe {ours}")
    bert = AutoModel.from_config(AutoConfig.from_pretrained(start / "encoder"))
    network = ColorNetwork(bert, recipe)
    if before.quantized:
        if not recipe.quantized:
            raise ValueError(
                f"the layers of {start} have learnt to round; go on with --set quantized=true, or with its bundle"
            )
        make_quantized(network.encoder)
    load_weights(start / _BEST, network)
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
    palette = np.array(json.loads((start / "palette.json").read_text("utf-8")), float).reshape(-1, 3)
    about = json.loads((start / "encoder.json").read_text("utf-8"))
    earlier = {"began_with": about["began_with"]} if "began_with" in about else {}
    origin = {**about, "lexicon": _sources(entries), "began_with": json.loads(before.to_json()) | earlier}
    beginning = Beginning(network, tokenizer, palette, origin)
    beginning.write(run, recipe)
    if (start / BEFORE).exists():
        shutil.copy(start / BEFORE, run / BEFORE)
    return beginning


def _sources(entries: Sequence[Entry]) -> list[str]:
    return sorted({entry.source for entry in entries})
