import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from colorword_tui.gallery import lists
from colorword_tui.model.prediction import Prediction
from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.screens.gallery import GalleryScreen
from colorword_tui.tui.screens.list_chooser import ListChooser
from colorword_tui.tui.screens.main import MainScreen
from colorword_tui.tui.widgets.gallery_heading import Columns, GalleryHeading
from colorword_tui.tui.widgets.gallery_table import GalleryTable, fitted
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from tests.tui.fake import FakePredictor
from tests.tui.gallery_lexicon import HTML, LONG, write_lexicon
from tests.tui.test_app import settle

Make = Callable[..., ColorwordApp]


@pytest.fixture(autouse=True)
def lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lexicon(tmp_path)
    monkeypatch.setattr(lists, "assets", lambda: tmp_path)


class Gated(FakePredictor):
    """Reads the long list only as often as it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.may = threading.Semaphore(0)
        self.chunks: list[list[str]] = []

    def predict_many(self, texts: Sequence[str], *, model_only: bool = False) -> list[Prediction]:
        # Only the gallery asks so for many; the words of the phrase in the input are not held up.
        if model_only:
            self.chunks.append(list(texts))
            if not LONG.keys().isdisjoint(texts):
                self.may.acquire()
        return super().predict_many(texts, model_only=model_only)


async def opened(pilot: Pilot[None], *keys: str) -> GalleryScreen:
    """The gallery with its list read, after some keys."""
    screen = await entered(pilot)
    await settle(pilot, lambda: figures(screen).startswith("ΔE"))
    await settle(pilot, lambda: "read" not in headline(screen))
    await pilot.press(*keys)
    await pilot.pause()
    return screen


async def entered(pilot: Pilot[None]) -> GalleryScreen:
    """The gallery with its list opened."""
    await pilot.press("f3")
    await settle(pilot, lambda: isinstance(pilot.app.screen, GalleryScreen))
    screen = pilot.app.screen
    assert isinstance(screen, GalleryScreen)
    await settle(pilot, lambda: bool(screen.query(GalleryTable)) and table(screen).numbers.size > 0)
    return screen


async def choose(pilot: Pilot[None], name: str) -> None:
    """Choose a list by typing its name."""
    await pilot.press("f7")
    await settle(pilot, lambda: isinstance(pilot.app.screen, ListChooser))
    await pilot.press(*(key if key.isalnum() else {"/": "slash", "_": "underscore"}[key] for key in name), "enter")
    await settle(pilot, lambda: isinstance(pilot.app.screen, GalleryScreen))


def table(screen: GalleryScreen) -> GalleryTable:
    return screen.query_one(GalleryTable)


def lines(screen: GalleryScreen) -> list[str]:
    """What stands on the screen, without the empty lines."""
    rows = table(screen)
    shown = (rows.render_line(y).text.rstrip() for y in range(rows.size.height))
    return [line for line in shown if line]


def names(screen: GalleryScreen) -> list[str]:
    """The names of all rows, in their order."""
    comparison = screen._comparison
    assert comparison is not None
    return [comparison.rows[number].name for number in table(screen).numbers.tolist()]


def headline(screen: GalleryScreen) -> str:
    return str(screen.query_one("#list", Static).render())


def figures(screen: GalleryScreen) -> str:
    return str(screen.query_one("#figures", Static).render())


async def test_the_listed_colour_stands_beside_the_models_own(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        assert names(screen) == list(HTML)
        own = FakePredictor().predict("aqua", model_only=True).color
        assert own.hex != "#00ffff"
        line = next(line for line in lines(screen) if "aqua" in line)
        assert line.split()[:2] == ["#00ffff", own.hex]
        segments = list(table(screen).render_line(1))
        backgrounds = [one.style.bgcolor.name for one in segments if one.style and one.style.bgcolor]
        assert backgrounds[:3].count("#00ffff") + backgrounds[:3].count(own.hex) == 2
        assert headline(screen).startswith(f"html  {len(HTML)} names")
        assert "median" in figures(screen)
        assert str(screen.query_one("#worst", Static).render()).count("·") == 9


async def test_every_row_says_its_side(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 60)) as pilot:
        screen = await opened(pilot)
        sides = {line.split("  ")[-2 if line.endswith("  ") else -1].strip() for line in lines(screen)}
        assert sides == {"held out", "trained on"}
        held_out = [line for line in lines(screen) if line.endswith("held out")]
        await pilot.press("f8")
        assert lines(screen) == held_out
        assert "held out only" in headline(screen)
        await pilot.press("f8")
        assert names(screen) == list(HTML)


async def test_one_key_goes_through_the_orders(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        assert screen._comparison is not None
        far = dict(zip(HTML, screen._comparison.delta_e.tolist(), strict=True))
        await pilot.press("f6")
        assert names(screen) == sorted(HTML, key=lambda name: -far[name])
        assert "farthest first" in headline(screen)
        assert "ΔE ▾" in screen.query_one(GalleryHeading).render_line(0).text
        await pilot.press("f6")
        assert names(screen) == sorted(HTML, key=lambda name: far[name])
        await pilot.press("f6")
        assert names(screen) == sorted(HTML)
        await pilot.press("f6")
        assert names(screen).index("red") < names(screen).index("lime") < names(screen).index("blue")
        assert names(screen).index("blue") < names(screen).index("black") < names(screen).index("gray")
        assert names(screen)[-1] == "white"
        await pilot.press("f6")
        assert names(screen) == list(HTML)


async def test_a_click_on_a_heading_sorts_and_another_turns_it_round(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot, "f6", "f6")
        columns = Columns.at(screen.query_one(GalleryHeading).size.width - 1)
        at = columns.name_start + 1 + 1
        await pilot.click(GalleryHeading, offset=(at, 0))
        assert names(screen) == sorted(HTML)
        await pilot.click(GalleryHeading, offset=(at, 0))
        assert names(screen) == sorted(HTML, reverse=True)
        await pilot.click(GalleryHeading, offset=(at - 4, 0))
        assert "farthest first" in headline(screen)
        await pilot.click(GalleryHeading, offset=(5, 0))
        assert "by hue" in headline(screen)
        await pilot.click(GalleryHeading, offset=(15, 0))
        assert names(screen) == list(HTML)


async def test_typing_filters_the_rows(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot, *"PINK")
        assert names(screen) == ["deep pink", "hot pink"]
        assert f"2 of {len(HTML)} names" in headline(screen)
        await pilot.press("space")
        assert names(screen) == ["deep pink", "hot pink"]
        await pilot.press(*"banana")
        await settle(pilot, lambda: "no name in html contains PINK banana" in headline(screen))
        await pilot.press("down", "enter", "pagedown")
        assert app.focused is screen.phrase
        await pilot.press("escape")
        await pilot.pause()
        assert names(screen) == list(HTML)


async def test_the_text_of_the_main_screen_filters_from_the_start(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot, lambda: isinstance(app.screen, MainScreen))
        await pilot.press(*"sky")
        screen = await entered(pilot)
        await settle(pilot, lambda: names(screen) == ["sky blue"])


async def test_the_chooser_lists_what_there_is(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await settle(pilot, lambda: bool(screen._counts))
        await pilot.press("f7")
        await settle(pilot, lambda: isinstance(app.screen, ListChooser))
        options = app.screen.query_one(OptionList)
        shown = [" ".join(str(option.prompt).split()) for option in options.options]
        assert shown == [
            f"html {len(HTML)}", "everyday (all of it) 6", f"long {len(LONG)}", "everyday/fruit 4",
            "everyday/translated_ja 2",
        ]  # fmt: skip
        await pilot.press("escape")
        assert app.screen is screen
        await choose(pilot, "everyday/tr")
        await settle(pilot, lambda: headline(screen).startswith("everyday/translated_ja"))
        await settle(pilot, lambda: "#57b8ff" in lines(screen)[0])
        assert any("空" in line and "sky" in line for line in lines(screen))
        await pilot.press("f7")
        await settle(pilot, lambda: isinstance(app.screen, ListChooser))
        await pilot.press(*"no such list", "enter")
        assert isinstance(app.screen, ListChooser), "nothing is called so: nothing is chosen"
        await pilot.press("f7")
        await settle(pilot, lambda: app.screen is screen)
        assert headline(screen).startswith("everyday/translated_ja")


async def test_the_chooser_moves_with_the_keys(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot, "f7")
        await settle(pilot, lambda: isinstance(app.screen, ListChooser))
        await pilot.press("down", "down", "up", "enter")
        await settle(pilot, lambda: headline(screen).startswith("everyday  6 names"))


async def test_a_row_goes_to_the_main_screen(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot, "down", "down", "down")
        row = table(screen).marked
        assert row is not None
        assert row.name == "beige"
        assert lines(screen)[2].startswith("▸")
        await pilot.press("enter")
        await settle(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot, lambda: app.screen.query_one(PhraseInput).value == "beige")


async def test_a_double_click_takes_a_row(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await pilot.click(GalleryTable, offset=(30, 3))
        assert lines(screen)[3].startswith("▸")
        await pilot.click(GalleryTable, offset=(30, 4), times=2)
        await settle(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot, lambda: app.screen.query_one(PhraseInput).value == "blue")


async def test_the_keys_of_the_rows(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot, "down", "end")
        rows = table(screen)
        assert rows.marked is not None
        assert rows.marked.name == list(HTML)[-1]
        assert rows.in_view[-1] == len(HTML) - 1
        await pilot.press("pageup", "home", "pagedown", "pagedown")
        assert rows.in_view[0] > 0
        await pilot.press("home", "up")
        assert app.focused is screen.phrase
        await pilot.press("down", "escape")
        assert app.focused is screen.phrase
        await pilot.press("pagedown")
        assert rows.in_view[0] > 0
        await pilot.press("down", "x")
        assert (app.focused, screen.phrase.value) == (screen.phrase, "x")


async def test_the_rows_on_the_screen_are_read_first(make_app: Make) -> None:
    gated = Gated()
    app = make_app(predictor=gated)
    async with app.run_test() as pilot:
        screen = await entered(pilot)
        await choose(pilot, "long")
        await settle(pilot, lambda: gated.chunks[-1][0] == "shade 0")
        await settle(pilot, lambda: table(screen).numbers.size == len(LONG))
        await pilot.press("down", "end")
        visible = [f"shade {number}" for number in table(screen).in_view.tolist()]
        assert visible[-1] == f"shade {len(LONG) - 1}"
        gated.may.release(2)
        await settle(pilot, lambda: any(chunk[: len(visible)] == visible for chunk in gated.chunks))
        # Then the rows that the filter leaves, before the others.
        await pilot.press("escape", *"shade 19")
        await settle(pilot, lambda: table(screen).numbers.size == 11)
        gated.may.release(2)
        await settle(pilot, lambda: any("shade 190" in chunk for chunk in gated.chunks[-2:]))
        gated.may.release(1000)


async def test_rows_that_have_not_been_read_come_last_and_the_progress_is_told(make_app: Make) -> None:
    gated = Gated()
    app = make_app(predictor=gated)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await choose(pilot, "long")
        gated.may.release(1)
        await settle(pilot, lambda: " of 250 read" in headline(screen))
        await pilot.press("f6")
        assert screen._comparison is not None
        comparison = screen._comparison

        def farthest_first() -> bool:
            found = comparison.delta_e[table(screen).numbers]
            return bool((found[: read - 1] >= found[1:read]).all())

        # The first chunk is what is on the screen, or 32 rows where nothing is yet.
        read = len(comparison.rows) - int(comparison.unread.sum())
        assert read in (32, len(table(screen).in_view))
        assert f"{read} of 250 read" in headline(screen)
        await settle(pilot, farthest_first)
        assert comparison.unread[table(screen).numbers[read:]].all()
        gated.may.release(1000)
        await settle(pilot, lambda: "read" not in headline(screen))
        found = comparison.delta_e[table(screen).numbers]
        assert (found[:-1] >= found[1:]).all()


async def test_the_marked_row_stays_marked_while_rows_move(make_app: Make) -> None:
    gated = Gated()
    app = make_app(predictor=gated)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await choose(pilot, "long")
        gated.may.release(1)
        await settle(pilot, lambda: " of 250 read" in headline(screen))
        await pilot.press("f6", "down", "down", "down")
        row, where = table(screen).marked, [line.startswith("▸") for line in lines(screen)].index(True)
        gated.may.release(1000)
        await settle(pilot, lambda: "read" not in headline(screen))
        assert table(screen).marked == row
        assert table(screen).numbers.size == len(LONG)
        top = table(screen).scroll_offset.y
        assert top == 0 or [line.startswith("▸") for line in lines(screen)].index(True) == where


async def test_leaving_ends_the_work_and_coming_back_goes_on(make_app: Make) -> None:
    gated = Gated()
    app = make_app(predictor=gated)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await choose(pilot, "long")
        gated.may.release(1)
        await settle(pilot, lambda: " of 250 read" in headline(screen))
        await pilot.press("f3")
        await settle(pilot, lambda: isinstance(app.screen, MainScreen))
        assert not screen._reader.reading
        asked = len(gated.chunks)
        left = len(LONG) - sum(name in LONG for chunk in gated.chunks for name in chunk)
        gated.may.release(1000)
        await settle(pilot, lambda: screen._comparison is not None and screen._comparison.unread.sum() == left)
        assert len(gated.chunks) == asked, "only the chunk in hand was finished"
        await opened(pilot)
        read = [name for chunk in gated.chunks for name in chunk if name.startswith("shade")]
        assert sorted(read) == sorted(LONG), "nothing was read twice"


async def test_what_was_read_is_kept_for_each_list(make_app: Make) -> None:
    gated = Gated()
    app = make_app(predictor=gated)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await choose(pilot, "everyday/fruit")
        await settle(pilot, lambda: headline(screen).startswith("everyday/fruit  4 names") and "ΔE" in figures(screen))
        asked = len(gated.chunks)
        await choose(pilot, "html")
        await settle(pilot, lambda: headline(screen).startswith(f"html  {len(HTML)} names"))
        assert "median" in figures(screen)
        assert len(gated.chunks) == asked


async def test_another_model_reads_anew(make_app: Make) -> None:
    class Black(FakePredictor):
        def predict_many(self, texts: Sequence[str], *, model_only: bool = False) -> list[Prediction]:  # noqa: ARG002
            return [self.predict("black") for _ in texts]

    app = make_app()
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await pilot.press("f3")
        await settle(pilot, lambda: isinstance(app.screen, MainScreen))
        app._predictor = Black()
        await pilot.press("f3")
        await settle(pilot, lambda: all(line.split()[1] == "#000000" for line in lines(screen)))


async def test_a_model_that_cannot_be_read_is_one_line(make_app: Make) -> None:
    app = make_app(predictor=FakePredictor(error="model.onnx cannot be read; install colorword-tui again"))
    async with app.run_test() as pilot:
        screen = await entered(pilot)
        await settle(pilot, lambda: "model.onnx cannot be read" in figures(screen))
        assert lines(screen)[0].split()[:2] == ["#f0f8ff", "…"]
        await pilot.press(*"pink")
        assert names(screen) == ["deep pink", "hot pink"]
        assert "model.onnx cannot be read" in figures(screen)


async def test_a_table_that_cannot_be_read_is_one_line(make_app: Make, tmp_path: Path) -> None:
    (tmp_path / "lexicon" / "long.tsv").write_text("phrase\tlanguage\tcolors\nred\ten\tnocolor\n")
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(pilot)
        await choose(pilot, "long")
        await settle(pilot, lambda: "long.tsv, line 2" in headline(screen))
        await pilot.press(*"red", "f6", "f8")
        await choose(pilot, "html")
        await settle(pilot, lambda: headline(screen).startswith("html"))


async def test_quitting_in_the_middle_of_a_list_ends_the_thread(make_app: Make) -> None:
    gated = Gated()
    app = make_app(predictor=gated)
    async with app.run_test() as pilot:
        await entered(pilot)
        await choose(pilot, "long")
        await settle(pilot, lambda: gated.chunks[-1:] != [] and gated.chunks[-1][0] == "shade 0")
        await pilot.press("ctrl+q")
    (thread,) = [one for one in threading.enumerate() if one.name == "colorword-gallery"]
    assert thread.daemon
    asked = len(gated.chunks)
    gated.may.release(1000)
    thread.join()
    assert len(gated.chunks) == asked


async def test_hostile_names_are_shown_as_they_are(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await choose(pilot, "everyday/fruit")
        await settle(pilot, lambda: any("[red]markup[/]" in line for line in lines(screen)))
        await settle(
            pilot, lambda: "[red]markup[/]" in str(screen.query_one("#worst", Static).render()).replace("\xa0", " ")
        )
        await pilot.press(*"[/", "escape")
        assert len({table(screen).render_line(y).cell_length for y in range(4)}) == 1


@pytest.mark.parametrize("size", [(1, 1), (2, 30), (200, 2), (20, 5), (30, 8), (45, 12), (71, 15), (300, 90)])
async def test_any_size(make_app: Make, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, "down", "down", "end", "f6", "f8")
        widths = {table(screen).render_line(y).cell_length for y in range(table(screen).size.height)}
        assert len(widths) <= 1
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(*size)
        await pilot.press("f7")
        await settle(pilot, lambda: isinstance(app.screen, ListChooser))
        await pilot.press("escape")


@pytest.mark.parametrize("width", range(120))
def test_columns_never_take_more_than_there_is(width: int) -> None:
    columns = Columns.at(width)
    assert columns.name >= 0
    if width >= 12:
        assert columns.name_start + columns.name + (2 + columns.side if columns.side else 0) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("plum", 4, "plum"),
        ("plums", 4, "plu…"),
        ("青空青空", 5, "青空…"),
        ("青空青空", 4, "青…"),
        ("plum", 1, "…"),
        ("plum", 0, ""),
    ],
)
def test_names_are_cut_in_cells(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown
