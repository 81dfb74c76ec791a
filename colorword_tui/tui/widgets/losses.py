"""Both losses of a run on one chart, and where the best epoch was."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from colorword_tui.tui.run_state import Point, RunState

_DOT, _BEST = "●", "◆"
# A chart has about as many columns, and a point takes it as long as a hundred cells of text.
_MOST_POINTS = 100
_HINT = "the losses of a run are drawn here"


class Losses(Vertical):
    """Training as a line, validation as dots, the best epoch as a diamond: told apart without colours too."""

    DEFAULT_CSS = """
    Losses #legend { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Losses #nothing { height: 1fr; content-align: center middle; color: $text-muted; }
    Losses #plot { height: 1fr; background: transparent; }
    Losses #plot > .plot--axis { color: $foreground 40%; }
    Losses #plot > .plot--tick { color: $text-muted; text-style: none; }
    Losses PlotWidget #legend { display: none; }
    """

    def compose(self) -> ComposeResult:
        """The legend, and the chart or a word in its place."""
        # Here and not above: it imports numpy, and who never trains never needs it.
        from textual_plot import PlotWidget

        yield Static(id="legend", markup=False)
        yield Static(_HINT, id="nothing", markup=False)
        plot = PlotWidget(id="plot", allow_pan_and_zoom=False)
        plot.can_focus = False
        plot.display = False
        yield plot

    def on_mount(self) -> None:
        """Margins need the chart's own parts, which are there by now."""
        from textual_plot import PlotWidget

        plot = self.query_one(PlotWidget)
        plot.margin_top, plot.margin_bottom, plot.margin_left = 0, 1, 7

    def show(self, state: RunState) -> None:
        """Draw all that is known."""
        from textual_plot import HiResMode, PlotWidget

        plot, anything = self.query_one(PlotWidget), bool(state.train or state.validation)
        plot.display, self.query_one("#nothing").display = anything, not anything
        line, dots, mark = (self._color(name) for name in ("primary", "warning", "success"))
        self.query_one("#legend", Static).update(_legend(state, line, dots, mark) if anything else "")
        if not anything:
            return
        plot.clear()
        plot.set_xlimits(0, max(state.epochs, 1))
        if state.train:
            plot.plot(*zip(*thinned(state.train), strict=True), line_style=line, hires_mode=HiResMode.BRAILLE)
        if state.validation:
            plot.scatter(*zip(*thinned(state.validation), strict=True), marker=_DOT, marker_style=dots)
        if state.best:
            plot.scatter(*([one] for one in state.best), marker=_BEST, marker_style=mark)

    def _color(self, name: str) -> str:
        return Color.parse(self.app.theme_variables[name]).hex


def thinned(points: Sequence[Point]) -> Sequence[Point]:
    """At most as many points as can be told apart, evenly spread, the last one among them."""
    step = -(-len(points) // _MOST_POINTS)
    return points[(len(points) - 1) % step :: step] if step > 1 else points


def _legend(state: RunState, line: str, dots: str, mark: str) -> Content:
    parts: list[Content] = []
    if state.train:
        parts.append(Content.assemble(("⠤ ", line), f"train {state.train[-1][1]:.3g}"))
    if state.validation:
        parts.append(Content.assemble((f"{_DOT} ", dots), f"validation {state.validation[-1][1]:.3g}"))
    if state.best:
        parts.append(Content.assemble((f"{_BEST} ", mark), f"best {state.best[0]:.0f}"))
    return Content("  ").join(parts)
