"""The app of a visitor: nothing of the machine it runs on is written or copied to."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from colorword_tui.color.value import Color
from colorword_tui.store import Store
from colorword_tui.tui import app as app_module
from colorword_tui.tui import clipboard
from colorword_tui.tui.app import ColorwordApp, run
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.swatch import Swatch
from tests.tui.fake import FakePredictor


@pytest.fixture(params=[True, False], ids=["visitor", "terminal"])
def visitor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> bool:
    monkeypatch.setenv("COLORWORD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    if request.param:
        monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    return request.param


async def settle(pilot: Pilot[None], until: Callable[[], bool]) -> None:
    for _ in range(500):
        await pilot.pause()
        if until():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came")


def shown(app: ColorwordApp) -> str | None:
    swatch = app.screen_stack[0].query_one(Swatch).shown
    return swatch.color.hex if swatch else None


async def test_only_a_visitors_copy_stays_off_the_local_clipboard(
    visitor: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    local: list[str] = []
    monkeypatch.setattr(clipboard, "_copy_locally", local.append)
    app = ColorwordApp(FakePredictor(), Store.in_memory(), "tomato")
    async with app.run_test() as pilot:
        await settle(pilot, lambda: shown(app) == "#ff6347")
        await pilot.press("ctrl+y")
        await settle(pilot, lambda: any(one.message == "copied #ff6347" for one in app._notifications))
        if not visitor:
            await settle(pilot, lambda: local == ["#ff6347"])
    assert local == ([] if visitor else ["#ff6347"])


async def test_only_a_visitor_makes_no_screenshots(visitor: bool) -> None:
    app = ColorwordApp(FakePredictor(), Store.in_memory())
    async with app.run_test():
        titles = [command.title for command in app.get_system_commands(app.screen)]
    assert ("Screenshot" in titles) != visitor
    assert "Theme" in titles


def test_only_a_visitors_history_is_no_file(visitor: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def keep(self: ColorwordApp) -> None:
        self._store.keep("banana", Color(255, 225, 53))
        self._store.change_setting("theme", "nord")
        assert [one.text for one in self._store.kept()] == ["banana"]

    monkeypatch.setattr(app_module.ColorwordApp, "run", keep)
    run()
    assert (tmp_path / "data").exists() != visitor


async def test_a_first_word_is_typed_already(visitor: bool) -> None:
    app = ColorwordApp(FakePredictor(), Store.in_memory(), " tom\x1bato\n")
    async with app.run_test() as pilot:
        await settle(pilot, lambda: app.screen.query_one(PhraseInput).value == "tom ato")
        await pilot.press("x")
        await settle(pilot, lambda: app.screen.query_one(PhraseInput).value == "tom atox")


async def test_a_first_word_of_nothing_is_no_word(visitor: bool) -> None:
    app = ColorwordApp(FakePredictor(), Store.in_memory(), "\x00 \n")
    async with app.run_test() as pilot:
        await settle(pilot, lambda: shown(app) == "#4aa8f0")
        assert app.screen.query_one(PhraseInput).value == ""
