from collections.abc import Callable
from pathlib import Path

import pytest

from colorword_tui.color.value import Color
from colorword_tui.store import Store
from colorword_tui.tui import clipboard
from colorword_tui.tui.app import ColorwordApp
from tests.tui.fake import FakePredictor


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with 24-bit colour, whatever the tests run in."""
    for name in ("NO_COLOR", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(autouse=True)
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have reached the local clipboard."""
    texts: list[str] = []
    monkeypatch.setattr(clipboard, "_copy_locally", texts.append)
    return texts


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def make_app(store: Store) -> Callable[..., ColorwordApp]:
    """An app over the fake predictor, with some words kept."""

    def make(*kept: str, predictor: FakePredictor | None = None) -> ColorwordApp:
        fake = predictor or FakePredictor()
        for text in kept:
            store.keep(text, Color.from_hex("#ffe135") if text == "banana" else fake.predict(text).color)
        fake.asked.clear()
        return ColorwordApp(fake, store)

    return make
