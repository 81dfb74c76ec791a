from dataclasses import replace

import numpy as np
import pytest
import torch

from colorword_tui.color.arrays import srgb_to_oklab
from colorword_tui.color.value import Color
from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.memory import Memory, known_phrases
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
    assert colors == {RED: 2.0, GREEN: 1.0}


def test_held_out_phrases_invented_names_and_translations_are_not_known() -> None:
    names = [f"fruit {number}" for number in range(200)]
    held_out = [name for name in names if name not in learnt(*names)]
    entries = [entry(name, (RED, 1.0)) for name in held_out]
    assert held_out
    entries.append(entry("tomato soup", (RED, 1.0), source="color_name_list"))
    entries.append(entry("sopa de tomate", (RED, 1.0), source="everyday/translated_es", language="es"))
    assert known_phrases(entries, SHIPPED) == {}
