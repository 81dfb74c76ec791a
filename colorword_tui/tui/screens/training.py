"""Training a model and watching it."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from colorword_tui.tui.screens.phrase_screen import PhraseScreen
from colorword_tui.tui.view import View


class TrainingScreen(PhraseScreen):
    """Training a model and watching it."""

    NAME = "training"

    class Chosen(Message):
        """Answer with the bundle in this folder, or with the one that ships (None)."""

        def __init__(self, bundle: Path | None) -> None:
            super().__init__()
            self.bundle = bundle

    def compose_body(self) -> ComposeResult:
        """Nothing yet."""
        yield Static("", id="body")

    def show(self, view: View) -> None:
        """Nothing yet."""
