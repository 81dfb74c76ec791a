"""`colorword-tui train`, `export` and `evaluate`: what needs the extra `train`."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from colorword_tui.cli.bundle import bundle_option
from colorword_tui.cli.running import fail

if TYPE_CHECKING:
    from colorword_tui.training.events import EventReport

_RECIPES = ("distribution", "languages", "int8", "article", "article-hsv", "article-hue", "article-hue-circle")
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--encoder", metavar="NAME_OR_FOLDER", help="A BERT on the Hugging Face hub or in a folder.")
@click.option(
    "--start",
    type=_FOLDER,
    metavar="RUN_OR_BUNDLE",
    help="Begin with the weights of this run or bundle instead of an encoder's.",
)
@click.option("--run", "run", required=True, type=_FOLDER, metavar="FOLDER", help="Where the run is kept.")
@click.option("--recipe", type=click.Choice(_RECIPES), default="distribution", help="What is learnt, and how.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change one setting of the recipe.")
@click.option("--resume", is_flag=True, help="Go on with an interrupted run.")
@click.option(
    "--events",
    is_flag=True,
    help="For another program: say what happens as a JSON object a line, and obey pause, resume and stop on "
    "standard input; stop where it ends.",
)
def train(
    encoder: str | None,
    start: Path | None,
    run: Path,
    recipe: str,
    settings: tuple[str, ...],
    resume: bool,
    events: bool,
) -> None:
    """Train a head, and tune its encoder, on the lexicon.

    An interrupted run goes on with --resume and ends as it would have ended. The recipe "article" is a linear layer on
    a frozen encoder, the experiment that this grew from; the others of that name predict another colour space.

    \b
    colorword-tui train --encoder intfloat/multilingual-e5-small --run runs/mine
    colorword-tui train --encoder bert-base-uncased --run runs/quick --set epochs=2 --set sigma=0.06
    colorword-tui train --start runs/mine --run runs/second --recipe languages
    colorword-tui train --start runs/second --run runs/third --recipe int8
    colorword-tui train --start path/to/bundle --run runs/further --set epochs=2
    """
    with _extra():
        from colorword_tui.lexicon.table import read_lexicon
        from colorword_tui.training.events import past_validations, watched
        from colorword_tui.training.loop import train as train_run
        from colorword_tui.training.recipe import RECIPES

    if (encoder is None) == (start is None):
        raise click.UsageError("a run begins at --encoder or at --start: give one of them")
    try:
        chosen = RECIPES[recipe].changed(settings)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--set") from error
    report = watched(past_validations(run / "train.jsonl")) if events else None

    def work() -> None:
        best = train_run(encoder or "", run, chosen, read_lexicon(), resume=resume, start=start, report=report)
        if report is None:
            click.echo(f"best validation loss {best:.4f}; everything is in {run}")
        else:
            report.say("done", stopped=False, best_loss=best)

    _do(work, report)


@click.command()
@click.argument("run", type=_FOLDER)
@click.argument("out", type=_FOLDER)
@click.option(
    "--blend",
    type=(click.Path(file_okay=False, path_type=Path), float),
    metavar="RUN SHARE",
    help="Mix in SHARE (0 to 1) of the weights of another run that this one began with.",
)
@click.option(
    "--events",
    is_flag=True,
    help="For another program: end with one JSON object, scores and all, and at once where standard input ends.",
)
def export(run: Path, out: Path, blend: tuple[Path, float] | None, events: bool) -> None:
    """Write the bundle of a trained RUN to the folder OUT: int8, calibrated and scored."""
    with _extra():
        from colorword_tui.lexicon.table import read_lexicon
        from colorword_tui.training.events import watched
        from colorword_tui.training.export import export as export_run

    report = watched() if events else None

    def work() -> None:
        scores = export_run(run, out, read_lexicon(), blend)
        if report is None:
            _show(scores, as_json=False)
        else:
            report.say("done", stopped=False, scores=scores)

    _do(work, report)


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
@click.option(
    "--spaces",
    is_flag=True,
    help="Only the article's question: does its linear head on --encoder do better in HSV or with the hue alone?",
)
@bundle_option
def evaluate(
    as_json: bool, encoder: str | None, on: Literal["held-out", "validation"], spaces: bool, bundle: Path | None
) -> None:
    """Measure a bundle on names that it never learnt.

    Beside it stand what took no learning: the nearest known name by spelling, and the mean colour. With --encoder the
    comparison takes minutes more.
    """
    if spaces:
        _evaluate_spaces(encoder, as_json)
        return
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


def _evaluate_spaces(encoder: str | None, as_json: bool) -> None:
    if encoder is None:
        raise click.UsageError("--spaces compares the heads of a frozen encoder: name it with --encoder")
    with _extra():
        from colorword_tui.lexicon.table import read_lexicon
        from colorword_tui.training.article import compare_spaces
        from colorword_tui.training.encoder import EncoderError

    try:
        rows = compare_spaces(encoder, read_lexicon())
    except EncoderError as error:
        raise fail(error) from error
    if as_json:
        import json

        click.echo(json.dumps(rows, indent=2))
    else:
        from colorword_tui.cli.scores import print_spaces

        print_spaces(rows)


def _do(work: Callable[[], None], report: EventReport | None) -> None:
    """Do what may go wrong with a run: then that is one line, and an event where events are wanted."""
    from colorword_tui.training.encoder import EncoderError
    from colorword_tui.training.loop import RunError
    from colorword_tui.training.report import Stopped

    try:
        if report is not None:
            # Not earlier: a stop may interrupt from here on.
            report.listen()
        work()
    except (EncoderError, RunError) as error:
        if report is not None:
            report.say("error", message=str(error))
        raise fail(error) from error
    except (Stopped, KeyboardInterrupt):
        # A watched run is interrupted while it loads: then there is nothing to save.
        if report is None or not report.stopped:
            raise
        report.say("done", stopped=True)


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
