"""What the gallery says over its rows: the list, how far it has been read, the figures, the worst names."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from colorword_tui.color.value import Color
from colorword_tui.gallery.comparison import WITHIN, Choice, Comparison, Sort, Summary
from colorword_tui.tui.widgets.facts import patch
from colorword_tui.tui.widgets.gallery_table import fitted

# Ten names of this many cells fit three lines of 80.
_LONGEST = 16

_ORDERS = {
    (Sort.LIST, False): "",
    (Sort.LIST, True): "from the end",
    (Sort.DELTA_E, True): "farthest first",
    (Sort.DELTA_E, False): "closest first",
    (Sort.NAME, False): "by name",
    (Sort.NAME, True): "by name, from z",
    (Sort.HUE, False): "by hue",
    (Sort.HUE, True): "by hue, turned round",
}


class GallerySummary(Vertical):
    """Two lines, and the ten worst names; its height does not change while a list is being read."""

    DEFAULT_CSS = """
    GallerySummary { height: auto; padding: 0 2; }
    GallerySummary Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    GallerySummary #worst { height: 3; text-wrap: wrap; }
    """

    def compose(self) -> ComposeResult:
        """The lines, still empty."""
        yield Static(id="list", markup=False)
        yield Static(id="figures", markup=False)
        yield Static(id="worst", markup=False)

    def show(self, comparison: Comparison, summary: Summary, choice: Choice, failure: str) -> None:
        """Paint all lines; a failure, one sentence, stands in the place of the figures."""
        self.query_one("#list", Static).update(_list(comparison, summary, choice))
        self.query_one("#figures", Static).update(Content(failure) if failure else _figures(summary))
        self.query_one("#worst", Static).update(_worst(comparison, summary))

    def say(self, text: str) -> None:
        """Paint one sentence instead."""
        self.query_one("#list", Static).update(Content(text))
        self.query_one("#figures", Static).update("")
        self.query_one("#worst", Static).update("")

    def nothing(self, comparison: Comparison, choice: Choice, color: Color | None) -> None:
        """Say that no row contains what was typed, and which colour that has instead."""
        where = f"no {'held-out ' if choice.held_out else ''}name in {comparison.name}"
        self.say("")
        said = f"{where} contains {choice.part}" if choice.part else where
        self.query_one("#list", Static).update(
            Content.assemble(patch(color, 2), " ", said) if color and choice.part else Content(said)
        )
        self.query_one("#figures", Static).update(Content.styled("esc shows all names · f7 another list", "dim"))


def _list(comparison: Comparison, summary: Summary, choice: Choice) -> Content:
    total = len(comparison.rows)
    count = f"{total:,}" if summary.count == total else f"{summary.count:,} of {total:,}"
    parts = [f"{count} names"]
    if choice.held_out:
        parts.append("held out only")
    if order := _ORDERS[choice.sort, choice.backwards]:
        parts.append(order)
    if summary.read < summary.count:
        parts.append(f"{summary.read:,} of {summary.count:,} read")
    return Content.assemble(Content.styled(comparison.name, "bold"), "  ", " · ".join(parts))


def _figures(summary: Summary) -> Content:
    if not summary.read:
        return Content.styled("the model has read none of them yet", "dim")
    within = f"{summary.within:.0%} within {WITHIN:.0f}".replace("%", " %")
    return Content(f"ΔE  median {summary.median:.1f} · mean {summary.mean:.1f} · {within}")


def _worst(comparison: Comparison, summary: Summary) -> Content:
    if not summary.worst:
        return Content("")
    names = [
        Content.assemble(
            # A name and its figure are not to be parted at the end of a line.
            fitted(comparison.rows[number].name, _LONGEST).replace(" ", "\N{NO-BREAK SPACE}"),
            Content.styled(f"\N{NO-BREAK SPACE}{comparison.delta_e[number]:.0f}", "dim"),
        )
        for number in summary.worst
    ]
    return Content.assemble(Content.styled("worst  ", "dim"), Content("\N{NO-BREAK SPACE}· ").join(names))
