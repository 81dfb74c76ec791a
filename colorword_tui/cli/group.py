"""The commands and their options. Each parses, calls one function and prints; a command a file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from colorword_tui import __version__
from colorword_tui.cli.app import open_app
from colorword_tui.cli.running import PROGRAM

# Where each command lives.
_HOMES = {
    "predict": "predict",
    "nearest": "nearest",
    "gallery": "gallery",
    "read": "read",
    "train": "training",
    "export": "training",
    "evaluate": "training",
    "serve": "serve",
    "completion": "completion",
}
_EPILOG = """\b
Examples:
  colorword-tui                              type, and watch
  colorword-tui predict "clear summer sky"   one answer
  printf 'banana\\nblood\\n' | colorword-tui predict
  colorword-tui nearest '#57b8ff'

\b
Exit codes: 0 done, 1 the work failed, 2 the call was wrong.
"""


class _Commands(click.Group):
    """Imports a command when it is called or listed: the app does not wait for what it does not use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        home = _HOMES.get(cmd_name)
        return getattr(import_module(f"colorword_tui.cli.{home}"), cmd_name) if home else None


@click.group(
    cls=_Commands, invoke_without_command=True, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, "-V", "--version", prog_name=PROGRAM)
@click.option(
    "--bundle",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Answer with the model in FOLDER instead of the one that ships.",
)
@click.option("--word", default="", metavar="TEXT", help="Start the app with TEXT in the input.")
@click.pass_context
def group(context: click.Context, bundle: Path | None, word: str) -> None:
    """Type any word, in any language, and see its colour.

    Without a command, the app starts.
    """
    context.obj = bundle
    if context.invoked_subcommand is None:
        open_app(bundle, word)
    elif word:
        raise click.UsageError(f"--word is for the app; {context.invoked_subcommand} takes none")


def call(arguments: Sequence[str]) -> None:
    """Do what the arguments say; what can go wrong comes as click's errors."""
    # Not `group()`: click would end a closed pipe with exit code 1, and expand the * in a phrase on Windows.
    with group.make_context(PROGRAM, list(arguments)) as context:
        group.invoke(context)
