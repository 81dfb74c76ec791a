"""The main screen: input, swatch, facts, and on the side the kept words or why the answer is what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from colorword_tui.store import Kept
from colorword_tui.tui.screens.phrase_screen import PhraseScreen
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.facts import Facts
from colorword_tui.tui.widgets.history import History, KeptList
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.swatch import Shown, Swatch

if TYPE_CHECKING:
    from colorword_tui.tui.widgets.why import Why


class MainScreen(PhraseScreen):
    """Lays the widgets out and moves the focus between them; the app says what they show."""

    BINDINGS = [
        Binding("f6", "why", "why", tooltip="Why: nearest known phrases, share of each word"),
    ]

    KEYS = (
        ("alt+1 … alt+9", "pick a candidate"),
        ("↑ ↓", "into the kept words, and through them"),
        ("enter", "in the list: bring the word back"),
        ("delete", "in the list: forget the word"),
        ("/", "in the list: filter"),
        ("1 … 9", "in the row of candidates (tab): pick one"),
        ("esc", "back to the input; there: clear it"),
    )

    def compose_body(self) -> ComposeResult:
        """Swatch and facts, and the panel on their right."""
        with Horizontal(id="body"):
            with Vertical(id="answer"):
                yield Swatch(id="swatch")
                yield Facts(id="facts")
            yield History(id="history")

    def __init__(self) -> None:
        super().__init__()
        self._view = View()

    def show(self, view: View) -> None:
        """Paint the answer: its colour first, and what stands around it with the next frame."""
        swatch = self.query_one(Swatch)
        if view.answer is None or view.color is None:
            swatch.hint = view.hint
            swatch.shown = None
        else:
            swatch.shown = Shown(view.color, view.written, view.confidence, view.answer.exact)
        self._view = view
        self.call_after_refresh(self._show_rest)

    def _show_rest(self) -> None:
        # The next frame may find the app closing, and some of its widgets gone.
        if not self.app.is_running:
            return
        view = self._view
        self.query_one("#frame").border_subtitle = view.hint if view.answer else ""
        self.query_one(Facts).show(view)
        if self.explaining:
            self.query_one("#why", self._why()).show(view)

    def show_kept(self, kept: Sequence[Kept]) -> None:
        """Paint the kept words."""
        self.query_one(History).show(kept)

    @property
    def explaining(self) -> bool:
        """Whether the side panel says why."""
        return self.has_class("-explaining")

    @staticmethod
    def _why() -> type[Why]:
        from colorword_tui.tui.widgets.why import Why

        return Why

    async def action_why(self) -> None:
        """Show why in the place of the kept words, or the kept words again."""
        # It is made when it is first wanted: the first frame does not wait for it.
        if not self.query("#why"):
            await self.query_one("#body").mount(self._why()(id="why"))
        self._leave()
        self.toggle_class("-explaining")
        self.post_message(self.Ready())

    # The kept words

    @on(PhraseInput.Browse)
    def action_browse(self) -> None:
        """Go to the kept words."""
        # Hidden widgets cannot take the focus: on a narrow screen the list takes the place of the answer first.
        self.remove_class("-explaining")
        self.add_class("-browsing")
        self.call_after_refresh(self._enter)

    def action_filter(self) -> None:
        """Filter the kept words."""
        self.remove_class("-explaining")
        self.add_class("-browsing")
        self.call_after_refresh(lambda: self.query_one(KeptList).action_filter())

    def _enter(self) -> None:
        if not self.query_one(History).enter():
            self.remove_class("-browsing")
            self.notify("no kept words yet: enter keeps one", markup=False)

    @on(KeptList.Leave)
    @on(History.Chosen)
    def _leave(self) -> None:
        self.query_one(History).leave()
        self.remove_class("-browsing")
        self.phrase.focus()

    @on(KeptList.Typed)
    def _type(self, event: KeptList.Typed) -> None:
        self._leave()
        self.phrase.insert_text_at_cursor(event.character)
