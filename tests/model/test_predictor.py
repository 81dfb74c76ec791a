import json
import random
import threading
from collections.abc import Sequence

import pytest

from colorword_tui import load
from colorword_tui.color.names import html_colors
from colorword_tui.lexicon.table import read_lexicon
from colorword_tui.model.prediction import Prediction
from colorword_tui.model.predictor import Predictor


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return load()


def phrases(count: int) -> list[str]:
    return random.Random(3).sample(sorted({entry.phrase for entry in read_lexicon()}), count)


@pytest.mark.parametrize("named", html_colors(), ids=lambda named: named.name)
def test_an_html_name_has_its_own_colour_before_the_model_loads(named: object) -> None:
    name, color = named  # type: ignore[misc]
    untouched = load()
    for spelling in (name, name.upper(), name.replace("gray", "grey"), f"  {name} "):
        answer = untouched.predict(spelling)
        assert answer.color == color
        assert answer.exact == "html"
        assert answer.confidence == 1
        assert answer.nearest.delta_e == 0
    assert not untouched.ready


def test_spaced_and_camel_case_names(predictor: Predictor) -> None:
    for spelling in ("AliceBlue", "alice blue", "Alice  Blue", "alice-blue", "ALICEBLUE"):
        assert predictor.predict(spelling).color.hex == "#f0f8ff"
    assert predictor.predict("Dark Slate Grey").color == predictor.predict("darkslategray").color


def test_the_models_own_reading_of_a_name(predictor: Predictor) -> None:
    own = predictor.predict("tomato", model_only=True)
    assert own.exact is None
    assert predictor.ready
    assert own.confidence < 1


def check(answer: Prediction) -> None:
    assert answer.color == answer.candidates[0].color
    assert 1 <= len(answer.candidates) <= 12
    assert sum(one.weight for one in answer.candidates) == pytest.approx(1)
    assert 0 <= answer.confidence <= 1


def same(one: Prediction, other: Prediction) -> None:
    """The same but for a rounding error: in a batch, sums are taken in another order."""
    assert one.text == other.text
    assert len(one.candidates) == len(other.candidates)
    for mine, theirs in zip(one.candidates, other.candidates, strict=True):
        assert max(abs(a - b) for a, b in zip(mine.color, theirs.color, strict=True)) <= 1
        assert mine.weight == pytest.approx(theirs.weight, abs=1e-3)
    assert one.confidence == pytest.approx(other.confidence, abs=1e-3)


def test_answers_do_not_depend_on_their_mates(predictor: Predictor) -> None:
    some = phrases(150)
    alone = [predictor.predict(phrase) for phrase in some]
    for answer in alone:
        check(answer)
    for one, other in zip(alone, predictor.predict_many(some), strict=True):
        same(one, other)
    shuffled = random.Random(1).sample(range(len(some)), len(some))
    for index, answer in zip(shuffled, predictor.predict_many([some[index] for index in shuffled]), strict=True):
        same(alone[index], answer)
    parts = [answer for start in range(0, 150, 7) for answer in predictor.predict_many(some[start : start + 7])]
    for one, other in zip(alone, parts, strict=True):
        same(one, other)


def test_batches_of_no_size_and_with_repeats(predictor: Predictor) -> None:
    assert predictor.predict_many([]) == []
    first, second, third = predictor.predict_many(["Banana", "red", "banana"])
    assert (first.text, third.text) == ("Banana", "banana")
    assert first.color == third.color
    assert second.exact == "html"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00", "\ud800", "\u202e"])
def test_blank_text_has_no_colour(predictor: Predictor, text: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        predictor.predict(text)


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "🍌🍎👩\u200d🌾", "תכלת שמיים", "c\u0327a\u0300\u0301\u0302\u0303", "a\x00b", "\x1b[31mred",
     "[red]markup[/]", "[/",      "half \ud83d", "7", "!?", "\u200b"],
)  # fmt: skip
def test_any_text_has_a_colour(predictor: Predictor, text: str) -> None:
    check(predictor.predict(text))
    json.dumps(predictor.predict(text).to_dict(), ensure_ascii=False).encode()


def test_from_several_threads(predictor: Predictor) -> None:
    some = phrases(40)
    expected = predictor.predict_many(some)
    fresh, found = load(), {}

    def ask(part: Sequence[str]) -> None:
        found.update(zip(part, fresh.predict_many(part), strict=True))

    threads = [threading.Thread(target=ask, args=(some[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for phrase, answer in zip(some, expected, strict=True):
        same(found[phrase], answer)


def test_the_json_is_the_documented_one(predictor: Predictor) -> None:
    answer = predictor.predict("banana").to_dict()
    assert list(answer) == ["text", "hex", "rgb", "exact", "confidence", "nearest", "candidates"]
    assert list(answer["nearest"]) == ["name", "hex", "delta_e"]  # type: ignore[arg-type]
    assert json.loads(json.dumps(answer)) == answer
