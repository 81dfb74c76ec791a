"""The phrases that a model remembers: their colours, and where they lie on the maps of its vector space.

phrases     (bytes) the N remembered phrases in UTF-8, one a line, in the order of the network's memory
colors      (N, 3) uint8, the strongest colour of each
places      (N, 2) float16, where each lies on the map, in 0..1
mapped      (M,) int32, the phrases that the map shows; the others only help to place what is typed
before      (M, 2) float16, where the shown ones lay before training
html_places, html_before   (H, 2) float16, the same for a map of the HTML colours, in their alphabetical order
html_keys   (H, width) int8, their vectors: on that map a phrase is placed among them
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from colorword_tui.color.names import html_colors
from colorword_tui.color.value import Color
from colorword_tui.model.bundle import Bundle

if TYPE_CHECKING:
    # Only its name: onnxruntime is not wanted before the first frame.
    from colorword_tui.model.encoder import Recalled

Places = npt.NDArray[np.float32]

KNOWN_FILE = "known.npz"
# How sharply a phrase is drawn to its nearest HTML name on their map: the temperature of a softmax over cosines.
_TEMPERATURE = 0.02


class Neighbour(NamedTuple):
    """A remembered phrase near to what was asked, its colour, its cosine similarity, and its share in the memory."""

    phrase: str
    color: Color
    similarity: float
    share: float


@dataclass(frozen=True, slots=True)
class Recollection:
    """What a model remembers beside a phrase: its nearest phrases, nearest first, and where it lies on the two maps.

    Without a memory there are no neighbours and no place among them.
    """

    neighbours: tuple[Neighbour, ...]
    place: tuple[float, float] | None
    html_place: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """One map: N phrases with their colours, and where they lie, (N, 2) in 0..1, after and before training."""

    phrases: list[str]
    colors: list[Color]
    after: Places
    before: Places


class Known:
    """What `KNOWN_FILE` of a bundle holds."""

    def __init__(self, bundle: Bundle) -> None:
        """Read and verify it; a file that cannot be used is a BundleError."""
        data = bundle.read(KNOWN_FILE)
        try:
            with np.load(BytesIO(data), allow_pickle=False) as arrays:
                self._phrases: list[str] = arrays["phrases"].tobytes().decode("utf-8").splitlines()
                self._colors, self._places = arrays["colors"], arrays["places"].astype(np.float32)
                self._mapped, self._before = arrays["mapped"], arrays["before"].astype(np.float32)
                self._html = arrays["html_places"].astype(np.float32), arrays["html_before"].astype(np.float32)
                keys = arrays["html_keys"].astype(np.float32)
        except (OSError, ValueError, KeyError) as error:
            raise bundle.broken(KNOWN_FILE, error) from error
        self._html_keys = keys / np.maximum(np.linalg.norm(keys, axis=1, keepdims=True), 1e-8)

    def recollection(self, recalled: Recalled, temperature: float) -> Recollection:
        """What the network recalled, by name; the shares are those that its memory gave, at its `temperature`."""
        # The memory chooses them by rough cosines and then takes exact ones.
        order = np.argsort(-recalled.similarity, kind="stable")
        recalled = recalled._replace(nearest=recalled.nearest[order], similarity=recalled.similarity[order])
        shares = _softmax(recalled.similarity / temperature)
        neighbours = tuple(
            Neighbour(self._phrases[number], self._color(number), float(alike), float(share))
            for number, alike, share in zip(recalled.nearest.tolist(), recalled.similarity, shares, strict=True)
        )
        x, y = shares @ self._places[recalled.nearest]
        length = max(float(np.linalg.norm(recalled.vector)), 1e-8)
        html_x, html_y = _softmax(self._html_keys @ (recalled.vector / length) / _TEMPERATURE) @ self._html[0]
        return Recollection(neighbours, (float(x), float(y)) if neighbours else None, (float(html_x), float(html_y)))

    def layout(self) -> Layout:
        """The map of the phrases."""
        numbers = self._mapped.tolist()
        return Layout(
            [self._phrases[number] for number in numbers],
            [self._color(number) for number in numbers],
            self._places[self._mapped],
            self._before,
        )

    def html_layout(self) -> Layout:
        """The map of the HTML colours."""
        named = html_colors()
        return Layout([one.name for one in named], [one.color for one in named], *self._html)

    def _color(self, number: int) -> Color:
        return Color(*self._colors[number].tolist())


def write_known(folder: Path, phrases: list[str], colors: list[Color], **arrays: Any) -> None:
    """Write the file; `arrays` are those that the top of this file names."""
    np.savez_compressed(
        folder / KNOWN_FILE,
        phrases=np.frombuffer("\n".join(phrases).encode(), np.uint8),
        colors=np.array(colors, np.uint8).reshape(-1, 3),
        **arrays,
    )


def _softmax(values: Places) -> Places:
    power = np.exp(values - values.max(initial=-np.inf))
    return power / power.sum()
