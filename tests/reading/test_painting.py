import threading
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from colorword_tui.color.value import BLACK, WHITE, Color
from colorword_tui.model.bundle import BundleError
from colorword_tui.model.prediction import Prediction
from colorword_tui.reading.layout import Layout
from colorword_tui.reading.look import READABLE, TINTS, Look, Tint, contrast
from colorword_tui.reading.painter import Painter
from colorword_tui.reading.painting import Colors, margin, paint_of, pieces, ribbon, ribbon_colors
from colorword_tui.reading.text import Text
from tests.reading.novel import novel
from tests.tui.fake import FakePredictor

some_colors = st.builds(Color, *[st.integers(0, 255)] * 3)
TEXT = "The sea is blue. The blood was red."


def painted(letters: str = TEXT) -> Painter:
    painter = Painter(Text(letters), FakePredictor())
    assert painter.finish()
    return painter


@given(some_colors, st.sampled_from(TINTS), st.booleans())
def test_letters_stay_readable(color: Color, tint: Tint, light: bool) -> None:
    look = Look(tint=tint, light=light)
    paint = look.paint(color)
    assert contrast(paint.ink, paint.ground or look.paper.ground) >= READABLE
    if tint == "full":
        assert paint.ground == color
        assert paint.ink in (BLACK, WHITE)


def test_the_tint_gets_stronger() -> None:
    color = Color.from_hex("#3f6fb0")
    off, light, medium, full = (Look(tint=tint).paint(color) for tint in TINTS)
    assert (off.ground, light.ground) == (None, None)
    assert off.ink == Look().paper.ink
    assert light.ink != off.ink
    assert medium.ground not in (None, color)
    assert full.ground == color


def grounds(painter: Painter, look: Look) -> dict[str, Color | None]:
    text = painter.text
    found = {}
    for piece in pieces(text, (0, len(text.letters))):
        paint = paint_of(piece, text, painter.colors, look)
        found[piece.letters] = paint.ground if paint else None
    return found


def test_words_or_phrases_stop_words_or_not() -> None:
    painter = painted()
    fake = FakePredictor()
    sea, sentence = (fake.predict(text).color for text in ("sea", "The sea is blue."))
    words = grounds(painter, Look())
    assert (words["sea"], words["The"], words["."], words["blue"].hex) == (sea, None, None, "#0000ff")
    assert grounds(painter, Look(stop_words=True))["is"] == fake.predict("is").color
    phrases = grounds(painter, Look(phrases=True))
    assert (phrases["sea"], phrases["blue"], phrases["is"]) == (sentence, sentence, None)
    assert grounds(painter, Look(phrases=True, stop_words=True))["is"] == sentence
    assert not any(grounds(painter, Look(tint="off", stop_words=True)).values())


@given(st.text(st.sampled_from("ab. \n晴。"), max_size=60), st.integers(1, 12))
def test_the_pieces_make_up_the_row(letters: str, width: int) -> None:
    text = Text(letters)
    for row in Layout(text.letters, width, cell_len).rows:
        assert "".join(piece.letters for piece in pieces(text, row)) == text.letters[slice(*row)]


def test_the_margin_shows_the_first_and_the_last_sentence_of_a_row() -> None:
    painter = painted()
    first, second = painter.colors.sentences
    assert first != second
    assert margin(painter.text, (0, 10), painter.colors) == (first, first)
    assert margin(painter.text, (0, len(TEXT)), painter.colors) == (first, second)
    assert margin(painter.text, (5, 5), painter.colors) == (None, None)


def test_the_ribbon_is_the_sentences_in_their_order() -> None:
    assert ribbon(3, 6) == [0, 0, 1, 1, 2, 2]
    assert ribbon(4, 2) == [1, 3]
    assert ribbon(0, 5) == []
    assert ribbon_colors([BLACK, None], 4) == [BLACK, BLACK, None, None]


class Recorder(FakePredictor):
    """Remembers what was asked, in batches, and can be held."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[list[str]] = []
        self.go = threading.Semaphore(0)

    def predict_many(self, texts: Sequence[str], *, model_only: bool = False) -> list[Prediction]:
        assert self.go.acquire(timeout=20)
        self.batches.append(list(texts))
        return super().predict_many(texts, model_only=model_only)


def started(predictor: FakePredictor, text: Text, first: int, last: int) -> tuple[Painter, threading.Event]:
    done = threading.Event()

    def tell() -> None:
        if painter.share == 1:
            done.set()

    painter = Painter(text, predictor, tell)
    painter.want(first, last)
    painter.start()
    return painter, done


def wait(until: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(1000):
        if until():
            return
        pause.wait(0.01)
    raise AssertionError("nothing came")


def test_what_is_seen_comes_first_and_scrolling_changes_the_order() -> None:
    text, predictor = Text(novel(200_000)), Recorder()
    painter, _ = started(predictor, text, 100, 103)
    seen = {text.word(span) for number in range(100, 104) for span in text.words(number)}
    for _ in range(2):
        predictor.go.release()
    wait(lambda: len(predictor.batches) == 2)
    assert set(predictor.batches[0] + predictor.batches[1]) <= seen
    painter.want(900, 902)
    for _ in range(2):
        predictor.go.release()
    wait(lambda: len(predictor.batches) == 4)
    jumped = {text.word(span) for number in range(900, 903) for span in text.words(number)}
    # One batch was under way.
    assert set(predictor.batches[3]) <= jumped
    painter.stop()
    predictor.go.release(100)
    wait(lambda: not any(thread.name == "colorword-painter" for thread in threading.enumerate()))
    assert len(predictor.batches) < 8


def test_every_word_is_asked_once_and_all_of_them() -> None:
    text, predictor = Text(novel(30_000)), Recorder()
    predictor.go.release(100_000)
    painter, done = started(predictor, text, 0, 5)
    assert done.wait(30)
    wait(
        lambda: (
            len(painter.colors.words) == len({text.word(s) for n in range(len(text.sentences)) for s in text.words(n)})
        )
    )
    painter.stop()
    asked = [one for batch in predictor.batches for one in batch if one.islower() and " " not in one]
    assert len(asked) == len(set(asked))


def test_a_model_that_fails_is_one_sentence() -> None:
    painter, _ = started(FakePredictor(error="model.onnx cannot be read"), Text("A quiet sea."), 0, 0)
    wait(lambda: bool(painter.failure))
    assert painter.failure == "model.onnx cannot be read"
    with pytest.raises(BundleError):
        Painter(Text("A quiet sea."), FakePredictor(error="x")).finish()


def test_a_stopped_painter_does_not_finish() -> None:
    painter = Painter(Text(TEXT), FakePredictor())
    painter.stop()
    assert not painter.finish()
    assert painter.colors.words == {}
    assert painter.share == 0


def test_a_text_without_words() -> None:
    text = Text(" \n ")
    colors = Colors(text)
    assert [piece.letters for piece in pieces(text, (0, 1))] == [" "]
    assert margin(text, (0, 1), colors) == (None, None)
    assert Painter(text, FakePredictor()).share == 1
