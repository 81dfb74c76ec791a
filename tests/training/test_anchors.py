import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from rich.console import Console
from safetensors.torch import load_file

from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.anchors import Anchors, drop_anchors
from colorword_tui.training.augment import framed
from colorword_tui.training.begin import at_encoder
from colorword_tui.training.data import make_examples
from colorword_tui.training.loop import train
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.vectors import read_vectors

YELLOW = ((Color(255, 225, 53), 1.0),)


def test_only_what_is_tied_is_measured() -> None:
    anchors = Anchors({"banana": 0, "night": 1}, torch.tensor([[1.0, 0.0], [0.0, 2.0]]))
    vectors = torch.tensor([[3.0, 0.0], [1.0, 0.0], [5.0, 5.0]])
    assert float(anchors.distance(vectors, torch.tensor([0, -1, -1]))) == pytest.approx(0)
    assert float(anchors.distance(vectors, torch.tensor([0, 1, -1]))) == pytest.approx(0.5)
    assert float(anchors.distance(vectors, torch.tensor([-1, -1, -1]))) == 0


def test_a_phrase_and_its_translations_share_an_anchor(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]
) -> None:
    beginning = at_encoder(str(tiny_bert), tmp_path / "run", quick, entries, trim=False)
    pair = [
        Entry("banana", "en", YELLOW, "everyday/fruit"),
        Entry("バナナ", "ja", YELLOW, "everyday/translated_ja", "banana"),
        Entry("lemon", "en", YELLOW, "everyday/fruit"),
    ]
    anchors = drop_anchors(beginning.network, beginning.tokenizer, pair)
    assert anchors.numbers == {"banana": 0}
    said_otherwise = [framed(one, np.random.default_rng(1)) for one in pair[:2]]
    examples = make_examples([*pair, *said_otherwise], beginning.tokenizer, beginning.palette, quick, anchors.numbers)
    # "the colour of banana" is another phrase in English; a translation still knows whose it is.
    assert examples.tied.tolist() == [0, 0, -1, -1, 0]


def test_ties_hold_translations_near_their_english(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]
) -> None:
    pairs = [
        Entry(f"{one.phrase} {word}", "de", one.colors, "everyday/translated_de", one.phrase)
        for one in entries[:40]
        for word in ("farbe", "ton")
    ]

    def moved(tie: float) -> float:
        run = tmp_path / f"tie{tie:g}"
        recipe = replace(quick, epochs=8, patience=8, tie=tie)
        train(str(tiny_bert), run, recipe, [*entries, *pairs], trim=False, console=Console(quiet=True))
        beginning = at_encoder(str(tiny_bert), tmp_path / f"start{tie:g}", recipe, [*entries, *pairs], trim=False)
        anchors = drop_anchors(beginning.network, beginning.tokenizer, pairs)
        examples = make_examples(pairs, beginning.tokenizer, beginning.palette, recipe, anchors.numbers)
        beginning.network.load_state_dict(load_file(run / "best.safetensors"))
        beginning.network.eval()
        vectors = read_vectors(beginning.network.pool, beginning.tokenizer, [one.phrase for one in pairs])
        return float(anchors.distance(vectors, torch.from_numpy(examples.tied)))

    assert moved(1000.0) < 0.7 * moved(0.0)
    assert json.loads((tmp_path / "tie1000" / "recipe.json").read_text())["tie"] == 1000
