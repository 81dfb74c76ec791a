"""`colorword-tui gallery`: the listed colours of a list beside the model's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from colorword_tui.cli.bundle import bundle_option
from colorword_tui.cli.running import fail

if TYPE_CHECKING:
    from colorword_tui.gallery.comparison import Comparison, Numbers

# As many phrases as are read between two steps of the progress.
_CHUNK = 128


@click.command()
@click.option("--html", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page.")
@click.option("--list", "name", metavar="NAME", default="html", show_default=True, help="Which list of the lexicon.")
@click.option("--held-out", is_flag=True, help="Only the names that nothing was learnt from.")
@bundle_option
def gallery(file: Path | None, name: str, held_out: bool, bundle: Path | None) -> None:
    """Truth beside prediction: each name of a list with its colour, the model's own, and their ΔE2000.

    Without --html a table is shown on a terminal; into a pipe go tab-separated values with a heading. The list
    `everyday` is the whole everyday lexicon, `everyday/fruit` a part of it.

    \b
    colorword-tui gallery
    colorword-tui gallery --list xkcd --held-out | sort -t "$(printf '\\t')" -k4 -n
    colorword-tui gallery --html gallery.html --list everyday/fruit
    """
    from colorword_tui.gallery.comparison import Choice, Comparison
    from colorword_tui.gallery.lists import Lists
    from colorword_tui.model.bundle import BundleError

    try:
        comparison = Comparison(name, Lists().rows(name))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    numbers = comparison.select(Choice(held_out=held_out))
    # The file comes first: whoever cannot write it should not wait for the model.
    with _replacing(file) if file else nullcontext() as out:
        try:
            _read(comparison, numbers, bundle)
        except BundleError as error:
            raise fail(error) from error
        if out is not None:
            from colorword_tui.gallery.page import page

            out.write(page(comparison, numbers, held_out=held_out))
        elif sys.stdout.isatty():
            _write_table(comparison, numbers)
        else:
            _write_values(comparison, numbers)


def _read(comparison: Comparison, numbers: Numbers, bundle: Path | None) -> None:
    """Let the model read the rows, with a bar on standard error where somebody sees it."""
    from colorword_tui.model.predictor import load

    predictor = load(bundle)
    with click.progressbar(length=len(numbers), file=sys.stderr, hidden=not _watched(), label="reading") as bar:
        for start in range(0, len(numbers), _CHUNK):
            some = numbers[start : start + _CHUNK].tolist()
            texts = [comparison.rows[number].name for number in some]
            comparison.put(some, [one.color for one in predictor.predict_many(texts, model_only=True)])
            bar.update(len(some))


def _watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _write_table(comparison: Comparison, numbers: Numbers) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from colorword_tui.cli.swatches import swatch
    from colorword_tui.gallery.comparison import SIDES, figures

    table = Table.grid(padding=(0, 2))
    for number in numbers.tolist():
        row, color = comparison.rows[number], comparison.colors[number]
        if color is not None:
            name = Text.assemble(row.name, (f" {row.english}" if row.english else "", "dim"))
            side = Text(SIDES[row.side], "" if row.side == "held-out" else "dim")
            swatches = Text.assemble(swatch(row.color, 6), swatch(color, 6))
            delta_e = Text(f"{comparison.delta_e[number]:.1f}", justify="right")
            table.add_row(swatches, Text(row.color.hex), Text(color.hex), delta_e, name, side)
    console = Console(highlight=False)
    console.print(table)
    summary = comparison.summary(numbers)
    console.print(Text(figures(summary), "bold"))
    if summary.worst:
        worst = (f"{comparison.rows[number].name} {comparison.delta_e[number]:.0f}" for number in summary.worst)
        console.print(Text(f"farthest off: {', '.join(worst)}", "dim"))


def _write_values(comparison: Comparison, numbers: Numbers) -> None:
    """UTF-8 whatever the locale says: this is read by programs."""
    lines = ["name\tlisted\tmodel\tdelta_e\tsplit"]
    for number in numbers.tolist():
        row, color = comparison.rows[number], comparison.colors[number]
        if color is not None:
            lines.append(f"{row.name}\t{row.color.hex}\t{color.hex}\t{comparison.delta_e[number]:.2f}\t{row.side}")
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
    sys.stdout.buffer.flush()


@contextmanager
def _replacing(path: Path) -> Generator[TextIO]:
    """A file that takes the place of `path` once it is complete; what cannot be written is one line, exit code 1.

    A device or a pipe cannot be replaced: it is written to.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="\n") as file:
                yield file
        else:
            with _beside(Path(os.path.realpath(path))) as file:
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be written: {error.strerror or error}; choose another file"
        ) from error


@contextmanager
def _beside(target: Path) -> Generator[TextIO]:
    """A file in the folder of `target` that becomes `target` at the end, or is removed."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    file = part.open("x", encoding="utf-8", newline="\n")
    try:
        with file:
            yield file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
