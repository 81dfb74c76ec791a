import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from rich.console import Console
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.model.bundle import Bundle
from colorword_tui.model.encoder import Encoder
from colorword_tui.model.predictor import Predictor
from colorword_tui.training.calibrate import as_lively, expected_calibration_error
from colorword_tui.training.evaluate import evaluate
from colorword_tui.training.export import export, load_blended, load_network
from colorword_tui.training.loop import RunError, train
from colorword_tui.training.recipe import Recipe


def test_a_bundle_answers(bundle: Path) -> None:
    answers = Predictor(bundle).predict_many(["midnight lake", "バナナ", "a" * 5000])
    for answer in answers:
        assert answer.exact is None
        assert 0 <= answer.confidence <= 1
        assert abs(sum(one.weight for one in answer.candidates) - 1) < 1e-9


def test_the_manifest_says_how_it_was_made_and_how_well_it_does(bundle: Path, quick: Recipe) -> None:
    manifest = Bundle(bundle).manifest
    assert manifest["recipe"] == json.loads(quick.to_json())
    assert manifest["encoder"]["name"].startswith("tiny-bert")
    assert "/" not in manifest["encoder"]["name"]
    assert manifest["layers"] == "int8"
    assert manifest["int8"]["mean_delta_e"] <= 1
    assert manifest["scores"]["sets"]["all"]["phrases"] > 10


def test_evaluate_measures_held_out_names_only(bundle: Path, entries: list[Entry]) -> None:
    scores = evaluate(bundle, entries)
    assert scores["sets"]["all"]["phrases"] == sum(entry_side(entry) == "held-out" for entry in entries)
    assert scores["sets"]["HTML, the article's 37"]["phrases"] == 37
    assert scores == evaluate(bundle, entries)


def test_a_run_without_weights_is_not_exported(tmp_path: Path, entries: list[Entry]) -> None:
    with pytest.raises(RunError, match=r"best\.safetensors"):
        export(tmp_path, tmp_path / "bundle", entries)
    assert not (tmp_path / "bundle").exists()


def test_two_runs_are_blended(bundle: Path, tmp_path: Path) -> None:
    run, other = bundle.parent / "run", tmp_path / "other"
    shutil.copytree(run, other)
    weights = load_file(run / "best.safetensors")
    save_file({name: value + 1 for name, value in weights.items()}, other / "best.safetensors")
    for share in (0.0, 0.25, 1.0):
        for name, value in load_blended(run, other, share).state_dict().items():
            assert torch.allclose(value, weights[name] + share, atol=1e-5)
    with pytest.raises(RunError, match="from 0 to 1"):
        load_blended(run, other, 1.5)
    save_file({**weights, "head.bias": torch.zeros(3)}, other / "best.safetensors")
    with pytest.raises(RunError, match="another shape"):
        load_blended(run, other, 0.5)
    palette = json.loads((run / "palette.json").read_text())
    (other / "palette.json").write_text(json.dumps(palette[::-1]))
    with pytest.raises(RunError, match="other bins"):
        load_blended(run, other, 0.5)
    with pytest.raises(RunError, match="no trained weights"):
        load_blended(run, tmp_path, 0.5)


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    sure, right = np.array([0.95] * 10 + [0.45] * 10), np.array([True] * 9 + [False] + [True] * 2 + [False] * 8)
    assert expected_calibration_error(sure, right) == pytest.approx((0.05 + 0.25) / 2)


def test_answers_are_as_lively_as_the_listed_colours_where_that_is_cheap() -> None:
    errors, chroma = {1.0: 18.0, 1.5: 18.1, 2.0: 18.2, 4.0: 19.0}, {1.0: 30.0, 1.5: 33.0, 2.0: 35.0, 4.0: 40.0}
    assert as_lively(errors, chroma, 33.4) == 1.5
    assert as_lively(errors, chroma, 20.0) == 1.0
    assert as_lively(errors, chroma, 60.0) == 2.0


def test_layers_that_answer_otherwise_in_int8_stay_in_float32(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("colorword_tui.training.export._MOST_MEAN_DELTA_E", -1.0)
    recipe = replace(quick, epochs=1)
    train(str(tiny_bert), tmp_path / "run", recipe, entries, trim=False, console=Console(quiet=True))
    export(tmp_path / "run", tmp_path / "bundle", entries)
    manifest = Bundle(tmp_path / "bundle").manifest
    assert manifest["layers"] == "float32"
    # What is compared is what was written: only the word embeddings are rounded.
    assert manifest["int8"]["mean_delta_e"] < 0.3
    network = load_network(tmp_path / "run")
    tokenizer = Tokenizer.from_file(str(tmp_path / "run" / "tokenizer.json"))
    ids = torch.tensor([tokenizer.encode("midnight lake").ids])
    exact = network.pool(ids, torch.ones_like(ids))[0].detach().numpy()
    found = Encoder(Bundle(tmp_path / "bundle")).read("midnight lake")[1].vector
    assert np.abs(found - exact).max() < 0.05
