"""Maps of the vector space: where phrases lie in two dimensions, before and after training.

t-SNE (van der Maaten and Hinton 2008, "Visualizing data using t-SNE") with scikit-learn, at perplexity 10 for the HTML
colours, as in the article, and 30 for the phrases.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import normalize

from colorword_tui.color.arrays import Array, delta_e_2000, srgb_to_lab
from colorword_tui.color.names import html_colors
from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import Entry
from colorword_tui.model.known import write_known
from colorword_tui.training.memory import Known
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.vectors import read_vectors

BEFORE = "before.safetensors"
_MAPPED = 3_000
_HTML_PERPLEXITY, _PERPLEXITY = 10, 30
# A phrase that the map does not show lies among this many of those that it shows.
_AROUND = 5
_NEAREST, _ALIKE = 10, 20.0

Places = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MapQuality:
    """The mean share, 0..1, of a point's ten nearest points whose colour is within ΔE 20 of its own."""

    before: float
    after: float


def save_before(run: Path, network: ColorNetwork, tokenizer: Tokenizer, entries: Sequence[Entry], known: Known) -> None:
    """Keep the untrained encoder's vectors of what the maps will show, for they cannot be had from a trained one."""
    network.eval()
    phrases = [list(known)[number] for number in mapped_phrases(known)]
    vectors = read_vectors(network.pool, tokenizer, phrases)
    write_before(run, phrases, vectors, read_vectors(network.pool, tokenizer, html_phrases(entries)))


def write_before(run: Path, phrases: Sequence[str], vectors: Tensor, html: Tensor) -> None:
    """Write the vectors of `phrases` and of the HTML names before training, (M, width) and (H, width).

    A run that began with a bundle knows only where they lay, which is a width of two.
    """
    tensors = {"phrases": vectors.half().contiguous(), "html": html.half().contiguous()}
    save_file(tensors, run / BEFORE, {"phrases": "\n".join(phrases)})


def seen_before(run: Path) -> list[str]:
    """The phrases whose vectors `write_before` has kept, in order."""
    with safe_open(run / BEFORE, "pt") as file:
        return file.metadata()["phrases"].split("\n")


def write_maps(
    run: Path,
    folder: Path,
    network: ColorNetwork,
    tokenizer: Tokenizer,
    entries: Sequence[Entry],
    known: Known,
    mapped: list[int],
    vectors: Tensor,
    seed: int,
) -> dict[str, MapQuality]:
    """Lay the maps out from a run's vectors, (N, width) of the N known phrases, and write them beside a bundle.

    `mapped` are the numbers of the phrases that are shown. Returns how well colours gather on each map: `phrases` and
    `html`.
    """
    before = load_file(run / BEFORE)
    row = {phrase: number for number, phrase in enumerate(seen_before(run))}
    after = _layout(vectors[mapped], _PERPLEXITY, seed)
    earlier = _layout(before["phrases"][[row[list(known)[number]] for number in mapped]].float(), _PERPLEXITY, seed)
    html_vectors = read_vectors(network.pool, tokenizer, html_phrases(entries))
    html_after = _layout(html_vectors, _HTML_PERPLEXITY, seed)
    html_before = _layout(before["html"].float(), _HTML_PERPLEXITY, seed)
    colors = [Color(*max(one, key=lambda color: one[color])) for one in known.values()]
    keys = normalize(html_vectors, dim=1).numpy()
    write_known(
        folder,
        list(known),
        colors,
        places=_place_all(vectors, mapped, after).astype(np.float16),
        mapped=np.array(mapped, np.int32),
        before=earlier.astype(np.float16),
        html_places=html_after.astype(np.float16),
        html_before=html_before.astype(np.float16),
        html_keys=(keys / np.abs(keys).max(1, keepdims=True) * 127).round().astype(np.int8),
    )
    shown = srgb_to_lab(np.array([colors[number] for number in mapped]).reshape(-1, 3) / 255)
    html = srgb_to_lab(np.array([one.color for one in html_colors()]) / 255)
    return {
        "phrases": MapQuality(gathered(earlier, shown), gathered(after, shown)),
        "html": MapQuality(gathered(html_before, html), gathered(html_after, html)),
    }


def mapped_phrases(known: Known, among: Collection[str] | None = None) -> list[int]:
    """The numbers of the phrases that the map shows: the commonest (of `among`), by the frequency of their words."""
    from wordfreq import zipf_frequency

    phrases = list(known)
    numbers = (number for number, phrase in enumerate(phrases) if among is None or phrase in among)
    commonest = sorted(numbers, key=lambda number: (-zipf_frequency(phrases[number], "en"), number))
    return sorted(commonest[:_MAPPED])


def html_phrases(entries: Sequence[Entry]) -> list[str]:
    """The HTML names as the tables spell them, in the alphabetical order of their keywords."""
    spelt = {entry.phrase.replace(" ", ""): entry.phrase for entry in entries if entry.source == "html"}
    return [spelt[one.name] for one in html_colors()]


def gathered(places: Places, lab: Array) -> float:
    """The mean share of each point's ten nearest points whose colour, (N, 3) in Lab, is within ΔE 20 of its own."""
    from sklearn.neighbors import NearestNeighbors

    count = min(_NEAREST, len(places) - 1)
    if count < 1:
        return 0.0
    nearest = NearestNeighbors(n_neighbors=count).fit(places).kneighbors(return_distance=False)
    return round(float((delta_e_2000(lab[nearest], lab[:, None]) <= _ALIKE).mean()), 4)


def _layout(vectors: Tensor, perplexity: float, seed: int) -> Places:
    """(N, width) to (N, 2) in 0..1; what is two wide has been laid out before."""
    if vectors.shape[1] == 2:
        return vectors.double().numpy()
    from sklearn.manifold import TSNE

    if len(vectors) < 4:
        return np.full((len(vectors), 2), 0.5)
    unit = normalize(vectors, dim=1).numpy()
    tsne = TSNE(perplexity=min(perplexity, (len(unit) - 1) / 3), init="pca", random_state=seed)
    places = tsne.fit_transform(unit).astype(np.float64)
    low, high = places.min(0), places.max(0)
    return (places - low) / np.maximum(high - low, 1e-9)


def _place_all(vectors: Tensor, mapped: list[int], places: Places) -> Places:
    """(N, 2): the shown phrases where they are, the others at the mean of the shown ones whose vectors are nearest."""
    unit = normalize(vectors, dim=1)
    shown = torch.from_numpy(places).float()
    rows = [
        shown[(part @ unit[mapped].T).topk(min(_AROUND, len(mapped)), dim=1).indices].mean(1)
        for part in unit.split(4096)
    ]
    everywhere = torch.cat(rows).double().numpy()
    everywhere[mapped] = places
    return everywhere
