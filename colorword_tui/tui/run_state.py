"""What the events of a training run add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from colorword_tui.color.value import Color

# More points than a chart has dots say nothing more.
_MOST_POINTS = 600
# Of each new loss, what moves the curve: the loss of a single batch says more of its words than of the model.
_SMOOTHING = 0.15

Point = tuple[float, float]


class Phase(Enum):
    """Where a run stands."""

    IDLE = "idle"
    LOADING = "loading"
    TRAINING = "training"
    PAUSED = "paused"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"
    EXPORTING = "exporting"

    @property
    def busy(self) -> bool:
        """Whether a process is at work."""
        return self in _BUSY


_BUSY = {Phase.LOADING, Phase.TRAINING, Phase.PAUSED, Phase.STOPPING, Phase.EXPORTING}


@dataclass(slots=True)
class RunState:
    """A run as it is shown; `train` and `validation` are points of epochs done and loss, `outcome` is to come."""

    phase: Phase = Phase.IDLE
    outcome: Phase = Phase.STOPPED
    epochs: int = 0
    steps_per_epoch: int = 1
    phrases: int = 0
    epoch: int = 0
    step: int = 0
    speed: float = 0.0
    train: list[Point] = field(default_factory=list[Point])
    validation: list[Point] = field(default_factory=list[Point])
    best: Point | None = None
    words: list[tuple[str, Color]] = field(default_factory=list[tuple[str, Color]])
    message: str = ""

    def take(self, event: Mapping[str, Any]) -> None:
        """Add one event; kinds that are new to this version are left alone."""
        match event["event"]:
            case "start":
                self.phase = Phase.TRAINING
                self.epochs, self.steps_per_epoch = event["epochs"], event["steps_per_epoch"]
                self.phrases, self.epoch, self.step = event["phrases"], event["epoch"], event["step"]
            case "step":
                self.epoch, self.step, self.speed = event["epoch"], event["step"], event["phrases_s"]
                self._add(self.done, event["loss"])
            case "validation":
                self._validated(event)
            case "probes":
                self.words = [(word, Color.from_hex(color)) for word, color in event["words"]]
            case "paused":
                self.phase = Phase.PAUSED
            case "resumed":
                self.phase = Phase.TRAINING
            case "error":
                self.phase, self.message = Phase.STOPPING, event["message"]
            case "done":
                # Its process takes a moment to end, and until then it is at work.
                self.phase, self.outcome = Phase.STOPPING, Phase.STOPPED if event["stopped"] else Phase.FINISHED
            case _:
                pass

    @property
    def done(self) -> float:
        """Epochs, whole and part, that are done."""
        return self.epoch + self.step / self.steps_per_epoch

    @property
    def seconds_left(self) -> float | None:
        """What is left at the speed of now, without validations; None while nothing is known."""
        return (self.epochs - self.done) * self.phrases / self.speed if self.speed else None

    def _validated(self, event: Mapping[str, Any]) -> None:
        point = (event["epoch"] + 1.0, event["validation_loss"])
        self.validation.append(point)
        if event["best"]:
            self.best = point
        if event["epoch"] >= self.epoch:
            self.epoch, self.step = event["epoch"] + 1, 0
        # Epochs too short for a step to be told of, and those before an interruption, have this one loss.
        if not self.train or self.train[-1][0] <= event["epoch"]:
            self.train.append((event["epoch"] + 1.0, event["train_loss"]))

    def _add(self, place: float, loss: float) -> None:
        before = self.train[-1][1] if self.train else loss
        self.train.append((place, before + _SMOOTHING * (loss - before)))
        if len(self.train) > _MOST_POINTS:
            self.train = self.train[:1] + [
                (self.train[at][0], (self.train[at - 1][1] + self.train[at][1]) / 2)
                for at in range(2, len(self.train), 2)
            ]


def minutes(seconds: float) -> str:
    """`40 s`, `12 min`, `3 h 20 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    whole = round(seconds / 60)
    return f"{whole} min" if whole < 90 else f"{whole // 60} h {whole % 60:02} min"
