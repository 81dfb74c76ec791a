"""What the reading screen has done in threads, and what these tell it: opening a text, painting it, writing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread

from rich.cells import cell_len
from textual.message import Message

from colorword_tui.model.bundle import BundleError
from colorword_tui.reading.export import export, kind_of
from colorword_tui.reading.look import Look
from colorword_tui.reading.painter import Painter
from colorword_tui.reading.painting import ribbon
from colorword_tui.reading.picture import PNG_SIZE
from colorword_tui.reading.source import Source, SourceError
from colorword_tui.reading.text import Text

Post = Callable[[Message], object]


@dataclass
class Opened(Message):
    """A text is there, cut into sentences; `number` says which of those that were asked for."""

    number: int
    source: Source
    text: Text


@dataclass
class NotOpened(Message):
    """It cannot be read; `reason` is one sentence."""

    number: int
    reason: str


@dataclass
class Written(Message):
    """An export has ended: well, or with a sentence that says what is wrong."""

    path: Path
    error: str = ""


@dataclass
class Painted(Message):
    """More colours are there."""

    def can_replace(self, message: Message) -> bool:
        """One repaint is enough for many of them."""
        return isinstance(message, Painted)


def open_text(number: int, read: Callable[[], Source], post: Post) -> None:
    """Read a text in a thread; a daemon, so that it never holds up quitting."""
    Thread(target=partial(_open, number, read, post), name="colorword-open", daemon=True).start()


def write_text(path: Path, painter: Painter, look: Look, post: Post) -> None:
    """Write a text in a thread, when all its colours are there; a file that exists is left alone."""
    Thread(target=partial(_write, path, painter, look, post), name="colorword-write", daemon=True).start()


def _open(number: int, read: Callable[[], Source], post: Post) -> None:
    try:
        source = read()
        post(Opened(number, source, Text(source.letters, source.name)))
    except SourceError as error:
        post(NotOpened(number, str(error)))


def _write(path: Path, painter: Painter, look: Look, post: Post) -> None:
    try:
        kind = kind_of(path)
        if path.exists():
            raise FileExistsError(None, "there is such a file already; choose another name")
        # A picture of the ribbon has a colour a column, and needs no more.
        some = ribbon(len(painter.text.sentences), PNG_SIZE[0]) if kind == "png" else None
        if not painter.finish(some, words=kind != "png"):
            return
        data = export(kind, painter.text, painter.colors, look, cell_len)
        # Not "w": the file may have come into being meanwhile.
        with path.open("xb") as file:
            file.write(data)
        post(Written(path))
    except OSError as error:
        post(Written(path, f"{path} cannot be written: {error.strerror or error}"))
    except (BundleError, ValueError) as error:
        post(Written(path, str(error)))
