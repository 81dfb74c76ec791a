import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.color.arrays import delta_e_2000, srgb_to_lab, srgb_to_oklab
from colorword_tui.model.bundle import Calibration
from colorword_tui.model.distribution import MAX_CANDIDATES, MERGE_DELTA_E, DistributionReader

STEPS = np.linspace(0, 1, 9)
PALETTE = srgb_to_oklab(np.stack(np.meshgrid(STEPS, STEPS, STEPS, indexing="ij"), axis=-1).reshape(-1, 3))
PLAIN = Calibration(sharpness=1.0, certainty=1.0)
READER = DistributionReader(PALETTE, PLAIN)


def around(*colors: tuple[tuple[float, float, float], float]) -> np.ndarray:
    """Logits of a mixture of narrow Gaussians around sRGB colours."""
    density = np.full(len(PALETTE), 1e-9)
    for color, weight in colors:
        spread = np.exp(-np.square(PALETTE - srgb_to_oklab(color)).sum(-1) / (2 * 0.04**2))
        density += weight * spread / spread.sum()
    return np.log(density)


def far(first: np.ndarray, second: tuple[float, float, float]) -> float:
    return float(delta_e_2000(srgb_to_lab(first), srgb_to_lab(second)))


def test_one_colour_is_one_strong_candidate() -> None:
    reading = READER.read(around(((1.0, 0.5, 0.0), 1.0)))
    assert reading.weights[0] > 0.9
    assert far(reading.colors[0], (1.0, 0.5, 0.0)) < 6
    assert reading.confidence > 0.9


def test_two_colours_are_two_candidates_with_their_weights() -> None:
    reading = READER.read(around(((0.8, 0.0, 0.1), 0.65), ((0.3, 0.7, 0.2), 0.35)))
    assert reading.weights == pytest.approx([0.65, 0.35], abs=0.03)
    assert far(reading.colors[0], (0.8, 0.0, 0.1)) < 6
    assert far(reading.colors[1], (0.3, 0.7, 0.2)) < 6
    assert reading.confidence == pytest.approx(0.65, abs=0.05)


@pytest.mark.parametrize("weight", [0.2, 0.35])
def test_a_weak_colour_is_not_drawn_into_a_strong_one(weight: float) -> None:
    strong, weak = (0.75, 0.35, 0.25), (0.80, 0.65, 0.30)
    assert 0.17 < np.linalg.norm(srgb_to_oklab(strong) - srgb_to_oklab(weak)) < 0.22
    reading = READER.read(around((strong, 1 - weight), (weak, weight)))
    assert len(reading.colors) == 2
    assert far(reading.colors[0], strong) < 6
    assert far(reading.colors[1], weak) < 9


def test_a_broad_mode_is_not_noise() -> None:
    logits = around(((0.8, 0.0, 0.1), 0.75))
    broad = np.exp(-np.square(PALETTE - srgb_to_oklab((0.2, 0.5, 0.75))).sum(-1) / (2 * 0.09**2))
    reading = READER.read(np.log(np.exp(logits) + 0.25 * broad / broad.sum()))
    assert len(reading.colors) == 2
    assert far(reading.colors[1], (0.2, 0.5, 0.75)) < 8


def test_colours_that_look_alike_are_one_candidate() -> None:
    reading = READER.read(around(((0.50, 0.50, 0.90), 0.5), ((0.52, 0.54, 0.90), 0.5)))
    assert len(reading.colors) == 1


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 12))
def test_whatever_the_logits(seed: int, scale: float) -> None:
    logits = np.random.default_rng(seed).normal(size=len(PALETTE)) * scale
    reading = READER.read(logits)
    assert 1 <= len(reading.colors) <= MAX_CANDIDATES
    assert reading.weights.sum() == pytest.approx(1)
    assert (np.diff(reading.weights) <= 1e-12).all()
    assert ((reading.colors >= 0) & (reading.colors <= 1)).all()
    assert 0 <= reading.confidence <= 1 + 1e-9


def test_sharper_is_livelier_and_weighs_much_the_same() -> None:
    logits = around(((0.8, 0.0, 0.1), 0.6), ((0.3, 0.7, 0.2), 0.4))
    dull, lively = (DistributionReader(PALETTE, Calibration(one, 1.0)).read(logits) for one in (0.5, 3.0))
    assert far(lively.colors[0], (0.8, 0.0, 0.1)) < far(dull.colors[0], (0.8, 0.0, 0.1))
    assert lively.weights == pytest.approx(dull.weights, abs=0.01)


def test_certainty_decides_weights_and_confidence() -> None:
    logits = around(((0.9, 0.2, 0.2), 0.6), ((0.2, 0.2, 0.9), 0.4))
    unsure, sure = (DistributionReader(PALETTE, Calibration(1.0, one)).read(logits) for one in (0.8, 3.0))
    assert unsure.confidence < sure.confidence
    assert unsure.weights[0] < sure.weights[0]


def test_the_merge_distance_is_visible_as_a_gap() -> None:
    logits = np.random.default_rng(5).normal(size=len(PALETTE)) * 4
    lab = srgb_to_lab(READER.read(logits).colors)
    apart = delta_e_2000(lab[:, None], lab) + 100 * np.eye(len(lab))
    assert apart.min() >= MERGE_DELTA_E


def test_a_small_change_of_the_distribution_changes_the_answer_a_little() -> None:
    # Two shades that run into one another: whether they are one top or two must not decide on the colour.
    random = np.random.default_rng(7)
    shades = random.uniform(0.15, 0.85, (400, 3))
    others = np.clip(shades + random.normal(size=shades.shape) * 0.12, 0, 1)
    mixed = [around((tuple(one), 0.6), (tuple(other), 0.4)) for one, other in zip(shades, others, strict=True)]
    logits = np.log(np.exp(np.array(mixed)) + 1e-4)
    nudged = logits + random.normal(size=logits.shape) * 0.03
    before, after = (
        srgb_to_lab(np.array([one.colors[0] for one in READER.read_many(each)])) for each in (logits, nudged)
    )
    assert delta_e_2000(before, after).max() < 7
