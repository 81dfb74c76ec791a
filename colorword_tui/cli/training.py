"""`colorword-tui train`, `export` and `evaluate`: what needs the extra `train`."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from colorword_tui.cli.bundle import bundle_option
from colorword_tui.cli.running import fail

_RECIPES = ("distribution", "article")
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--encoder", required=True, metavar="NAME_OR_FOLDER", help="A BERT on the Hugging Face hub or in a folder."
)
@click.option("--run", "run", required=True, type=_FOLDER, metavar="FOLDER", help="Where the run is kept.")
@click.option("--recipe", type=click.Choice(_RECIPES), default="distribution", help="What is learnt, and how.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change one setting of the recipe.")
@click.option("--resume", is_flag=True, help="Go on with an interrupted run.")
def train(encoder: str, run: Path, recipe: str, settings: tuple[str, ...], resume: bool) -> None:
    """Train a head, and tune its encoder, on the lexicon.

    An interrupted run goes on with --resume and ends as it would have ended. The recipe "article" is a linear layer on
    a frozen encoder: the experiment that this grew from.

    \b
    colorword-tui train --encoder intfloat/multilingual-e5-small --run runs/mine
    colorword-tui train --encoder bert-base-uncased --run runs/quick --set epochs=2 --set sigma=0.06
    """
    with _extra():
        from colorword_tui.lexicon.table import read_lexicon
        from colorword_tui.training.encoder import EncoderError
        from colorword_tui.training.loop import RunError
        from colorword_tui.training.loop import train as train_run
        from colorword_tui.training.recipe import RECIPES

    try:
        chosen = RECIPES[recipe].changed(settings)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--set") from error
    try:
        best = train_run(encoder, run, chosen, read_lexicon(), resume=resume)
    except (EncoderError, RunError) as error:
        raise fail(error) from error
    click.echo(f"best validation loss {best:.4f}; everything is in {run}")


@click.command()
@click.argument("run", type=_FOLDER)
@click.argument("out", type=_FOLDER)
def export(run: Path, out: Path) -> None:
    """Write the bundle of a trained RUN to the folder OUT: int8, calibrated and scored."""
    with _extra():
        from colorword_tui.lexicon.table import read_lexicon
        from colorword_tui.training.export import export as export_run
        from colorword_tui.training.loop import RunError

    try:
        scores = export_run(run, out, read_lexicon())
    except RunError as error:
        raise fail(error) from error
    _show(scores, as_json=False)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option("--encoder", metavar="NAME_OR_FOLDER", help="Train the article's recipe on this BERT, to compare.")
@bundle_option
def evaluate(as_json: bool, encoder: str | None, bundle: Path | None) -> None:
    """Measure a bundle on the names that were held out of its training.

    Beside it stand what took no learning: the nearest known name by spelling, and the mean colour.
    """
    with _extra():
        from colorword_tui.lexicon.table import read_lexicon
        from colorword_tui.model.bundle import BundleError
        from colorword_tui.training.evaluate import evaluate as evaluate_bundle

    entries = read_lexicon()
    try:
        scores = evaluate_bundle(bundle, entries)
    except BundleError as error:
        raise fail(error) from error
    if encoder is not None:
        with _extra():
            from colorword_tui.training.article import baseline
            from colorword_tui.training.encoder import EncoderError
        try:
            scores["sets"]["HTML, the article's 37"]["article's recipe"] = baseline(encoder, entries)
        except EncoderError as error:
            raise fail(error) from error
    _show(scores, as_json)


@contextmanager
def _extra() -> Generator[None]:
    """Say in one sentence what is missing when the extra is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        needs = f"this command needs the package {error.name}; install it with: pip install 'colorword-tui[train]'"
        raise fail(RuntimeError(needs)) from error


def _show(scores: dict[str, Any], as_json: bool) -> None:
    import json

    if as_json:
        click.echo(json.dumps(scores, indent=2, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    answerers = list(dict.fromkeys(who for row in scores["sets"].values() for who in row if who != "phrases"))
    table = Table(title="ΔE2000 to the listed colour of held-out names: median (mean)", title_justify="left")
    table.add_column("set")
    for heading in ("phrases", *answerers):
        table.add_column(heading, justify="right")
    for name, row in scores["sets"].items():
        figures = [row.get(who) for who in answerers]
        cells = [f"{one['median']:.1f} ({one['mean']:.1f})" if one else "" for one in figures]
        table.add_row(name, f"{row['phrases']:,}", *cells)
    # A table in a file must not be cut to 80 columns.
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    console.print(table)
    sure = scores["calibration"]
    console.print(
        f"confidence {sure['mean_confidence']:.3f} on average, right (ΔE ≤ 15) {sure['within_delta_e_15']:.3f}; "
        f"expected calibration error {sure['expected_calibration_error']:.3f}"
    )
