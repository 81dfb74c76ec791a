"""The benchmark: `python -m tests.benchmarks`. One table, in Markdown, and as JSON where a file is named for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from colorword_tui.resources import assets
from tests.benchmarks.bulk import bulk
from tests.benchmarks.floor_folder import floor_folder
from tests.benchmarks.processes import whole_processes
from tests.benchmarks.screens import gaps, memory, reading
from tests.benchmarks.sizes import sizes
from tests.benchmarks.table import Row, as_json, markdown
from tests.benchmarks.terminal import keys, starts

PARTS = ("processes", "starts", "keys", "screens", "memory", "sizes", "bulk")


@click.command()
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Some parts instead of all.")
@click.option("--encoder", metavar="FOLDER", help="Measure the same encoder through torch, too.")
@click.option("--runs", default=15, show_default=True, help="Pairs of each whole process.")
@click.option("--lines", default=1_000_000, show_default=True, help="Lines of the bulk figures.")
@click.option("--keystrokes", default=400, show_default=True)
@click.option("--predictions", default=100_000, show_default=True, help="Predictions of the memory figures.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write the table as JSON, too.")
def main(
    only: tuple[str, ...],
    encoder: str | None,
    runs: int,
    lines: int,
    keystrokes: int,
    predictions: int,
    out: Path | None,
) -> None:
    """Measure the installed command against floors and peers, in pairs, in one run."""
    rows: list[Row] = []
    with floor_folder(assets() / "model") as bundle:
        parts: dict[str, Callable[[], list[Row]]] = {
            "processes": lambda: list(whole_processes(bundle, encoder, runs)),
            "starts": lambda: starts(bundle, runs),
            "keys": lambda: keys(bundle, keystrokes),
            "screens": lambda: [*gaps(encoder, 5), *reading(3)],
            "memory": lambda: memory(bundle, predictions),
            "sizes": sizes,
            "bulk": lambda: bulk(bundle, encoder, lines, 3),
        }
        for name in only or PARTS:
            click.echo(f"{name} …", err=True)
            rows += parts[name]()
    click.echo(markdown(rows))
    if out:
        out.write_text(json.dumps(as_json(rows), indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
