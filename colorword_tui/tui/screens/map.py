"""The vector space as a map of coloured points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, Static

from colorword_tui.model.bundle import BundleError
from colorword_tui.tui.reader import Predicts
from colorword_tui.tui.screens.phrase_screen import PhraseScreen
from colorword_tui.tui.view import View
from colorword_tui.tui.widgets.chips import Chips
from colorword_tui.tui.widgets.map_status import MapStatus
from colorword_tui.tui.widgets.phrase_input import PhraseInput
from colorword_tui.tui.widgets.point_canvas import Marker
from colorword_tui.tui.widgets.point_map import PointMap
from colorword_tui.tui.widgets.points import Points

_MAPS = ("phrases", "html")
_TITLES = {"phrases": "phrases", "html": "HTML colours"}
_TIMES = ("before", "after")
_AFTER = 1
_HOW = "↓ or the mouse moves a cursor"
_IN_THE_MAP = ("enter takes it", "+ − 0 zoom", "esc back")


class MapScreen(PhraseScreen):
    """Two maps, each before and after training, and the typed phrase on them."""

    NAME = "map"
    CSS_PATH = "map.tcss"
    BINDINGS = [
        Binding(
            "ctrl+t", "other_map", tooltip="The other map: common phrases, HTML colours (in the map: m)", show=False
        ),
        Binding("ctrl+b", "other_time", tooltip="Before and after training (in the map: b)", show=False),
        Binding("m", "other_map", show=False),
        Binding("b", "other_time", show=False),
    ]

    KEYS = (
        ("↓", "into the map: a cursor for the arrows, which leaps with shift"),
        ("+ − 0", "in the map: closer, further, all of it"),
        ("enter", "in the map: take the phrase along"),
        ("esc", "back to the input; there: clear it"),
    )

    @dataclass
    class Read(Message):
        """The maps of a model were read; where they could not be, `error` is one sentence."""

        model: Predicts
        maps: dict[str, Points]
        error: str = ""

    def __init__(self, model: Callable[[], Predicts]) -> None:
        """`model` gives the predictor of now; after another was chosen it gives that one."""
        super().__init__()
        self._model = model
        self._asked: Predicts | None = None
        self._maps: dict[str, Points] = {}
        self._map, self._time = _MAPS[0], _AFTER
        self._view = View()
        self._error = ""

    def compose_body(self) -> ComposeResult:
        """The two switches, the map, and what is typed and what is under the cursor."""
        with Horizontal(id="switches"):
            yield Label("^t")
            yield Chips(id="which")
            yield Label("^b")
            yield Chips(id="when")
            yield Label("training", id="training")
        yield PointMap(id="points")
        yield Static(id="notice", markup=False)
        yield MapStatus(id="status")

    def on_mount(self) -> None:
        """The input and the map are all that takes keys; the switches have keys of their own."""
        for chips in self.query(Chips):
            chips.can_focus = False
        self._show_switches()
        self._show_notice()
        self._show_pointed()

    def show(self, view: View) -> None:
        """Move the marker; read the maps first where the model is another one."""
        self._view = view
        self._read()
        self._show_marker()
        self._show_typed()
        self._show_pointed()

    # Reading the maps

    def _read(self) -> None:
        model = self._model()
        if model is not self._asked:
            self._asked = model
            self.run_worker(partial(self._read_maps, model), thread=True, exclusive=True, group="maps")

    def _read_maps(self, model: Predicts) -> None:
        try:
            maps = {name: Points.of(layout) for name, layout in model.maps().items()}
        except BundleError as error:
            self.post_message(self.Read(model, {}, str(error)))
            return
        if self.app.console.color_system == "256":
            _find_nearest(maps)
        self.post_message(self.Read(model, maps))

    @on(Read)
    def _show_maps(self, event: Read) -> None:
        if event.model is self._asked:
            self._maps, self._error = event.maps, event.error
            self._show_map()

    # The switches

    def action_other_map(self) -> None:
        """Show the other map."""
        self._map = _MAPS[1 - _MAPS.index(self._map)]
        self._show_map()

    def action_other_time(self) -> None:
        """Let the points walk to where they were before training, or back."""
        self._time = 1 - self._time
        self._canvas.go(self._time, animate=self._canvas.points is not None)
        self._show_switches()
        self._show_marker()
        self._show_typed()

    @on(Chips.Picked)
    def _switch(self, event: Chips.Picked) -> None:
        event.stop()
        if event.chips.id == "which" and _MAPS[event.index] != self._map:
            self.action_other_map()
        elif event.chips.id == "when" and event.index != self._time:
            self.action_other_time()

    # Painting

    @property
    def _canvas(self) -> PointMap:
        return self.query_one(PointMap)

    @property
    def _status(self) -> MapStatus:
        return self.query_one(MapStatus)

    @property
    def _points(self) -> Points | None:
        points = self._maps.get(self._map)
        return points if points is not None and points.phrases else None

    def _show_map(self) -> None:
        if self._points is not None:
            self._canvas.show_points(self._points)
        self._show_switches()
        self._show_notice()
        self._show_marker()
        self._show_typed()
        self._show_pointed()

    def _show_switches(self) -> None:
        which = [_chip(_TITLES[name], name == self._map) for name in _MAPS]
        self.query_one("#which", Chips).show(which, _MAPS.index(self._map))
        when = [_chip(name, number == self._time) for number, name in enumerate(_TIMES)]
        self.query_one("#when", Chips).show(when, self._time)
        count = f"{len(self._points.phrases):,} " if self._points else ""
        title = f"colorword · map: {count}{_TITLES[self._map]}, {_TIMES[self._time]} training"
        self.query_one("#frame").border_title = title

    def _show_notice(self) -> None:
        """Why there is no map, in its place."""
        self._canvas.display = self._points is not None
        self.query_one("#notice").display = self._points is None
        notice = self._error or "reading the map"
        if self._maps:
            notice = "This model remembers no phrases; ^t shows the HTML colours."
        self.query_one("#notice", Static).update(notice)

    def _place(self) -> tuple[float, float] | None:
        recollection = self._view.recollection
        if recollection is None or self._time != _AFTER:
            return None
        return recollection.place if self._map == "phrases" else recollection.html_place

    def _show_marker(self) -> None:
        place, color = self._place(), self._view.color
        self._canvas.show_marker(Marker(place, color) if place is not None and color is not None else None)

    def _show_typed(self) -> None:
        """The phrase, or where it has no marker why; it stands in the input as well."""
        view = self._view
        if view.answer is None:
            self._status.show_typed("", None, view.hint or "nothing yet")
        else:
            note = self._why_nowhere()
            self._status.show_typed("" if note else view.answer.text, view.color, note)

    def _why_nowhere(self) -> str:
        if self._points is None or self._canvas.marker_shown:
            return ""
        if self._time != _AFTER:
            return "no place here: the untrained encoder does not ship"
        if self._place() is not None:
            return "outside the part that is shown: 0 shows all"
        return "no place yet: the model is loading" if self._view.recollection is None else "no place on this map"

    @on(PointMap.Pointed)
    def _show_pointed(self) -> None:
        points, number, color = self._points, self._canvas.pointed, self._view.color
        if points is None or number is None:
            self._status.show_pointed("", None, _HOW if points else "")
        else:
            note = f"ΔE {points.delta_e(number, color):.1f} from what is typed" if color else ""
            self._status.show_pointed(points.phrases[number], points.colors[number], note)
        self._show_subtitle()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_subtitle(self) -> None:
        """The keys of the map while it has the focus."""
        zoom = self._canvas.window.zoom
        parts = [f"zoom {zoom:g}×"] if zoom > 1 else []
        parts += _IN_THE_MAP if self._canvas.has_focus else []
        self.query_one("#frame").border_subtitle = " · ".join(parts)

    @on(PointMap.Zoomed)
    def _show_zoom(self) -> None:
        self._show_typed()
        self._show_subtitle()

    # The way into the map and out of it

    @on(PhraseInput.Browse)
    def _enter(self, event: PhraseInput.Browse) -> None:
        event.stop()
        if self._points is not None:
            self._canvas.focus()

    @on(PointMap.Leave)
    def _leave(self) -> None:
        self.phrase.focus()

    @on(PointMap.Typed)
    def _type(self, event: PointMap.Typed) -> None:
        self.phrase.focus()
        self.phrase.insert_text_at_cursor(event.character)

    @on(PointMap.Taken)
    def _take(self, event: PointMap.Taken) -> None:
        self._canvas.drop_cursor()
        self.phrase.focus()
        self.post_message(self.Taken(event.phrase))


def _chip(text: str, picked: bool) -> Content:
    return Content.styled(f" {text} ", "reverse" if picked else "dim")


def _find_nearest(maps: dict[str, Points]) -> None:
    """Find what a terminal of 256 colours will paint here in the thread: thousands at once would hold up a frame."""
    from colorword_tui.tui.terminal import nearest_index

    for color in {color for points in maps.values() for color in points.colors}:
        nearest_index(*color)
