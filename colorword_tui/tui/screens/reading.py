"""A text in its colours."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Static

from colorword_tui.tui.reader import Predicts
from colorword_tui.tui.screens.phrase_screen import PhraseScreen
from colorword_tui.tui.view import View


class ReadingScreen(PhraseScreen):
    """A text in its colours."""

    NAME = "reading"

    def __init__(self, model: Callable[[], Predicts]) -> None:
        """`model` gives the predictor of now; after another was chosen it gives that one."""
        super().__init__()
        self._model = model

    def compose_body(self) -> ComposeResult:
        """Nothing yet."""
        yield Static("", id="body")

    def show(self, view: View) -> None:
        """Nothing yet."""
