"""How a command starts and ends: where it writes to, one line for what went wrong, quiet when the reader has gone."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

# Imported where it is needed: the app without options does without.
if TYPE_CHECKING:
    import click

PROGRAM = "colorword-tui"
# The shell sets it when it asks how a command line goes on.
COMPLETION = "_COLORWORD_TUI_COMPLETE"
_FAILED, _INTERRUPTED = 1, 130


@contextmanager
def one_line_errors() -> Generator[None]:
    """Turn what can go wrong outside the program into one line on standard error and an exit code."""
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # The reader has what it wanted (`head`).
        _drop_output()
        sys.exit(0)
    except OSError as error:
        # A full disk behind `> file`, a folder that may not be written.
        _drop_output()
        _say(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error))
        sys.exit(_FAILED)
    except Exception as error:
        sys.exit(_code_of(error))


def prepare_output() -> None:
    """Into a pipe or a file everything is UTF-8; a terminal that lacks a character shows a question mark.

    A UsageError if the caller has closed standard output.
    """
    if sys.stdout is None:
        import click

        raise click.UsageError("standard output is closed, so nobody would see the answer; open or redirect it")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="replace")


def fail(error: Exception) -> click.ClickException:
    """The error of work that failed: one line, exit code 1."""
    import click

    return click.ClickException(str(error))


def _code_of(error: Exception) -> int:
    """The exit code of one of click's errors, after its line; any other is a bug of ours and goes on."""
    import click

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        return _INTERRUPTED
    if isinstance(error, click.ClickException):
        _say(error.format_message(), error)
        return error.exit_code
    raise error


def _drop_output() -> None:
    """Forget what could not be written: Python would try again, and complain, when it closes standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str, error: click.ClickException | None = None) -> None:
    import click

    context = getattr(error, "ctx", None)
    hint = f" (see {context.command_path} --help)" if isinstance(context, click.Context) else ""
    one_line = " ".join(f"{PROGRAM}: {message}{hint}".split())
    # Paths and names may hold anything: escape sequences and half characters are shown as Python writes them.
    printable = (letter if letter.isprintable() else ascii(letter)[1:-1] for letter in one_line)
    click.echo("".join(printable), err=True)
