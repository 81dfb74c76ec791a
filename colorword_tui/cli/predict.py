"""`colorword-tui predict`: phrases in, colours out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from colorword_tui.cli.bundle import bundle_option
from colorword_tui.cli.files import FileOptions, file_options, predict_file
from colorword_tui.cli.lines import line_batches
from colorword_tui.cli.running import fail

if TYPE_CHECKING:
    from colorword_tui.model.prediction import Prediction

# The same as `colorword_tui.color.formats.FORMATS`, which a test holds it to: importing that for `--help` alone
# would read the table of names.
FORMATS = ("hex", "rgb", "hsl", "oklch", "lab", "css", "ansi")

Answer = tuple[str, "Prediction | None"]


@click.command()
@click.argument("phrases", nargs=-1, metavar="[PHRASE]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("-f", "--format", "notation", type=click.Choice(FORMATS), default="hex", help="How a colour is written.")
@click.option("--model-only", is_flag=True, help="Let the model read the HTML names, too.")
@file_options
@bundle_option
def predict(
    phrases: tuple[str, ...],
    as_json: bool,
    notation: str,
    model_only: bool,
    source: Path | None,
    bundle: Path | None,
    **options: Any,
) -> None:
    """The colour of each PHRASE, one answer a line.

    Without a phrase, or with -, one phrase a line is read from standard input and answered as it comes; a blank line
    is answered with a blank line. On a terminal an answer is a swatch, the colour and the nearest HTML name; into a
    pipe it is the colour alone. With --input the phrases are a column of a file, which is written again with the
    columns hex, confidence and nearest.

    \b
    colorword-tui predict banana "old photograph"
    printf 'banana\\nblood\\n' | colorword-tui predict --format rgb
    colorword-tui predict --json バナナ | jq .nearest.name
    colorword-tui predict --input shop.csv --column product --output colours.csv
    """
    if source is not None:
        if phrases:
            raise click.UsageError("give phrases or --input, not both")
        predict_file(source, FileOptions(**options), bundle)
        return
    from colorword_tui.model.bundle import BundleError
    from colorword_tui.model.phrase import clean_phrase
    from colorword_tui.model.predictor import load

    if phrases and phrases != ("-",):
        if blank := [phrase for phrase in phrases if not clean_phrase(phrase)]:
            raise click.UsageError(f"{blank[0]!a} is blank; give a phrase with letters in it")
        batches: Iterator[Sequence[str]] = iter([phrases])
    else:
        batches = line_batches(_standard_input())
    predictor, write = load(bundle), _writer(as_json, notation)
    try:
        for batch in batches:
            answers = predictor.predict_lines(batch, model_only=model_only)
            write([(answer.text if answer else "", answer) for answer in answers])
    except BundleError as error:
        raise fail(error) from error


def _standard_input() -> BufferedReader:
    if sys.stdin is None:
        raise click.UsageError("standard input is closed; give a phrase, or open it")
    if sys.stdin.isatty():
        click.echo("type a phrase a line; ctrl+d ends", err=True)
    return cast(BufferedReader, sys.stdin.buffer)


def _writer(as_json: bool, notation: str) -> Callable[[list[Answer]], None]:
    if as_json:
        return _write_json
    if sys.stdout.isatty():
        from colorword_tui.cli.swatches import write_swatches

        return lambda answers: write_swatches(answers, notation)
    return lambda answers: _write_plain(answers, notation)


def _write_json(answers: list[Answer]) -> None:
    import json

    nothing = {"text": "", "hex": None, "rgb": None, "exact": None, "confidence": None, "nearest": None}
    rows = [answer.to_dict() if answer else {**nothing, "candidates": []} for _, answer in answers]
    _write([json.dumps(row, ensure_ascii=False) for row in rows])


def _write_plain(answers: list[Answer], notation: str) -> None:
    from colorword_tui.color.formats import format_color

    _write([format_color(answer.color, notation) if answer else "" for _, answer in answers])


def _write(lines: list[str]) -> None:
    """UTF-8 whatever the locale says: this is read by programs."""
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
    sys.stdout.buffer.flush()
