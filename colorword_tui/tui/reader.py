"""One thread that reads phrases: the latest wins, and no key waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Condition, Thread
from typing import TYPE_CHECKING, NamedTuple, Protocol

from textual.message import Message

from colorword_tui.model.phrase import split_words
from colorword_tui.tui.messages import Answered, Detailed, ModelReady, Unanswered

# What only the thread needs is imported by it: the first frame does not wait for that.
if TYPE_CHECKING:
    from colorword_tui.color.value import Color
    from colorword_tui.model.known import Layout, Recollection
    from colorword_tui.model.prediction import Prediction

# Nobody reads more words side by side, and a pasted page would hold up the next key.
_MOST_WORDS = 24
_KEPT_WORDS = 1_000
# Seconds from an answer to its colour on the screen.
_PAINTING = 0.01


class Predicts(Protocol):
    """What the app needs of a predictor."""

    @property
    def ready(self) -> bool:
        """Whether the model has been loaded."""
        ...

    def prepare(self) -> None:
        """Load the model, or raise BundleError."""
        ...

    def predict(self, text: str, *, model_only: bool = False) -> Prediction:
        """The prediction of one phrase."""
        ...

    def predict_many(self, texts: Sequence[str], *, model_only: bool = False) -> list[Prediction]:
        """One prediction a text."""
        ...

    def recall(self, text: str) -> Recollection:
        """What the model remembers beside a phrase."""
        ...

    def maps(self) -> dict[str, Layout]:
        """The maps of the vector space."""
        ...


class Question(NamedTuple):
    """A phrase to read; answers carry its number, so that the app can tell an old one."""

    sequence: int
    text: str
    model_only: bool = False
    weigh_words: bool = False


class Reader:
    """A daemon thread with a single slot.

    A worker a keystroke would pile up forward passes, for a thread cannot be cancelled; a question that waits here is
    replaced by the next one. Being a daemon, the thread never holds up quitting.
    """

    def __init__(self, predictor: Predicts, post: Callable[[Message], object]) -> None:
        self._predictor, self._post = predictor, post
        self._changed = Condition()
        self._waiting: Question | None = None
        self._stopped = False
        self._words: dict[str, Color] = {}
        self._thread = Thread(target=self._run, name="colorword-reader", daemon=True)

    def start(self) -> None:
        """Load the model and begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def wait(self, seconds: float) -> bool:
        """Whether the thread has ended, or does within so long; to be called after `stop`.

        A process that ends while its thread is inside the network is aborted by the C++ runtime.
        """
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def ask(self, question: Question) -> None:
        """Read this next; a question that still waits is dropped."""
        with self._changed:
            self._waiting = question
            self._changed.notify()

    def answer(self, question: Question) -> Iterator[Message]:
        """Read a phrase here and now: its colour first, for that is what the hand waits for, and then the rest."""
        from colorword_tui.model.bundle import BundleError

        try:
            prediction = self._predictor.predict(question.text, model_only=question.model_only)
            yield Answered(question.sequence, prediction)
            # Exact names need no model, and what follows must not ask for it.
            if not self._predictor.ready:
                yield Detailed(question.sequence)
            elif not self._asked_meanwhile():
                yield self._details(question, prediction)
        except (BundleError, ValueError) as error:
            yield Unanswered(question.sequence, str(error))

    def _asked_meanwhile(self) -> bool:
        """Whether another phrase is asked for within the time that the app takes to paint this one's colour.

        Both threads at once would only wait for each other's lock, and the colour with them.
        """
        with self._changed:
            return self._changed.wait_for(lambda: self._stopped or self._waiting is not None, _PAINTING)

    def _details(self, question: Question, prediction: Prediction) -> Detailed:
        from colorword_tui.model.influence import influences

        words = split_words(question.text)[:_MOST_WORDS]
        # A single word is the phrase.
        colors = self._word_colors(words) if len(words) > 1 else []
        return Detailed(
            question.sequence,
            tuple(zip(words, colors, strict=False)),
            self._predictor.recall(question.text),
            tuple(influences(prediction, self._predictor.predict_many)) if question.weigh_words else (),
        )

    def _word_colors(self, words: Sequence[str]) -> list[Color]:
        """The colour of each word; all but the last were there a key ago."""
        found = {word: self._words[word] for word in words if word in self._words}
        fresh = [word for word in dict.fromkeys(words) if word not in found]
        found |= {word: one.color for word, one in zip(fresh, self._predictor.predict_many(fresh), strict=True)}
        # Never emptied in place: exact names are answered outside this thread.
        self._words = {**(self._words if len(self._words) < _KEPT_WORDS else {}), **found}
        return [found[word] for word in words]

    def _run(self) -> None:
        from colorword_tui.model.bundle import BundleError

        try:
            self._predictor.prepare()
            self._tell(ModelReady())
        except BundleError as error:
            self._tell(ModelReady(str(error)))
        while (question := self._next()) is not None:
            for message in self.answer(question):
                self._tell(message)

    def _next(self) -> Question | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._waiting is not None)
            question, self._waiting = self._waiting, None
            return None if self._stopped else question

    def _tell(self, message: Message) -> None:
        if not self._stopped:
            self._post(message)
