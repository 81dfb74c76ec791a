"""Training a model and watching it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Select, Static

from colorword_tui.store import data_folder
from colorword_tui.tui.child import Child, how_it_ended
from colorword_tui.tui.run_state import Phase, RunState
from colorword_tui.tui.runs import Run, Runs
from colorword_tui.tui.screens.phrase_screen import PhraseScreen
from colorword_tui.tui.served import served
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.facts import patch
from colorword_tui.tui.widgets.losses import Losses
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.probe_words import ProbeWords
from colorword_tui.tui.widgets.run_form import RunForm
from colorword_tui.tui.widgets.run_progress import RunProgress

_PAINT_SECONDS = 0.25
_NEEDS = ("torch", "transformers", "textual_plot")
_MISSING = "To train a model here, install what it takes first: pip install 'colorword-tui[train]'"
_SERVED = "Training is for the machine that runs the app, not for visitors in a browser."


class TrainingScreen(PhraseScreen):
    """A form, the curves of the losses, twenty words that learn their colours, and which model answers.

    The work is done by a `Child`; what it tells adds up to a `RunState`, which is painted a few times a second.
    """

    NAME = "training"
    CSS_PATH = "training.tcss"
    BINDINGS = [
        Binding("f6", "go", tooltip="Start, pause, resume the training", show=False),
        Binding("f7", "stop", tooltip="Stop the training; it can be resumed", show=False),
        Binding("f8", "use", tooltip="Answer with the trained model from now on", show=False),
        Binding("f9", "shipped", tooltip="Answer with the model that ships again", show=False),
        Binding("escape", "leave", "Back", show=False),
    ]

    class Chosen(Message):
        """Answer with the bundle in this folder, or with the one that ships (None)."""

        def __init__(self, bundle: Path | None) -> None:
            super().__init__()
            self.bundle = bundle

    def __init__(self, answering: Callable[[], Path | None]) -> None:
        """`answering` gives the folder of the bundle that answers now, None for the one that ships."""
        super().__init__()
        self._answering = answering
        self._runs = Runs(data_folder() / "runs")
        self._run: Run | None = None
        self._child: Child | None = None
        self._exporting = False
        self._state = RunState()
        self._view = View()
        self._stale = True
        self._refusal = _refusal()

    def compose_body(self) -> ComposeResult:
        """Form and chart, the words, and two lines; or why there is nothing to train with."""
        if self._refusal:
            yield Static(self._refusal, id="refusal", markup=False)
        else:
            with Horizontal(id="upper"):
                yield RunForm(id="form")
                yield Losses(id="losses")
            yield RunProgress(id="progress")
            with Vertical(id="words"):
                yield ProbeWords()
        yield Static(id="answering", markup=False)

    def on_mount(self) -> None:
        """List the runs; paint what changed from time to time."""
        if not self._refusal:
            self._show_runs()
            self.set_interval(_PAINT_SECONDS, self._paint)

    async def on_unmount(self) -> None:
        """Nothing runs on when the app has gone."""
        if self._child is not None:
            await self._child.close()

    def show(self, view: View) -> None:
        """Say which model answers, and what to the text in the input."""
        self._view = view
        self.query_one("#answering", Static).update(self._answer())
        self._stale = True

    def _answer(self) -> Content:
        parts = [Content.styled("answers now: ", "dim"), Content.styled(_name(self._answering()), "bold")]
        if self._view.answer is not None and self._view.color is not None:
            said = Content.assemble(patch(self._view.color, 2), f" {self._view.color.hex} ", self._view.answer.text)
            parts += [Content("   "), said]
        elif self._view.hint:
            parts += [Content("   "), Content.styled(self._view.hint, "dim")]
        return Content("").join(parts)

    # What the process tells

    @on(Child.Said)
    def _said(self, event: Child.Said) -> None:
        if event.child is self._child:
            self.take(event.event)

    def take(self, event: Mapping[str, Any]) -> None:
        """Add one event of a run to what is shown."""
        before = self._state.phase
        self._state.take(event)
        if before is Phase.STOPPING and self._state.phase.busy:
            self._state.phase = before
        self._stale = True
        if self._state.phase is not before:
            self._paint()

    @on(Child.Ended)
    def _ended(self, event: Child.Ended) -> None:
        if event.child is not self._child or self._run is None:
            return
        state, exported = self._state, self._exporting
        self._child, self._exporting = None, False
        if event.code:
            what = "the export failed" if exported else "training failed"
            state.phase, state.message = (
                Phase.FAILED,
                f"{what}: {state.message or how_it_ended(event.code, event.said)}",
            )
            self.notify(state.message, severity="error", timeout=15, markup=False)
        elif exported:
            state.phase = Phase.FINISHED if self._run.finished else Phase.STOPPED
        else:
            state.phase = state.outcome
        if state.phase is Phase.FINISHED and not self._run.finished:
            self._run = self._runs.finish(self._run)
        self._show_runs()
        if exported and not event.code and self._run.exported:
            self._choose(self._run.bundle)

    # What the user does

    def action_go(self) -> None:
        """Start, pause or resume."""
        if self._refusal:
            self.notify(self._refusal, severity="warning", markup=False)
        elif self._child is None:
            self._start()
        elif self._state.phase in (Phase.TRAINING, Phase.PAUSED):
            self._child.send("pause" if self._state.phase is Phase.TRAINING else "resume")

    def _start(self) -> None:
        form = self._form
        run = form.run_chosen
        if run is not None and run.finished:
            self.notify(f"{run.name} has come to its end: choose a new run", severity="warning", markup=False)
            return
        try:
            self._run = run or self._runs.begin(form.wish())
        except (OSError, ValueError) as error:
            self.notify(f"training cannot start: {error}", severity="error", markup=False)
            return
        self._state = RunState(Phase.LOADING)
        self._child = Child(self._run.training(), self.post_message)
        self._show_runs()

    def action_stop(self) -> None:
        """Stop what is at work; training saves a checkpoint first."""
        if self._child is None:
            self.notify("nothing is being trained", severity="warning", markup=False)
        elif self._state.phase is not Phase.STOPPING:
            self._child.send("stop")
            self._state.phase = Phase.STOPPING
            self._paint(anyway=True)

    def action_use(self) -> None:
        """Answer with the run that is chosen; its bundle is made first."""
        run = None if self._refusal else self._form.run_chosen
        if self._child is not None:
            self.notify("wait until it has come to its end, or stop it", severity="warning", markup=False)
        elif run is None or not run.trained:
            self.notify("no trained run is chosen", severity="warning", markup=False)
        elif not run.exportable:
            self.notify(f"the head of {run.wish.recipe} predicts no distribution", severity="warning", markup=False)
        elif run.exported:
            self._choose(run.bundle)
        else:
            if run != self._run:
                self._run, self._state = run, RunState()
            self._state.phase, self._state.message = Phase.EXPORTING, ""
            self._exporting = True
            self._child = Child(run.exporting(), self.post_message)
            self._paint(anyway=True)

    def action_shipped(self) -> None:
        """Go back to the model that ships."""
        self._choose(None)

    def _choose(self, bundle: Path | None) -> None:
        self.post_message(self.Chosen(bundle))

    @on(RunForm.Pressed)
    def _pressed(self, event: RunForm.Pressed) -> None:
        actions = {
            "go": self.action_go,
            "stop": self.action_stop,
            "use": self.action_use,
            "shipped": self.action_shipped,
            "run": partial(self._paint, anyway=True),
        }
        actions[event.name]()

    @on(PhraseInput.Browse)
    def _enter(self, event: PhraseInput.Browse) -> None:
        event.stop()
        if not self._refusal:
            self.focus_next("#form Select, #form Input, #form Button")

    def action_leave(self) -> None:
        """Go back to the input."""
        self.phrase.focus()

    def on_key(self, event: events.Key) -> None:
        """Send letters that nothing here takes to the input."""
        if isinstance(self.focused, Button | Select) and event.is_printable and event.character:
            event.stop()
            self.phrase.focus()
            self.phrase.insert_text_at_cursor(event.character)

    # Painting

    @property
    def _form(self) -> RunForm:
        return self.query_one(RunForm)

    def _show_runs(self) -> None:
        self._form.show_runs(self._runs.kept(), self._run)
        self._paint(anyway=True)

    def _paint(self, anyway: bool = False) -> None:
        if self._refusal or not (anyway or self._stale) or not self.is_attached:
            return
        self._stale = False
        self._form.show_phase(self._state.phase, self._answering() is None)
        self.query_one(Losses).show(self._state)
        self.query_one(ProbeWords).words = tuple(self._state.words)
        can_answer = self._run is not None and self._run.exportable
        self.query_one(RunProgress).show(self._state, can_answer)


def _name(bundle: Path | None) -> str:
    """What a bundle is called here: one of a run is called after the run."""
    if bundle is None:
        return "the model that ships"
    return bundle.parent.name if bundle.name == "bundle" else bundle.name


def _refusal() -> str:
    """Why nothing can be trained here, empty where it can."""
    if served():
        return _SERVED
    return _MISSING if any(find_spec(name) is None for name in _NEEDS) else ""
