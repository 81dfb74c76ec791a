from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from coloraide import Color as Oracle
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from colorword_tui.cli.training import evaluate
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.article import FrozenEncoder, compare_spaces
from colorword_tui.training.loop import train
from colorword_tui.training.recipe import ARTICLE, ARTICLE_SPACES, RECIPES
from colorword_tui.training.spaces import CHANNELS, Space, from_srgb, hues, to_srgb

SRGB = st.tuples(*[st.integers(0, 255)] * 3).map(lambda color: np.array([color]) / 255)


@given(SRGB)
def test_hsv_is_coloraides(srgb: np.ndarray) -> None:
    hue, saturation, value = Oracle("srgb", srgb[0].tolist()).convert("hsv").coords(nans=False)
    ours = from_srgb(srgb, "hsv")[0]
    assert ours[1:] == pytest.approx([saturation, value], abs=1e-9)
    if saturation > 1e-9:
        assert (ours[0] * 360 - hue + 180) % 360 == pytest.approx(180, abs=1e-6)


@given(SRGB, st.sampled_from(["rgb", "hsv"]))
def test_a_colour_comes_back(srgb: np.ndarray, space: Space) -> None:
    assert to_srgb(from_srgb(srgb, space), space) == pytest.approx(srgb, abs=1e-9)


@given(SRGB, st.sampled_from(["hue", "hue-circle"]))
def test_a_hue_comes_back(srgb: np.ndarray, space: Space) -> None:
    values = from_srgb(srgb, space)
    assert values.shape == (1, CHANNELS[space])
    assert values.min() >= 0
    assert values.max() <= 1
    turn = hues(values, space)[0] - from_srgb(srgb, "hsv")[0, 0]
    assert (turn + 0.5) % 1 == pytest.approx(0.5, abs=1e-6)


def test_only_on_the_circle_are_reds_neighbours() -> None:
    reds = np.array([[1, 0.02, 0], [1, 0, 0.02]])
    apart = {space: np.ptp(from_srgb(reds, space), axis=0).max() for space in ("hue", "hue-circle")}
    assert apart["hue"] > 0.9
    assert apart["hue-circle"] < 0.05


@pytest.mark.parametrize("recipe", ARTICLE_SPACES, ids=lambda recipe: recipe.name)
def test_every_space_is_a_recipe_that_trains(
    tiny_bert: Path, tmp_path: Path, entries: list[Entry], recipe: object
) -> None:
    quick = replace(recipe, epochs=3)
    assert RECIPES[quick.name] == recipe
    assert train(str(tiny_bert), tmp_path / "run", quick, entries, trim=False, console=Console(quiet=True)) > 0


def test_a_head_learns_as_in_a_run(tiny_bert: Path, tmp_path: Path, entries: list[Entry]) -> None:
    recipe = replace(ARTICLE, epochs=300, head_rate=1e-2)
    best = train(str(tiny_bert), tmp_path / "run", recipe, entries, trim=False, console=Console(quiet=True))
    frozen = FrozenEncoder(str(tiny_bert), entries)
    meant = np.array([entry.main for entry in frozen.tests]) / 255
    # They differ in the weights they start from only.
    assert np.square(frozen.fit(recipe) - meant).mean() == pytest.approx(best, rel=0.1)


def test_the_table_has_every_space_and_seed(tiny_bert: Path, entries: list[Entry]) -> None:
    *rows, mean = compare_spaces(str(tiny_bert), entries, seeds=2)
    assert {(row["space"], row["rate"]) for row in rows} == {(one, rate) for one in CHANNELS for rate in (1e-5, 1e-3)}
    for row in rows:
        assert len(row["median"]) == len(row["hue"]) == 2
        assert all(0 <= hue <= 180 for hue in row["hue"])
    assert mean["space"] == "mean colour"
    assert len(mean["median"]) == 1


def test_the_comparison_needs_an_encoder() -> None:
    done = CliRunner().invoke(evaluate, ["--spaces"])
    assert done.exit_code == 2
    assert "--encoder" in done.output


def test_the_comparison_prints_a_table(tiny_bert: Path, entries: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("colorword_tui.lexicon.table.read_lexicon", lambda: entries)
    done = CliRunner().invoke(evaluate, ["--spaces", "--encoder", str(tiny_bert)])
    assert done.exit_code == 0
    for space in (*CHANNELS, "mean colour"):
        assert space in done.output
