import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from rich.console import Console
from tokenizers import Tokenizer

from colorword_tui.lexicon.table import Entry
from colorword_tui.model.bundle import Bundle
from colorword_tui.training.begin import UNPACKED
from colorword_tui.training.export import export, load_network
from colorword_tui.training.loop import RunError, train
from colorword_tui.training.maps import seen_before
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.unpack import is_bundle, unpack
from colorword_tui.training.vectors import read_vectors

PHRASES = ["banana", "midnight lake", "バナナ"]


def test_an_unpacked_bundle_is_the_run_it_came_from(bundle: Path, tmp_path: Path) -> None:
    unpack(bundle, tmp_path)
    assert is_bundle(bundle)
    assert not is_bundle(tmp_path)
    run = bundle.parent / "run"
    ours, theirs = load_network(tmp_path), load_network(run)
    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    read, expected = (read_vectors(one.pool, tokenizer, PHRASES) for one in (ours, theirs))
    assert torch.allclose(read, expected, atol=0.02 * float(expected.abs().max()))
    assert torch.equal(ours.head.weight, theirs.head.weight)
    assert (tmp_path / "recipe.json").read_text() == (run / "recipe.json").read_text()
    assert set(seen_before(tmp_path)) == set(seen_before(run))


def test_training_goes_on_from_a_bundle(bundle: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]) -> None:
    once = replace(quick, epochs=1)
    loss = train("", tmp_path / "run", once, entries, start=bundle, console=Console(quiet=True))
    before = min(
        row["validation_loss"]
        for row in map(json.loads, (bundle.parent / "run" / "train.jsonl").read_text().splitlines())
        if "validation_loss" in row
    )
    assert loss < before + 0.1
    export(tmp_path / "run", tmp_path / "bundle", entries, (tmp_path / "run" / UNPACKED, 0.5))
    again, first = Bundle(tmp_path / "bundle").manifest, Bundle(bundle).manifest
    assert again["encoder"]["config"] == first["encoder"]["config"]
    assert again["encoder"]["began_with"] == first["recipe"]
    assert again["maps"]["phrases"]["before"] == pytest.approx(first["maps"]["phrases"]["before"], abs=0.01)


def test_a_bundle_without_its_shape_is_one_sentence(bundle: Path, tmp_path: Path) -> None:
    shutil.copytree(bundle, tmp_path / "bundle")
    path = tmp_path / "bundle" / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["encoder"]["config"]
    path.write_text(json.dumps(manifest))
    with pytest.raises(ValueError, match="does not say what encoder it holds"):
        unpack(tmp_path / "bundle", tmp_path / "run")


def test_a_broken_bundle_starts_nothing(bundle: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]) -> None:
    shutil.copytree(bundle, tmp_path / "bundle")
    (tmp_path / "bundle" / "model.onnx").unlink()
    with pytest.raises(RunError, match=r"model\.onnx cannot be read"):
        train("", tmp_path / "run", quick, entries, start=tmp_path / "bundle", console=Console(quiet=True))
