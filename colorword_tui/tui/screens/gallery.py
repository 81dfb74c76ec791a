"""Listed colours beside the model's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from colorword_tui.gallery.comparison import Choice, Comparison, Sort
from colorword_tui.gallery.lists import HTML, Lists
from colorword_tui.tui.gallery_reader import GalleryReader, ListFailed, ListOpened, ListsCounted, RowsRead
from colorword_tui.tui.reader import Predicts
from colorword_tui.tui.screens.list_chooser import ListChooser
from colorword_tui.tui.screens.phrase_screen import PhraseScreen
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.gallery_heading import GalleryHeading
from colorword_tui.tui.widgets.gallery_summary import GallerySummary
from colorword_tui.tui.widgets.gallery_table import GalleryTable
from colorword_tui.tui.widgets.phrase_input import PhraseInput

# What the key that sorts goes through, as (sort, backwards): the farthest off come before the closest.
_ORDERS = ((Sort.LIST, False), (Sort.DELTA_E, True), (Sort.DELTA_E, False), (Sort.NAME, False), (Sort.HUE, False))
# Seconds between two paintings while a list is being read: sorting tens of thousands at every chunk would be felt.
_REPAINT = 0.15


class GalleryScreen(PhraseScreen):
    """The input filters the rows; a thread reads them while the screen is in front."""

    NAME = "gallery"
    CSS_PATH = "gallery.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-wide"), (110, "-broad")]
    BINDINGS = [
        Binding("f6", "sort", "sort", tooltip="Sort by ΔE, name, hue, or as listed; so does a click on a heading"),
        Binding("f7", "choose_list", "list", tooltip="Choose another list of the lexicon", show=False),
        Binding("f8", "held_out", "held out", tooltip="Only the names that nothing was learnt from", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
    ]
    KEYS = (
        ("↓", "into the rows"),
        ("enter", "in the rows: take the name along"),
        ("esc", "back to the input; there: clear it"),
    )

    def __init__(self, model: Callable[[], Predicts]) -> None:
        """`model` gives the predictor of now; after another was chosen it gives that one."""
        super().__init__()
        self._model = model
        self._lists = Lists()
        self._reader = GalleryReader(self._lists, self.post_message)
        self._counts: dict[str, int] = {}
        self._list = HTML
        self._choice = Choice()
        self._comparison: Comparison | None = None
        self._view = View()
        self._failure = ""
        self._stale = False

    def compose_body(self) -> ComposeResult:
        """Figures, headings, rows."""
        yield GallerySummary(id="summary")
        yield GalleryHeading(id="heading")
        yield GalleryTable(id="rows")

    def on_mount(self) -> None:
        """Start the thread."""
        self.query_one("#frame").border_subtitle = "f6 sort · f7 list · f8 held out · ↓ rows · enter takes one"
        self.query_one(GallerySummary).say("opening the list …")
        self.set_interval(_REPAINT, self._repaint)
        self._reader.start()

    def on_unmount(self) -> None:
        """Let the thread end."""
        self._reader.stop()

    def on_screen_resume(self) -> None:
        """Read on; after training that may be with another model."""
        super().on_screen_resume()
        self._failure = ""
        self._reader.open(self._list, self._model())

    def on_screen_suspend(self) -> None:
        """Read no further while something else is in front."""
        self._reader.close()

    def show(self, view: View) -> None:
        """Filter by the text in the input; its colour stands where no name contains it."""
        self._view = view
        self.phrase.placeholder = "type to filter the names"
        self._choose(replace(self._choice, part=self.phrase.value))
        if self._comparison is not None and not self._table.numbers.size:
            self._show_summary(self._comparison)

    @property
    def _table(self) -> GalleryTable:
        return self.query_one(GalleryTable)

    # What the thread says

    @on(ListOpened)
    def _opened(self, message: ListOpened) -> None:
        if message.comparison.name == self._list:
            again = message.comparison is self._comparison
            self._comparison = message.comparison
            self._show_rows(keep=again)

    @on(RowsRead)
    def _read(self, message: RowsRead) -> None:
        message.comparison.put(message.numbers, message.colors)
        self._stale = self._stale or message.comparison is self._comparison

    @on(ListsCounted)
    def _counted(self, message: ListsCounted) -> None:
        self._counts = message.counts
        if isinstance(self.app.screen, ListChooser):
            self.app.screen.counted(self._counts)

    @on(ListFailed)
    def _failed(self, message: ListFailed) -> None:
        if message.name == self._list:
            self._failure = message.reason
            if self._comparison is None:
                self.query_one(GallerySummary).say(message.reason)
            self._show_rows(keep=True)

    def _repaint(self) -> None:
        if self._stale:
            self._stale = False
            self._show_rows(keep=True)

    # What is shown

    def _choose(self, choice: Choice) -> None:
        """Change what is shown; a changed order or filter starts at its first row."""
        if choice != self._choice:
            self._choice = choice
            self._show_rows()

    def _show_rows(self, *, keep: bool = False) -> None:
        self.query_one(GalleryHeading).show(self._choice)
        if self._comparison is not None:
            self._table.show(self._comparison, self._comparison.select(self._choice), keep=keep)
            self._show_summary(self._comparison)

    def _show_summary(self, comparison: Comparison) -> None:
        summary = self.query_one(GallerySummary)
        if self._table.numbers.size:
            summary.show(comparison, comparison.summary(self._table.numbers), self._choice, self._failure)
        else:
            summary.nothing(comparison, self._choice, self._view.color)

    @on(GalleryTable.Moved)
    def _put_first(self) -> None:
        self._reader.put_first(self._table.in_view, self._table.numbers)

    # Keys

    @on(Input.Changed, "#phrase")
    def _filter(self, event: Input.Changed) -> None:
        self._choose(replace(self._choice, part=event.value))

    def action_sort(self) -> None:
        """Sort by the next thing."""
        now = (self._choice.sort, self._choice.backwards)
        following = _ORDERS.index(now) + 1 if now in _ORDERS else 0
        sort, backwards = _ORDERS[following % len(_ORDERS)]
        self._choose(replace(self._choice, sort=sort, backwards=backwards))

    @on(GalleryHeading.Clicked)
    def _sort_by(self, event: GalleryHeading.Clicked) -> None:
        """Sort by a column: ΔE with the farthest first, the others forwards; a second click turns it round."""
        again = event.sort is self._choice.sort and event.sort is not Sort.LIST
        backwards = not self._choice.backwards if again else event.sort is Sort.DELTA_E
        self._choose(replace(self._choice, sort=event.sort, backwards=backwards))

    def action_held_out(self) -> None:
        """Show the held-out names only, or all of them again."""
        self._choose(replace(self._choice, held_out=not self._choice.held_out))

    def action_choose_list(self) -> None:
        """Choose another list."""
        self.app.push_screen(ListChooser(self._lists.names, self._counts, self._list), self._open)

    def _open(self, name: str | None) -> None:
        if name is not None and name != self._list:
            self._list, self._comparison, self._failure = name, None, ""
            self.query_one(GallerySummary).say(f"opening {name} …")
            self._reader.open(name, self._model())

    def action_page(self, pages: int) -> None:
        """Scroll the rows while the input has the keys."""
        table = self._table
        table.scroll_to(y=table.scroll_offset.y + pages * max(table.size.height - 1, 1), animate=False)

    @on(PhraseInput.Browse)
    def _browse(self, event: PhraseInput.Browse) -> None:
        event.stop()
        if self._table.numbers.size:
            self._table.enter()

    @on(GalleryTable.Leave)
    def _leave(self) -> None:
        self.phrase.focus()

    @on(GalleryTable.Typed)
    def _type(self, event: GalleryTable.Typed) -> None:
        self.phrase.focus()
        self.phrase.insert_text_at_cursor(event.character)

    @on(GalleryTable.Chosen)
    def _take(self, event: GalleryTable.Chosen) -> None:
        self.phrase.focus()
        self.post_message(self.Taken(event.name))
