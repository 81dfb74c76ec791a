"""The app: it owns what is shown and wires the screens to the model and the store."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input, Static

from colorword_tui.color.formats import FORMATS
from colorword_tui.color.names import html_color
from colorword_tui.model.phrase import clean_phrase
from colorword_tui.model.predictor import load
from colorword_tui.store import Store
from colorword_tui.tui.messages import Answered, Detailed, ModelReady, Unanswered
from colorword_tui.tui.reader import Predicts, Question, Reader
from colorword_tui.tui.screens.main import MainScreen
from colorword_tui.tui.screens.phrase_screen import PhraseScreen
from colorword_tui.tui.served import served
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.chips import Chips
from colorword_tui.tui.widgets.history import History, KeptList
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.swatch import Swatch

if TYPE_CHECKING:
    from textual.command import Provider

    from colorword_tui.tui.screens.training import TrainingScreen

EXAMPLE = "clear blue summer sky"
_HINT = "type a word: its colour follows every key"
_MAIN = "main"
# Seconds: a model that is loaded at just this moment takes a third of one.
_PATIENCE = 2.0
_MODES = ("map", "gallery", "training", "reading")


def run(bundle: Path | None = None, word: str = "") -> None:
    """Run the app over a bundle (the shipped one by default) and the user's own store; `word` is typed already.

    A visitor with a browser has a store in memory: what he keeps is nobody else's, and nothing of it is written here.
    """
    store = Store.in_memory() if served() else Store()
    app = ColorwordApp(load(bundle), store, word, bundle)
    try:
        app.run()
    finally:
        app.end_reading()
        store.close()


def _commands() -> type[Provider]:
    from colorword_tui.tui.commands import ColorwordCommands

    return ColorwordCommands


class ColorwordApp(App[None]):
    """Type a word, see its colour."""

    TITLE = "colorword"
    COMMANDS = App.COMMANDS | {_commands}
    ENABLE_COMMAND_PALETTE = True
    DEFAULT_MODE = _MAIN
    # What all modes share, and the first screen's: a screen's own, read when it is opened, have all others read again.
    CSS_PATH = ["screens/phrase_screen.tcss", "screens/main.tcss"]
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
        Binding("f2", "show_mode('map')", "map", tooltip="The vector space as a map, and back"),
        Binding("f3", "show_mode('gallery')", "gallery", tooltip="Listed colours beside the model's, and back"),
        Binding("f4", "show_mode('training')", "train", tooltip="Train a model and watch it, and back"),
        Binding("f5", "show_mode('reading')", "read", tooltip="A text in its colours, and back"),
        Binding("ctrl+p", "command_palette", "commands", tooltip="Every command by its name", show=False),
        Binding("ctrl+q", "quit", "quit", tooltip="Quit", show=False, priority=True),
        *(
            Binding(f"alt+{number}", f"pick({number - 1})", f"candidate {number}", show=False, priority=True)
            for number in range(1, 10)
        ),
    ]

    def __init__(self, predictor: Predicts, store: Store, word: str = "", bundle: Path | None = None) -> None:
        """`bundle` is the folder that the predictor reads, None for the one that ships."""
        super().__init__()
        self._bundle = bundle
        self._first_word = clean_phrase(word)
        self._predictor, self._store = predictor, store
        self._reader = Reader(predictor, self.post_message)
        self._sequence = self._answered_sequence = 0
        self._then: Callable[[], None] | None = None
        self._view = View(hint=_HINT)
        self._text = self._asked = ""
        self._ready_since = inf
        self._own_reading = False
        self._filter = ""
        self._failure = ""
        for mode in _MODES:
            self.add_mode(mode, partial(self._screen, mode))

    def get_default_screen(self) -> Screen[Any]:
        """The main screen."""
        return MainScreen()

    def _screen(self, mode: str) -> PhraseScreen:
        """The screen of a mode. It is imported when it is first wanted: the first frame does not wait for maps."""
        if mode == "map":
            from colorword_tui.tui.screens.map import MapScreen

            return MapScreen(self._model)
        if mode == "gallery":
            from colorword_tui.tui.screens.gallery import GalleryScreen

            return GalleryScreen(self._model)
        if mode == "reading":
            from colorword_tui.tui.screens.reading import ReadingScreen

            return ReadingScreen(self._model)
        from colorword_tui.tui.screens.training import TrainingScreen

        return TrainingScreen(lambda: self._bundle)

    def _model(self) -> Predicts:
        """The predictor of now: training may put another in its place."""
        return self._predictor

    # What is shown

    def get_line_filters(self) -> list[LineFilter]:
        """Where colours are not exact, paint the nearest there are."""
        filters = list(super().get_line_filters())
        if self.console.color_system == "256":
            from colorword_tui.tui.terminal import Nearest256

            filters.append(Nearest256())
        return filters

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's own commands; a visitor with a browser makes no screenshots, which are files."""
        commands = super().get_system_commands(screen)
        return (one for one in commands if not (served() and one.title == "Screenshot"))

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Save the screen as SVG among the downloads, or where the app was started: a server has no such folder."""
        from platformdirs import user_downloads_path

        if path is None and not user_downloads_path().is_dir():
            path = str(Path.cwd())
        return super().deliver_screenshot(filename, path, time_format)

    def on_mount(self) -> None:
        """Never be without a place for the keys."""
        self.watch(self, "app_focus", self._refocus, init=False)

    def _refocus(self, focused: bool) -> None:
        # A browser says that its page has no focus before there is an input, which Textual then does not give it back.
        if focused and isinstance(self.screen, PhraseScreen) and self.screen.focused is None:
            self.screen.set_focus(self.screen.phrase)

    def on_key(self, event: events.Key) -> None:
        """Take what was typed while the app started: there was no input yet, and nobody wanted it."""
        if event.time < self._ready_since and event.is_printable and event.character:
            self._bring(self._text + event.character)

    def on_ready(self, event: events.Ready) -> None:
        """Show the example (or the last word), then load the model."""
        self._ready_since = event.time
        # What was imported stays: collecting garbage need not look through it again, and no frame waits for that.
        gc.freeze()
        gc.enable()
        # So that others can switch to it. A mode that is known from the start has its styles read three times.
        self.add_mode(_MAIN, MainScreen)
        if (theme := self._store.setting("theme")) in self.available_themes:
            self.theme = theme
        self.theme_changed_signal.subscribe(self, lambda theme: self._store.change_setting("theme", theme.name))
        if self._store.notice:
            self.notify(self._store.notice, severity="warning", timeout=10, markup=False)
        newest = self._store.kept(limit=1)
        first = newest[0].text if newest else EXAMPLE
        self._front.phrase.placeholder = first
        if self._first_word:
            self._bring(self._first_word)
        elif not self._text:
            self._ask(first)
        self._reader.start()

    def on_unmount(self) -> None:
        """Let the reader end."""
        self._reader.stop()

    def end_reading(self) -> None:
        """Let a reading that goes on come to its end, but do not wait for one that hangs; the screen is gone by now."""
        self._reader.stop()
        self._reader.wait(_PATIENCE)

    @property
    def _front(self) -> PhraseScreen:
        """The screen of the mode, under whatever dialog is open."""
        return next(screen for screen in self.screen_stack if isinstance(screen, PhraseScreen))

    @on(PhraseScreen.Ready)
    def _show_all(self) -> None:
        """Paint a screen that has come to the front."""
        self._share_text()
        self._show_badge()
        self._show_kept()
        self._show()
        if self._wants_weights and not self._view.influences and self._view.answer is not None:
            self._ask(self._asked)

    def _share_text(self) -> None:
        """Let the input in front say what it said on the last screen, and follow it from now on."""
        phrase = self._front.phrase
        if phrase.value != self._text:
            with phrase.prevent(Input.Changed):
                phrase.value = self._text
            phrase.cursor_position = len(self._text)
        # Not by the input's message, which goes up through every container: the letter would be painted first.
        self.watch(phrase, "value", self._typed, init=False)

    def _show(self) -> None:
        # An answer may come while the app closes, and some of its widgets are gone.
        if not self.is_running:
            return
        hint = self._failure or (_HINT if self._view.answer is None else "")
        if self._view.answer is not None and not self._text and not self._store.kept(limit=1):
            hint = _HINT
        self._front.show(replace(self._view, hint=hint))

    def _show_kept(self) -> None:
        if isinstance(self._front, MainScreen):
            self._front.show_kept(self._store.kept(self._filter))

    def _show_badge(self) -> None:
        system = self.console.color_system
        text = {None: "no colours", "256": "≈ 256 colours", "standard": "≈ 16 colours"}.get(system, "")
        if self.no_color:
            text = "NO_COLOR"
        self._front.query_one("#badge", Static).update(text)

    async def action_show_mode(self, mode: str) -> None:
        """Bring a mode to the front, or the main screen where it is there already."""
        if isinstance(self.screen, PhraseScreen):
            await self._switch(_MAIN if self.current_mode == mode else mode)

    async def _switch(self, mode: str) -> None:
        await self.switch_mode(mode)
        # At once, and not when the screen says that it is ready: the next key may be here before that.
        self._share_text()

    @on(PhraseScreen.Taken)
    async def _taken(self, event: PhraseScreen.Taken) -> None:
        """Take a phrase of another screen to the main one."""
        if self.current_mode != _MAIN:
            await self._switch(_MAIN)
        self._bring(event.text)

    def on_training_screen_chosen(self, event: TrainingScreen.Chosen) -> None:
        """Answer with another bundle from now on, or with the shipped one (None)."""
        self._reader.stop()
        self._bundle, self._predictor = event.bundle, load(event.bundle)
        self._reader = Reader(self._predictor, self.post_message)
        self._failure = ""
        self._reader.start()
        self._show()
        self._ask(self._asked)

    # Reading

    def _typed(self, text: str) -> None:
        phrase = self._front.phrase
        # A screen that comes to the front is given what is asked already, and one behind it asks for nothing.
        if text == self._text or text != phrase.value:
            return
        self._own_reading = False
        self._text = text
        phrase.placeholder = PhraseInput.ASKS
        self._ask(text)

    @property
    def _wants_weights(self) -> bool:
        return isinstance(self._front, MainScreen) and self._front.explaining

    def _ask(self, text: str) -> None:
        """Read a phrase; whatever was asked before is too late from now on."""
        self._sequence += 1
        self._asked, self._then = text, None
        phrase = clean_phrase(text)
        if not phrase:
            self._answered_sequence = self._sequence
            self._paint(View())
            return
        question = Question(self._sequence, phrase, self._own_reading, self._wants_weights)
        # Exact names need no model: while it loads they do not wait for it.
        if not self._predictor.ready and not self._own_reading and html_color(phrase):
            for message in self._reader.answer(question):
                self.post_message(message)
        else:
            self._reader.ask(question)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        if message.sequence == self._sequence:
            self._answered_sequence = message.sequence
            # What stands around the colour is the last phrase's for the moment that the next one's takes: a row that
            # empties and fills again at every key would flicker.
            self._paint(replace(self._view, answer=message.prediction, picked=0))
            then, self._then = self._then, None
            if then is not None:
                then()

    @on(Detailed)
    def _detailed(self, message: Detailed) -> None:
        if message.sequence == self._sequence:
            self._view = replace(
                self._view,
                words=message.words,
                recollection=message.recollection,
                influences=message.influences,
            )
            self._show()

    @on(Unanswered)
    def _unanswered(self, message: Unanswered) -> None:
        if message.sequence == self._sequence:
            self._answered_sequence, self._then = message.sequence, None
            self._failure = message.reason
            self._paint(View())

    @on(ModelReady)
    def _model_ready(self, message: ModelReady) -> None:
        if message.error:
            self._failure = message.error
            self.notify(f"{message.error}. Exact colour names still work.", severity="error", timeout=15, markup=False)
            self._show()

    def _paint(self, view: View) -> None:
        self._view = replace(view, notation=self._view.notation)
        self._show()

    # Actions

    def action_copy(self) -> None:
        """Copy the colour in the format shown, and keep its word."""
        if self._too_early(self.action_copy):
            return
        if self._view.color is None:
            self.notify("nothing to copy yet: type a word first", severity="warning", markup=False)
            return
        from colorword_tui.tui.clipboard import copy

        driver = self._driver
        copy(self._view.written, driver.write if driver else lambda _: None, locally=not served())
        self._keep()
        self.notify(f"copied {self._view.written}", markup=False)

    def action_next_format(self) -> None:
        """Show and copy in the next format."""
        self._choose_format((self._view.notation + 1) % len(FORMATS))

    def _choose_format(self, notation: int) -> None:
        self._view = replace(self._view, notation=notation)
        self._show()

    @on(Input.Submitted, "#phrase")
    def action_keep(self) -> None:
        """Put the word on top of the kept ones."""
        if self._too_early(self.action_keep):
            return
        if self._view.answer is None:
            self.notify("nothing to keep yet: type a word first", severity="warning", markup=False)
            return
        self._keep()
        self.notify(f"kept {self._view.answer.text}", markup=False)

    def _too_early(self, action: Callable[[], None]) -> bool:
        """Whether the text in the input has no answer yet; then the action follows when it has, with the right word."""
        if self._answered_sequence == self._sequence:
            return False
        self._then = action
        return True

    def _keep(self) -> None:
        if self._view.answer is not None and self._view.color is not None:
            self._store.keep(self._view.answer.text, self._view.color)
            self._show_kept()

    def action_own_reading(self) -> None:
        """Show what the model says of a name whose colour is exact, or the exact colour again."""
        answer = self._view.answer
        if answer is None or not (self._own_reading or answer.exact):
            self.notify("this is the model's own reading", markup=False)
            return
        self._own_reading = not self._own_reading
        self._ask(answer.text)

    def action_pick(self, index: int) -> None:
        """Show another candidate until the next key."""
        if self._view.answer is not None and index < len(self._view.answer.candidates):
            self._view = replace(self._view, picked=index)
            self._show()

    def action_clear(self) -> None:
        """Empty the input."""
        self._front.phrase.value = ""

    def action_help(self) -> None:
        """Show every key, as it is bound now."""
        from colorword_tui.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            return
        # The screen's own keys first, then those that work everywhere.
        bound = self.screen.active_bindings.values()
        own = [one.binding for one in bound if one.node is self.screen and one.binding.tooltip]
        ours = [one.binding for one in bound if one.node is self and one.binding.action in _HELP]
        ours.sort(key=lambda one: _HELP.index(one.action))
        keys = [(self.get_key_display(one), one.tooltip or one.description) for one in (*own, *ours)]
        self.push_screen(HelpScreen([*dict.fromkeys(keys), *self._front.KEYS]))

    @on(Chips.Picked)
    def _chip_picked(self, event: Chips.Picked) -> None:
        if event.chips.id == "formats":
            self._choose_format(event.index)
        else:
            self.action_pick(event.index)

    @on(Swatch.Clicked)
    def _swatch_clicked(self) -> None:
        self.action_copy()

    @on(PhraseInput.Clipped)
    def _clipped(self) -> None:
        self.notify("the text was long: its beginning was taken", severity="warning", markup=False)

    # The kept words

    @on(KeptList.Forget)
    def _forget(self, event: KeptList.Forget) -> None:
        self._store.forget(event.text)
        self._show_kept()
        if not self._store.kept(self._filter, limit=1):
            self._front.post_message(KeptList.Leave())

    @on(History.Chosen)
    def _chosen(self, event: History.Chosen) -> None:
        self._bring(event.text)

    def _bring(self, text: str) -> None:
        phrase = self._front.phrase
        phrase.value = text
        phrase.cursor_position = len(text)
        # At the start the input may not be followed yet.
        self._typed(text)

    @on(History.Filtered)
    def _filtered(self, event: History.Filtered) -> None:
        self._filter = event.part
        self._show_kept()


_HELP = (
    "copy",
    "next_format",
    "keep",
    "own_reading",
    "show_mode('map')",
    "show_mode('gallery')",
    "show_mode('training')",
    "show_mode('reading')",
    "help",
    "command_palette",
    "quit",
)
