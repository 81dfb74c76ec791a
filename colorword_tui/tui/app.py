"""The app: it owns what is shown and wires the widgets to the model and the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual import on
from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.widgets import Input, Static

from colorword_tui.color.formats import FORMATS, format_color
from colorword_tui.color.names import html_color
from colorword_tui.color.value import Color
from colorword_tui.model.phrase import clean_phrase
from colorword_tui.model.prediction import Prediction
from colorword_tui.model.predictor import load
from colorword_tui.store import Store
from colorword_tui.tui.clipboard import copy
from colorword_tui.tui.commands import ColorwordCommands
from colorword_tui.tui.messages import Answered, ModelReady, Unanswered
from colorword_tui.tui.reader import Predicts, Question, Reader
from colorword_tui.tui.screens.help import HelpScreen
from colorword_tui.tui.screens.main import MainScreen
from colorword_tui.tui.terminal import Nearest256
from colorword_tui.tui.widgets.chips import Chips
from colorword_tui.tui.widgets.facts import Facts
from colorword_tui.tui.widgets.history import History, KeptList
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.swatch import Shown, Swatch

EXAMPLE = "clear blue summer sky"
_HINT = "type a word: its colour follows every key"


def run(bundle: Path | None = None) -> None:
    """Run the app over a bundle (the shipped one by default) and the user's own store."""
    store = Store()
    try:
        ColorwordApp(load(bundle), store).run()
    finally:
        store.close()


class ColorwordApp(App[None]):
    """Type a word, see its colour."""

    TITLE = "colorword"
    CSS_PATH = "screens/main.tcss"
    COMMANDS = App.COMMANDS | {ColorwordCommands}
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [
        Binding("ctrl+y", "copy", "copy", tooltip="Copy the colour in the format shown", priority=True),
        Binding("ctrl+f", "next_format", "format", tooltip="Show and copy in the next format", priority=True),
        Binding("ctrl+s", "keep", "keep", tooltip="Keep the word", priority=True),
        Binding(
            "ctrl+o",
            "own_reading",
            "own reading",
            tooltip="What the model says of an exact name",
            show=False,
            priority=True,
        ),
        Binding("f1", "help", "help", tooltip="Show every key"),
        Binding("ctrl+p", "command_palette", "commands", tooltip="Every command by its name"),
        Binding("ctrl+q", "quit", "quit", tooltip="Quit", show=False, priority=True),
        *(
            Binding(f"alt+{number}", f"pick({number - 1})", f"candidate {number}", show=False, priority=True)
            for number in range(1, 10)
        ),
    ]

    def __init__(self, predictor: Predicts, store: Store) -> None:
        super().__init__()
        self._predictor, self._store = predictor, store
        self._reader = Reader(predictor, self.post_message)
        self._sequence = self._answered_sequence = 0
        self._then: Callable[[], None] | None = None
        self._answer: Prediction | None = None
        self._words: list[tuple[str, Color]] = []
        self._picked = 0
        self._notation = 0
        self._own_reading = False
        self._filter = ""
        self._failure = ""

    # What is shown

    def get_default_screen(self) -> MainScreen:
        """The one screen."""
        return MainScreen()

    def get_line_filters(self) -> list[LineFilter]:
        """Where colours are not exact, paint the nearest there are."""
        filters = list(super().get_line_filters())
        return [*filters, Nearest256()] if self.console.color_system == "256" else filters

    def on_ready(self) -> None:
        """Show the example (or the last word), then load the model."""
        if (theme := self._store.setting("theme")) in self.available_themes:
            self.theme = theme
        self.theme_changed_signal.subscribe(self, lambda theme: self._store.change_setting("theme", theme.name))
        if self._store.notice:
            self.notify(self._store.notice, severity="warning", timeout=10, markup=False)
        self._show_badge()
        self._show_kept()
        self._show()
        newest = self._store.kept(limit=1)
        first = newest[0].text if newest else EXAMPLE
        self._main.query_one(PhraseInput).placeholder = first
        self._ask(first)
        self._reader.start()

    def on_unmount(self) -> None:
        """Let the reader end."""
        self._reader.stop()

    @property
    def shown_color(self) -> Color | None:
        """The colour on the swatch."""
        return self._answer.candidates[self._picked].color if self._answer else None

    def _show(self) -> None:
        screen, color = self._main, self.shown_color
        swatch = screen.query_one(Swatch)
        if self._answer is None or color is None:
            swatch.hint = self._failure or _HINT
            swatch.shown = None
        else:
            confidence = self._answer.confidence if not self._picked else self._answer.candidates[self._picked].weight
            swatch.shown = Shown(color, format_color(color, FORMATS[self._notation]), confidence, self._answer.exact)
        screen.query_one("#frame").border_subtitle = self._subtitle()
        screen.query_one(Facts).show(self._answer, self._words, self._picked, self._notation)

    def _subtitle(self) -> str:
        """What the colour belongs to, where the input does not say it."""
        if self._failure:
            return ""
        if self._answer is not None and not self._main.query_one(PhraseInput).value:
            kept = bool(self._store.kept(limit=1))
            return _HINT if not kept else ""
        return ""

    def _show_kept(self) -> None:
        self._main.query_one(History).show(self._store.kept(self._filter))

    def _show_badge(self) -> None:
        system = self.console.color_system
        text = {None: "no colours", "256": "≈ 256 colours", "standard": "≈ 16 colours"}.get(system, "")
        if self.no_color:
            text = "NO_COLOR"
        self._main.query_one("#badge", Static).update(text)

    @property
    def _main(self) -> MainScreen:
        return next(screen for screen in self.screen_stack if isinstance(screen, MainScreen))

    # Reading

    @on(Input.Changed, "#phrase")
    def _typed(self, event: Input.Changed) -> None:
        self._own_reading = False
        self._main.query_one(PhraseInput).placeholder = PhraseInput.ASKS
        self._ask(event.value)

    def _ask(self, text: str) -> None:
        """Read a phrase; whatever was asked before is too late from now on."""
        self._sequence += 1
        self._then = None
        phrase = clean_phrase(text)
        if not phrase:
            self._answered_sequence = self._sequence
            self._paint(None, [])
            return
        question = Question(self._sequence, phrase, self._own_reading)
        # Exact names need no model: while it loads they do not wait for it.
        if not self._predictor.ready and not self._own_reading and html_color(phrase):
            self.post_message(self._reader.answer(question))
        else:
            self._reader.ask(question)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        if message.sequence == self._sequence:
            self._answered_sequence = message.sequence
            self._paint(message.prediction, message.words)
            then, self._then = self._then, None
            if then is not None:
                then()

    @on(Unanswered)
    def _unanswered(self, message: Unanswered) -> None:
        if message.sequence == self._sequence:
            self._answered_sequence, self._then = message.sequence, None
            self._failure = message.reason
            self._paint(None, [])

    @on(ModelReady)
    def _model_ready(self, message: ModelReady) -> None:
        if message.error:
            self._failure = message.error
            self.notify(f"{message.error}. Exact colour names still work.", severity="error", timeout=15, markup=False)
            self._show()

    def _paint(self, answer: Prediction | None, words: list[tuple[str, Color]]) -> None:
        self._answer, self._words, self._picked = answer, words, 0
        self._show()

    # Actions

    def action_copy(self) -> None:
        """Copy the colour in the format shown, and keep its word."""
        if self._too_early(self.action_copy):
            return
        if (color := self.shown_color) is None:
            self.notify("nothing to copy yet: type a word first", severity="warning", markup=False)
            return
        text = format_color(color, FORMATS[self._notation])
        driver = self._driver
        copy(text, driver.write if driver else lambda _: None)
        self._keep()
        self.notify(f"copied {text}", markup=False)

    def action_next_format(self) -> None:
        """Show and copy in the next format."""
        self._notation = (self._notation + 1) % len(FORMATS)
        self._show()

    @on(Input.Submitted, "#phrase")
    def action_keep(self) -> None:
        """Put the word on top of the kept ones."""
        if self._too_early(self.action_keep):
            return
        if self._answer is None:
            self.notify("nothing to keep yet: type a word first", severity="warning", markup=False)
            return
        self._keep()
        self.notify(f"kept {self._answer.text}", markup=False)

    def _too_early(self, action: Callable[[], None]) -> bool:
        """Whether the text in the input has no answer yet; then the action follows when it has, with the right word."""
        if self._answered_sequence == self._sequence:
            return False
        self._then = action
        return True

    def _keep(self) -> None:
        if self._answer is not None and (color := self.shown_color) is not None:
            self._store.keep(self._answer.text, color)
            self._show_kept()

    def action_own_reading(self) -> None:
        """Show what the model says of a name whose colour is exact, or the exact colour again."""
        if self._answer is None or not (self._own_reading or self._answer.exact):
            self.notify("this is the model's own reading", markup=False)
            return
        self._own_reading = not self._own_reading
        self._ask(self._answer.text)

    def action_pick(self, index: int) -> None:
        """Show another candidate until the next key."""
        if self._answer is not None and index < len(self._answer.candidates):
            self._picked = index
            self._show()

    def action_clear(self) -> None:
        """Empty the input."""
        self._main.query_one(PhraseInput).value = ""

    def action_help(self) -> None:
        """Show every key, as it is bound now."""
        if isinstance(self.screen, HelpScreen):
            return
        bound = [active.binding for active in self.screen.active_bindings.values() if active.node is self]
        own = sorted((one for one in bound if one.action in _HELP), key=lambda one: _HELP.index(one.action))
        keys = [(self.get_key_display(one), one.tooltip or one.description) for one in own]
        self.push_screen(HelpScreen([*dict.fromkeys(keys), ("alt+1 … alt+9", "Pick a candidate")]))

    @on(Chips.Picked)
    def _chip_picked(self, event: Chips.Picked) -> None:
        if event.chips.id == "formats":
            self._notation = event.index
            self._show()
        else:
            self.action_pick(event.index)

    @on(Swatch.Clicked)
    def _swatch_clicked(self) -> None:
        self.action_copy()

    @on(PhraseInput.Clipped)
    def _clipped(self) -> None:
        self.notify("the text was long: its beginning was taken", severity="warning", markup=False)

    # The kept words

    @on(PhraseInput.Browse)
    def action_browse(self) -> None:
        """Go to the kept words."""
        # Hidden widgets cannot take the focus: on a narrow screen the list takes the place of the answer first.
        self._main.add_class("-browsing")
        self.call_after_refresh(self._enter_history)

    def _enter_history(self) -> None:
        if not self._main.query_one(History).enter():
            self._main.remove_class("-browsing")
            self.notify("no kept words yet: enter keeps one", markup=False)

    def action_filter(self) -> None:
        """Filter the kept words."""
        self._main.add_class("-browsing")
        self.call_after_refresh(lambda: self._main.query_one(KeptList).action_filter())

    @on(KeptList.Leave)
    def _leave_history(self) -> None:
        self._main.query_one(History).leave()
        self._main.remove_class("-browsing")
        self._main.query_one(PhraseInput).focus()

    @on(KeptList.Typed)
    def _type(self, event: KeptList.Typed) -> None:
        self._leave_history()
        self._main.query_one(PhraseInput).insert_text_at_cursor(event.character)

    @on(KeptList.Forget)
    def _forget(self, event: KeptList.Forget) -> None:
        self._store.forget(event.text)
        self._show_kept()
        if not self._store.kept(self._filter, limit=1):
            self._leave_history()

    @on(History.Chosen)
    def _bring_back(self, event: History.Chosen) -> None:
        self._leave_history()
        phrase = self._main.query_one(PhraseInput)
        phrase.value = event.text
        phrase.cursor_position = len(event.text)

    @on(History.Filtered)
    def _filtered(self, event: History.Filtered) -> None:
        self._filter = event.part
        self._show_kept()


_HELP = ("copy", "next_format", "keep", "own_reading", "help", "command_palette", "quit")
