from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from colorword_tui.gallery import lists
from colorword_tui.tui.app import ColorwordApp
from tests.tui.gallery_lexicon import write_lexicon
from tests.tui.test_app import settle
from tests.tui.test_gallery import opened

Make = Callable[..., ColorwordApp]


@pytest.fixture(autouse=True)
def lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lexicon(tmp_path)
    monkeypatch.setattr(lists, "assets", lambda: tmp_path)


def prepared(theme: str, *keys: str) -> Callable[[Pilot[None]], object]:
    async def prepare(pilot: Pilot[None]) -> None:
        pilot.app.theme = theme
        screen = await opened(pilot)
        screen.phrase.cursor_blink = False
        await settle(pilot, lambda: bool(screen._counts))
        await pilot.press(*keys)
        await pilot.pause()

    return prepare


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 15)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_gallery(snap_compare: Callable[..., bool], make_app: Make, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(make_app(), terminal_size=size, run_before=prepared(theme, "f6", "down", "down"))


def test_held_out_names_that_contain_a_text(snap_compare: Callable[..., bool], make_app: Make) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared("textual-dark", "f8", *"re"))


def test_list_chooser(snap_compare: Callable[..., bool], make_app: Make) -> None:
    def still(pilot: Pilot[None]) -> None:
        from textual.widgets import Input

        pilot.app.screen.query_one("#part", Input).cursor_blink = False

    async def prepare(pilot: Pilot[None]) -> None:
        await prepared("textual-dark", "f7")(pilot)  # type: ignore[misc]
        still(pilot)
        await pilot.press("down")
        await pilot.pause()

    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepare)
