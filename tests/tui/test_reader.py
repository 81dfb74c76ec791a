from collections.abc import Callable
from threading import Event

import pytest
from textual.message import Message

from colorword_tui.model.prediction import Prediction
from colorword_tui.tui.messages import Answered, Detailed, ModelReady
from colorword_tui.tui.reader import Question, Reader
from tests.tui.fake import FakePredictor


class Held(FakePredictor):
    """Answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = Event(), Event()

    def predict(self, text: str, *, model_only: bool = False) -> Prediction:
        self.begun.set()
        assert self.go.wait(10)
        return super().predict(text, model_only=model_only)


def asked(post: Callable[[Message], object]) -> tuple[Held, Reader]:
    predictor = Held()
    reader = Reader(predictor, post)
    reader.start()
    reader.ask(Question(1, "velvet curtain"))
    assert predictor.begun.wait(10)
    return predictor, reader


def test_quitting_waits_for_a_reading_that_goes_on_and_says_nothing_of_it() -> None:
    said: list[Message] = []
    predictor, reader = asked(said.append)
    reader.stop()
    predictor.go.set()
    assert reader.wait(10)
    assert [type(one) for one in said] == [ModelReady]


def test_quitting_does_not_wait_for_a_reading_that_hangs() -> None:
    predictor, reader = asked(lambda _: None)
    reader.stop()
    assert not reader.wait(0.05)
    predictor.go.set()
    assert reader.wait(10)


def test_a_reader_that_never_started_has_ended() -> None:
    reader = Reader(FakePredictor(), lambda _: None)
    reader.stop()
    assert reader.wait(0)


def test_an_answer_is_told_while_nobody_quits() -> None:
    came: list[Message] = []
    told = Event()

    def post(message: Message) -> None:
        came.append(message)
        if isinstance(message, Answered):
            told.set()

    predictor, reader = asked(post)
    predictor.go.set()
    assert told.wait(10)
    reader.stop()
    assert reader.wait(10)


@pytest.fixture
def ready() -> Reader:
    predictor = FakePredictor()
    predictor.prepare()
    return Reader(predictor, lambda _: None)


def test_the_colour_comes_first_and_then_what_stands_around_it(ready: Reader) -> None:
    answered, detailed = ready.answer(Question(7, "velvet curtain"))
    assert isinstance(answered, Answered)
    assert isinstance(detailed, Detailed)
    assert (answered.sequence, detailed.sequence) == (7, 7)
    assert [word for word, _ in detailed.words] == ["velvet", "curtain"]
    assert detailed.recollection is not None


def test_nothing_stands_around_a_colour_when_the_next_phrase_is_asked_for(ready: Reader) -> None:
    messages = ready.answer(Question(7, "velvet curtai"))
    assert isinstance(next(messages), Answered)
    ready.ask(Question(8, "velvet curtain"))
    assert list(messages) == []
