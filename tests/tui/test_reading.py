import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from colorword_tui.reading.look import DARK, LIGHT
from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.screens.path_prompt import PathPrompt
from colorword_tui.tui.screens.reading import ReadingScreen
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.ribbon import Ribbon
from colorword_tui.tui.widgets.text_pane import TextPane
from tests.reading.novel import novel
from tests.tui.fake import FakePredictor
from tests.tui.test_app import said, settle

Make = Callable[..., ColorwordApp]
TEXT = "The banana lay by the blue sea.\nBlood is red.\n\nA [red]x[/] of \x1b[31m 晴れた夏の青空。 🍌\n"


def pane(app: ColorwordApp) -> TextPane:
    return screen(app).query_one(TextPane)


def screen(app: ColorwordApp) -> ReadingScreen:
    return next(one for one in app.screen_stack if isinstance(one, ReadingScreen))


def status(app: ColorwordApp) -> str:
    return str(screen(app).query_one("#status", Static).render())


def keys(app: ColorwordApp) -> str:
    return str(screen(app).query_one("#frame").border_subtitle)


def rows(app: ColorwordApp) -> list[str]:
    return [pane(app).render_line(y).text.rstrip() for y in range(pane(app).size.height)]


def grounds(app: ColorwordApp, y: int) -> dict[str, str]:
    """The grounds of the words in a row."""
    return {
        segment.text: segment.style.bgcolor.triplet.hex
        for segment in pane(app).render_line(y)
        if segment.text.strip() and segment.style and segment.style.bgcolor and segment.style.bgcolor.triplet
    }


def painted(app: ColorwordApp) -> bool:
    painter = screen(app)._painter
    return painter is not None and painter.share == 1


async def opened(pilot: Pilot[None], path: Path) -> ColorwordApp:
    """Open a file by its keys."""
    app = pilot.app
    assert isinstance(app, ColorwordApp)
    if not isinstance(app.screen, ReadingScreen):
        await pilot.press("f5")
        await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
    await pilot.press("f6")
    await settle(pilot, lambda: isinstance(app.screen, PathPrompt))
    app.screen.query_one("#path", Input).value = str(path)
    await pilot.press("enter")
    await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
    return app


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT)
    return path


async def test_a_file_is_painted(make_app: Make, file: Path) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        app = await opened(pilot, file)
        await settle(pilot, lambda: painted(app))
        assert app.focused is pane(app)
        await settle(pilot, lambda: "%" not in status(app))
        assert status(app).startswith("text.txt · utf-8 · 4 sentences")
        assert rows(app)[:4] == [
            "   The banana lay by the blue sea.", "   Blood is red.", "",
            "   A [red]x[/] of \ufffd[31m 晴れた夏の青空。 🍌",
        ]  # fmt: skip
        found = grounds(app, 0)
        assert (found["banana"], found["blue"]) == ("#ffe135", "#0000ff")
        assert grounds(app, 3)["red"] == "#ff0000"
        margin = pane(app).render_line(1)._segments[:2]
        color = FakePredictor().predict("Blood is red.").color
        assert [one.style.bgcolor.triplet.hex for one in margin] == [color.hex] * 2
        ribbon = screen(app).query_one(Ribbon).render_line(0)
        assert {one.style.bgcolor.triplet.hex for one in ribbon} == {
            one.hex for one in screen(app)._painter.colors.sentences
        }


async def test_every_option_has_a_key(make_app: Make, file: Path) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        app = await opened(pilot, file)
        await settle(pilot, lambda: painted(app))
        sentence = FakePredictor().predict("The banana lay by the blue sea.").color.hex
        assert keys(app) == "w words · t tint full · s stop words plain · p dark · e export · x clear"
        await pilot.press("w")
        assert grounds(app, 0)["banana"] == sentence
        await pilot.press("s")
        assert grounds(app, 0)["The"] == sentence
        await pilot.press("w", "t")
        assert "tint off" in keys(app)
        assert set(grounds(app, 0).values()) == {DARK.ground.hex}
        await pilot.press("p")
        assert set(grounds(app, 0).values()) == {LIGHT.ground.hex}
        await pilot.press("t", "t")
        assert "tint medium" in keys(app)
        assert grounds(app, 0)["banana"] not in (LIGHT.ground.hex, "#ffe135")


async def test_the_paper_follows_the_theme_until_it_is_chosen(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("f5")
        await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert not pane(app).look.light
        app.theme = "textual-light"
        await settle(pilot, lambda: pane(app).look.light)
        await pilot.press("tab", "p")
        app.theme = "textual-dark"
        await pilot.pause()
        app.theme = "textual-light"
        await pilot.pause()
        assert not pane(app).look.light


async def test_a_pasted_text_keeps_its_lines(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("f5")
        await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert "paste a text" in "\n".join(rows(app))
        await pilot.press("tab")
        assert app.focused is pane(app)
        pane(app).post_message(events.Paste("a banana\nblood\n\n" + "sea " * 2000))
        await settle(pilot, lambda: painted(app))
        assert rows(app)[:3] == ["   a banana", "   blood", ""]
        assert "pasted text" in status(app)
        assert app.screen.query_one(PhraseInput).value == ""
        await pilot.press("x")
        await settle(pilot, lambda: "no text" in status(app))
        assert app.focused is app.screen.query_one(PhraseInput)
        assert "paste a text" in "\n".join(rows(app))


async def test_scrolling_by_keys_and_by_the_ribbon(make_app: Make, tmp_path: Path) -> None:
    path = tmp_path / "novel.txt"
    path.write_text(novel(30_000))
    async with make_app().run_test(size=(80, 24)) as pilot:
        app = await opened(pilot, path)
        await settle(pilot, lambda: pane(app).virtual_size.height > 100)
        height = pane(app).size.height
        for key, place in (("down", 1), ("up", 0), ("pagedown", height), ("space", 2 * height), ("home", 0)):
            await pilot.press(key)
            await settle(pilot, lambda place=place: round(pane(app).scroll_y) == place)
        await pilot.press("end")
        await settle(pilot, lambda: round(pane(app).scroll_y) == pane(app).max_scroll_y)
        assert pane(app).seen[1] == len(screen(app)._painter.text.sentences) - 1
        await pilot.click(Ribbon, offset=(0, 0))
        await settle(pilot, lambda: pane(app).scroll_y == 0)


async def test_a_novel_paints_what_is_seen_first(make_app: Make, tmp_path: Path) -> None:
    path = tmp_path / "novel.txt"
    path.write_text(novel(1_000_000))
    fake = FakePredictor()
    asked: list[list[str]] = []
    answer = fake.predict_many

    def slowly(texts: list[str], *, model_only: bool = False) -> list[object]:
        asked.append(list(texts))
        time.sleep(0.01)
        return answer(texts)

    fake.predict_many = slowly  # type: ignore[method-assign]
    async with make_app(predictor=fake).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot, path)
        await settle(pilot, lambda: pane(app).virtual_size.height > 10_000 and len(asked) > 3)
        text = screen(app)._painter.text
        first, last = 0, 40
        seen = {text.word(span) for number in range(first, last) for span in text.words(number)}
        # "blue" and such are asked by the main screen.
        assert set(next(batch for batch in asked if len(batch) == 16)) <= seen
        await pilot.press("end")
        end = len(text.sentences) - 1
        await settle(pilot, lambda: screen(app)._painter.colors.sentences[end] is not None)
        await settle(pilot, lambda: len(grounds(app, pane(app).size.height - 1)) > 0)
        assert not painted(app)
        await pilot.press("x")


async def test_the_words_at_the_top_stay_there_when_the_width_changes(make_app: Make, tmp_path: Path) -> None:
    path = tmp_path / "novel.txt"
    path.write_text(novel(30_000))
    async with make_app().run_test(size=(80, 24)) as pilot:
        app = await opened(pilot, path)
        await settle(pilot, lambda: pane(app).virtual_size.height > 100)
        pane(app).go_to(30)
        await settle(pilot, lambda: pane(app).seen[0] in (29, 30))
        before = pane(app).seen[0]
        for size in ((50, 24), (120, 24), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert abs(pane(app).seen[0] - before) <= 1


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("missing.txt", None, "No such file"),
        (".", None, "folder"),
        ("zero.bin", b"a\0b", "binary"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("[red]x.txt", b"a\0b", "[red]x.txt is no text"),
    ],
)
async def test_bad_input_is_one_line(make_app: Make, tmp_path: Path, name: str, data: bytes | None, told: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    async with make_app().run_test() as pilot:
        app = await opened(pilot, tmp_path / name)
        await settle(pilot, lambda: any(told in one for one in said(app)))
        assert "no text" in status(app)


async def test_damage_is_told_and_the_rest_is_read(make_app: Make, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes("Все счастливые семьи похожи.".encode() + b"\xff sea.")
    async with make_app().run_test() as pilot:
        app = await opened(pilot, tmp_path / "x.txt")
        await settle(pilot, lambda: any("not utf-8: 1;" in one for one in said(app)))
        assert "семьи" in rows(app)[0]


async def test_the_newest_text_wins(make_app: Make, file: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text(novel(1_000_000))
    async with make_app().run_test() as pilot:
        app = await opened(pilot, large)
        await opened(pilot, file)
        await settle(pilot, lambda: painted(app))
        assert "text.txt" in status(app)
        await pilot.pause(1)
        assert "text.txt" in status(app)


@pytest.mark.parametrize("kind", ["html", "svg", "png", "ansi"])
async def test_exports(make_app: Make, file: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"out [1].{kind}"
    async with make_app().run_test() as pilot:
        app = await opened(pilot, file)
        await settle(pilot, lambda: painted(app))
        for _ in range(2):
            await pilot.press("e")
            await settle(pilot, lambda: isinstance(app.screen, PathPrompt))
            assert app.screen.query_one("#path", Input).value == "text.html"
            app.screen.query_one("#path", Input).value = f"'{out}'"
            await pilot.press("enter")
            await settle(pilot, lambda: f"written {out}" in said(app))
        # The second time it is there already.
        await settle(pilot, lambda: any("choose another name" in one for one in said(app)))
        assert len(out.read_bytes()) > 100
        assert b"\x1b[31m" not in out.read_bytes()


async def test_an_export_that_fails_is_one_line(make_app: Make, file: Path, tmp_path: Path) -> None:
    async with make_app().run_test() as pilot:
        app = await opened(pilot, file)
        for name, told in (("x.gif", "ends in none of"), ("no/x.html", "cannot be written: No such file")):
            await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
            await pilot.press("e")
            await settle(pilot, lambda: isinstance(app.screen, PathPrompt))
            app.screen.query_one("#path", Input).value = str(tmp_path / name)
            await pilot.press("enter")
            await settle(pilot, lambda told=told: any(told in one for one in said(app)))
        await pilot.press("x", "tab", "e")
        await settle(pilot, lambda: any("nothing to export" in one for one in said(app)))


async def test_a_served_app_has_no_files(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
        await pilot.press("f5")
        await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
        await pilot.press("f6")
        await settle(pilot, lambda: any("served to a browser" in one for one in said(app)))
        await pilot.press("tab")
        pane(app).post_message(events.Paste("a banana"))
        await settle(pilot, lambda: painted(app))
        await pilot.press("e", "o")
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)


async def test_the_prompt_suggests_and_goes_away(make_app: Make, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "poem.txt").write_text("a banana")
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("f5")
        await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
        await pilot.press("f6")
        await settle(pilot, lambda: isinstance(app.screen, PathPrompt))
        line = app.screen.query_one("#path", Input)
        for part in ("fo", "po"):
            line.value = line.value + part if line.value else f"{tmp_path}{os.sep}{part}"
            line.cursor_position = len(line.value)
            await settle(pilot, lambda part=part: line._suggestion.startswith(line.value) and bool(part))
            await pilot.press("right")
        assert line.value == str(tmp_path / "folder" / "poem.txt")
        await pilot.press("escape")
        await settle(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert "no text" in status(app)


async def test_keys_move_between_the_input_and_the_text(make_app: Make, file: Path) -> None:
    async with make_app().run_test() as pilot:
        app = await opened(pilot, file)
        await settle(pilot, lambda: painted(app))
        await pilot.press("escape")
        assert app.focused is screen(app).phrase
        await pilot.press("w", "t")
        assert screen(app).phrase.value == "wt"
        await pilot.press("down")
        assert app.focused is pane(app)
        await pilot.press("z")
        assert app.focused is screen(app).phrase
        assert screen(app).phrase.value == "wtz"


async def test_a_clicked_word_is_asked_in_the_input(make_app: Make, file: Path) -> None:
    async with make_app().run_test() as pilot:
        app = await opened(pilot, file)
        await settle(pilot, lambda: painted(app))
        await pilot.click(TextPane, offset=(8, 0))
        await settle(pilot, lambda: "#ffe135" in status(app))
        assert screen(app).phrase.value == "banana"
        await pilot.click(TextPane, offset=(6, 0))
        assert screen(app).phrase.value == "banana"


async def test_another_model_paints_anew(make_app: Make, file: Path) -> None:
    async with make_app().run_test() as pilot:
        app = await opened(pilot, file)
        await settle(pilot, lambda: painted(app))
        before = screen(app)._painter
        await pilot.press("f5")
        app._predictor = FakePredictor()
        await pilot.press("f5")
        await settle(pilot, lambda: screen(app)._painter is not before and painted(app))
        assert grounds(app, 0)["banana"] == "#ffe135"


async def test_a_model_that_fails_is_told(make_app: Make, file: Path) -> None:
    async with make_app(predictor=FakePredictor(error="model.onnx cannot be read")).run_test() as pilot:
        app = await opened(pilot, file)
        await settle(pilot, lambda: "no colours: model.onnx" in status(app))
        assert "banana" in rows(app)[0]


@pytest.mark.parametrize("size", [(1, 1), (2, 30), (200, 2), (20, 5), (30, 8), (71, 12)])
async def test_any_size(make_app: Make, file: Path, size: tuple[int, int]) -> None:
    async with make_app().run_test(size=size) as pilot:
        app = await opened(pilot, file)
        await settle(pilot, lambda: painted(app))
        await pilot.press("w", "pagedown", "end", "x", "f6", "escape")
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(*size)


async def test_nothing_runs_on_after_quitting(make_app: Make, tmp_path: Path) -> None:
    import threading

    path = tmp_path / "novel.txt"
    path.write_text(novel(200_000))
    async with make_app(predictor=FakePredictor(delay=0.005)).run_test() as pilot:
        app = await opened(pilot, path)
        await settle(pilot, lambda: screen(app)._painter is not None and screen(app)._painter.share > 0)
        painter = screen(app)._painter
    for thread in threading.enumerate():
        if thread.name.startswith("colorword-"):
            thread.join(5)
            assert not thread.is_alive()
    assert painter.share < 1
