"""Whether the app runs for a visitor with a browser."""

from __future__ import annotations

import os


def served() -> bool:
    """True under textual-serve: then the machine is not the user's, and nothing of it is read, written or copied to."""
    return "TEXTUAL_DRIVER" in os.environ
