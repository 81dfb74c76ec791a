import asyncio
from collections.abc import Callable

import numpy as np
import pytest
from rich.segment import Segment
from textual.pilot import Pilot
from textual.widgets import Static

from colorword_tui.color.value import Color
from colorword_tui.model.known import Layout, Recollection
from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.screens.help import HelpScreen
from colorword_tui.tui.screens.main import MainScreen
from colorword_tui.tui.screens.map import MapScreen
from colorword_tui.tui.widgets.map_window import Window
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.point_map import PointMap
from colorword_tui.tui.widgets.row import Row
from tests.tui.fake import FakePredictor
from tests.tui.test_app import chip, said, settle

Make = Callable[..., ColorwordApp]


def canvas(app: ColorwordApp) -> PointMap:
    return app.screen.query_one(PointMap)


def line(app: ColorwordApp, selector: str) -> str:
    widget = app.screen.query_one(selector)
    return widget.content.plain if isinstance(widget, Row) else str(widget.render())


def title(app: ColorwordApp) -> str:
    return str(app.screen.query_one("#frame").border_title)


async def opened(app: ColorwordApp, pilot: Pilot[None], word: str = "") -> PointMap:
    """The map in front, read, with a word typed and placed."""
    await pilot.press("f2")
    await settle(pilot, lambda: isinstance(app.screen, MapScreen) and canvas(app).points is not None)
    if word:
        app.screen.query_one(PhraseInput).value = word
    await settle(pilot, lambda: word in line(app, "#typed") and canvas(app).marker is not None)
    return canvas(app)


def segments(where: PointMap) -> list[list[Segment]]:
    return [list(where.render_line(y)) for y in range(where.size.height)]


def cells(where: PointMap) -> list[str]:
    return [where.render_line(y).text for y in range(where.size.height)]


def ring(where: PointMap) -> tuple[int, int]:
    """The column and row of the middle of the marker's ring, as painted."""
    rows = cells(where)
    found = [
        (row.index("┏━┓") + 1, y + 1)
        for y, row in enumerate(rows[:-2])
        if "┏━┓" in row and rows[y + 2].startswith("┗━┛", row.index("┏━┓"))
    ]
    assert len(found) == 1
    return found[0]


async def test_the_phrases_come_first_and_the_other_map_is_a_key_away(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        assert where.points is not None
        assert len(where.points.phrases) == 600
        assert "map: 600 phrases, after training" in title(app)
        await pilot.press("ctrl+t")
        assert len(where.points.phrases) == 148
        assert "map: 148 HTML colours, after training" in title(app)
        assert where.marker is not None
        assert where.marker.place == FakePredictor().recall("clear blue summer sky").html_place
        await pilot.press("down", "m")
        assert "600 phrases" in title(app)
        await pilot.click("#which", offset=chip(app, "#which", 1))
        assert "148 HTML colours" in title(app)
        await pilot.click("#which", offset=chip(app, "#which", 1))
        assert "148 HTML colours" in title(app)


async def test_before_and_after_training(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "banana")
        after = segments(where)
        await pilot.press("ctrl+b")
        await pilot.wait_for_animation()
        await settle(pilot, lambda: where.moment == 0)
        assert segments(where) != after
        assert "before training" in title(app)
        assert where.marker is None, "the untrained model does not ship"
        assert "untrained" in line(app, "#typed")
        assert "#ffe135" in line(app, "#typed")
        await pilot.press("down", "b")
        await pilot.wait_for_animation()
        await settle(pilot, lambda: where.moment == 1)
        await pilot.press("escape")
        assert segments(where) == after
        assert "untrained" not in line(app, "#typed")
        await pilot.click("#when", offset=chip(app, "#when", 0))
        assert "before training" in title(app)


async def test_every_pixel_has_the_colour_of_a_point(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        where.show_marker(None)
        assert where.points is not None
        known = {color.hex for color in where.points.colors}
        ground = where.background_colors[1].hex.lower()
        seen = set()
        for row in segments(where):
            for segment in row:
                assert segment.style is not None
                seen |= {one.get_truecolor().hex for one in (segment.style.color, segment.style.bgcolor) if one}
        assert ground in seen
        assert len(seen) > 300
        # The style of an empty cell may name the colour of letters, which is not painted.
        assert len(seen - known - {ground}) <= 1


async def test_the_marker_moves_while_typing_and_only_its_rows_are_painted_again(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "b")
        drawing = where._drawn
        assert drawing is not None
        places = []
        for letter, so_far in zip("lood", ("bl", "blo", "bloo", "blood"), strict=True):
            await pilot.press(letter)
            place = FakePredictor().recall(so_far).place
            await settle(pilot, lambda place=place: where.marker is not None and where.marker.place == place)
            places.append(ring(where))
        assert len(set(places)) > 1
        assert where._drawn is drawing, "the points are not drawn again"
        assert where.marker is not None
        assert where.marker.color.hex == "#7b1113"
        column, row = ring(where)
        middle = next(iter(where.render_line(row).crop(column, column + 1)))
        assert middle.style is not None
        assert middle.style.color is not None
        assert middle.style.color.get_truecolor().hex == "#7b1113"
        await pilot.press(*["backspace"] * 5)
        await settle(pilot, lambda: where.marker is None)
        assert "┏━┓" not in "".join(cells(where))


async def test_the_cursor_moves_by_keys_and_names_the_nearest_point(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "banana")
        assert where.pointed is None
        assert "cursor" in line(app, "#pointed")
        at = ring(where)
        await pilot.press("down")
        assert app.focused is where
        assert where.cursor == at
        await pilot.press("right", "up", "up", "shift+left")
        assert where.cursor == (max(at[0] - 7, 0), max(at[1] - 2, 0))
        assert where.points is not None
        assert where.pointed is not None
        pixels = where.window.on_screen(where.points.after) * (where.size.width, 2 * where.size.height)
        far = np.hypot(*(pixels - (where.cursor[0] + 0.5, 2 * where.cursor[1] + 1)).T)
        assert where.pointed == far.argmin()
        color = where.points.colors[where.pointed]
        status = line(app, "#pointed")
        assert f"phrase {where.pointed}" in status
        assert color.hex in status
        delta = where.points.delta_e(where.pointed, Color.from_hex("#ffe135"))
        assert f"ΔE {delta:.1f}" in status
        row = int(pixels[where.pointed][1] // 2)
        assert "[" in cells(where)[row]
        assert "]" in cells(where)[row]
        await pilot.press("escape")
        assert app.focused is app.screen.query_one(PhraseInput)
        assert where.pointed is None
        assert not {"[", "]", "+"} & set("".join(cells(where)))


async def test_the_distance_follows_what_is_typed(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "banana")
        await pilot.hover(PointMap, offset=(10, 4))
        assert where.pointed is not None
        first = line(app, "#pointed")
        app.screen.query_one(PhraseInput).value = "blood"
        await settle(pilot, lambda: "blood" in line(app, "#typed"))
        assert line(app, "#pointed") != first
        app.screen.query_one(PhraseInput).value = ""
        await settle(pilot, lambda: "ΔE" not in line(app, "#pointed"))
        assert f"phrase {where.pointed}" in line(app, "#pointed")


async def test_the_cursor_follows_the_mouse_and_goes_with_it(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        await pilot.hover(PointMap, offset=(20, 5))
        assert where.cursor == (20, 5)
        assert where.pointed is not None
        assert app.focused is app.screen.query_one(PhraseInput)
        await pilot.hover("#typed")
        await settle(pilot, lambda: where.cursor is None)
        assert where.pointed is None


async def test_enter_takes_the_phrase_to_the_main_screen(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        await pilot.press("ctrl+t", "down", "left", "left")
        assert where.points is not None
        assert where.pointed is not None
        phrase = where.points.phrases[where.pointed]
        await pilot.press("enter")
        await settle(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot, lambda: app.screen.query_one(PhraseInput).value == phrase)
        await pilot.press("f2")
        await settle(pilot, lambda: isinstance(app.screen, MapScreen))
        assert app.focused is app.screen.query_one(PhraseInput)


async def test_a_click_takes_the_phrase_too(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        await pilot.hover(PointMap, offset=(40, 8))
        assert where.points is not None
        assert where.pointed is not None
        phrase = where.points.phrases[where.pointed]
        await pilot.click(PointMap, offset=(40, 8))
        await settle(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot, lambda: app.screen.query_one(PhraseInput).value == phrase)


async def test_letters_in_the_map_go_to_the_input(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        await pilot.press("down", "x", "m", "b", "space", "0")
        assert app.screen.query_one(PhraseInput).value == "xmb 0"
        assert app.focused is app.screen.query_one(PhraseInput)
        assert where.cursor is None
        assert "phrases, after" in title(app)


async def test_zoom_by_keys_keeps_the_point_and_0_shows_all(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        await pilot.press("down", "shift+right", "plus")
        chosen = where.pointed
        assert where.window.zoom == 1.5
        assert "zoom 1.5×" in str(app.screen.query_one("#frame").border_subtitle)
        await pilot.press("equals_sign", "plus", "plus", "plus")
        assert where.window.zoom == 6
        assert where.pointed == chosen
        await pilot.press("minus")
        assert where.window.zoom == 4
        await pilot.press("0")
        assert where.window == Window()
        assert "zoom" not in str(app.screen.query_one("#frame").border_subtitle).replace("0 zoom", "")
        await pilot.press("minus")
        assert where.window == Window()
        assert "enter takes it" in str(app.screen.query_one("#frame").border_subtitle)
        await pilot.press("escape")
        assert not app.screen.query_one("#frame").border_subtitle


async def test_a_marker_that_is_out_of_sight_is_said(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "banana")
        await pilot.press("down", *["plus"] * 6, *["shift+right"] * 20)
        assert not where.marker_shown
        assert "outside" in line(app, "#typed")
        await pilot.press("0")
        assert "banana" in line(app, "#typed")


async def test_names_appear_when_near_enough(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        await pilot.press("ctrl+t")
        assert not any(one.isalpha() for one in "".join(cells(where)))
        await pilot.press("down", "plus", "plus", "plus")
        assert where.points is not None
        assert any(phrase in " ".join(cells(where)) for phrase in where.points.phrases)


async def test_the_edge_pushes_the_window(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        await pilot.press("down", *["plus"] * 4)
        start = where.window
        await pilot.press(*["shift+right"] * 40)
        assert where.window.left > start.left
        assert where.window.left == pytest.approx(1 - 1 / where.window.zoom)
        assert where.cursor is not None
        assert where.cursor[0] == where.size.width - 1
        await pilot.press(*["shift+up"] * 40)
        assert where.window.top == 0
        assert where.cursor[1] == 0


async def test_the_wheel_zooms_around_the_mouse(make_app: Make) -> None:
    from textual import events

    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        spot = (60, 3)

        async def turned(kind: type[events.MouseEvent]) -> None:
            x, y = where.region.x + spot[0], where.region.y + spot[1]
            where.post_message(kind(where, spot[0], spot[1], 0, 0, 0, False, False, False, x, y))
            await pilot.pause()

        await turned(events.MouseScrollUp)
        await turned(events.MouseScrollUp)
        assert where.window.zoom == 2
        assert where.cursor == spot
        assert where.window.left > 0.3, "nearer to the right"
        assert where.window.top < 0.2, "and to the top"
        await turned(events.MouseScrollDown)
        await turned(events.MouseScrollDown)
        assert where.window == Window()


async def test_the_window_follows_a_phrase_that_is_typed(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "banana")
        await pilot.press("down", *["plus"] * 8, "escape")
        seen = {where.window}
        for word in ("blood", "moss", "snow"):
            app.screen.query_one(PhraseInput).value = word
            place = FakePredictor().recall(word).place
            await settle(pilot, lambda place=place: where.marker is not None and where.marker.place == place)
            shown = where.window.on_screen([place])[0]
            assert ((shown > 0) & (shown < 1)).all()
            seen.add(where.window)
        assert len(seen) > 1
        assert {window.zoom for window in seen} == {16}


async def test_the_maps_are_read_once_a_model_in_a_thread(make_app: Make) -> None:
    import threading

    threads = []

    class Counting(FakePredictor):
        def maps(self) -> dict[str, Layout]:
            threads.append(threading.current_thread())
            return super().maps()

    app = make_app(predictor=Counting())
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "banana")
        await pilot.press("f2", "f2")
        app.screen.query_one(PhraseInput).value = "blood"
        await settle(pilot, lambda: "blood" in line(app, "#typed"))
        assert len(threads) == 1
        assert threads[0] is not threading.main_thread()
        before = where.points
        app._predictor = Counting()
        app.screen.query_one(PhraseInput).value = "moss"
        await settle(pilot, lambda: where.points is not before)
        assert len(threads) == 2


async def test_a_bundle_that_cannot_be_read_is_one_line(make_app: Make) -> None:
    app = make_app(predictor=FakePredictor(error="known.npz [/] cannot be read; install colorword-tui again"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, lambda: any("known.npz" in one for one in said(app)))
        await pilot.press("f2")
        await settle(pilot, lambda: isinstance(app.screen, MapScreen) and "known.npz" in line(app, "#notice"))
        assert not canvas(app).display
        await pilot.press("down", "ctrl+t", "ctrl+b", *"tomato")
        await settle(pilot, lambda: "tomato" in line(app, "#typed"))
        assert app.focused is app.screen.query_one(PhraseInput)
        assert "known.npz [/] cannot be read" in line(app, "#notice")


async def test_a_model_without_a_memory_has_the_html_map_only(make_app: Make) -> None:
    class Forgetful(FakePredictor):
        def maps(self) -> dict[str, Layout]:
            empty = np.zeros((0, 2), np.float32)
            return {**super().maps(), "phrases": Layout([], [], empty, empty)}

        def recall(self, text: str) -> Recollection:
            return Recollection((), None, super().recall(text).html_place)

    app = make_app(predictor=Forgetful())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await settle(pilot, lambda: isinstance(app.screen, MapScreen) and "remembers no" in line(app, "#notice"))
        await pilot.press("down")
        assert app.focused is app.screen.query_one(PhraseInput)
        await pilot.press("ctrl+t")
        assert canvas(app).display
        await settle(pilot, lambda: canvas(app).marker is not None)


async def test_a_place_that_is_missing_is_said(make_app: Make) -> None:
    class Nowhere(FakePredictor):
        def recall(self, text: str) -> Recollection:
            return Recollection((), None, super().recall(text).html_place)

    app = make_app(predictor=Nowhere())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await settle(pilot, lambda: isinstance(app.screen, MapScreen) and canvas(app).points is not None)
        await settle(pilot, lambda: "no place on this map" in line(app, "#typed"))
        await pilot.press("ctrl+t")
        assert "no place" not in line(app, "#typed")
        assert canvas(app).marker is not None


async def test_nasty_phrases_are_data(make_app: Make) -> None:
    nasty = ["[red]markup[/]", "[/", "\x1b[31mred\x1b[0m", "🍌🍎👩\u200d🌾", "תכלת", "\u202eabc", "晴れた夏の青空", ""]

    class Nasty(FakePredictor):
        def maps(self) -> dict[str, Layout]:
            places = np.stack([np.full(len(nasty), 0.4), np.linspace(0, 1, len(nasty))], 1).astype(np.float32)
            layout = Layout(nasty, [Color(200, 100, 50)] * len(nasty), places, places)
            return {"phrases": layout, "html": layout}

    app = make_app(predictor=Nasty())
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "[/")
        for _ in nasty:
            await pilot.press("down", "down")
        for strip in map(where.render_line, range(where.size.height)):
            assert strip.cell_length == where.size.width
        assert "晴れた夏の青空" in "".join(cells(where))
        assert "\x1b" not in app.export_screenshot()


@pytest.mark.parametrize("size", [(1, 1), (2, 30), (200, 2), (20, 5), (30, 8), (71, 12), (300, 90)])
async def test_any_size(make_app: Make, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("f2")
        await settle(pilot, lambda: isinstance(app.screen, MapScreen) and canvas(app).points is not None)
        app.screen.query_one(PhraseInput).value = "banana"
        await pilot.press("down", "right", "plus", "left", "minus", "0", "m", "escape", "ctrl+b")
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(*size)
        await pilot.press("down", "shift+down", "shift+right", "plus", "escape")


async def test_the_cursor_stays_on_a_map_that_shrinks(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        where = await opened(app, pilot)
        await pilot.press("down", *["shift+right"] * 20, *["shift+down"] * 20)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert where.cursor is not None
        assert where.cursor[0] < where.size.width
        assert where.cursor[1] < where.size.height


async def test_the_theme_gives_the_ground(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot)
        dark = segments(where)
        app.theme = "textual-light"
        await pilot.pause()
        await settle(pilot, lambda: segments(where) != dark)
        grounds = {segment.style.bgcolor for row in segments(where) for segment in row if segment.text.isspace()}
        assert where.background_colors[1].rich_color in grounds


async def test_without_colours_the_words_still_tell(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        where = await opened(app, pilot, "banana")
        assert line(app, "#badge") == "NO_COLOR"
        assert ring(where)
        await pilot.press("down", "right")
        assert "[" in "".join(cells(where))
        assert "#" in line(app, "#pointed")
        assert "after training" in title(app)


async def test_help_names_the_keys_of_the_map(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        shown = " ".join(str(one.render()) for one in app.screen.query(Static))
        for key in ("^t", "^b", "before and after training"):
            assert key.lower() in shown.lower()


async def test_leaving_while_the_points_walk(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("ctrl+b", "ctrl+t", "f2")
        await settle(pilot, lambda: isinstance(app.screen, MainScreen))
        await asyncio.sleep(0)
        await pilot.press("f2")
        await settle(pilot, lambda: isinstance(app.screen, MapScreen) and canvas(app).moment == 0)
        assert "148 HTML colours, before training" in title(app)
