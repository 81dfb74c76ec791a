"""`colorword-tui completion`: the script that teaches a shell to complete the commands."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from colorword_tui.cli.running import COMPLETION, PROGRAM


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of SHELL.

    \b
    bash: eval "$(colorword-tui completion bash)"      in ~/.bashrc
    zsh:  eval "$(colorword-tui completion zsh)"       in ~/.zshrc
    fish: colorword-tui completion fish > ~/.config/fish/completions/colorword-tui.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"{shell!r} is not a shell that click can complete")
    click.echo(kind(context.find_root().command, {}, PROGRAM, COMPLETION).source())


def complete(group: click.Group) -> NoReturn:
    """Answer the shell, which asks through one of those scripts how a command line goes on, and leave."""
    from click.shell_completion import shell_complete

    sys.exit(shell_complete(group, {}, PROGRAM, COMPLETION, os.environ[COMPLETION]))
