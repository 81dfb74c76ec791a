"""How a command ends: one line for what went wrong, quietly when the reader has gone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

_FAILED, _INTERRUPTED = 1, 130


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn what can go wrong outside the program into one line on standard error and an exit code."""
    try:
        yield
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        _say(error.format_message(), error)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # The reader has what it wanted (`head`). Python would complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def fail(error: Exception) -> click.ClickException:
    """The error of work that failed, for click to print: exit code 1."""
    failure = click.ClickException(str(error))
    failure.exit_code = _FAILED
    return failure


def _say(message: str, error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    hint = f" (see {context.command_path} --help)" if isinstance(context, click.Context) else ""
    one_line = " ".join(f"colorword-tui: {message}{hint}".split())
    print(one_line.encode(errors="backslashreplace").decode(), file=sys.stderr)  # noqa: T201
