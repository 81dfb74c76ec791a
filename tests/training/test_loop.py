import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from rich.console import Console
from safetensors.torch import load_file

from colorword_tui.lexicon.table import Entry
from colorword_tui.training import loop
from colorword_tui.training.encoder import EncoderError
from colorword_tui.training.loop import RunError, train
from colorword_tui.training.recipe import ARTICLE, Recipe

QUIET = Console(quiet=True)


def run(bert: Path, folder: Path, recipe: Recipe, entries: Sequence[Entry], **options: object) -> float:
    return train(str(bert), folder, recipe, entries, trim=False, console=QUIET, **options)


def epochs(folder: Path) -> list[dict[str, float]]:
    rows = [json.loads(line) for line in (folder / "train.jsonl").read_text().splitlines()]
    return [row for row in rows if "validation_loss" in row]


def test_training_learns(tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]) -> None:
    best = run(tiny_bert, tmp_path / "run", quick, entries)
    losses = epochs(tmp_path / "run")
    assert losses[-1]["train_loss"] < losses[0]["train_loss"]
    assert best == min(row["validation_loss"] for row in losses)


def test_a_run_begins_where_another_ended(tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]) -> None:
    first = run(tiny_bert, tmp_path / "first", quick, entries)
    gentle = replace(quick, epochs=1, encoder_rate=1e-5, head_rate=1e-5)
    assert run(tiny_bert, tmp_path / "second", gentle, entries, start=tmp_path / "first") < first + 0.05
    for name in ("tokenizer.json", "palette.json"):
        assert (tmp_path / "second" / name).read_text() == (tmp_path / "first" / name).read_text()
    before = "before.safetensors"
    assert (tmp_path / "second" / before).read_bytes() == (tmp_path / "first" / before).read_bytes()
    origin = json.loads((tmp_path / "second" / "encoder.json").read_text())
    assert origin["began_with"] == json.loads(quick.to_json())
    with pytest.raises(RunError, match=r"best\.safetensors"):
        run(tiny_bert, tmp_path / "third", gentle, entries, start=tmp_path / "nowhere")
    with pytest.raises(RunError, match="160 bins"):
        run(tiny_bert, tmp_path / "third", replace(gentle, bins=200), entries, start=tmp_path / "first")
    assert not (tmp_path / "third").exists()


def test_an_interrupted_run_ends_where_it_would_have_ended(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(tiny_bert, tmp_path / "whole", quick, entries)
    calls = 0
    original = loop.loss

    def interrupted(output: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        nonlocal calls
        calls += 1
        if calls == 90:
            raise KeyboardInterrupt
        return original(output, targets)

    monkeypatch.setattr(loop, "loss", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(tiny_bert, tmp_path / "cut", quick, entries, checkpoint_seconds=0.0)
    assert len(epochs(tmp_path / "cut")) < len(epochs(tmp_path / "whole"))
    monkeypatch.setattr(loop, "loss", original)
    resumed = run(tiny_bert, tmp_path / "cut", quick, entries, resume=True)
    assert resumed == whole
    left, right = (load_file(tmp_path / name / "best.safetensors") for name in ("whole", "cut"))
    assert all(torch.equal(left[name], right[name]) for name in left)
    assert [row["train_loss"] for row in epochs(tmp_path / "cut")] == [
        row["train_loss"] for row in epochs(tmp_path / "whole")
    ]


def test_training_stops_when_validation_gets_no_better(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]
) -> None:
    hopeless = replace(quick, epochs=50, patience=1, head_rate=3.0, encoder_rate=0.5, decay=False)
    run(tiny_bert, tmp_path / "run", hopeless, entries)
    losses = [row["validation_loss"] for row in epochs(tmp_path / "run")]
    assert len(losses) < 50
    assert min(losses) not in losses[-1:]


def test_the_articles_recipe_learns_a_head_and_leaves_the_encoder(
    tiny_bert: Path, tmp_path: Path, entries: list[Entry]
) -> None:
    recipe = replace(ARTICLE, epochs=60, head_rate=1e-2)
    run(tiny_bert, tmp_path / "run", recipe, entries)
    weights = load_file(tmp_path / "run" / "best.safetensors")
    before = load_file(tiny_bert / "model.safetensors")
    encoder = {name.removeprefix("encoder."): value for name, value in weights.items() if name.startswith("encoder.")}
    assert all(torch.equal(encoder[name], value) for name, value in before.items())
    assert weights["head.weight"].shape == (3, 32)
    losses = epochs(tmp_path / "run")
    assert losses[-1]["train_loss"] < losses[0]["train_loss"]


def test_a_run_keeps_nothing_that_would_be_unpickled(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]
) -> None:
    run(tiny_bert, tmp_path / "run", replace(quick, epochs=1), entries)
    kinds = {path.suffix for path in (tmp_path / "run").rglob("*") if path.is_file()}
    assert kinds == {".json", ".jsonl", ".safetensors"}


def test_a_run_is_never_overwritten(tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(RunError, match="--resume"):
        run(tiny_bert, tmp_path, quick, entries)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_run_goes_on_with_its_own_recipe_only(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]
) -> None:
    run(tiny_bert, tmp_path / "run", replace(quick, epochs=1), entries)
    with pytest.raises(RunError, match="another recipe"):
        run(tiny_bert, tmp_path / "run", replace(quick, epochs=2), entries, resume=True)


def test_a_missing_encoder_is_one_sentence(tmp_path: Path, quick: Recipe, entries: list[Entry]) -> None:
    with pytest.raises(EncoderError) as caught:
        run(tmp_path / "nowhere", tmp_path / "run", quick, entries)
    assert "nowhere" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_bar_shows_both_losses_and_an_eta(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]
) -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=140)
    train(str(tiny_bert), tmp_path / "run", quick, entries, trim=False, console=console)
    shown = screen.getvalue()
    assert "train " in shown
    assert "validation " in shown
    assert "eta" in shown
