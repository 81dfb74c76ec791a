"""`colorword-tui predict --input`: a column of a file, answered in parts that survive an interruption."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from colorword_tui.cli.running import fail


@dataclass(frozen=True, slots=True)
class FileOptions:
    """The options that go with `--input`."""

    column: str | None
    out: Path | None
    engine: str
    address: str | None
    resume: bool


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of files."""
    path = click.Path(dir_okay=False, path_type=Path)
    for option in reversed(
        (
            click.option("--input", "source", type=path, metavar="FILE", help="Read a .csv, .tsv or .parquet file."),
            click.option("--column", metavar="NAME", help="The column of FILE that holds the phrases."),
            click.option("--output", "out", type=path, metavar="FILE", help="Write FILE with its colours here."),
            click.option(
                "--engine",
                type=click.Choice(("local", "ray")),
                default="local",
                show_default=True,
                help="Who answers a file: this process, or the workers of a Ray cluster.",
            ),
            click.option("--address", metavar="HOST:PORT", help="An existing Ray cluster instead of one started here."),
            click.option("--resume", is_flag=True, help="Go on with a file that was interrupted."),
        )
    ):
        command = option(command)
    return command


def predict_file(source: Path, options: FileOptions, bundle: Path | None) -> None:
    """Answer a file, with a bar on standard error where somebody sees it."""
    from colorword_tui.bulk.engines import locally, on_ray
    from colorword_tui.bulk.job import Job, begin, finish
    from colorword_tui.bulk.table import TableError
    from colorword_tui.model.bundle import BundleError

    if not options.column or not options.out:
        raise click.UsageError("--input needs --column, which holds the phrases, and --output, where to write")
    if options.address and options.engine != "ray":
        raise click.UsageError("--address is for --engine ray")
    # Absolute, for a worker of a cluster stands in another folder.
    job = Job(source.absolute(), options.column, options.out.absolute(), bundle.absolute() if bundle else None)
    try:
        parts = begin(job, resume=options.resume)
        pending = job.pending(parts)
        engine = locally(job, pending) if options.engine == "local" else on_ray(job, pending, options.address)
        total = sum(part.rows for part in parts)
        hidden = sys.stderr is None or not sys.stderr.isatty()
        with click.progressbar(length=total, file=sys.stderr, hidden=hidden, label="rows", show_pos=True) as bar:
            bar.update(total - sum(part.rows for part in pending))
            for rows in engine:
                bar.update(rows)
        finish(job, parts)
    except KeyboardInterrupt:
        click.echo(f"interrupted; what is answered lies in {job.folder}: go on with --resume", err=True)
        raise
    except (TableError, BundleError) as error:
        raise fail(error) from error
