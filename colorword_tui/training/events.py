"""A run that another program watches: events on standard output, commands on standard input, a line each.

Events are JSON objects; `event` names them:

    start        epochs, steps_per_epoch, phrases (in an epoch), epoch and step (where it begins)
    step         epoch, step (batches done in it), loss (mean since the last one), rate (share of the full one),
                 phrases_s
    validation   epoch, train_loss, validation_loss, best; a resumed run repeats those of its past first
    probes       words: pairs of a probe word and its colour (hex) by the weights of now
    paused, resumed
    done         best_loss and stopped, or what else the command has to say
    error        message, one sentence

Commands are `pause`, `resume` and `stop`. Where standard input ends, whoever watched is gone: that is a `stop` too, and
what cannot stop in time is ended, so that nothing runs on unseen.
"""

from __future__ import annotations

import _thread
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Condition, Thread
from typing import TextIO

from colorword_tui.training.report import Probe, Report, Start, Step, Stopped, Validation

_STEP_SECONDS = 0.25
_PROBE_SECONDS = 2.0
# Long enough for a batch and a checkpoint.
_GRACE_SECONDS = 30.0
# Ten steps down: beside a program that paints, training gets a tenth of a core that both want.
_NICENESS = 10


class Commands:
    """What is asked of a run; a thread reads, the run looks."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._paused = self._stopped = False
        self._interrupting = True

    @property
    def paused(self) -> bool:
        """Whether the run is to wait."""
        return self._paused and not self._stopped

    @property
    def stopped(self) -> bool:
        """Whether the run is to end."""
        return self._stopped

    def listen(self, descriptor: int = 0) -> None:
        """Read commands from a file descriptor from now on."""
        Thread(target=self._listen, args=(descriptor,), name="commands", daemon=True).start()

    def began(self) -> None:
        """From now on the run looks by itself; before, while things are loaded, a stop interrupts it like ctrl+c."""
        with self._changed:
            self._interrupting = False

    def take(self, command: str) -> None:
        """Obey one command; one that does not exist is nothing."""
        with self._changed:
            if command in ("pause", "resume"):
                self._paused = command == "pause"
            elif command == "stop" and not self._stopped:
                self._stopped = True
                if self._interrupting:
                    _thread.interrupt_main()
            self._changed.notify_all()

    def wait_while_paused(self) -> None:
        """Come back when there is something to do."""
        with self._changed:
            self._changed.wait_for(lambda: not self.paused)

    def _listen(self, descriptor: int) -> None:
        for line in _lines(descriptor):
            self.take(line)
        self.take("stop")
        time.sleep(_GRACE_SECONDS)
        os._exit(1)


class EventReport(Report):
    """Says what happens as events and obeys commands."""

    def __init__(self, out: TextIO, commands: Commands, past: Iterable[Validation] = ()) -> None:
        self._out, self._commands, self._past = out, commands, list(past)
        self._probe: Probe = list
        self._losses: list[float] = []
        self._phrases = 0
        self._said_step = self._stepped = self._probed = time.monotonic()

    def started(self, start: Start, probe: Probe) -> None:
        """Say how much there is to do, what was done before, and the colours of now."""
        self._probe = probe
        self._commands.began()
        self.say("start", **asdict(start))
        for one in self._past:
            if one.epoch < start.epoch:
                self.say("validation", **asdict(one))
        self._say_probes()
        self._said_step = time.monotonic()

    def stepped(self, step: Step) -> None:
        """Say it, unless it was said just now."""
        self._losses.append(step.loss)
        self._phrases += step.phrases
        now = self._stepped = time.monotonic()
        if (passed := now - self._said_step) >= _STEP_SECONDS:
            loss = sum(self._losses) / len(self._losses)
            speed = round(self._phrases / passed, 1)
            self.say("step", epoch=step.epoch, step=step.step, loss=loss, rate=step.rate, phrases_s=speed)
            self._losses, self._phrases, self._said_step = [], 0, now
        if now - self._probed >= _PROBE_SECONDS:
            self._say_probes()

    def validated(self, validation: Validation) -> None:
        """Say it, and the colours; epochs that last milliseconds would say nothing else."""
        self.say("validation", **asdict(validation))
        if time.monotonic() - self._probed >= _STEP_SECONDS:
            self._say_probes()
        # Validation is no learning: it does not slow what is said of the batches around it.
        self._said_step += time.monotonic() - self._stepped

    def check(self) -> None:
        """Wait while paused."""
        if self._commands.paused:
            self.say("paused")
            self._commands.wait_while_paused()
            if not self._commands.stopped:
                self.say("resumed")
            self._said_step, self._losses, self._phrases = time.monotonic(), [], 0
        if self._commands.stopped:
            raise Stopped

    def ended(self) -> None:
        """The last colours."""
        self._say_probes()

    def listen(self) -> None:
        """Obey what comes on standard input from now on."""
        self._commands.listen()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked for it."""
        return self._commands.stopped

    def say(self, event: str, **values: object) -> None:
        """Write one event. When nobody reads any more, the run is to stop."""
        try:
            self._out.write(json.dumps({"event": event, **values}, ensure_ascii=False) + "\n")
            self._out.flush()
        except OSError:
            self._commands.take("stop")

    def _say_probes(self) -> None:
        self.say("probes", words=self._probe())
        self._probed = time.monotonic()


def watched(past: Iterable[Validation] = ()) -> EventReport:
    """A report over this process's own standard input and output. What libraries print goes to standard error.

    The process gives way to others from here on: whoever watches has a screen to paint on the same cores.
    """
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    sys.stdout.flush()
    os.dup2(2, 1)
    return EventReport(out, Commands(), past)


def past_validations(log: Path) -> list[Validation]:
    """The epochs that a run's log (`train.jsonl`) tells of, none where there is no log yet."""
    if not log.exists():
        return []
    rows = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    # An epoch that was interrupted after its validation is there twice.
    losses = {int(row["epoch"]): row for row in rows if "validation_loss" in row}
    best, past = float("inf"), list[Validation]()
    for epoch, row in sorted(losses.items()):
        past.append(Validation(epoch, row["train_loss"], row["validation_loss"], row["validation_loss"] < best))
        best = min(best, row["validation_loss"])
    return past


def _lines(descriptor: int) -> Iterator[str]:
    """Lines of a file descriptor. Not `sys.stdin`: its lock, held by a thread that waits, aborts Python's own end."""
    rest = b""
    while block := os.read(descriptor, 4096):
        *whole, rest = (rest + block).split(b"\n")
        yield from (line.decode("utf-8", "replace").strip() for line in whole)
