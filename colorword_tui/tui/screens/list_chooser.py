"""The lists to choose from, over the gallery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

_WIDTH = 44


class ListChooser(ModalScreen[str | None]):
    """Type to narrow the lists down, enter chooses; the answer is the name of a list, or None."""

    CSS_PATH = "list_chooser.tcss"
    AUTO_FOCUS = "#part"
    BINDINGS = [
        Binding("escape,f7", "dismiss", "Close"),
        Binding("up", "move('cursor_up')", "Up", show=False),
        Binding("down", "move('cursor_down')", "Down", show=False),
        Binding("pageup", "move('page_up')", "Page up", show=False),
        Binding("pagedown", "move('page_down')", "Page down", show=False),
    ]

    def __init__(self, names: Sequence[str], counts: Mapping[str, int], current: str) -> None:
        """`counts` may still lack some, for counting reads every list."""
        super().__init__()
        self._names, self._counts, self._current = names, counts, current

    def compose(self) -> ComposeResult:
        """A line to type in, and the lists."""
        with Vertical(id="chooser") as box:
            box.border_title = "lists"
            box.border_subtitle = "enter chooses · esc closes"
            yield Input(id="part", placeholder="type to narrow down", compact=True)
            yield OptionList(id="lists", markup=False)

    def on_mount(self) -> None:
        """Show all of them, the current one marked."""
        self._show("")
        self._mark(self._current)

    def counted(self, counts: Mapping[str, int]) -> None:
        """Show the counts, which have come later."""
        self._counts = counts
        options = self.query_one(OptionList)
        marked = options.highlighted_option
        self._show(self.query_one(Input).value)
        if marked is not None and marked.id is not None:
            self._mark(marked.id)

    def action_move(self, action: str) -> None:
        """Move the mark; the keys stay with the line."""
        getattr(self.query_one(OptionList), f"action_{action}")()

    @on(Input.Changed, "#part")
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    @on(Input.Submitted, "#part")
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)

    def _show(self, part: str) -> None:
        wanted = [name for name in self._names if part.strip().casefold() in name.casefold()]
        options = self.query_one(OptionList)
        options.set_options(Option(self._line(name), name) for name in wanted)
        options.highlighted = 0 if wanted else None

    def _line(self, name: str) -> Content:
        count = f"{self._counts[name]:,}" if name in self._counts else ""
        title = f"{name} (all of it)" if any(one.startswith(f"{name}/") for one in self._names) else name
        return Content.assemble(title.ljust(_WIDTH - 8), Content.styled(count.rjust(8), "dim"))

    def _mark(self, name: str) -> None:
        options = self.query_one(OptionList)
        if any(option.id == name for option in options.options):
            options.highlighted = options.get_option_index(name)
