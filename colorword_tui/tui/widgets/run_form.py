"""What is to be trained, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Select

from colorword_tui.lexicon.table import table_names
from colorword_tui.tui.run_state import Phase
from colorword_tui.tui.runs import RECIPES, Run, Wish

_NEW = ""
_LISTS = (("all lists", "lexicon"), ("html only", "html"))
_GOES = {
    Phase.TRAINING: "pause",
    Phase.PAUSED: "resume",
    Phase.LOADING: "loading",
    Phase.STOPPING: "ending",
    Phase.EXPORTING: "exporting",
}


class RunForm(Vertical):
    """Five fields and four buttons, each with the key that does the same."""

    DEFAULT_CSS = """
    RunForm Horizontal { height: 1; }
    RunForm Label { width: 9; color: $text-muted; }
    RunForm Input, RunForm Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: $boost; }
    RunForm Select { width: 1fr; height: 1; }
    RunForm SelectCurrent { height: 1; }
    RunForm SelectCurrent, RunForm Select:focus > SelectCurrent { background: $boost; padding: 0; border: none; }
    RunForm SelectCurrent Static#label { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    RunForm Input:focus, RunForm Select:focus > SelectCurrent { background: $primary 30%; }
    RunForm #epochs { width: 9; }
    RunForm .first { margin-top: 1; }
    RunForm Button { width: 1fr; min-width: 8; margin-right: 1; }
    """

    @dataclass
    class Pressed(Message):
        """A button was pressed: go, stop, use or shipped; or `run`, another run was chosen."""

        name: str

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._runs: dict[str, Run] = {}
        self._lists: set[str] = set()

    def compose(self) -> ComposeResult:
        """Fields, then buttons."""
        lists = [*_LISTS, *((name, name) for name in table_names() if name != "html")]
        self._lists = {name for _, name in lists}
        yield _row("run", Select([("a new one", _NEW)], allow_blank=False, compact=True, id="run"))
        yield _row("recipe", Select([(name, name) for name in RECIPES], allow_blank=False, compact=True, id="recipe"))
        yield _row("encoder", Input(Wish().encoder, compact=True, select_on_focus=False, id="encoder"))
        yield _row("list", Select(lists, allow_blank=False, compact=True, id="list"))
        yield _row("epochs", Input(str(Wish().epochs), type="integer", max_length=6, compact=True, id="epochs"))
        yield _buttons(Button("F6 start", "primary", id="go"), Button("F7 stop", id="stop")).add_class("first")
        yield _buttons(Button("F8 use it", id="use"), Button("F9 shipped", id="shipped"))

    def on_mount(self) -> None:
        """Only then do the buttons know whether they can do anything."""
        self.show_phase(Phase.IDLE)

    # What it says

    @property
    def run_chosen(self) -> Run | None:
        """The kept run in the first field; None for a new one."""
        return self._runs.get(str(self.query_one("#run", Select).value))

    def wish(self) -> Wish:
        """What the fields say; a ValueError, in one line, where they cannot be meant."""
        encoder = self.query_one("#encoder", Input).value.strip()
        epochs = self.query_one("#epochs", Input).value
        if not encoder:
            raise ValueError("the encoder is empty: give a folder, or a name on the Hugging Face hub")
        if not epochs.isdecimal() or int(epochs) < 1:
            raise ValueError(f"{epochs!r} is no number of epochs: give a whole one from 1")
        return Wish(str(self.query_one("#recipe", Select).value), encoder, self._list, int(epochs))

    @property
    def _list(self) -> str:
        return str(self.query_one("#list", Select).value)

    # What is shown

    def show_runs(self, runs: Sequence[Run], chosen: Run | None) -> None:
        """The kept runs, and which of them is meant."""
        self._runs = {run.name: run for run in runs}
        names = [(run.name if run.finished else f"{run.name} (open)", run.name) for run in runs]
        field: Select[str] = self.query_one("#run", Select)
        field.set_options([("a new one", _NEW), *names])
        field.value = chosen.name if chosen else _NEW

    def show_phase(self, phase: Phase, shipped_answers: bool = True) -> None:
        """Allow what can be done now."""
        run = self.run_chosen
        for field in self.query("Input, Select").results(Widget):
            field.disabled = phase.busy or (run is not None and field.id != "run")
        go = self.query_one("#go", Button)
        go.label = f"F6 {_GOES.get(phase) or ('resume' if run else 'start')}"
        go.disabled = phase in (Phase.LOADING, Phase.STOPPING, Phase.EXPORTING) or (
            not phase.busy and run is not None and run.finished
        )
        self.query_one("#stop", Button).disabled = not phase.busy or phase is Phase.STOPPING
        self.query_one("#shipped", Button).disabled = shipped_answers
        self.query_one("#use", Button).disabled = phase.busy or run is None or not run.exportable

    # What the user does

    @on(Select.Changed, "#run")
    def _choose(self, event: Select.Changed) -> None:
        event.stop()
        run = self.run_chosen
        if run is not None:
            self._fill(run.wish)
        self.post_message(self.Pressed("run"))

    @on(Select.Changed, "#recipe")
    def _suit(self, event: Select.Changed) -> None:
        """Another recipe has another list and other epochs in mind."""
        event.stop()
        if self.run_chosen is None:
            data, epochs = RECIPES[str(event.value)]
            self.query_one("#list", Select).value = data
            self.query_one("#epochs", Input).value = str(epochs)

    def _fill(self, wish: Wish) -> None:
        recipe: Select[str] = self.query_one("#recipe", Select)
        recipe.value = wish.recipe
        # A list may be gone since.
        if wish.data in self._lists:
            self.query_one("#list", Select).value = wish.data
        self.query_one("#encoder", Input).value = wish.encoder
        self.query_one("#epochs", Input).value = str(wish.epochs)

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(self.Pressed(event.button.id or ""))


def _row(label: str, field: Widget) -> Horizontal:
    return Horizontal(Label(label, markup=False), field)


def _buttons(*buttons: Button) -> Horizontal:
    for button in buttons:
        button.compact = True
    return Horizontal(*buttons)
