"""Asks for the colours of a text: what is on screen first, then a sketch of the whole, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from threading import Condition, Thread
from typing import Protocol, TypeVar

from colorword_tui.model.bundle import BundleError
from colorword_tui.model.prediction import Prediction
from colorword_tui.reading.function_words import is_function_word
from colorword_tui.reading.painting import Colors, ribbon
from colorword_tui.reading.text import Text

# Short enough that the screen fills bit by bit, and scrolling never waits for what was asked before; larger batches
# are hardly faster.
_WORDS, _SENTENCES = 16, 4
# How many sentences after those on screen are read before the rest.
_AHEAD = 24
_T = TypeVar("_T")


class Predicts(Protocol):
    """What the painter needs of a predictor."""

    def predict_many(self, texts: Sequence[str], *, model_only: bool = False) -> list[Prediction]:
        """One prediction a text."""
        ...


class Painter:
    """Fills the colours of one text, in a daemon thread once it is started, or here and now by `finish`."""

    def __init__(self, text: Text, predictor: Predicts, tell: Callable[[], object] = lambda: None) -> None:
        """`tell` is called after every few colours, from the thread that asked for them.

        `columns` of the ribbon are filled before the rest; `failure` is one sentence where the model gives no colours.
        """
        self.text, self.predictor = text, predictor
        self.colors = Colors(text)
        self.failure = ""
        self.columns = 80
        self._tell = tell
        self._changed = Condition()
        self._wanted: tuple[int, int] | None = (0, 0)
        self._stopped = False
        self._done = 0

    def start(self) -> None:
        """Begin, with what `want` has named."""
        Thread(target=self._run, name="colorword-painter", daemon=True).start()

    def want(self, first: int, last: int) -> None:
        """These sentences are on screen now: they come next."""
        with self._changed:
            self._wanted = first, last
            self._changed.notify()

    def stop(self) -> None:
        """Ask for nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    @property
    def share(self) -> float:
        """How much of the text has its colours, 0..1."""
        count = len(self.colors.sentences)
        return self._done / count if count else 1.0

    def finish(self, numbers: Sequence[int] | None = None, *, words: bool = True) -> bool:
        """The colours that these sentences (all, by default) and their words still lack, here and now.

        False if it was stopped before the end; BundleError if the model fails.
        """
        numbers = range(len(self.text.sentences)) if numbers is None else numbers
        for job in chain(self._words(numbers) if words else (), self._sentences(numbers)):
            if self._stopped:
                return False
            job()
            self._tell()
        return True

    def _run(self) -> None:
        try:
            while (wanted := self._next()) is not None:
                for job in self._jobs(*wanted):
                    if self._stopped or self._wanted is not None:
                        break
                    job()
                    self._tell()
        except (BundleError, ValueError) as error:
            self.failure = str(error)
        if not self._stopped:
            self._tell()

    def _next(self) -> tuple[int, int] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._wanted is not None)
            wanted, self._wanted = self._wanted, None
            return None if self._stopped else wanted

    def _jobs(self, first: int, last: int) -> Iterator[Callable[[], None]]:
        count = len(self.text.sentences)
        shown, ahead = range(first, min(last + 1, count)), range(last + 1, min(last + 1 + _AHEAD, count))
        for numbers in (shown, ahead):
            yield from self._words(numbers)
            yield from self._sentences(numbers)
        yield from self._sentences(ribbon(count, self.columns))
        # Word by word the rest comes in the order in which it will be scrolled to.
        for begin in (*range(ahead.stop, count, _AHEAD), *range(0, first, _AHEAD)):
            numbers = range(begin, min(begin + _AHEAD, count))
            yield from self._words(numbers)
            yield from self._sentences(numbers)

    def _words(self, numbers: Iterable[int]) -> Iterator[Callable[[], None]]:
        text, known = self.text, self.colors.words
        new = dict.fromkeys(
            word for number in numbers for span in text.words(number) if (word := text.word(span)) not in known
        )
        # Those that are mostly left plain come last.
        ordered = sorted(new, key=lambda word: is_function_word(word, text.language))
        for chunk in _chunks(ordered, _WORDS):
            yield lambda chunk=chunk: self._ask_words(chunk)

    def _sentences(self, numbers: Iterable[int]) -> Iterator[Callable[[], None]]:
        new = dict.fromkeys(number for number in numbers if self.colors.sentences[number] is None)
        for chunk in _chunks(new, _SENTENCES):
            yield lambda chunk=chunk: self._ask_sentences(chunk)

    def _ask_words(self, words: list[str]) -> None:
        predictions = self.predictor.predict_many(words)
        self.colors.words.update(zip(words, (one.color for one in predictions), strict=True))

    def _ask_sentences(self, numbers: list[int]) -> None:
        predictions = self.predictor.predict_many([self.text.phrase(number) for number in numbers])
        with self._changed:
            # An export may ask for the same ones in another thread.
            self._done += sum(self.colors.sentences[number] is None for number in numbers)
            for number, one in zip(numbers, predictions, strict=True):
                self.colors.sentences[number] = one.color


def _chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
