"""Copying: through the terminal and, where there is one, into the local clipboard.

The terminal's sequence (OSC 52) works over SSH but not everywhere; the local clipboard works everywhere but over SSH.
A browser takes the sequence too, and the local clipboard is then somebody else's.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from threading import Thread


def copy(text: str, write: Callable[[str], object], *, locally: bool = True) -> None:
    """Send `text` to the clipboard; `write` puts a sequence on the terminal. Never waits."""
    for sequence in sequences(text, tmux="TMUX" in os.environ):
        write(sequence)
    if locally:
        Thread(target=_copy_locally, args=(text,), name="colorword-clipboard", daemon=True).start()


def sequences(text: str, *, tmux: bool) -> list[str]:
    """OSC 52, and in tmux also wrapped for the terminal around it.

    tmux takes the plain one where `set-clipboard` is on and passes the wrapped one where `allow-passthrough` is.
    """
    plain = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    return [plain, f"\x1bPtmux;{plain.replace(chr(27), chr(27) * 2)}\x1b\\"] if tmux else [plain]


def _copy_locally(text: str) -> None:
    import contextlib

    import pyperclip

    # No clipboard here (a server, say): the terminal has got the text already.
    with contextlib.suppress(pyperclip.PyperclipException, OSError):
        pyperclip.copy(text)
