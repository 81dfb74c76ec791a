"""The training screen, over real processes that train a tiny BERT."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static

from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.child import Child
from colorword_tui.tui.run_state import Phase, RunState, minutes
from colorword_tui.tui.runs import RECIPES, Run, Runs, Wish
from colorword_tui.tui.screens import training
from colorword_tui.tui.screens.training import TrainingScreen
from colorword_tui.tui.widgets.losses import thinned
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.probe_words import ProbeWords

Make = Callable[..., ColorwordApp]
SIZE = (100, 34)
ENDLESS = "1000000"

pytestmark = pytest.mark.skipif(find_spec("torch") is None, reason="the extra `train` is not installed")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "user"
    monkeypatch.setenv("COLORWORD_DATA", str(folder))
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    return folder


@pytest.fixture(scope="session")
def lively_bert(tiny_bert: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny BERT whose vectors differ: where all are alike, int8 changes which are nearest, and export refuses."""
    import torch
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("lively") / "bert"
    shutil.copytree(tiny_bert, folder)
    torch.manual_seed(0)
    config = BertConfig.from_pretrained(folder)
    config.initializer_range = 0.5
    BertModel(config).save_pretrained(folder)
    return folder


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait for a process; it imports torch first, and the machine may be busy."""
    for _ in range(6000):
        await pilot.pause()
        if true():
            return
        screen = pilot.app.screen
        if isinstance(screen, TrainingScreen) and screen._state.phase is Phase.FAILED:
            raise AssertionError(screen._state.message)
        await asyncio.sleep(0.05)
    raise AssertionError(f"it did not come to that; it said: {said(pilot)}")


def said(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


async def opened(pilot: Pilot[None]) -> TrainingScreen:
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(pilot.app.screen, TrainingScreen) and pilot.app.screen.is_mounted)
    screen = pilot.app.screen
    assert isinstance(screen, TrainingScreen)
    await pilot.pause()
    return screen


def text(screen: TrainingScreen, selector: str) -> str:
    return str(screen.query_one(selector, Static).render())


def shown(screen: TrainingScreen, part: str) -> Callable[[], bool]:
    return lambda: part in text(screen, "#progress")


async def fill(pilot: Pilot[None], screen: TrainingScreen, recipe: str, encoder: Path, epochs: str) -> None:
    screen.query_one("#recipe", Select).value = recipe
    await pilot.pause()
    screen.query_one("#list", Select).value = "html"
    screen.query_one("#encoder", Input).value = str(encoder)
    screen.query_one("#epochs", Input).value = epochs
    await pilot.pause()


async def started(pilot: Pilot[None], encoder: Path, epochs: str = ENDLESS) -> tuple[TrainingScreen, int]:
    """A training that learns already, and the number of its process."""
    screen = await opened(pilot)
    await fill(pilot, screen, "article", encoder, epochs)
    await pilot.press("f6")
    await until(pilot, lambda: screen._state.phase is Phase.TRAINING and len(screen._state.train) > 3)
    assert screen._child is not None
    assert screen._child.pid is not None
    return screen, screen._child.pid


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody asked about does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


async def test_a_tiny_bert_is_trained_and_watched(make_app: Make, tiny_bert: Path, data: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await fill(pilot, screen, "article", tiny_bert, "30")
        await pilot.press("f6")
        await until(pilot, shown(screen, "done"))
        state = screen._state
        assert [epochs for epochs, _ in state.validation] == list(range(1, 31))
        assert state.train[-1][1] < state.train[0][1]
        assert len(screen.query_one(ProbeWords).words) == 20
        assert "its head cannot answer here" in text(screen, "#progress")
        await pilot.press("f8")
        assert "article predicts no distribution" in said(pilot)[-1]
    (run,) = Runs(data / "runs").kept()
    assert run.finished
    assert run.trained
    assert run.wish == Wish("article", str(tiny_bert), "html", 30)


async def test_pause_resume_stop_and_go_on(make_app: Make, tiny_bert: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen, pid = await started(pilot, tiny_bert)
        await pilot.press("f6")
        await until(pilot, shown(screen, "paused"))
        assert alive(pid)
        await pilot.press("f6")
        await until(pilot, lambda: screen._state.phase is Phase.TRAINING)
        await pilot.press("f7")
        await until(pilot, shown(screen, "stopped after"))
        assert not alive(pid)
        run = screen._run
        assert run is not None
        assert (run.folder / "run" / "checkpoint" / "progress.json").exists()
        done = screen._state.done
        assert done > 0

        await pilot.press("f6")
        await until(pilot, lambda: screen._state.phase is Phase.TRAINING and screen._state.done > done)
        assert screen._run == run
        assert screen._state.validation[0][0] == 1
        await pilot.press("f7")
        await until(pilot, shown(screen, "stopped after"))


async def test_the_app_survives_a_crash_of_it(make_app: Make, tiny_bert: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen, pid = await started(pilot, tiny_bert)
        os.kill(pid, signal.SIGKILL)
        await until(pilot, shown(screen, "training failed: the process was ended by SIGKILL"))
        assert "\n" not in text(screen, "#progress")
        assert said(pilot)[-1] == "training failed: the process was ended by SIGKILL"
        await pilot.press(*"blood")
        await until(pilot, lambda: "#7b1113 blood" in text(screen, "#answering"))


async def test_nothing_runs_on_after_quitting(make_app: Make, tiny_bert: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen, pid = await started(pilot, tiny_bert)
        run = screen._run
        await pilot.press("f4")
        assert alive(pid)
        await pilot.press("ctrl+q")
    assert not alive(pid)
    assert run is not None
    assert (run.folder / "run" / "checkpoint").exists()


async def test_nothing_runs_on_after_quitting_at_once(make_app: Make, tiny_bert: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await fill(pilot, screen, "article", tiny_bert, ENDLESS)
        await pilot.press("f6")
        await until(pilot, lambda: screen._child is not None and screen._child.pid is not None)
        assert screen._child is not None
        pid = screen._child.pid
        await pilot.press("ctrl+q")
    assert pid is not None
    assert not alive(pid)


PARENT = """
import asyncio, sys
from pathlib import Path
from colorword_tui.tui.child import Child
from colorword_tui.tui.runs import Run, Wish

async def main():
    def post(message):
        if isinstance(message, Child.Said) and message.event["event"] == "step":
            print(child.pid, flush=True)
    child = Child(Run(Path(sys.argv[2]), Wish("article", sys.argv[1], "html", 1000000)).training(), post)
    await asyncio.sleep(3600)

asyncio.run(main())
"""


async def test_nothing_runs_on_when_the_app_is_killed(tiny_bert: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, tiny_bert, tmp_path / "kept"], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.kill()
    for _ in range(600):
        if not alive(pid):
            break
        await asyncio.sleep(0.1)
    assert not alive(pid)
    assert (tmp_path / "kept" / "run" / "checkpoint").exists()


@pytest.mark.slow
async def test_a_trained_model_answers_and_the_shipped_one_again(make_app: Make, lively_bert: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "answers now: the model that ships" in text(screen, "#answering")
        await fill(pilot, screen, "distribution", lively_bert, "1")
        await pilot.press("f6")
        await until(pilot, shown(screen, "F8 answers with it"))
        await pilot.press("f8")
        await until(pilot, lambda: "answers now: html-1" in text(screen, "#answering"))
        run = screen._run
        assert run is not None
        assert app._predictor._bundle == run.bundle
        await until(pilot, lambda: app._predictor.ready)
        expected = app._predictor.predict("quiet harbour").color.hex
        await pilot.press(*"quiet harbour")
        await until(pilot, lambda: f"{expected} quiet harbour" in text(screen, "#answering"))

        await pilot.press("f9")
        await until(pilot, lambda: "answers now: the model that ships" in text(screen, "#answering"))
        assert app._predictor._bundle is None
        # The bundle is there already: it answers at once.
        await pilot.press("f8")
        await until(pilot, lambda: "answers now: html-1" in text(screen, "#answering"))
        assert screen._child is None


async def test_an_encoder_that_is_none_is_told_in_one_line(make_app: Make, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await fill(pilot, screen, "article", tmp_path / "[nowhere]", "3")
        await pilot.press("f6")
        await until(pilot, lambda: screen._state.phase is Phase.FAILED)
        assert "[nowhere]" in said(pilot)[-1]
        assert "\n" not in said(pilot)[-1]


@pytest.mark.parametrize(
    ("field", "value", "message"), [("epochs", "0", "'0' is no number"), ("encoder", " ", "empty")]
)
async def test_a_form_that_cannot_be_meant(make_app: Make, data: Path, field: str, value: str, message: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        screen.query_one(f"#{field}", Input).value = value
        await pilot.press("f6")
        await until(pilot, lambda: bool(said(pilot)))
        assert message in said(pilot)[-1]
        assert screen._child is None
    assert not (data / "runs").exists()


async def test_keys(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("f7", "f8")
        assert said(pilot) == ["nothing is being trained", "no trained run is chosen"]
        await pilot.press("down")
        assert screen.focused is screen.query_one("#run", Select)
        await pilot.press("b")
        assert screen.focused is screen.query_one(PhraseInput)
        assert screen.phrase.value == "b"
        await pilot.press("down", "tab", "tab", "x")
        assert screen.query_one("#encoder", Input).value.endswith("x")
        await pilot.press("escape")
        assert screen.focused is screen.query_one(PhraseInput)
        assert screen.phrase.value == "b"


async def test_another_recipe_has_other_epochs_in_mind(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        screen.query_one("#recipe", Select).value = "article-hsv"
        await until(pilot, lambda: screen.query_one("#epochs", Input).value == "1000")
        assert screen.query_one("#list", Select).value == "html"


@pytest.mark.parametrize("size", [(1, 1), (20, 6), (50, 15), (300, 80)], ids=str)
async def test_any_size(make_app: Make, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        screen.take({"event": "start", "epochs": 5, "steps_per_epoch": 9, "phrases": 99, "epoch": 0, "step": 0})
        screen.take({"event": "step", "epoch": 0, "step": 3, "loss": 6.0, "rate": 1.0, "phrases_s": 80.0})
        await pilot.pause(0.3)
        assert "epoch 1 of 5" in text(screen, "#progress")


async def test_what_is_missing_is_said_with_the_command(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "find_spec", lambda name: None if name == "torch" else ModuleType(name))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "pip install 'colorword-tui[train]'" in text(screen, "#refusal")
        await pilot.press("f6", "f7", "f8", "down", "f9")
        assert screen._child is None
        assert "answers now" in text(screen, "#answering")


async def test_visitors_train_nothing(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setenv("TEXTUAL_DRIVER", "somewhere:Driver")
        screen = await opened(pilot)
        assert "not for visitors" in text(screen, "#refusal")
        await pilot.press("f6")
        assert screen._child is None


# Without an app


def test_the_form_knows_the_recipes() -> None:
    from colorword_tui.training.recipe import RECIPES as TRAINED

    # Those that go on from another run are for the command line.
    further = {"languages", "int8"}
    trained = {name: (one.data, one.epochs) for name, one in TRAINED.items() if name not in further}
    assert trained == RECIPES


def test_runs_are_kept(data: Path) -> None:
    runs = Runs(data)
    assert runs.kept() == []
    first, second = runs.begin(Wish(data="everyday/colors")), runs.begin(Wish(data="everyday/colors"))
    assert [first.name, second.name] == ["everyday-colors-1", "everyday-colors-2"]
    assert runs.finish(first).finished
    for name, about in (("a", "no json"), ("b", "[]"), ("c", '{"finished": true, "recipe": "none"}')):
        (data / name).mkdir()
        (data / name / "run.json").write_text(about)
    assert sorted(runs.kept(), key=lambda run: run.name) == [runs.finish(first), second]


def test_a_run_goes_on_where_it_was_begun(tmp_path: Path) -> None:
    run = Run(tmp_path, Wish(encoder="--danger"))
    assert "--resume" not in run.training()
    assert "--encoder=--danger" in run.training()
    (tmp_path / "run").mkdir()
    assert "--resume" in run.training()


def test_a_curve_of_thousands_of_steps_keeps_its_shape() -> None:
    state = RunState()
    state.take({"event": "start", "epochs": 1, "steps_per_epoch": 10_000, "phrases": 10_000, "epoch": 0, "step": 0})
    for step in range(1, 10_001):
        state.take({"event": "step", "epoch": 0, "step": step, "loss": 10 - step / 2000, "rate": 1, "phrases_s": 100})
    assert len(state.train) <= 600
    places, losses = zip(*state.train, strict=True)
    assert list(places) == sorted(places)
    assert list(losses) == sorted(losses, reverse=True)
    assert state.seconds_left == 0


def test_the_time_left() -> None:
    state = RunState()
    state.take({"event": "start", "epochs": 4, "steps_per_epoch": 10, "phrases": 1000, "epoch": 0, "step": 0})
    assert state.seconds_left is None
    state.take({"event": "step", "epoch": 1, "step": 5, "loss": 1.0, "rate": 1, "phrases_s": 50.0})
    assert state.seconds_left == pytest.approx(2.5 * 1000 / 50)
    assert [minutes(one) for one in (40, 700, 12_000)] == ["40 s", "12 min", "3 h 20 min"]


async def test_a_program_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    messages: list[object] = []
    child = Child(["train"], messages.append)
    await child._task
    (ended,) = messages
    assert isinstance(ended, Child.Ended)
    assert "cannot be started" in ended.said
    await child.close()


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, 1), (100, 100), (101, 51), (999, 100), (5_000, 100)])
def test_a_chart_has_no_more_points_than_can_be_told_apart(count: int, shown: int) -> None:
    points = [(float(number), 1.0) for number in range(count)]
    thin = thinned(points)
    assert len(thin) == shown
    assert thin[-1:] == points[-1:]
    assert len({b[0] - a[0] for a, b in pairwise(thin)}) <= 1
