import numpy as np
import numpy.typing as npt
import pytest
from coloraide import Color as ColorAide
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from colorword_tui.color.arrays import (
    Array,
    delta_e_2000,
    encoded,
    linear,
    oklab_to_oklch,
    oklab_to_srgb,
    srgb_to_lab,
    srgb_to_oklab,
)

# Table 1 of Sharma, Wu, Dalal (2005), "The CIEDE2000 color-difference formula: implementation notes, supplementary
# test data, and mathematical observations", Color Research & Application 30(1), 21-30: both L*a*b* and the difference.
SHARMA = np.array(
    [
        [50.0000, 2.6772, -79.7751, 50.0000, 0.0000, -82.7485, 2.0425],
        [50.0000, 3.1571, -77.2803, 50.0000, 0.0000, -82.7485, 2.8615],
        [50.0000, 2.8361, -74.0200, 50.0000, 0.0000, -82.7485, 3.4412],
        [50.0000, -1.3802, -84.2814, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, -1.1848, -84.8006, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, -0.9009, -85.5211, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, 0.0000, 0.0000, 50.0000, -1.0000, 2.0000, 2.3669],
        [50.0000, -1.0000, 2.0000, 50.0000, 0.0000, 0.0000, 2.3669],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0009, 7.1792],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0010, 7.1792],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0011, 7.2195],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0012, 7.2195],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0009, -2.4900, 4.8045],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0010, -2.4900, 4.8045],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0011, -2.4900, 4.7461],
        [50.0000, 2.5000, 0.0000, 50.0000, 0.0000, -2.5000, 4.3065],
        [50.0000, 2.5000, 0.0000, 73.0000, 25.0000, -18.0000, 27.1492],
        [50.0000, 2.5000, 0.0000, 61.0000, -5.0000, 29.0000, 22.8977],
        [50.0000, 2.5000, 0.0000, 56.0000, -27.0000, -3.0000, 31.9030],
        [50.0000, 2.5000, 0.0000, 58.0000, 24.0000, 15.0000, 19.4535],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.1736, 0.5854, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.2972, 0.0000, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 1.8634, 0.5757, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.2592, 0.3350, 1.0000],
        [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
        [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630],
        [61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731],
        [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
        [22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373],
        [36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
        [90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441],
        [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
        [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
        [2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082],
    ]
)

srgb_arrays = arrays.arrays(np.float64, st.tuples(st.integers(1, 20), st.just(3)), elements=st.floats(0, 1))
lab_rows = st.tuples(st.floats(0, 100), st.floats(-110, 110), st.floats(-110, 110)).map(np.array)


def by_coloraide(rows: Array, source: str, target: str) -> Array:
    converted = [ColorAide(source, row.tolist()).convert(target).coords(nans=False) for row in rows]
    return np.array(converted, np.float64)


def test_the_published_pairs_of_ciede2000() -> None:
    assert len(SHARMA) == 34
    first, second, published = SHARMA[:, :3], SHARMA[:, 3:6], SHARMA[:, 6]
    np.testing.assert_allclose(delta_e_2000(first, second), published, atol=5.1e-5)
    np.testing.assert_allclose(delta_e_2000(second, first), published, atol=5.1e-5)


@given(lab_rows, lab_rows)
def test_a_difference_is_symmetric_and_like_coloraides(first: Array, second: Array) -> None:
    distance = float(delta_e_2000(first, second))
    assert distance >= 0
    assert distance == pytest.approx(float(delta_e_2000(second, first)), abs=1e-9)
    oracle = ColorAide("lab-d65", first.tolist()).delta_e(ColorAide("lab-d65", second.tolist()), method="2000")
    assert distance == pytest.approx(oracle, abs=1e-6)


@given(lab_rows)
def test_a_colour_does_not_differ_from_itself(lab: Array) -> None:
    assert delta_e_2000(lab, lab) == 0


def test_greys_have_no_hue_to_differ_in() -> None:
    assert delta_e_2000([50, 0, 0], [50, 0, 0]) == 0
    assert np.isfinite(delta_e_2000([0, 0, 0], [100, 0, 0]))
    assert delta_e_2000([0, 0, 0], [100, 0, 0]) == pytest.approx(100)


def test_differences_broadcast() -> None:
    rng = np.random.default_rng(5)
    many, few = rng.uniform([0, -80, -80], [100, 80, 80], (300, 3)), rng.uniform([0, -80, -80], [100, 80, 80], (7, 3))
    table = delta_e_2000(many[:, None], few)
    assert table.shape == (300, 7)
    assert delta_e_2000(many, few[0]).shape == (300,)
    np.testing.assert_array_equal(table[:, 3], delta_e_2000(many, few[3]))


@settings(max_examples=40)
@given(srgb_arrays)
def test_every_space_is_like_coloraides(srgb: Array) -> None:
    np.testing.assert_allclose(linear(srgb), by_coloraide(srgb, "srgb", "srgb-linear"), atol=1e-9)
    np.testing.assert_allclose(srgb_to_oklab(srgb), by_coloraide(srgb, "srgb", "oklab"), atol=1e-6)
    np.testing.assert_allclose(srgb_to_lab(srgb), by_coloraide(srgb, "srgb", "lab-d65"), atol=1e-4)
    # The two halves of the transfer function meet only so closely at the breaks that the standard prints.
    np.testing.assert_allclose(encoded(linear(srgb)), srgb, atol=1e-7)


def test_a_thousand_random_colours_are_like_coloraides() -> None:
    srgb = np.random.default_rng(11).integers(0, 256, (1000, 3)) / 255
    oklab = by_coloraide(srgb, "srgb", "oklab")
    np.testing.assert_allclose(srgb_to_oklab(srgb), oklab, atol=1e-6)
    np.testing.assert_allclose(srgb_to_lab(srgb), by_coloraide(srgb, "srgb", "lab-d65"), atol=1e-4)
    np.testing.assert_allclose(oklab_to_srgb(oklab), srgb, atol=1e-6)
    np.testing.assert_array_equal(np.rint(255 * oklab_to_srgb(srgb_to_oklab(srgb))), np.rint(255 * srgb))


@given(srgb_arrays)
def test_oklab_reads_back(srgb: Array) -> None:
    np.testing.assert_allclose(oklab_to_srgb(srgb_to_oklab(srgb)), srgb, atol=1e-6)


@given(arrays.arrays(np.float64, (5, 3), elements=st.floats(-2, 2)))
def test_any_oklab_is_brought_into_the_gamut(oklab: Array) -> None:
    srgb = oklab_to_srgb(oklab)
    assert np.isfinite(srgb).all()
    assert ((srgb >= 0) & (srgb <= 1)).all()


def hue_distance(first: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    return np.abs((np.asarray(first) - np.asarray(second) + 180) % 360 - 180)


@settings(max_examples=40)
@given(srgb_arrays)
def test_lightness_chroma_and_hue_are_like_coloraides(srgb: Array) -> None:
    oklab = by_coloraide(srgb, "srgb", "oklab")
    ours, theirs = oklab_to_oklch(oklab), by_coloraide(oklab, "oklab", "oklch")
    assert ((ours[:, 2] >= 0) & (ours[:, 2] < 360)).all()
    np.testing.assert_allclose(ours[:, :2], theirs[:, :2], atol=1e-9)
    colored = ours[:, 1] > 1e-3
    assert (hue_distance(ours[colored, 2], theirs[colored, 2]) < 1e-6).all()
