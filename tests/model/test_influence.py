import pytest

from colorword_tui.color.value import Color
from colorword_tui.model.influence import MOST_WORDS, influences
from colorword_tui.model.prediction import Candidate, Prediction

RED, BLUE = Color(255, 0, 0), Color(0, 0, 255)
asked: list[str] = []


def answer(text: str) -> Prediction:
    """Red where the word stands in it."""
    color = RED if "blood" in text else BLUE
    return Prediction(text, color, None, 1.0, (Candidate(color, 1.0),))


def answers(texts: list[str]) -> list[Prediction]:
    asked.extend(texts)
    return [answer(text) for text in texts]


@pytest.fixture(autouse=True)
def forget() -> None:
    asked.clear()


def test_the_word_that_moves_the_colour_has_the_share() -> None:
    found = influences(answer("old blood stain"), answers)
    assert [(one.word, one.without, one.share) for one in found] == [
        ("old", RED, 0.0),
        ("blood", BLUE, 1.0),
        ("stain", RED, 0.0),
    ]
    assert found[1].delta_e == pytest.approx(52.88, abs=0.01)
    assert [one.split() for one in asked] == [["blood", "stain"], ["old", "stain"], ["old", "blood"]]


def test_words_that_move_nothing_have_no_share() -> None:
    assert [one.share for one in influences(answer("a a b"), answers)] == [0, 0, 0]
    assert [one.split() for one in asked] == [["a", "b"], ["a", "b"], ["a", "a"]]


def test_words_without_spaces_are_weighed_too() -> None:
    assert [one.word for one in influences(answer("晴れた夏の青空"), answers)] == ["晴れた", "夏の", "青空"]
    assert asked == ["夏の青空", "晴れた青空", "晴れた夏の"]


def test_a_single_word_is_all_of_it_and_a_page_is_cut() -> None:
    assert influences(answer("blood"), answers) == []
    assert len(influences(answer("word " * 200), answers)) == MOST_WORDS
