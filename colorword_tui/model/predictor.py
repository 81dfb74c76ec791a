"""From a phrase to a prediction: exact names first, the model for the rest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from colorword_tui.color.names import NamedColor, html_color
from colorword_tui.color.value import Color
from colorword_tui.model.phrase import clean_phrase
from colorword_tui.model.prediction import Candidate, Prediction

if TYPE_CHECKING:
    from colorword_tui.model.distribution import DistributionReader, Reading
    from colorword_tui.model.encoder import Batch, Encoder, Recalled
    from colorword_tui.model.known import Known, Layout, Recollection


# Answers that are kept: whoever asks for a phrase's colour asks next for what is near it, and deletes a letter again.
_KEPT = 64


def load(bundle: Path | str | None = None) -> Predictor:
    """A predictor over a bundle, the shipped one by default. The model itself is loaded when it is first needed."""
    return Predictor(Path(bundle) if bundle is not None else None)


class Predictor:
    """Answers phrases; safe to use from several threads."""

    def __init__(self, bundle: Path | None = None, threads: int | None = None) -> None:
        """Many phrases at once are shared out to `threads`, a core each by default."""
        self._bundle, self._threads = bundle, threads or _cores()
        self._model: tuple[Encoder, DistributionReader] | None = None
        self._known: tuple[Known, float] | None = None
        self._loading = Lock()
        self._alone = lru_cache(_KEPT)(self._read_alone)

    @property
    def ready(self) -> bool:
        """Whether the model has been loaded."""
        return self._model is not None

    def prepare(self) -> None:
        """Load the model now; a bundle that is missing, altered or unreadable is a BundleError."""
        self._load()

    def predict(self, text: str, *, model_only: bool = False) -> Prediction:
        """The colour of `text`; blank text is a ValueError, a bundle that cannot be used a BundleError.

        The HTML names answer with their own value, without the model, unless `model_only` asks for its reading.
        """
        return self.predict_many([text], model_only=model_only)[0]

    def predict_many(self, texts: Sequence[str], *, model_only: bool = False) -> list[Prediction]:
        """One prediction a text, in order; many at once differ from one by one by a rounding error at most."""
        phrases = [clean_phrase(text) for text in texts]
        if not all(phrases):
            raise ValueError("a blank phrase has no colour")
        named = [None if model_only else html_color(phrase) for phrase in phrases]
        # What was learnt is lower case, and names differ by case only.
        unknown = {phrase.lower(): None for phrase, name in zip(phrases, named, strict=True) if name is None}
        readings = self._read(list(unknown))
        return [
            _from_name(phrase, name) if name else _from_reading(phrase, readings[phrase.lower()])
            for phrase, name in zip(phrases, named, strict=True)
        ]

    def predict_lines(self, texts: Sequence[str], *, model_only: bool = False) -> list[Prediction | None]:
        """One prediction a text, in order, and None for one that is blank."""
        phrases = [clean_phrase(text) for text in texts]
        found = iter(self.predict_many([phrase for phrase in phrases if phrase], model_only=model_only))
        return [next(found) if phrase else None for phrase in phrases]

    def recall(self, text: str) -> Recollection:
        """The remembered phrases nearest to `text`, and where it lies on the maps; errors as with `predict`."""
        if not (phrase := clean_phrase(text)):
            raise ValueError("a blank phrase has no colour")
        known, temperature = self._load_known()
        return known.recollection(self._alone(phrase.lower())[1], temperature)

    def maps(self) -> dict[str, Layout]:
        """The maps of the vector space: `phrases` and `html`; BundleError if they cannot be read."""
        known, _ = self._load_known()
        return {"phrases": known.layout(), "html": known.html_layout()}

    def _read(self, phrases: list[str]) -> dict[str, Reading]:
        if not phrases:
            return {}
        if len(phrases) == 1:
            return {phrases[0]: self._alone(phrases[0])[0]}
        encoder, reader = self._load()
        from concurrent.futures import ThreadPoolExecutor

        # A core each: the network lets go of the interpreter's lock, and what holds it is a tenth of the time.
        def read_batch(batch: Batch) -> list[Reading]:
            return reader.read_many(encoder.run(batch))

        batches = encoder.batches(phrases)
        with ThreadPoolExecutor(self._threads) as pool:
            return {
                phrases[row]: reading
                for batch, readings in zip(batches, pool.map(read_batch, batches), strict=True)
                for row, reading in zip(batch.rows, readings, strict=True)
            }

    def _read_alone(self, phrase: str) -> tuple[Reading, Recalled]:
        encoder, reader = self._load()
        logits, recalled = encoder.read(phrase)
        return reader.read(logits), recalled

    def _load(self) -> tuple[Encoder, DistributionReader]:
        with self._loading:
            if self._model is None:
                self._model = _load_model(self._bundle)
            return self._model

    def _load_known(self) -> tuple[Known, float]:
        """What only the maps and the neighbours need; read when they are first asked for."""
        from colorword_tui.model.bundle import Bundle
        from colorword_tui.model.known import Known

        with self._loading:
            if self._known is None:
                bundle = Bundle(self._bundle)
                self._known = Known(bundle), float(bundle.manifest["recipe"]["neighbour_temperature"])
            return self._known


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _load_model(folder: Path | None) -> tuple[Encoder, DistributionReader]:
    # Here and not above: these imports are most of the start, and exact names do without them.
    import json

    import numpy as np

    from colorword_tui.model.bundle import Bundle
    from colorword_tui.model.distribution import DistributionReader
    from colorword_tui.model.encoder import Encoder

    bundle = Bundle(folder)
    data = bundle.read("palette.json")
    try:
        reader = DistributionReader(np.array(json.loads(data), np.float64).reshape(-1, 3), bundle.calibration)
    except ValueError as error:
        raise bundle.broken("palette.json", error) from error
    return Encoder(bundle), reader


def _from_name(phrase: str, named: NamedColor) -> Prediction:
    return Prediction(phrase, named.color, "html", 1.0, (Candidate(named.color, 1.0),), named.name)


def _from_reading(phrase: str, reading: Reading) -> Prediction:
    candidates = tuple(
        Candidate(Color.from_floats(*color), float(weight))
        for color, weight in zip(reading.colors.tolist(), reading.weights.tolist(), strict=True)
    )
    color = candidates[0].color
    return Prediction(phrase, color, None, reading.confidence, candidates)
