from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.swatch import Swatch

Make = Callable[..., ColorwordApp]
KEPT = ("blood", "晴れた夏の青空", "[red]markup[/]", "banana")


def prepared(theme: str, word: str, color: str, *keys: str) -> Callable[[Pilot[None]], object]:
    async def prepare(pilot: Pilot[None]) -> None:
        from tests.tui.test_app import settle

        await settle(
            pilot, lambda: bool(pilot.app.screen.query(Swatch)) and pilot.app.screen.query_one(Swatch).is_attached
        )
        await settle(pilot, lambda: pilot.app.screen.query_one(Swatch).shown is not None)
        pilot.app.theme = theme
        phrase = pilot.app.screen.query_one(PhraseInput)
        phrase.cursor_blink = False
        phrase.value = word
        swatch = pilot.app.screen.query_one(Swatch)
        await settle(pilot, lambda: swatch.shown is not None and swatch.shown.color.hex == color)
        await pilot.press(*keys)
        await pilot.pause()

    return prepare


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 15)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_main_screen(snap_compare: Callable[..., bool], make_app: Make, size: tuple[int, int], theme: str) -> None:
    before = prepared(theme, "clear summer sky", "#57b8ff")
    assert snap_compare(make_app(*KEPT), terminal_size=size, run_before=before)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
def test_first_start(snap_compare: Callable[..., bool], make_app: Make, theme: str) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared(theme, "", "#4aa8f0"))


def test_help(snap_compare: Callable[..., bool], make_app: Make) -> None:
    before = prepared("textual-dark", "clear summer sky", "#57b8ff", "f1")
    assert snap_compare(make_app(*KEPT), terminal_size=(80, 24), run_before=before)


def test_the_list_on_a_narrow_screen(snap_compare: Callable[..., bool], make_app: Make) -> None:
    before = prepared("textual-dark", "clear summer sky", "#57b8ff", "down")
    assert snap_compare(make_app(*KEPT), terminal_size=(50, 15), run_before=before)
