from pathlib import Path

import numpy as np
import pytest

from colorword_tui.color.arrays import srgb_to_lab
from colorword_tui.color.names import html_colors
from colorword_tui.model.bundle import Bundle
from colorword_tui.model.known import Known
from colorword_tui.model.predictor import Predictor
from colorword_tui.training.maps import gathered


def test_colours_that_lie_together_are_gathered() -> None:
    lab = srgb_to_lab(np.repeat([[1.0, 0, 0], [0, 0, 1.0]], 20, axis=0))
    apart = np.random.default_rng(0).random((40, 2)) * 0.1 + np.repeat([[0.0], [0.9]], 20, axis=0)
    assert gathered(apart, lab) == 1
    assert gathered(np.random.default_rng(0).random((40, 2)), lab) < 0.8


def test_a_bundle_has_both_maps(bundle: Path) -> None:
    known = Known(Bundle(bundle))
    html, phrases = known.html_layout(), known.layout()
    assert html.phrases == [one.name for one in html_colors()]
    assert html.colors == [one.color for one in html_colors()]
    assert len(phrases.phrases) > 100
    for layout in (html, phrases):
        for places in (layout.after, layout.before):
            assert places.shape == (len(layout.phrases), 2)
            assert places.min() == pytest.approx(0, abs=1e-3)
            assert places.max() == pytest.approx(1, abs=1e-3)
        assert not np.allclose(layout.after, layout.before, atol=0.05)
    assert set(Bundle(bundle).manifest["maps"]) == {"phrases", "html"}


def test_a_remembered_phrase_is_its_own_neighbour_and_lies_in_its_place(bundle: Path) -> None:
    predictor, layout = Predictor(bundle), Known(Bundle(bundle)).layout()
    for index in range(0, len(layout.phrases), 25):
        recollection = predictor.recall(layout.phrases[index])
        first = recollection.neighbours[0]
        assert first.similarity == pytest.approx(1, abs=0.05)
        assert layout.phrases[index] in [one.phrase for one in recollection.neighbours]
        assert sum(one.share for one in recollection.neighbours) == pytest.approx(1, abs=1e-3)
        assert all(0 <= axis <= 1 for axis in (*(recollection.place or ()), *recollection.html_place))
