from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.screens.reading import ReadingScreen
from tests.tui.test_app import settle
from tests.tui.test_reading import opened, painted, status

Make = Callable[..., ColorwordApp]
TEXT = """The banana lay by the clear blue sea. Nobody spoke. A red boat came out of the grey fog, slowly.

晴れた夏の青空を見上げると、白い雲がゆっくりと流れていた。海は青い。

[red]not markup[/] and <script> and \x1b[31m are letters like others. 🍌

Himmel, небо, السماء: words of many languages stand side by side, and each has its own colour!

"""


def prepared(file: Path | None, theme: str, *keys: str) -> Callable[[Pilot[None]], object]:
    async def prepare(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, ColorwordApp)
        app.theme = theme
        if file is not None:
            await opened(pilot, file)
            await settle(pilot, lambda: painted(app) and "sentences" in status(app) and "%" not in status(app))
        else:
            await pilot.press("f5")
            await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
        app.screen.phrase.cursor_blink = False
        await settle(pilot, lambda: "#4aa8f0" in status(app))
        await pilot.press(*keys)
        await pilot.pause()

    return prepare


@pytest.fixture
def file(tmp_path: Path) -> Path:
    pytest.importorskip("budoux", reason="the words of the picture are those of the extra `read`")
    pytest.importorskip("sentencex")
    path = tmp_path / "morning.txt"
    path.write_text(TEXT * 2)
    return path


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 15)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_words(
    snap_compare: Callable[..., bool], make_app: Make, file: Path, size: tuple[int, int], theme: str
) -> None:
    assert snap_compare(make_app(), terminal_size=size, run_before=prepared(file, theme))


@pytest.mark.parametrize("keys", ["ws", "tt", "ttt"])
def test_looks(snap_compare: Callable[..., bool], make_app: Make, file: Path, keys: str) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared(file, "textual-dark", *keys))


def test_empty(snap_compare: Callable[..., bool], make_app: Make) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared(None, "textual-dark"))


def test_prompt(snap_compare: Callable[..., bool], make_app: Make) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared(None, "textual-dark", "f6"))
