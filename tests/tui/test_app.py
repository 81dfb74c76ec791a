import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input, Static

from colorword_tui.store import Store
from colorword_tui.tui.app import EXAMPLE, ColorwordApp
from colorword_tui.tui.messages import Answered, Detailed
from colorword_tui.tui.screens.help import HelpScreen
from colorword_tui.tui.widgets.chips import Chips
from colorword_tui.tui.widgets.facts import Facts
from colorword_tui.tui.widgets.history import KeptList
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.row import Row
from colorword_tui.tui.widgets.swatch import Swatch
from tests.tui.fake import FakePredictor

Make = Callable[..., ColorwordApp]


async def settle(pilot: Pilot[None], until: Callable[[], bool]) -> None:
    """Wait for the reader's thread."""
    for _ in range(300):
        await pilot.pause()
        if until():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came")


def hexed(app: ColorwordApp) -> str | None:
    shown = app.screen_stack[0].query_one(Swatch).shown
    return shown.color.hex if shown else None


def said(app: ColorwordApp) -> list[str]:
    return [notification.message for notification in app._notifications]


def text(app: ColorwordApp, selector: str) -> str:
    widget = app.screen_stack[0].query_one(selector)
    return widget.content.plain if isinstance(widget, Row) else str(widget.render())


def chip(app: ColorwordApp, selector: str, index: int) -> tuple[int, int]:
    return app.screen.query_one(selector, Chips).columns[index].start, 0


@asynccontextmanager
async def asking(app: ColorwordApp, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Pilot[None], list[str]]]:
    """The app with its example read, and what is asked from then on: nothing more is answered."""
    asked: list[str] = []
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#4aa8f0")
        monkeypatch.setattr(app._reader, "ask", lambda question: asked.append(question.text))
        yield pilot, asked


async def typed(app: ColorwordApp, pilot: Pilot[None], word: str, color: str) -> None:
    app.screen_stack[0].query_one(PhraseInput).value = word
    await settle(pilot, lambda: hexed(app) == color)


async def test_the_first_start_shows_an_example_and_says_what_to_do(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#4aa8f0")
        assert app.screen.query_one(PhraseInput).value == ""
        assert app.screen.query_one(PhraseInput).placeholder == EXAMPLE
        assert text(app, "#heading") == "enter keeps a word here"
        assert "type a word" in str(app.screen.query_one("#frame").border_subtitle)
        assert EXAMPLE == "clear blue summer sky"


async def test_a_letter_is_asked_for_at_once_and_not_when_it_is_painted(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with asking(app, monkeypatch) as (pilot, asked):
        app.screen.query_one(PhraseInput).value = "blood"
        assert asked == ["blood"]
        await pilot.pause()
        assert asked == ["blood"]


@pytest.mark.parametrize("size", [(80, 24), (60, 13), (60, 9), (30, 5)])
async def test_rows_of_the_swatch_that_are_painted_once_are_those_that_would_be_painted_one_by_one(
    make_app: Make, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot, lambda: hexed(app) == "#4aa8f0")
        swatch = app.screen.query_one(Swatch)
        width, height = swatch.region.size
        at_once = swatch.render_lines(Region(0, 0, width, height))
        one_by_one = [swatch.render_lines(Region(0, row, width, 1))[0] for row in range(height)]
        assert [row.text for row in at_once] == [row.text for row in one_by_one]
        assert {segment.style.bgcolor.name for row in at_once for segment in row} == {"#4aa8f0"}
        assert sum("#4aa8f0" in row.text for row in at_once) == 1


async def test_a_notation_wider_than_the_swatch_goes_on_in_a_second_line(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(28, 14)) as pilot:
        await settle(pilot, lambda: hexed(app) == "#4aa8f0")
        swatch = app.screen.query_one(Swatch)
        assert swatch.shown is not None
        swatch.shown = replace(swatch.shown, notation="oklch(0.7095 0.1337 247.21)")
        await pilot.pause()
        rows = [row.text for row in swatch.render_lines(swatch.region.reset_offset)]
        assert " ".join("".join(rows).split()) == "oklch(0.7095 0.1337 247.21)"


@pytest.mark.parametrize("mode", ["map", "gallery", "reading", "training"])
async def test_a_key_that_comes_with_another_screen_is_not_lost(
    make_app: Make, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    app = make_app()
    async with asking(app, monkeypatch) as (pilot, asked):
        for letters in ("a", "ab", "abc"):
            await app.action_show_mode(mode)
            phrase = app.screen.query_one(PhraseInput)
            assert phrase.value == letters[:-1]
            phrase.insert_text_at_cursor(letters[-1])
            await pilot.pause()
            assert (phrase.value, asked[-1]) == (letters, letters)


async def test_what_is_typed_while_the_app_starts_is_not_lost(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def type_ahead(app: ColorwordApp) -> None:
        for letter in "blood":
            app.post_message(events.Key(letter, letter))

    monkeypatch.setattr(ColorwordApp, "on_load", type_ahead, raising=False)
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#7b1113")
        assert app.screen.query_one(PhraseInput).value == "blood"
        # Later keys that nobody wants are not typed.
        app.screen.set_focus(None)
        await pilot.press("x")
        assert app.screen.query_one(PhraseInput).value == "blood"


async def test_every_key_paints(make_app: Make) -> None:
    fake = FakePredictor()
    app = make_app(predictor=fake)
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#4aa8f0")
        for letter, so_far in zip("blood", ("b", "bl", "blo", "bloo", "blood"), strict=True):
            await pilot.press(letter)
            await settle(pilot, lambda so_far=so_far: so_far in fake.asked)
        await settle(pilot, lambda: hexed(app) == "#7b1113")
        await settle(pilot, lambda: "maroon" in text(app, "#nearest"))
        await pilot.press(*["backspace"] * 5)
        await settle(pilot, lambda: hexed(app) is None)


async def test_the_latest_text_wins_and_threads_do_not_pile_up(make_app: Make) -> None:
    fake = FakePredictor(delay=0.08)
    app = make_app(predictor=fake)
    before = threading.active_count()
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) is not None)
        fake.asked.clear()
        await pilot.press(*"the quick brown fox jumps over blood")
        for _ in range(29):
            await pilot.press("ctrl+w") if app.screen.query_one(PhraseInput).value else None
        await pilot.press(*"blood")
        assert threading.active_count() - before <= 3
        await settle(pilot, lambda: hexed(app) == "#7b1113")
        assert len(fake.asked) < 40, "a question that waits is replaced by the next"
        await asyncio.sleep(0.3)
        await pilot.pause()
        assert hexed(app) == "#7b1113"


async def test_words_are_painted_one_by_one(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await typed(app, pilot, "clear summer sky", "#57b8ff")
        await settle(pilot, lambda: text(app, "#words").split() == ["clear", "summer", "sky"])


async def test_copying_takes_the_format_shown_and_says_so(make_app: Make, copied: list[str], store: Store) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await typed(app, pilot, "banana", "#ffe135")
        await pilot.press("ctrl+y")
        await settle(pilot, lambda: copied == ["#ffe135"])
        assert "copied #ffe135" in said(app)
        await pilot.press("ctrl+f", "ctrl+y")
        await settle(pilot, lambda: copied == ["#ffe135", "rgb(255, 225, 53)"])
        assert [kept.text for kept in store.kept()] == ["banana"]
        await pilot.press(*["ctrl+f"] * 6)
        shown = app.screen.query_one(Swatch).shown
        assert shown is not None
        assert shown.notation == "#ffe135"


async def test_copying_writes_osc_52(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux")  # noqa: S108
    app = make_app()
    written: list[str] = []
    async with app.run_test() as pilot:
        await typed(app, pilot, "banana", "#ffe135")
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        await pilot.press("ctrl+y")
        await settle(pilot, lambda: any("]52;c;I2ZmZTEzNQ==" in one for one in written))
        assert any(one.startswith("\x1bPtmux;\x1b\x1b]52") for one in written)


async def test_a_fast_hand_keeps_and_copies_the_word_it_typed(make_app: Make, store: Store, copied: list[str]) -> None:
    app = make_app(predictor=FakePredictor(delay=0.1))
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#4aa8f0")
        await pilot.press(*"blood", "enter")
        await settle(pilot, lambda: [kept.text for kept in store.kept()] == ["blood"])
        await pilot.press("escape", *"banana", "ctrl+y")
        await settle(pilot, lambda: copied == ["#ffe135"])


async def test_nothing_to_copy_or_keep(make_app: Make) -> None:
    app = make_app("banana")
    async with app.run_test() as pilot:
        await typed(app, pilot, "blood", "#7b1113")
        await pilot.press("escape")
        await settle(pilot, lambda: hexed(app) is None)
        await pilot.press("ctrl+y", "ctrl+s")
        assert len([one for one in said(app) if "type a word first" in one]) == 2


async def test_candidates_are_picked_by_key_row_and_mouse(make_app: Make, copied: list[str]) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await typed(app, pilot, "clear summer sky", "#57b8ff")
        await pilot.press("alt+3")
        assert hexed(app) == "#1e6fd0"
        await pilot.press("ctrl+y")
        await settle(pilot, lambda: copied == ["#1e6fd0"])
        app.screen.query_one("#candidates").focus()
        await pilot.press("2")
        assert hexed(app) == "#a9d6e8"
        await pilot.click("#candidates", offset=chip(app, "#candidates", 0))
        assert hexed(app) == "#57b8ff"
        await pilot.click("#formats", offset=chip(app, "#formats", 1))
        shown = app.screen.query_one(Swatch).shown
        assert shown is not None
        assert shown.notation == "rgb(87, 184, 255)"
        app.screen.query_one(PhraseInput).focus()
        await pilot.press("end", "2")
        assert app.screen.query_one(PhraseInput).value == "clear summer sky2"


async def test_words_are_kept_brought_back_filtered_and_forgotten(make_app: Make, store: Store) -> None:
    app = make_app("blood", "banana")
    async with app.run_test() as pilot:
        await typed(app, pilot, "clear summer sky", "#57b8ff")
        await pilot.press("enter")
        assert [kept.text for kept in store.kept()] == ["clear summer sky", "banana", "blood"]
        await pilot.press("down", "down", "enter")
        await settle(pilot, lambda: hexed(app) == "#ffe135")
        assert app.screen.query_one(PhraseInput).value == "banana"
        assert app.focused is app.screen.query_one(PhraseInput)
        await pilot.press("up")
        await settle(pilot, lambda: app.focused is app.screen.query_one(KeptList))
        await pilot.press("delete")
        assert [kept.text for kept in store.kept()] == ["banana", "blood"]
        await pilot.press("slash", *"oo")
        await settle(pilot, lambda: app.screen.query_one(KeptList).option_count == 1)
        await pilot.press("enter", "enter")
        await settle(pilot, lambda: hexed(app) == "#7b1113")
        assert app.screen.query_one(KeptList).option_count == 2


async def test_typing_in_the_list_goes_to_the_input(make_app: Make) -> None:
    app = make_app("banana")
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#ffe135")
        await pilot.press("down")
        await settle(pilot, lambda: app.focused is app.screen.query_one(KeptList))
        await pilot.press("x")
        assert app.screen.query_one(PhraseInput).value == "x"
        assert app.focused is app.screen.query_one(PhraseInput)


async def test_clicks_do_what_keys_do(make_app: Make, copied: list[str]) -> None:
    app = make_app("blood", "banana")
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#ffe135")
        await pilot.click(KeptList, offset=(3, 1))
        await settle(pilot, lambda: hexed(app) == "#7b1113")
        await pilot.click(Swatch)
        await settle(pilot, lambda: copied == ["#7b1113"])


async def test_a_restart_keeps_words_and_theme(tmp_path: Path) -> None:
    folder = tmp_path / "again"
    first = ColorwordApp(FakePredictor(), Store(folder))
    async with first.run_test() as pilot:
        await typed(first, pilot, "banana", "#ffe135")
        await pilot.press("ctrl+s")
        first.theme = "textual-light"
        await pilot.pause()
    second = ColorwordApp(FakePredictor(), Store(folder))
    async with second.run_test() as pilot:
        await settle(pilot, lambda: hexed(second) == "#ffe135")
        assert second.theme == "textual-light"
        assert second.screen.query_one(KeptList).option_count == 1


async def test_the_models_own_reading_of_an_exact_name(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await typed(app, pilot, "tomato", "#ff6347")
        await pilot.press("ctrl+o")
        await settle(pilot, lambda: hexed(app) not in (None, "#ff6347"))
        await pilot.press("ctrl+o")
        await settle(pilot, lambda: hexed(app) == "#ff6347")


async def test_help_shows_the_keys_as_they_are_bound(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        app.set_keymap({})
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        shown = " ".join(str(one.render()) for one in app.screen.query(Static))
        for key in ("^y", "^f", "^s", "^o", "^p", "^q", "f1", "alt+1", "delete", "/"):
            assert key in shown
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_the_palette_has_every_action(make_app: Make, copied: list[str]) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await typed(app, pilot, "banana", "#ffe135")
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"copy the colour")
        await asyncio.sleep(0.5)
        await pilot.press("enter")
        await settle(pilot, lambda: copied == ["#ffe135"])


async def test_exact_names_answer_without_a_model_and_the_failure_is_one_line(make_app: Make) -> None:
    app = make_app(predictor=FakePredictor(error="model.onnx cannot be read; install colorword-tui again"))
    async with app.run_test() as pilot:
        await settle(pilot, lambda: any("model.onnx" in one for one in said(app)))
        await typed(app, pilot, "Dark Olive Green", "#556b2f")
        app.screen.query_one(PhraseInput).value = "banana"
        await settle(pilot, lambda: hexed(app) is None)
        assert "model.onnx" in app.screen.query_one(Swatch).hint


@pytest.mark.parametrize(
    "nasty",
    [
        "[red]markup[/]", "[/", "[", "\\[", "x" * 100_000, "🍌🍎👩\u200d🌾", "תכלת שמיים", "c\u0327a\u0300\u0301",
        "a\x00b", "\x1b[31mred\x1b[0m", "half \ud83d", "\u202eabc", "tab\there", "two\nlines",
    ],
)  # fmt: skip
async def test_nasty_text_is_pasted_painted_kept_and_brought_back(make_app: Make, store: Store, nasty: str) -> None:
    from textual import events

    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#4aa8f0")
        app.screen.query_one(PhraseInput).post_message(events.Paste(nasty))
        await settle(pilot, lambda: hexed(app) not in (None, "#4aa8f0"))
        await pilot.press("enter")
        await pilot.pause()
        kept = store.kept()[0].text
        assert len(kept) <= 1000
        assert not any(ord(character) < 32 or 0xD800 <= ord(character) < 0xE000 for character in kept)
        await pilot.press("down")
        await settle(pilot, lambda: app.focused is app.screen.query_one(KeptList))
        await pilot.press("enter")
        await pilot.pause()
        picture = app.export_screenshot()
        assert "\x1b" not in picture
        assert "\x00" not in picture


async def test_blank_text_clears_the_panel(make_app: Make) -> None:
    app = make_app("banana")
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#ffe135")
        await pilot.press("space", "space")
        await settle(pilot, lambda: hexed(app) is None)
        await settle(pilot, lambda: text(app, "#nearest") == "")


@pytest.mark.parametrize("size", [(1, 1), (2, 30), (200, 2), (20, 5), (30, 8), (71, 12), (300, 90)])
async def test_any_size(make_app: Make, size: tuple[int, int]) -> None:
    app = make_app("blood", "banana")
    async with app.run_test(size=size) as pilot:
        await typed(app, pilot, "clear summer sky", "#57b8ff")
        await pilot.press("down", "enter", "f1", "escape")
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(*size)


async def test_rows_are_dropped_in_order_and_the_swatch_stays(make_app: Make) -> None:
    app = make_app("banana")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, lambda: hexed(app) == "#ffe135")
        seen = []
        for height in (24, 16, 12, 9, 5):
            await pilot.resize_terminal(80, height)
            await pilot.pause()
            rows = [row for row in ("nearest", "candidates", "words") if app.screen.query_one(f"#{row}").region.height]
            seen.append(rows if app.screen.query_one(Facts).display else [])
            assert app.screen.query_one(Swatch).region.height >= 1
        assert seen == [["nearest", "candidates", "words"], ["nearest", "candidates"], ["nearest"], [], []]


async def test_a_narrow_screen_swaps_the_answer_for_the_list(make_app: Make) -> None:
    app = make_app("blood", "banana")
    async with app.run_test(size=(50, 15)) as pilot:
        await settle(pilot, lambda: hexed(app) == "#ffe135")
        assert not app.screen.query_one("#history").display
        await pilot.press("down")
        await settle(pilot, lambda: app.focused is app.screen.query_one(KeptList))
        await pilot.press("down", "enter")
        await settle(pilot, lambda: hexed(app) == "#7b1113")
        assert not app.screen.query_one("#history").display


async def test_an_unreadable_history_is_set_aside_and_said(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_bytes(b"not a database at all" * 100)
    app = ColorwordApp(FakePredictor(), Store(tmp_path))
    async with app.run_test() as pilot:
        await settle(pilot, lambda: any("set aside" in one for one in said(app)))
    assert (tmp_path / "history.sqlite3.unreadable-1").read_bytes().startswith(b"not a database")


async def test_the_filter_line_is_an_input_of_its_own(make_app: Make) -> None:
    app = make_app("blood", "banana")
    async with app.run_test() as pilot:
        await settle(pilot, lambda: hexed(app) == "#ffe135")
        await pilot.press("down")
        await settle(pilot, lambda: app.focused is app.screen.query_one(KeptList))
        await pilot.press("slash", *"ban")
        await settle(pilot, lambda: app.screen.query_one(KeptList).option_count == 1)
        await pilot.press("escape")
        await settle(pilot, lambda: app.focused is app.screen.query_one(PhraseInput))
        assert app.screen.query_one("#filter", Input).value == ""
        await settle(pilot, lambda: app.screen.query_one(KeptList).option_count == 2)


async def test_the_text_goes_along_from_mode_to_mode(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await typed(app, pilot, "banana", "#ffe135")
        for key, mode in (("f2", "map"), ("f3", "gallery"), ("f4", "training"), ("f5", "reading")):
            await pilot.press(key)
            await settle(pilot, lambda mode=mode: app.current_mode == mode)
            assert app.screen.query_one(PhraseInput).value == "banana"
            assert app.focused is app.screen.query_one(PhraseInput)
        await pilot.press("s")
        await pilot.press("f5")
        await settle(pilot, lambda: app.current_mode == "main")
        assert app.screen.query_one(PhraseInput).value == "bananas"
        await settle(pilot, lambda: hexed(app) == "#%06x" % (crc32(b"bananas") & 0xFFFFFF))


async def test_near_words_stand_under_the_answer_without_the_phrase_itself(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await typed(app, pilot, "clear summer sky", "#57b8ff")
        # What stands around a colour is read after it.
        await settle(pilot, lambda: text(app, "#near") != "")
        assert text(app, "#near").split() == ["azure", "cornflower", "[open]", "sea", "空色"]


async def test_why_shows_neighbours_and_the_share_of_each_word(make_app: Make) -> None:
    app = make_app("banana")
    async with app.run_test(size=(120, 40)) as pilot:
        await typed(app, pilot, "clear summer sky", "#57b8ff")
        await pilot.press("f6")
        await settle(pilot, lambda: "summer" in text(app, "#influences"))
        shares = [int(line.split()[1]) for line in text(app, "#influences").replace("%", "").splitlines()]
        assert len(shares) == 3
        assert abs(sum(shares) - 100) <= 2
        assert text(app, "#neighbours").splitlines()[3].split()[-2:] == ["[open]", "sea"]
        assert not app.screen.query_one("#history").display
        await typed(app, pilot, "banana", "#ffe135")
        await settle(pilot, lambda: "one word" in text(app, "#influences"))
        await pilot.press("f6")
        assert app.screen.query_one("#history").display


async def test_another_bundle_answers_without_a_restart(make_app: Make, tmp_path: Path) -> None:
    from colorword_tui.tui.screens.training import TrainingScreen

    app = make_app()
    async with app.run_test() as pilot:
        await typed(app, pilot, "banana", "#ffe135")
        app.post_message(TrainingScreen.Chosen(tmp_path / "nowhere"))
        await settle(pilot, lambda: any("nowhere" in one for one in said(app)))
        app.post_message(TrainingScreen.Chosen(None))
        await settle(pilot, lambda: app._predictor.ready)
        await settle(pilot, lambda: hexed(app) not in (None, "#ffe135"))


async def test_an_answer_that_comes_while_the_app_closes_is_nothing(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press(*"banana")
    answer = FakePredictor().predict("banana")
    app._answered(Answered(app._sequence, answer))
    app._detailed(Detailed(app._sequence))
    assert app._view.answer == answer


@pytest.mark.parametrize("downloads", [True, False])
async def test_a_screenshot_finds_a_folder(
    make_app: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, downloads: bool
) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    (home / "Downloads").mkdir(parents=True) if downloads else home.mkdir()
    here.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DOWNLOAD_DIR", raising=False)
    monkeypatch.chdir(here)
    app = make_app()
    async with app.run_test() as pilot:
        app.deliver_screenshot("screen.svg")
        folder = home / "Downloads" if downloads else here
        await settle(pilot, (folder / "screen.svg").exists)
        await settle(pilot, lambda: bool(said(app)))
    assert str(folder / "screen.svg") in said(app)[-1]


async def test_the_input_has_the_keys_although_the_window_had_no_focus_at_first(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        # As if the window had lost its focus before there was an input.
        app.screen.set_focus(None)
        app.app_focus = False
        app.app_focus = True
        assert app.focused is app.screen.query_one(PhraseInput)
        await typed(app, pilot, "banana", "#ffe135")
