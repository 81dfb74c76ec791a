"""`colorword-tui completion`: the script that teaches a shell to complete the commands."""

from __future__ import annotations

import click


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
    click.echo(kind(context.find_root().command, {}, "colorword-tui", "_COLORWORD_TUI_COMPLETE").source())
