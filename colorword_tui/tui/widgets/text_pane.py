"""A text in its colours, row by row; only what is seen is cut into words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from threading import Thread

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.color import Color as TextualColor
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from colorword_tui.color.value import Color
from colorword_tui.reading.layout import Layout
from colorword_tui.reading.look import Look, Paint
from colorword_tui.reading.painting import Colors, margin, paint_of, pieces
from colorword_tui.reading.text import Text

# The colours of the sentences, and a cell between them and the text.
_SIDE = 3
# Longer texts are laid out in a thread: a frame must not wait for them.
_LONG = 300_000


class TextPane(ScrollView, can_focus=True):
    """Shows a text; tells which sentences are on screen, and what was pasted, clicked or typed."""

    DEFAULT_CSS = """
    TextPane { height: 1fr; padding: 0; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """
    BINDINGS = [
        Binding("space", "page_down", "Page down", show=False),
        Binding("escape", "leave", "Back", show=False),
    ]

    @dataclass
    class Viewed(Message):
        """These sentences are on screen now."""

        first: int
        last: int

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, TextPane.Viewed)

    @dataclass
    class Pasted(Message):
        """A text to read."""

        letters: str

    @dataclass
    class Clicked(Message):
        """A word was clicked."""

        word: str

    @dataclass
    class Typed(Message):
        """A letter that belongs into the input."""

        character: str

    class Leave(Message):
        """Back to the input."""

    @dataclass
    class LaidOut(Message):
        """The rows are there."""

        text: Text
        layout: Layout

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = Text("")
        self._colors = Colors(self._text)
        self._layout = Layout("", 1, cell_len)
        self._look = Look()
        self._hint: tuple[str, ...] = ()
        self._asked: tuple[Text, int] | None = None

    # What is shown

    def show(self, text: Text, colors: Colors, hint: tuple[str, ...] = ()) -> None:
        """Show a text from its beginning; where it has no sentences, the lines of the hint in its place."""
        self._text, self._colors, self._hint = text, colors, hint
        self._layout = Layout("", 1, cell_len)
        self._asked = None
        self.scroll_to(y=0, animate=False)
        self._lay_out()

    def recolor(self, colors: Colors) -> None:
        """The same text in other colours."""
        self._colors = colors
        self.refresh()

    @property
    def look(self) -> Look:
        """How it is painted."""
        return self._look

    @look.setter
    def look(self, look: Look) -> None:
        self._look = look
        self.styles.background = TextualColor(*look.paper.ground)
        self.styles.scrollbar_background = TextualColor(*look.paper.ground)
        self.refresh()

    @property
    def seen(self) -> tuple[int, int]:
        """The numbers of the first and the last sentence on screen."""
        rows = self._layout.rows
        if not rows:
            return 0, 0
        top = min(self.scroll_offset.y, len(rows) - 1)
        bottom = min(top + max(self.size.height, 1), len(rows)) - 1
        return self._text.sentence_at(rows[top][0]), self._text.sentence_at(max(rows[bottom][1] - 1, rows[top][0]))

    def go_to(self, sentence: int) -> None:
        """Bring the beginning of a sentence to the top."""
        if self._text.sentences:
            self.scroll_to(y=self._layout.row_at(self._text.sentences[sentence][0]), animate=False)

    @property
    def _width(self) -> int:
        """What the scroll bar leaves."""
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """One row: the margin, the words, and paper up to the edge."""
        width, number = self._width, self.scroll_offset.y + y
        paper = _style(Paint(self._look.paper.ink, self._look.paper.ground))
        if not self._text.sentences:
            return self._hint_line(y).adjust_cell_length(width, paper)
        rows = self._layout.rows
        segments: list[Segment] = []
        if number < len(rows):
            row = rows[number]
            segments = [Segment(" ", _ground(color) or paper) for color in margin(self._text, row, self._colors)]
            segments.append(Segment(" ", paper))
            for piece in pieces(self._text, row):
                paint = paint_of(piece, self._text, self._colors, self._look)
                segments.append(Segment(piece.letters, _style(paint, self._look.paper.ground) if paint else paper))
        return Strip(segments).adjust_cell_length(width, paper)

    def _hint_line(self, y: int) -> Strip:
        """The hint stands in the middle, its lines under one another."""
        paper = self._look.paper
        line = y - max((self.size.height - len(self._hint)) // 2, 0)
        if not 0 <= line < len(self._hint):
            return Strip.blank(self._width, _style(Paint(paper.ink, paper.ground)))
        left = max((self._width - max(map(cell_len, self._hint))) // 2, 0)
        return Strip([Segment(" " * left + self._hint[line], _style(Paint(paper.ink, paper.ground)))])

    # Rows

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell what is seen now."""
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def _lay_out(self) -> None:
        width = max(self._width - _SIDE, 1)
        asked = (self._text, width)
        if asked == self._asked:
            self._tell()
            return
        self._asked = asked
        work = partial(_lay_out, self._text, width, self.post_message)
        if len(self._text.letters) > _LONG:
            # A daemon, so that it never holds up quitting.
            Thread(target=work, name="colorword-layout", daemon=True).start()
        else:
            self._take(Layout(self._text.letters, width, cell_len))

    def on_text_pane_laid_out(self, event: LaidOut) -> None:
        """Take the rows that are still wanted."""
        event.stop()
        if self._asked == (event.text, event.layout.width):
            self._take(event.layout)

    def _take(self, layout: Layout) -> None:
        # The words at the top stay at the top.
        rows = self._layout.rows
        place = rows[min(self.scroll_offset.y, len(rows) - 1)][0] if rows else 0
        self._layout = layout
        height = len(layout.rows) if self._text.sentences else 0
        self.virtual_size = Size(self._width, height)
        self.scroll_to(y=layout.row_at(place), animate=False)
        self.refresh()
        self._tell()

    def _tell(self) -> None:
        self.post_message(self.Viewed(*self.seen))

    # Keys and mouse

    def on_paste(self, event: events.Paste) -> None:
        """Read what is pasted, with all its lines."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Pasted(event.text))

    def on_key(self, event: events.Key) -> None:
        """Send letters that are nobody's key to the input."""
        if event.is_printable and event.character and event.key not in self.screen.active_bindings:
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(event.character))

    def on_click(self, event: events.Click) -> None:
        """Tell the word under the mouse."""
        number = self.scroll_offset.y + event.y
        if self._text.sentences and number < len(self._layout.rows):
            left = _SIDE
            for piece in pieces(self._text, self._layout.rows[number]):
                left += cell_len(piece.letters)
                if event.x < left:
                    if piece.word and event.x >= _SIDE:
                        self.post_message(self.Clicked(piece.word))
                    return

    def action_leave(self) -> None:
        """Go back to the input."""
        self.post_message(self.Leave())


def _lay_out(text: Text, width: int, post: Callable[[Message], object]) -> None:
    post(TextPane.LaidOut(text, Layout(text.letters, width, cell_len)))


@lru_cache(maxsize=1 << 14)
def _style(paint: Paint, paper: Color | None = None) -> Style:
    ground = paint.ground or paper
    return Style(color=RichColor.from_rgb(*paint.ink), bgcolor=RichColor.from_rgb(*ground) if ground else None)


@lru_cache(maxsize=1 << 12)
def _ground(color: Color | None) -> Style | None:
    return Style(bgcolor=RichColor.from_rgb(*color)) if color else None
