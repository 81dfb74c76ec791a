import numpy as np
import pytest

from colorword_tui.color.arrays import oklab_to_oklch, srgb_to_oklab
from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.augment import MODIFIERS, augment, framed, mistyped, modified, modify, plural

YELLOW = Color(247, 221, 74)
BANANA = Entry("banana", "en", ((YELLOW, 1.0),), "everyday/fruit")


def oklch(color: Color) -> np.ndarray:
    return oklab_to_oklch(srgb_to_oklab(np.array(color) / 255))


def test_the_same_seed_alters_the_same_phrases_the_same_way() -> None:
    entries = [BANANA] * 200
    first, again, other = (augment(entries, 0.5, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first == again != other
    altered = sum(entry.phrase != "banana" for entry in first)
    assert 70 < altered < 130


def test_nothing_is_altered_for_nothing() -> None:
    assert augment([BANANA] * 20, 0.0, np.random.default_rng(0)) == [BANANA] * 20


def test_a_frame_is_in_the_language_of_the_phrase() -> None:
    japanese = Entry("バナナ", "ja", BANANA.colors, "everyday/ja")
    swedish = Entry("banan", "sv", BANANA.colors, "mlmc_swedish")
    found = {framed(japanese, np.random.default_rng(seed)).phrase for seed in range(20)}
    assert found == {"バナナ色", "バナナの色"}
    assert framed(swedish, np.random.default_rng(0)) == swedish


@pytest.mark.parametrize(
    ("one", "several"), [("cherry", "cherries"), ("border collie", "border collies"), ("grapes", "grapes")]
)
def test_plurals(one: str, several: str) -> None:
    entry = Entry(one, "en", BANANA.colors, "test")
    assert plural(entry, np.random.default_rng(0)).phrase == several


def test_a_typo_keeps_the_first_letter_and_short_words() -> None:
    for seed in range(50):
        typed = mistyped(BANANA, np.random.default_rng(seed)).phrase
        assert typed.startswith("b")
        assert abs(len(typed) - 6) <= 1
    short = Entry("sky", "en", BANANA.colors, "test")
    assert mistyped(short, np.random.default_rng(0)) == short


def test_a_modifier_moves_the_colour_that_it_names() -> None:
    entry = modified(BANANA, np.random.default_rng(3))
    modifier = entry.phrase.removesuffix(" banana")
    assert entry.colors == ((modify(YELLOW, modifier), 1.0),)


@pytest.mark.parametrize("color", [Color(196, 32, 44), Color(62, 120, 60), Color(70, 130, 200), Color(140, 110, 90)])
def test_modifiers_go_the_way_they_say(color: Color) -> None:
    lightness = {name: oklch(modify(color, name))[0] for name in MODIFIERS}
    chroma = {name: oklch(modify(color, name))[1] for name in MODIFIERS}
    plain = oklch(color)
    assert lightness["very light"] > lightness["light"] > plain[0] > lightness["dark"] > lightness["very dark"]
    assert lightness["deep"] < plain[0] < lightness["pale"]
    assert chroma["pale"] < plain[1]
    assert chroma["muted"] < plain[1] < chroma["vivid"] + 0.02
