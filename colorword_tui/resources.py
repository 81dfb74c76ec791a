"""Where the data that ships with the package lies: the bundle and the lexicon tables."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def assets() -> Path:
    """The folder `assets`: inside the package in a wheel, beside it in a checkout."""
    inside = _PACKAGE / "assets"
    return inside if inside.is_dir() else _PACKAGE.parent / "assets"
