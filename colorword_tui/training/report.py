"""What a training run tells whoever watches it: a bar on a terminal here, events for another program in `events`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Probe = Callable[[], list[tuple[str, str]]]


class Stopped(Exception):  # noqa: N818
    """The run was asked to stop; it has saved a checkpoint."""


@dataclass(frozen=True, slots=True)
class Start:
    """The size of a run (phrases in an epoch), and where it begins: further on where it is resumed."""

    epochs: int
    steps_per_epoch: int
    phrases: int
    epoch: int
    step: int


@dataclass(frozen=True, slots=True)
class Step:
    """One batch: `step` of them are done in `epoch`; `rate` is the share of the full learning rate, 0..1."""

    epoch: int
    step: int
    phrases: int
    loss: float
    mean_loss: float
    rate: float


@dataclass(frozen=True, slots=True)
class Validation:
    """The end of an epoch, and whether it is the best one yet."""

    epoch: int
    train_loss: float
    validation_loss: float
    best: bool


class Report:
    """Says nothing. `check` may wait, and raises Stopped when the run is to end; it is called after every batch."""

    def started(self, start: Start, probe: Probe) -> None:
        """The first batch follows; `probe` gives the probe words with their colours (hex) by the weights of now."""

    def stepped(self, step: Step) -> None:
        """A batch has been learnt."""

    def validated(self, validation: Validation) -> None:
        """An epoch has ended."""

    def check(self) -> None:
        """Go on, wait, or stop."""

    def ended(self) -> None:
        """Nothing more follows, whether the run came to its end or not."""


class BarReport(Report):
    """A progress bar with both losses and the time that is left."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._epochs = 0
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(None),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("eta"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[learnt]}  {task.fields[validated]}"),
            console=console,
            # Without a terminal a bar would be one line at the very end; the log says it better.
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, learnt="", validated="")

    def started(self, start: Start, probe: Probe) -> None:  # noqa: ARG002
        """Show the bar, and where a resumed run goes on."""
        if start.epoch or start.step:
            self._console.print(f"going on at epoch {start.epoch + 1}, batch {start.step}", markup=False)
        self._epochs = start.epochs
        self._bar.update(
            self._task,
            total=start.epochs * start.steps_per_epoch,
            completed=start.epoch * start.steps_per_epoch + start.step,
        )
        self._bar.start()

    def stepped(self, step: Step) -> None:
        """Move on by one batch."""
        self._bar.update(
            self._task,
            advance=1,
            description=f"epoch {step.epoch + 1}/{self._epochs}",
            learnt=f"train {step.mean_loss:.4f}",
        )

    def validated(self, validation: Validation) -> None:
        """Show both losses of the epoch."""
        self._bar.update(
            self._task,
            learnt=f"train {validation.train_loss:.4f}",
            validated=f"validation {validation.validation_loss:.4f}",
        )

    def ended(self) -> None:
        """Leave the bar as it stands."""
        self._bar.stop()
