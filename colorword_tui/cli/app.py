"""Opening the app."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def open_app(bundle: Path | None = None, word: str = "") -> None:
    """The app over a bundle, with `word` typed already; a UsageError where no keys can come from standard input."""
    # Without keys the app would wait for ever. textual-serve sends them through a pipe, by a driver of its own.
    if not (sys.stdin and sys.stdin.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        import click

        raise click.UsageError("the app needs a terminal to read keys from; for a pipe there is: predict")
    # Textual paints at most so many frames a second, and reads this when it is imported: at its own 60 a colour
    # would wait for the next frame as long as for the network. It paints only what changed, and when something has.
    os.environ.setdefault("TEXTUAL_FPS", "1000")
    # Seconds that a thread may keep the interpreter's lock while another waits for it: at Python's own 0.005 the reader
    # would wait until the letter is painted, and its answer for whatever the app does then.
    sys.setswitchinterval(0.0005)
    # Until the first frame is painted, what is made stays; the app then collects as usual.
    gc.disable()
    from colorword_tui.tui.app import run

    run(bundle, word)
