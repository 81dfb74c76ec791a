"""A text in its colours."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from colorword_tui.reading.export import KINDS
from colorword_tui.reading.look import TINTS, Look
from colorword_tui.reading.painter import Painter
from colorword_tui.reading.painting import Colors
from colorword_tui.reading.source import Source, read_file
from colorword_tui.reading.text import Text
from colorword_tui.tui.reader import Predicts
from colorword_tui.tui.reading_work import NotOpened, Opened, Painted, Written, open_text, write_text
from colorword_tui.tui.screens.path_prompt import PathPrompt
from colorword_tui.tui.screens.phrase_screen import PhraseScreen
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.facts import patch
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.reading_status import ReadingStatus, about_text
from colorword_tui.tui.widgets.ribbon import Ribbon
from colorword_tui.tui.widgets.text_pane import TextPane

_HINT = (
    "every word of a text in its colour",
    "",
    "f6    open a file",
    "tab   come here, then paste a text",
)
# In seconds.
_REST = 0.1
_SERVED = "no files while the app is served to a browser; paste a text instead"


class ReadingScreen(PhraseScreen):
    """The text, its ribbon, and a line about it. Letters are keys while the text has the focus."""

    NAME = "reading"
    CSS_PATH = "reading.tcss"
    BINDINGS = [
        Binding("f6", "open", "open", tooltip="Open a text file; letters are keys in the text"),
        Binding("o", "open", "open", show=False),
        Binding("w", "unit", "words", tooltip="Words in their own or their sentence's colour", show=False),
        Binding("t", "tint", "tint", tooltip="Strength of the tint: off, light, medium, full", show=False),
        Binding("s", "stop_words", "stop words", tooltip="Paint stop words, or leave them plain", show=False),
        Binding("p", "paper", "paper", tooltip="Dark or light paper", show=False),
        Binding("e", "export", "export", tooltip="Write the painted text: .html .svg .png .ansi", show=False),
        Binding("x", "clear_text", "clear", tooltip="Put the text away", show=False),
    ]

    def __init__(self, model: Callable[[], Predicts]) -> None:
        """`model` gives the predictor of now; after another was chosen it gives that one."""
        super().__init__()
        self._model = model
        self._painter: Painter | None = None
        self._source: Source | None = None
        self._look: Look | None = None
        self._asked = 0
        self._opening = ""
        self._answer = Content("")
        self._resting = self._unseen = False

    def compose_body(self) -> ComposeResult:
        """A line about the text, the text, its ribbon."""
        yield ReadingStatus(id="status")
        yield TextPane(id="text")
        yield Ribbon(id="ribbon")

    def on_mount(self) -> None:
        """Start empty, on the paper that suits the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show_look())
        self._put_away()

    def on_unmount(self) -> None:
        """Ask for no more colours."""
        if self._painter is not None:
            self._painter.stop()

    def on_screen_resume(self) -> None:
        """Paint anew where another model was chosen meanwhile."""
        super().on_screen_resume()
        if self._painter is not None and self._painter.predictor is not self._model():
            self._paint(self._painter.text)
            self.query_one(TextPane).recolor(self._painter.colors)

    def show(self, view: View) -> None:
        """The answer to the input, at the end of the line about the text."""
        self._answer = Content.assemble(patch(view.color, 2), f" {view.written}") if view.color else Content("")
        self._show_status()

    # Opening

    def action_open(self) -> None:
        """Ask for a file."""
        if self._refuse_files():
            return
        hint = "enter opens it, → takes the suggestion, escape goes back"
        self.app.push_screen(PathPrompt("open a text file", hint), self._open_file)

    def _open_file(self, path: Path | None) -> None:
        if path is not None:
            self._open(path.name or str(path), partial(read_file, path))

    @on(TextPane.Pasted)
    def _pasted(self, event: TextPane.Pasted) -> None:
        self._open("pasted text", lambda: Source("pasted text", event.letters, ""))

    def _open(self, name: str, read: Callable[[], Source]) -> None:
        self._asked += 1
        self._opening = f"opening {name} …"
        self._show_status()
        open_text(self._asked, read, self.post_message)

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        if event.number != self._asked:
            return
        self._opening = ""
        if not event.text.sentences:
            self.notify(f"{event.source.name} is empty: it has no words", severity="warning", markup=False)
            self._show_status()
            return
        if event.source.lost:
            damage = (
                f"broken places in {event.source.name}, not {event.source.encoding}: {event.source.lost:,}; shown as �"
            )
            self.notify(damage, severity="warning", markup=False)
        self._source = event.source
        pane = self.query_one(TextPane)
        pane.show(event.text, self._paint(event.text))
        pane.focus()
        self._show_colors()

    @on(NotOpened)
    def _not_opened(self, event: NotOpened) -> None:
        if event.number == self._asked:
            self._opening = ""
            self.notify(event.reason, severity="error", timeout=10, markup=False)
            self._show_status()

    def _refuse_files(self) -> bool:
        """The files of a served app are not the visitor's."""
        served = "TEXTUAL_DRIVER" in os.environ
        if served:
            self.notify(_SERVED, severity="warning", markup=False)
        return served

    # Painting

    def _paint(self, text: Text) -> Colors:
        """Begin to ask for the colours of a text, and no longer for those of the last one."""
        if self._painter is not None:
            self._painter.stop()
        self._painter = Painter(text, self._model(), lambda: self.post_message(Painted()))
        self._painter.columns = max(self.query_one(Ribbon).size.width, 1)
        self._painter.start()
        return self._painter.colors

    @on(TextPane.Viewed)
    def _viewed(self, event: TextPane.Viewed) -> None:
        if self._painter is not None:
            self._painter.want(event.first, event.last)
            self._show_colors()

    @on(Painted)
    def _painted(self) -> None:
        """Paint at once, and then no sooner than after a rest: colours come faster than anyone sees them."""
        self._unseen = self._resting
        if not self._resting:
            self._resting = True
            self._show_colors()
            self.set_timer(_REST, self._rested)

    def _rested(self) -> None:
        self._resting = False
        if self._unseen:
            self._painted()

    def _show_colors(self) -> None:
        pane, ribbon = self.query_one(TextPane), self.query_one(Ribbon)
        pane.refresh()
        colors = self._painter.colors.sentences if self._painter else ()
        ribbon.show(colors, pane.seen, self._chosen.paper)
        self._show_status()

    def _show_status(self) -> None:
        if self.is_mounted:
            about = self._opening or about_text(self._painter, self._source)
            self.query_one(ReadingStatus).show(about, self._answer)

    # The look

    @property
    def _chosen(self) -> Look:
        """What was chosen; until then the paper follows the theme."""
        return self._look or Look(light=not self.app.current_theme.dark)

    def _change(self, look: Look) -> None:
        self._look = look
        self._show_look()

    def _show_look(self) -> None:
        look = self._chosen
        self.query_one(TextPane).look = look
        keys = (
            ("w", "phrases" if look.phrases else "words"),
            ("t", f"tint {look.tint}"),
            ("s", f"stop words {'painted' if look.stop_words else 'plain'}"),
            ("p", "light" if look.light else "dark"),
            ("e", "export"),
            ("x", "clear"),
        )
        self.query_one("#frame").border_subtitle = " · ".join(f"{key} {what}" for key, what in keys)
        self._show_colors()

    def action_unit(self) -> None:
        """Words or phrases."""
        self._change(replace(self._chosen, phrases=not self._chosen.phrases))

    def action_tint(self) -> None:
        """The next strength."""
        self._change(replace(self._chosen, tint=TINTS[(TINTS.index(self._chosen.tint) + 1) % len(TINTS)]))

    def action_stop_words(self) -> None:
        """Plain or painted."""
        self._change(replace(self._chosen, stop_words=not self._chosen.stop_words))

    def action_paper(self) -> None:
        """Dark or light."""
        self._change(replace(self._chosen, light=not self._chosen.light))

    # Writing and clearing

    def action_export(self) -> None:
        """Ask for a file name; its extension says what is written."""
        if self._painter is None:
            self.notify("nothing to export yet: open a text first", severity="warning", markup=False)
        elif not self._refuse_files():
            kinds = " ".join(f".{kind}" for kind in KINDS)
            name = f"{Path(self._painter.text.name).stem}.html"
            self.app.push_screen(PathPrompt("export to", f"the extension decides: {kinds}", name), self._export_to)

    def _export_to(self, path: Path | None) -> None:
        if path is not None and self._painter is not None:
            write_text(path, self._painter, self._chosen, self.post_message)

    @on(Written)
    def _written(self, event: Written) -> None:
        if event.error:
            self.notify(event.error, severity="error", timeout=10, markup=False)
        else:
            self.notify(f"written {event.path}", markup=False)

    def action_clear_text(self) -> None:
        """Put the text away; one that is being opened does not come any more."""
        self._asked += 1
        self._opening = ""
        self._put_away()
        self.phrase.focus()

    def _put_away(self) -> None:
        if self._painter is not None:
            self._painter.stop()
        self._painter = self._source = None
        nothing = Text("")
        self.query_one(TextPane).show(nothing, Colors(nothing), _HINT)
        self._show_look()

    # The focus

    @on(PhraseInput.Browse)
    def _enter(self, event: PhraseInput.Browse) -> None:
        event.stop()
        self.query_one(TextPane).focus()

    @on(TextPane.Leave)
    def _leave(self) -> None:
        self.phrase.focus()

    @on(TextPane.Typed)
    def _type(self, event: TextPane.Typed) -> None:
        self.phrase.focus()
        self.phrase.insert_text_at_cursor(event.character)

    @on(TextPane.Clicked)
    def _ask(self, event: TextPane.Clicked) -> None:
        self.phrase.value = event.word

    @on(Ribbon.Clicked)
    def _jump(self, event: Ribbon.Clicked) -> None:
        self.query_one(TextPane).go_to(event.sentence)
