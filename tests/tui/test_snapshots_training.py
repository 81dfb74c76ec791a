from collections.abc import Callable
from math import exp
from pathlib import Path

import pytest
from textual.pilot import Pilot

from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.screens.training import TrainingScreen

Make = Callable[..., ColorwordApp]
pytest.importorskip("textual_plot", reason="the extra `train` is not installed")

STEPS = 40
WORDS = {
    "banana": "#f2d64b", "blood": "#8a1a1c", "grass": "#4f9a3a", "summer sky": "#5fb4f2", "snow": "#eef3f7",
    "coal": "#2b2b2e", "chocolate": "#5a3420", "lavender": "#b69ad8", "peach": "#f6b58e", "rusty iron": "#9a4f2a",
    "rainy monday": "#7b8794", "レモン": "#f0e04c", "海": "#1f6fa8", "하늘": "#78bdf0", "tomate": "#d8402c",
    "cerise": "#b3173f", "naranja": "#f28a1c", "лес": "#2f5d34", "abacate": "#7d9440", "notte": "#1c2440",
}  # fmt: skip


def events() -> list[dict[str, object]]:
    """Three epochs of five, and half of the fourth."""
    told: list[dict[str, object]] = [
        {"event": "start", "epochs": 5, "steps_per_epoch": STEPS, "phrases": 120_000, "epoch": 0, "step": 0}
    ]
    for number in range(1, int(3.5 * STEPS) + 1):
        epoch, step = divmod(number - 1, STEPS)
        loss = 4.2 + 2 * exp(-number / 30) + 0.1 * ((number * 7) % 5 - 2) / 2
        told.append({"event": "step", "epoch": epoch, "step": step + 1, "loss": loss, "rate": 1.0, "phrases_s": 812.5})
        if step + 1 == STEPS:
            validated = (4.71, 4.52, 4.55)[epoch]
            told.append(
                {
                    "event": "validation",
                    "epoch": epoch,
                    "train_loss": loss,
                    "validation_loss": validated,
                    "best": epoch < 2,
                }
            )
    return [*told, {"event": "probes", "words": [list(pair) for pair in WORDS.items()]}]


def prepared(theme: str, told: list[dict[str, object]], *keys: str) -> Callable[[Pilot[None]], object]:
    async def prepare(pilot: Pilot[None]) -> None:
        from tests.tui.test_app import settle

        pilot.app.theme = theme
        await pilot.press("f4")
        await settle(pilot, lambda: isinstance(pilot.app.screen, TrainingScreen) and pilot.app.screen.is_mounted)
        screen = pilot.app.screen
        assert isinstance(screen, TrainingScreen)
        screen.phrase.cursor_blink = False
        screen.phrase.value = "clear summer sky"
        await settle(pilot, lambda: "#57b8ff" in str(screen.query_one("#answering").render()))
        for event in told:
            screen.take(event)
        screen._paint(anyway=True)
        await pilot.press(*keys)
        await pilot.pause()

    return prepare


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORWORD_DATA", str(tmp_path / "user"))
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("told", [[], events()], ids=["idle", "training"])
def test_training(snap_compare: Callable[..., bool], make_app: Make, size: tuple[int, int], told: list) -> None:
    assert snap_compare(make_app(), terminal_size=size, run_before=prepared("textual-dark", told))


def test_training_in_the_light(snap_compare: Callable[..., bool], make_app: Make) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared("textual-light", events()))


def test_training_on_a_narrow_screen(snap_compare: Callable[..., bool], make_app: Make) -> None:
    assert snap_compare(make_app(), terminal_size=(50, 15), run_before=prepared("textual-dark", events()))
