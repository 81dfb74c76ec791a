"""The colour, as large as it fits."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.color import Color as TextualColor
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from colorword_tui.color.value import Color
from colorword_tui.tui.widgets.facts import percent

_METER = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """What a swatch says of its colour: its notation, and how sure the answer is, or what else there is to say.

    `share` is in 0..1 and `of` says of what; where `share` is None, `of` says all. `caption` is a phrase, `note` a
    sentence under it.
    """

    color: Color
    notation: str
    of: str
    share: float | None = None
    caption: str = ""
    note: str = ""


class Swatch(Widget):
    """A field of one colour: a caption on top, and on the last line the notation on the left and the share on the right.

    Without a colour it is a plain field with a hint.
    """

    DEFAULT_CSS = """
    Swatch { height: 1fr; min-height: 1; padding: 1 2; }
    Swatch.-empty { background: $surface; color: $text-muted; content-align: center middle; text-align: center; }
    """

    shown: reactive[Shown | None] = reactive[Shown | None](None)
    hint: reactive[str] = reactive("")

    class Clicked(Message):
        """The colour was clicked."""

    def watch_shown(self, shown: Shown | None) -> None:
        """Paint the whole field. The ink is ours: Textual's choice has the lower contrast for many colours."""
        self.styles.background = TextualColor(*shown.color) if shown else None
        self.styles.color = TextualColor(*shown.color.ink) if shown else None
        self.set_class(shown is None, "-empty")

    def render(self) -> Content:
        """The lines that there is room for; the last one first."""
        if self.shown is None:
            return Content(self.hint)
        width, height = self.content_size
        last = _last_line(self.shown, width)
        top = [
            Content.styled(self.shown.caption, "bold").truncate(width, ellipsis=True),
            *Content(self.shown.note).wrap(max(width, 1)),
        ]
        # A line between them, or nothing at all.
        if not self.shown.caption or height < len(top) + 2:
            top = []
        return Content("\n").join([*top, *[Content("")] * (height - 1 - len(top)), last])

    def on_click(self, event: events.Click) -> None:
        """Tell the app."""
        event.stop()
        if self.shown is not None:
            self.post_message(self.Clicked())


def _last_line(shown: Shown, width: int) -> Content:
    left = Content.styled(shown.notation, "bold")
    if shown.share is None:
        readings = [shown.of]
    else:
        full, number = round(shown.share * _METER), percent(shown.share)
        readings = [f"{shown.of} {'▮' * full}{'▯' * (_METER - full)} {number}", f"{shown.of} {number}", number]
    for reading in readings:
        gap = width - left.cell_length - Content(reading).cell_length
        if gap >= 2:
            return left + " " * gap + reading
    return left.truncate(width, ellipsis=True)
