"""The option `--bundle`, which stands before or after the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def bundle_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the parameter `bundle`; what stands before the command counts where this is not given."""
    return click.option(
        "--bundle",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="FOLDER",
        help="Answer with the model in FOLDER instead of the one that ships.",
        callback=_from_parent,
    )(command)


def _from_parent(context: click.Context, _: click.Parameter, value: Path | None) -> Path | None:
    return value if value is not None else context.find_object(Path)
