from dataclasses import replace

import numpy as np
import pytest
import torch

from colorword_tui.color.arrays import srgb_to_oklab
from colorword_tui.color.value import Color
from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.memory import Memory, RecallingNetwork, further_phrases, known_phrases, least_known
from colorword_tui.training.recipe import SHIPPED

RED, GREEN, BLUE = Color(255, 0, 0), Color(0, 128, 0), Color(0, 0, 255)
PALETTE = torch.from_numpy(srgb_to_oklab(np.array([RED, GREEN, BLUE]) / 255)).float()


def entry(phrase: str, *colors: tuple[Color, float], source: str = "everyday/fruit", language: str = "en") -> Entry:
    return Entry(phrase, language, colors, source)


def learnt(*names: str) -> list[str]:
    return [name for name in names if entry_side(entry(name, (RED, 1.0))) == "train"]


@pytest.fixture
def memory() -> Memory:
    """Three phrases at right angles to one another."""
    vectors = torch.eye(3, 8) * 5
    colors = [{RED: 2.0}, {GREEN: 3.0, RED: 1.0}, {BLUE: 0.5}]
    return Memory(vectors, colors, PALETTE, replace(SHIPPED, neighbours=2, neighbour_width=4))


def test_a_known_phrase_is_recalled(memory: Memory) -> None:
    answers, nearest, similarity = memory(torch.eye(3, 8) * 7)
    expected = torch.tensor([[1.0, 0.0, 0.0], [0.25, 0.75, 0.0], [0.0, 0.0, 1.0]])
    assert torch.allclose(answers, expected, atol=2e-3)
    assert nearest[:, 0].tolist() == [0, 1, 2]
    assert torch.allclose(similarity[:, 0], torch.ones(3), atol=0.02)


def test_between_two_known_phrases_both_are_recalled(memory: Memory) -> None:
    answer = memory(torch.tensor([[1.0, 0, 1, 0, 0, 0, 0, 0]]))[0][0]
    assert torch.allclose(answer, torch.tensor([0.5, 0.0, 0.5]), atol=0.05)


def test_answers_are_distributions(memory: Memory) -> None:
    answers = memory(torch.randn(20, 8, generator=torch.Generator().manual_seed(1)))[0]
    assert torch.allclose(answers.sum(1), torch.ones(20), atol=1e-3)
    assert (answers >= 0).all()


def test_what_is_known_was_learnt_and_counts_as_often_as_it_was_seen() -> None:
    (name,) = learnt("tomato soup")
    same = [entry(name, (RED, 1.0)), entry(name.title(), (GREEN, 1.0), source="ntc")]
    (colors,) = known_phrases(same, replace(SHIPPED, repeats={"everyday": 2})).values()
    # What people picture counts three times.
    assert colors == {RED: 6.0, GREEN: 1.0}


def test_held_out_phrases_invented_names_and_translations_are_not_known() -> None:
    names = [f"fruit {number}" for number in range(200)]
    held_out = [name for name in names if name not in learnt(*names)]
    entries = [entry(name, (RED, 1.0)) for name in held_out]
    assert held_out
    entries.append(entry("tomato soup", (RED, 1.0), source="color_name_list"))
    entries.append(entry("tomato soup", (RED, 1.0), source="pictured_names"))
    entries.append(entry("sopa de tomate", (RED, 1.0), source="everyday/translated_es", language="es"))
    assert known_phrases(entries, SHIPPED) == {}
    assert further_phrases(entries[:-1], SHIPPED) == {}


def test_translations_and_frequent_words_are_known_apart() -> None:
    one = replace(entry("sopa de tomate", (RED, 1.0), source="everyday/translated_es", language="es"), english="soup")
    assert entry_side(one) == "train"
    word = entry("steadily", (BLUE, 1.0), source="everyday/frequent_words")
    assert entry_side(word) == "train"
    assert further_phrases([one, word], SHIPPED) == {"sopa de tomate": {RED: 3.0}, "steadily": {BLUE: 6.0}}
    assert known_phrases([one, word], SHIPPED) == {}


class Certain(torch.nn.Module):
    """A network that answers every vector with the same logits, and takes its ids for vectors."""

    encoder = None

    def __init__(self, logits: list[float]) -> None:
        super().__init__()
        self.logits = torch.tensor(logits)

    def read(self, vectors: torch.Tensor) -> torch.Tensor:
        return self.logits.expand(len(vectors), -1)

    def forward(self, ids: torch.Tensor, _: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.read(ids), ids


def test_the_memory_says_most_where_the_phrase_itself_is_known(memory: Memory) -> None:
    network = RecallingNetwork(Certain([9.0, 9.0, 9.0]), memory, 0.3, 0.8)  # type: ignore[arg-type]
    same, other = torch.eye(3, 8)[:1], torch.tensor([[1.0, 0, 1, 0, 0, 0, 0, 0]])
    answer = network(same, same)[0].exp()
    assert answer[0].tolist() == pytest.approx([0.2 / 3 + 0.8, 0.2 / 3, 0.2 / 3], abs=0.01)
    answer = network(other, other)[0].exp()
    assert answer[0].tolist() == pytest.approx([0.7 / 3 + 0.15, 0.7 / 3, 0.7 / 3 + 0.15], abs=0.02)


def test_least_known_is_what_the_network_finds_least_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("colorword_tui.training.memory._MOST_FURTHER", 2)
    known = {"a": {GREEN: 1.0}, "b": {RED: 1.0}, "c": {BLUE: 0.5, GREEN: 0.5}, "d": {RED: 2.0}}
    network = Certain([5.0, 1.0, 0.0])
    assert least_known(network, torch.zeros(4, 8), known, PALETTE, SHIPPED) == [0, 2]  # type: ignore[arg-type]
