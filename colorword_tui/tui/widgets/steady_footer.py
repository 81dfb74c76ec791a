"""The keys at the bottom of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.screen import Screen


class _Key(NamedTuple):
    """A key that works now: what presses it, how it is written, what it does, whether it may, and more about it."""

    key: str
    written: str
    description: str
    enabled: bool
    tooltip: str

    @property
    def width(self) -> int:
        """Cells with the one that parts it from the next."""
        return Content(f"{self.written} {self.description} ").cell_length


class SteadyFooter(Widget):
    """The screen's keys on one line; a click presses one.

    Textual's own footer is a widget for each key, with a style of its own, and made anew whenever the focus moves: it
    took a fifth of the time from the imports to the first frame.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"footer--key", "footer--pointed"}
    DEFAULT_CSS = """
    SteadyFooter {
        dock: bottom; height: 1; color: $footer-description-foreground; background: $footer-background;
        text-wrap: nowrap; text-overflow: ellipsis;
        .footer--key { color: $footer-key-foreground; text-style: bold; }
        .footer--pointed { background: $block-hover-background; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[_Key, ...] = ()
        self._pointed: _Key | None = None

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _follow(self, screen: Screen[object]) -> None:
        # While the window has no focus nothing on the screen has it, and the keys of now come back with it. A browser's
        # has none to begin with.
        if self._keys and not screen.app.app_focus:
            return
        keys: dict[str, _Key] = {}
        for _, binding, enabled, tooltip in screen.active_bindings.values():
            if binding.show:
                # Of several keys that do one thing the first is shown.
                more = tooltip or binding.description
                written = self.app.get_key_display(binding)
                keys.setdefault(binding.action, _Key(binding.key, written, binding.description, enabled, more))
        shown = tuple(keys.values())
        if shown != self._keys:
            self._keys = shown
            self.refresh()

    def render(self) -> Content:
        """The keys, one after the other."""
        written = self.get_visual_style("footer--key", partial=True)
        pointed = self.get_visual_style("footer--pointed", partial=True)
        parts: list[Content] = []
        for one in self._keys:
            part = Content.assemble((one.written, written), f" {one.description}")
            if not one.enabled:
                part = part.stylize("dim")
            parts += [part.stylize(pointed) if one == self._pointed else part, Content(" ")]
        return Content.assemble(*parts)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say more about the key under the mouse."""
        self._point(self._at(event.x))

    def on_leave(self) -> None:
        """Say nothing more."""
        self._point(None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the mouse."""
        pressed = self._at(event.x)
        if pressed is not None and pressed.enabled:
            self.app.simulate_key(pressed.key)
        elif pressed is not None:
            self.app.bell()

    def _at(self, column: int) -> _Key | None:
        for one in self._keys:
            if 0 <= column < one.width - 1:
                return one
            column -= one.width
        return None

    def _point(self, key: _Key | None) -> None:
        if key != self._pointed:
            self._pointed = key
            self.tooltip = key.tooltip if key else None
            self.refresh()
