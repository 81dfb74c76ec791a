"""Why this colour: the nearest known phrases, and what each word moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from colorword_tui.model.influence import Influence
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.facts import patch

if TYPE_CHECKING:
    from colorword_tui.model.known import Neighbour

_BAR = 6
_MOST_NEIGHBOURS = 8
_ABOUT = "Influence, not proof."


class Why(VerticalScroll, can_focus=False):
    """Two short lists beside the answer. Both show influence and prove nothing, and say so."""

    DEFAULT_CSS = """
    Why { width: 34; padding: 0 1; display: none; scrollbar-size-vertical: 1; }
    Why Static { text-wrap: nowrap; text-overflow: ellipsis; }
    Why .heading { color: $text-muted; }
    Why #neighbours, Why #about { margin-bottom: 1; }
    """

    def compose(self) -> ComposeResult:
        """Headings and lists."""
        yield Static("nearest known phrases", classes="heading", markup=False)
        yield Static(id="neighbours", markup=False)
        yield Static("without a word: colour, share", classes="heading", markup=False)
        yield Static(id="influences", markup=False)
        yield Static(_ABOUT, id="about", classes="heading", markup=False)

    def show(self, view: View) -> None:
        """Paint both; where there is nothing to say, why not."""
        neighbours = view.recollection.neighbours[:_MOST_NEIGHBOURS] if view.recollection else ()
        self.query_one("#neighbours", Static).update(_lines(list(map(_neighbour, neighbours)), "none"))
        none = "one word is all of it" if view.answer else "nothing typed"
        self.query_one("#influences", Static).update(_lines(list(map(_influence, view.influences)), none))


def _lines(lines: list[Content], otherwise: str) -> Content:
    return Content("\n").join(lines) if lines else Content.styled(otherwise, "dim")


def _neighbour(one: Neighbour) -> Content:
    return Content.assemble(patch(one.color, 2), Content.styled(f" {one.similarity:.2f} ", "dim"), one.phrase)


def _influence(one: Influence) -> Content:
    full = round(one.share * _BAR)
    bar = f" {'▮' * full}{'▯' * (_BAR - full)} {one.share:>4.0%} "
    return Content.assemble(patch(one.without, 2), Content.styled(bar, "dim"), Content(one.word))
