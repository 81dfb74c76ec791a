"""The one screen: input, swatch, facts, kept words. It lays them out and moves the focus; the app paints them."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Footer

from colorword_tui.tui.widgets.facts import Facts
from colorword_tui.tui.widgets.history import History, KeptList
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.swatch import Swatch

# What is dropped when the screen has fewer cells than that: the classes that the stylesheet knows.
_LOW = (
    (20, "-tight"),
    (16, "-no-words"),
    (15, "-no-formats"),
    (14, "-no-candidates"),
    (11, "-no-nearest"),
    (8, "-no-frame"),
    (4, "-no-footer"),
    (2, "-swatch-only"),
)
_NARROW = (72, "-narrow")


class MainScreen(Screen[None]):
    """Typing goes to the input wherever the focus is."""

    CSS_PATH = "main.tcss"
    AUTO_FOCUS = "#phrase"
    # Here and not on the app, so that they stand before "quit" in the footer.
    BINDINGS = [
        Binding("ctrl+y", "app.copy", "copy", tooltip="Copy the colour in the format shown", priority=True),
        Binding("ctrl+f", "app.next_format", "format", tooltip="Show and copy the next format", priority=True),
        Binding("ctrl+s", "app.keep", "keep", tooltip="Keep the word (enter does, too)", priority=True),
        Binding("f1", "app.help", "help", tooltip="Show every key"),
        Binding("ctrl+p", "app.command_palette", "commands", tooltip="Every command by its name", priority=True),
        Binding(
            "ctrl+o",
            "app.own_reading",
            "own reading",
            tooltip="What the model itself says of an exact name",
            show=False,
            priority=True,
        ),
        *(
            Binding(f"alt+{number}", f"app.pick({number - 1})", f"candidate {number}", show=False, priority=True)
            for number in range(1, 10)
        ),
        Binding("escape", "to_input", "to the input", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The frame and what is in it."""
        with Vertical(id="frame") as frame:
            frame.border_title = "colorword"
            yield PhraseInput("phrase")
            with Horizontal(id="body"):
                with Vertical(id="answer"):
                    yield Swatch(id="swatch")
                    yield Facts(id="facts")
                yield History("history")
        yield Footer(show_command_palette=False)

    def on_resize(self, event: events.Resize) -> None:
        """Drop what there is no room for, always in the same order."""
        for height, name in _LOW:
            self.set_class(event.size.height < height, name)
        width, name = _NARROW
        self.set_class(event.size.width < width, name)

    def on_key(self, event: events.Key) -> None:
        """A letter that nobody wants goes to the input."""
        if event.is_printable and event.character and event.key not in self.active_bindings:
            event.stop()
            event.prevent_default()
            self.action_to_input()
            self.query_one(PhraseInput).insert_text_at_cursor(event.character)

    @on(PhraseInput.Browse)
    def action_browse(self) -> None:
        """Go to the kept words."""
        # Hidden widgets cannot take the focus: on a narrow screen the list takes the place of the answer first.
        self.add_class("-browsing")
        self.call_after_refresh(self._enter_history)

    def action_filter(self) -> None:
        """Filter the kept words."""
        self.add_class("-browsing")
        self.call_after_refresh(self.query_one(History).open_filter)

    @on(KeptList.Leave)
    def action_to_input(self) -> None:
        """Go back to the input."""
        self.query_one(History).leave()
        self.remove_class("-browsing")
        self.query_one(PhraseInput).focus()

    def _enter_history(self) -> None:
        if not self.query_one(History).enter():
            self.action_to_input()
            self.notify("no kept words yet: enter keeps one", markup=False)
