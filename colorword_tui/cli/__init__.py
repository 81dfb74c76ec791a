"""The command line. Each command parses, calls one function and prints; a command a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from colorword_tui import __version__
from colorword_tui.cli.completion import completion
from colorword_tui.cli.nearest import nearest
from colorword_tui.cli.predict import predict
from colorword_tui.cli.running import one_line_errors
from colorword_tui.cli.training import evaluate, export, train

_EPILOG = """\b
Examples:
  colorword-tui                              type, and watch
  colorword-tui predict "clear summer sky"   one answer
  printf 'banana\\nblood\\n' | colorword-tui predict
  colorword-tui nearest '#57b8ff'

\b
Exit codes: 0 done, 1 the work failed, 2 the call was wrong.
"""


@click.group(invoke_without_command=True, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="colorword-tui")
@click.option(
    "--bundle",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Answer with the model in FOLDER instead of the one that ships.",
)
@click.pass_context
def group(context: click.Context, bundle: Path | None) -> None:
    """Type any word, in any language, and see its colour.

    Without a command, the app starts.
    """
    context.obj = bundle
    if context.invoked_subcommand is None:
        from colorword_tui.tui.app import run

        run(bundle)


for command in (predict, nearest, train, export, evaluate, completion):
    group.add_command(command)


def main() -> None:
    """The entry point of `colorword-tui`."""
    with one_line_errors():
        if sys.stdout is None:
            raise click.UsageError("standard output is closed, so there is nowhere to answer; open it or redirect it")
        # Named, so that `python -m colorword_tui` is advised about the command that shells complete.
        sys.exit(group(prog_name="colorword-tui", standalone_mode=False))
