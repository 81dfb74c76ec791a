"""`colorword-tui train`, `export` and `evaluate`: what needs the extra `train`."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

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
@click.option(
    "--encoder",
    metavar="NAME_OR_FOLDER",
    help="Compare with this BERT too: the nearest known name in its own space, and the article's recipe trained on it.",
)
@click.option(
    "--on",
    type=click.Choice(["held-out", "validation"]),
    default="held-out",
    show_default=True,
    help="Experiments are compared on the validation names; the held-out ones are for reports.",
)
@bundle_option
def evaluate(as_json: bool, encoder: str | None, on: Literal["held-out", "validation"], bundle: Path | None) -> None:
    """Measure a bundle on names that it never learnt.

    Beside it stand what took no learning: the nearest known name by spelling, and the mean colour. With --encoder the
    comparison takes minutes more.
    """
    with _extra():
        from colorword_tui.lexicon.table import read_lexicon
        from colorword_tui.model.bundle import BundleError
        from colorword_tui.training.encoder import EncoderError
        from colorword_tui.training.evaluate import HTML_SET
        from colorword_tui.training.evaluate import evaluate as evaluate_bundle

    entries = read_lexicon()
    try:
        scores = evaluate_bundle(bundle, entries, on=on, encoder=encoder)
        if encoder is not None and on == "held-out":
            from colorword_tui.training.article import baseline

            scores["sets"][HTML_SET]["article's recipe"] = baseline(encoder, entries)
    except (BundleError, EncoderError) as error:
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
    if as_json:
        import json

        click.echo(json.dumps(scores, indent=2, ensure_ascii=False))
        return
    from colorword_tui.cli.scores import print_scores

    print_scores(scores)
