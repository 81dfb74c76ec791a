import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from colorword_tui.color.arrays import oklab_to_srgb
from colorword_tui.color.value import Color
from colorword_tui.lexicon.split import side
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.data import batches, build_palette, make_examples, select, spread_over_bins
from colorword_tui.training.recipe import ARTICLE, SHIPPED, Recipe


def test_the_palette_holds_the_corners_of_the_gamut(entries: list[Entry]) -> None:
    palette = oklab_to_srgb(build_palette(entries, 160, 0))
    assert palette.shape == (160, 3)
    corners = np.array([[r, g, b] for r in (0, 1) for g in (0, 1) for b in (0, 1)])
    assert np.abs(palette[:, None] - corners).max(-1).min(0).max() < 1e-6


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=5))
def test_targets_are_distributions_around_their_colour(colors: list[tuple[float, float, float]]) -> None:
    palette = np.random.default_rng(0).random((64, 3)) * [1, 0.4, 0.4] - [0, 0.2, 0.2]
    spread = spread_over_bins(np.array(colors), palette, 0.045)
    assert np.allclose(spread.sum(1), 1)
    assert (spread >= 0).all()


def test_an_entry_with_two_colours_is_a_mixture(tiny_bert: object, entries: list[Entry], quick: Recipe) -> None:
    palette = build_palette(entries, 160, 0)
    tokenizer = Tokenizer.from_file(f"{tiny_bert}/tokenizer.json")
    red, green = Color(200, 16, 46), Color(110, 168, 59)
    both = Entry("apple", "en", ((red, 0.7), (green, 0.3)), "test")
    alone = [Entry("apple", "en", ((color, 1.0),), "test") for color in (red, green)]
    mixed, one, other = make_examples([both, *alone], tokenizer, palette, quick).targets
    assert np.allclose(mixed, 0.7 * one + 0.3 * other, atol=1e-6)


def test_no_name_is_learnt_and_measured(entries: list[Entry]) -> None:
    for recipe in (SHIPPED, ARTICLE):
        learnt, validating = select(entries, recipe)
        assert not {entry.phrase for entry in learnt} & {entry.phrase for entry in validating}
        assert all(side(entry.phrase) != "held-out" for entry in learnt)


def test_the_article_has_its_111_and_37(entries: list[Entry]) -> None:
    learnt, validating = select(entries, ARTICLE)
    assert (len(learnt), len(validating)) == (111, 37)


def test_batches_hold_every_example_once_in_an_order_of_their_own(
    tiny_bert: object, entries: list[Entry], quick: Recipe
) -> None:
    palette = build_palette(entries, 160, 0)
    examples = make_examples(entries, Tokenizer.from_file(f"{tiny_bert}/tokenizer.json"), palette, quick)

    def rows(order: np.random.Generator | None) -> list[bytes]:
        return [row.numpy().tobytes() for batch in batches(examples, 32, order) for row in batch.targets]

    first, again, other = rows(np.random.default_rng(1)), rows(np.random.default_rng(1)), rows(np.random.default_rng(2))
    assert first == again
    assert first != other
    assert sorted(first) == sorted(other) == sorted(rows(None))
    for batch in batches(examples, 32):
        assert batch.ids.shape == batch.mask.shape
        assert (batch.mask.sum(1) > 0).all()
