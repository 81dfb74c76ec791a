"""Asks for a file name."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static


class PathPrompt(ModalScreen[Path | None]):
    """One line; enter takes the name, escape takes none, the right arrow takes the suggestion."""

    CSS_PATH = "path_prompt.tcss"
    BINDINGS = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, title: str, hint: str, value: str = "") -> None:
        super().__init__()
        self._title, self._hint, self._value = title, hint, value

    def compose(self) -> ComposeResult:
        """The line and what it is for."""
        with Vertical(id="prompt") as prompt:
            prompt.border_title = self._title
            yield Input(self._value, id="path", compact=True, suggester=PathSuggester(), select_on_focus=False)
            yield Static(self._hint, id="path-hint", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name; a terminal puts quotes around one that is dropped on it."""
        event.stop()
        name = event.value.strip()
        if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
            name = name[1:-1]
        self.dismiss(expanded(name) if name else None)


class PathSuggester(Suggester):
    """Completes the last part of a path."""

    def __init__(self) -> None:
        # Files come and go.
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first name that goes on as `value` does; a folder with its slash."""
        return await asyncio.to_thread(_complete, value) if value else None


def expanded(name: str) -> Path:
    """The path with the home folder in the place of ~, where there is such a user."""
    return Path(os.path.expanduser(name))  # noqa: PTH111  # Path.expanduser raises for an unknown user


def _complete(value: str) -> str | None:
    head, part = os.path.split(value)
    try:
        with os.scandir(expanded(head) if head else ".") as entries:
            names = sorted(one.name + (os.sep if one.is_dir() else "") for one in entries if one.name.startswith(part))
    except (OSError, ValueError):
        # No such folder, or one that may not be looked into: nothing to suggest.
        return None
    shown = [name for name in names if part.startswith(".") or not name.startswith(".")]
    return value + shown[0][len(part) :] if shown else None
