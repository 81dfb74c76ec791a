from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.screens.map import MapScreen
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.point_map import PointMap
from colorword_tui.tui.widgets.swatch import Swatch
from tests.tui.test_app import settle

Make = Callable[..., ColorwordApp]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")


def prepared(*keys: str, theme: str = "textual-dark") -> Callable[[Pilot[None]], object]:
    async def prepare(pilot: Pilot[None]) -> None:
        app = pilot.app
        await settle(pilot, lambda: bool(app.screen.query(Swatch)))
        await settle(pilot, lambda: app.screen.query_one(Swatch).shown is not None)
        app.theme = theme
        await pilot.press("f2")
        await settle(pilot, lambda: isinstance(app.screen, MapScreen) and bool(app.screen.query(PointMap)))
        where = app.screen.query_one(PointMap)
        await settle(pilot, lambda: where.points is not None)
        phrase = app.screen.query_one(PhraseInput)
        phrase.cursor_blink = False
        phrase.value = "clear summer sky"
        await settle(pilot, lambda: where.marker is not None and where.marker.color.hex == "#57b8ff")
        await pilot.press(*keys)
        await pilot.wait_for_animation()
        await settle(pilot, lambda: where.moment in (0, 1))
        await pilot.pause()

    return prepare


@SIZES
@pytest.mark.parametrize("keys", [(), ("ctrl+t",)], ids=["phrases", "html"])
def test_map(snap_compare: Callable[..., bool], make_app: Make, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(make_app(), terminal_size=size, run_before=prepared(*keys))


def test_map_before_training(snap_compare: Callable[..., bool], make_app: Make) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared("ctrl+t", "ctrl+b"))


def test_map_in_the_light(snap_compare: Callable[..., bool], make_app: Make) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared(theme="textual-light"))


def test_map_zoomed_with_names_and_a_cursor(snap_compare: Callable[..., bool], make_app: Make) -> None:
    keys = ("ctrl+t", "down", *["plus"] * 3, "right", "right")
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=prepared(*keys))
