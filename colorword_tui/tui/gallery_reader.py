"""One thread behind the gallery: it opens a list and lets the model read it, the rows on the screen first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from weakref import WeakKeyDictionary

import numpy as np
from textual.message import Message

from colorword_tui.color.value import Color
from colorword_tui.gallery.comparison import Comparison, Numbers
from colorword_tui.gallery.lists import Lists
from colorword_tui.model.bundle import BundleError
from colorword_tui.tui.reader import Predicts

# About a twentieth of a second: what has come into view does not wait for longer.
_CHUNK = 32


@dataclass
class ListOpened(Message):
    """A list was opened; some of it may have been read before."""

    comparison: Comparison


@dataclass
class RowsRead(Message):
    """The model has read some rows."""

    comparison: Comparison
    numbers: list[int]
    colors: list[Color]


@dataclass
class ListsCounted(Message):
    """How many rows each list has."""

    counts: dict[str, int]


@dataclass
class ListFailed(Message):
    """A list could not be opened, or not be read further; `reason` is one sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """A list to open and the model to read it."""

    name: str
    model: Predicts


class GalleryReader:
    """A daemon thread with a single slot: opening another list, or closing, ends the work after the chunk in hand.

    It only posts messages; comparisons are changed by who receives them. They are kept, one a model and list, as long
    as the model is.
    """

    def __init__(self, lists: Lists, post: Callable[[Message], object]) -> None:
        self._lists, self._post = lists, post
        self._changed = Condition()
        self._waiting: _Task | None = None
        self._current: _Task | None = None
        self._first: tuple[Numbers, ...] = ()
        self._stopped = False
        self._kept: WeakKeyDictionary[Predicts, dict[str, Comparison]] = WeakKeyDictionary()

    def start(self) -> None:
        """Begin to wait for a list."""
        Thread(target=self._run, name="colorword-gallery", daemon=True).start()

    def stop(self) -> None:
        """End the thread."""
        with self._changed:
            self._stopped = True
            self._waiting = self._current = None
            self._changed.notify()

    def open(self, name: str, model: Predicts) -> None:
        """Open a list and read it; what was read before is not read again."""
        with self._changed:
            self._waiting, self._current, self._first = _Task(name, model), None, ()
            self._changed.notify()

    def close(self) -> None:
        """Read no further."""
        with self._changed:
            self._waiting = self._current = None

    def put_first(self, visible: Numbers, selected: Numbers) -> None:
        """Read the visible rows next, then the selected ones, then the others."""
        self._first = (visible, selected)

    @property
    def reading(self) -> bool:
        """Whether there is a list in hand."""
        return self._waiting is not None or self._current is not None

    def _run(self) -> None:
        while self._step():
            pass

    def _step(self) -> bool:
        """Wait for a task and work on it; False once stopped. No task, and so no model, is held while waiting."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._waiting is not None)
            task = self._current = self._waiting
            self._waiting = None
        if task is None:
            return False
        try:
            self._read(task)
        except (BundleError, ValueError, OSError) as error:
            self._tell(ListFailed(task.name, str(error)))
        with self._changed:
            if self._current is task:
                self._current = None
        return True

    def _read(self, task: _Task) -> None:
        comparison = self._open(task)
        self._tell(ListOpened(comparison))
        unread = comparison.unread
        while self._current is task and unread.any():
            numbers = _pick(unread, self._first)
            texts = [comparison.rows[number].name for number in numbers]
            colors = [one.color for one in task.model.predict_many(texts, model_only=True)]
            unread[numbers] = False
            self._tell(RowsRead(comparison, numbers, colors))
            self._count()
        self._count()

    def _open(self, task: _Task) -> Comparison:
        kept = self._kept.setdefault(task.model, {})
        if task.name not in kept:
            kept[task.name] = Comparison(task.name, self._lists.rows(task.name))
        return kept[task.name]

    def _count(self) -> None:
        """Count the lists, once: that reads the whole lexicon, and the first rows should not wait for it."""
        if not self._lists.counted:
            self._tell(ListsCounted(self._lists.counts()))

    def _tell(self, message: Message) -> None:
        if not self._stopped:
            self._post(message)


def _pick(unread: np.ndarray, first: tuple[Numbers, ...]) -> list[int]:
    """The next rows to read; numbers that belong to another list are passed over."""
    for numbers in first:
        inside = numbers[numbers < len(unread)]
        if (left := inside[unread[inside]]).size:
            return left[:_CHUNK].tolist()
    return np.flatnonzero(unread)[:_CHUNK].tolist()
