from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from colorword_tui.lexicon.table import Entry
from colorword_tui.training.export import export
from colorword_tui.training.loop import train
from colorword_tui.training.recipe import SHIPPED, Recipe


@pytest.fixture(scope="session")
def quick() -> Recipe:
    """The shipped recipe, cut down to seconds."""
    return replace(
        SHIPPED,
        bins=160,
        epochs=3,
        batch_size=32,
        repeats={},
        bf16=False,
        encoder_rate=1e-3,
        head_rate=1e-2,
        sigma=0.045,
        augment=0.0,
        # The vectors of a tiny BERT are all alike: which of them are nearest would be a matter of rounding.
        neighbours=10_000,
        neighbour_temperature=0.2,
    )


@pytest.fixture(scope="session")
def bundle(tiny_bert: Path, tmp_path_factory: pytest.TempPathFactory, quick: Recipe, entries: list[Entry]) -> Path:
    folder = tmp_path_factory.mktemp("export")
    train(str(tiny_bert), folder / "run", quick, entries, trim=False, console=Console(quiet=True))
    export(folder / "run", folder / "bundle", entries)
    return folder / "bundle"
