"""Copying: through the terminal and, where there is one, into the local clipboard.

The terminal's sequence (OSC 52) works over SSH but not everywhere; the local clipboard works everywhere but over SSH.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from threading import Thread

# Seconds; a clipboard that needs longer hangs.
_PATIENCE = 10
_PROGRAM = "import sys, pyperclip; pyperclip.copy(sys.stdin.buffer.read().decode())"


def copy(text: str, write: Callable[[str], object] | None, failed: Callable[[], object]) -> None:
    """Send `text` to the clipboard, without waiting for it.

    `write` puts a sequence on the terminal; where there is no terminal it is None, and then `failed` is called, from
    another thread, if there is no local clipboard either.
    """
    if write is not None:
        for sequence in sequences(text, tmux="TMUX" in os.environ):
            write(sequence)
    Thread(target=_copy_locally, args=(text, failed if write is None else None), daemon=True).start()


def sequences(text: str, *, tmux: bool) -> list[str]:
    """OSC 52, and in tmux also wrapped for the terminal around it.

    tmux takes the plain one where `set-clipboard` is on and passes the wrapped one where `allow-passthrough` is.
    """
    plain = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    return [plain, f"\x1bPtmux;{plain.replace(chr(27), chr(27) * 2)}\x1b\\"] if tmux else [plain]


def _copy_locally(text: str, failed: Callable[[], object] | None) -> None:
    # In a process of its own: pyperclip may load a whole toolkit, and lets its helpers complain on our screen.
    command = [sys.executable, "-c", _PROGRAM]
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(command, input=text.encode(), stdout=quiet, stderr=quiet, timeout=_PATIENCE, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        if failed is not None:
            failed()
