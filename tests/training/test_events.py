import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from rich.console import Console
from safetensors.torch import load_file

from colorword_tui.lexicon.table import Entry
from colorword_tui.training.events import Commands, EventReport, past_validations
from colorword_tui.training.loop import train
from colorword_tui.training.recipe import ARTICLE, Recipe
from colorword_tui.training.report import Stopped
from colorword_tui.training.swatches import PROBE_WORDS

Event = dict[str, Any]
ENDLESS = replace(ARTICLE, epochs=1_000_000)


def events_of(out: io.StringIO) -> list[Event]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def named(events: list[Event], name: str) -> list[Event]:
    return [event for event in events if event["event"] == name]


class Scripted(io.StringIO):
    """Takes events; after `count` of the kind `name` it gives a command."""

    def __init__(self, commands: Commands, name: str, count: int, command: str) -> None:
        super().__init__()
        self._commands, self._name, self._left, self._command = commands, name, count, command

    def write(self, text: str) -> int:
        if f'"event": "{self._name}"' in text:
            self._left -= 1
            if not self._left:
                self._commands.take(self._command)
        return super().write(text)


def test_watching_changes_nothing(tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]) -> None:
    out = io.StringIO()
    reports = {"seen": EventReport(out, Commands()), "unseen": None}
    best = {
        name: train(
            str(tiny_bert), tmp_path / name, quick, entries, trim=False, console=Console(quiet=True), report=report
        )
        for name, report in reports.items()
    }
    assert best["seen"] == best["unseen"]
    left, right = (load_file(tmp_path / name / "best.safetensors") for name in reports)
    assert all(torch.equal(left[name], right[name]) for name in left)

    events = events_of(out)
    start, *_ = named(events, "start")
    validations = named(events, "validation")
    assert events[0] is start
    assert start["epochs"] == len(validations) == quick.epochs
    assert min(row["validation_loss"] for row in validations) == best["seen"]
    assert validations[0]["best"]
    for probes in (named(events, "probes")[0], events[-1]):
        assert [word for word, _ in probes["words"]] == list(PROBE_WORDS)
    assert named(events, "probes")[0]["words"] != events[-1]["words"]
    for step in named(events, "step"):
        assert 0 < step["step"] <= start["steps_per_epoch"]
        assert step["phrases_s"] > 0


def test_a_stop_saves_a_checkpoint_that_is_gone_on_with(
    tiny_bert: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]
) -> None:
    run = tmp_path / "run"
    commands = Commands()
    with pytest.raises(Stopped):
        train(
            str(tiny_bert),
            run,
            quick,
            entries,
            trim=False,
            report=EventReport(Scripted(commands, "validation", 1, "stop"), commands),
        )
    out = io.StringIO()
    past = past_validations(run / "train.jsonl")
    assert [one.epoch for one in past] == [0]
    report = EventReport(out, Commands(), past)
    resumed = train(str(tiny_bert), run, quick, entries, trim=False, report=report, resume=True)
    events = events_of(out)
    assert events[0]["epoch"] == 1
    assert [event["epoch"] for event in named(events, "validation")] == list(range(quick.epochs))
    whole = train(str(tiny_bert), tmp_path / "whole", quick, entries, trim=False, console=Console(quiet=True))
    assert resumed == whole


def test_a_head_that_was_stopped_has_its_best_weights(tiny_bert: Path, tmp_path: Path, entries: list[Entry]) -> None:
    commands = Commands()
    report = EventReport(Scripted(commands, "validation", 9, "stop"), commands)
    with pytest.raises(Stopped):
        train(str(tiny_bert), tmp_path / "run", ENDLESS, entries, trim=False, report=report)
    assert load_file(tmp_path / "run" / "best.safetensors")["head.weight"].shape == (3, 32)
    assert json.loads((tmp_path / "run" / "checkpoint" / "progress.json").read_text())["epoch"] == 9


def test_an_unknown_command_is_nothing() -> None:
    commands = Commands()
    commands.take("dance")
    assert not commands.paused
    assert not commands.stopped


# The command, as a process


def started(encoder: Path, run: Path) -> subprocess.Popen[str]:
    """A run that would not end by itself."""
    command = [sys.executable, "-m", "colorword_tui", "train", f"--encoder={encoder}", f"--run={run}"]
    return subprocess.Popen(
        [*command, "--recipe=article", "--set=epochs=1000000", "--events"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def process(tiny_bert: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with started(tiny_bert, tmp_path / "run") as process:
        yield process
        process.kill()


def until(process: subprocess.Popen[str], name: str) -> Event:
    """The next event of a kind; what comes before it is read over."""
    assert process.stdout is not None
    for line in process.stdout:
        event: Event = json.loads(line)
        if event["event"] == name:
            return event
    assert process.stderr is not None
    raise AssertionError(f"no {name}: {process.stderr.read()}")


def say(process: subprocess.Popen[str], command: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{command}\n")
    process.stdin.flush()


def test_a_process_obeys(process: subprocess.Popen[str], tmp_path: Path) -> None:
    until(process, "step")
    say(process, "pause")
    until(process, "paused")
    say(process, "resume")
    assert process.stdout is not None
    # While it was paused it had nothing else to tell.
    assert json.loads(process.stdout.readline())["event"] == "resumed"
    until(process, "step")
    say(process, "stop")
    assert until(process, "done")["stopped"]
    assert process.wait() == 0
    assert (tmp_path / "run" / "checkpoint" / "progress.json").exists()


def test_a_process_gives_way(process: subprocess.Popen[str]) -> None:
    until(process, "step")
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == min(mine + 10, 19)


@pytest.mark.parametrize("paused", [False, True])
def test_a_process_ends_with_its_standard_input(process: subprocess.Popen[str], paused: bool) -> None:
    until(process, "step")
    if paused:
        say(process, "pause")
        until(process, "paused")
    assert process.stdin is not None
    process.stdin.close()
    assert until(process, "done")["stopped"]
    assert process.wait() == 0


def test_a_process_that_loads_is_interrupted(process: subprocess.Popen[str]) -> None:
    say(process, "stop")
    assert until(process, "done")["stopped"]
    assert process.wait() == 0


def test_what_goes_wrong_is_an_event_and_a_line(tmp_path: Path) -> None:
    with started(tmp_path / "nowhere", tmp_path / "run") as process:
        message = until(process, "error")["message"]
        assert "nowhere" in message
        assert process.wait() == 1
        assert process.stderr is not None
        assert process.stderr.read().splitlines() == [f"colorword-tui: {message}"]
