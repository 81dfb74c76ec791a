"""From a colour back to words: the entries whose colour is closest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from colorword_tui.color.arrays import delta_e_2000, srgb_to_lab
from colorword_tui.color.names import name_key
from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import Entry


class Match(NamedTuple):
    """An entry's phrase and language, its closest colour, and how far that is (CIEDE2000)."""

    phrase: str
    language: str
    color: Color
    delta_e: float


def closest_phrases(color: Color, entries: Sequence[Entry], count: int = 8) -> list[Match]:
    """The `count` phrases closest to `color`, nearest first; of spellings and repeats of one name the nearest.

    Translations are left out: they have the colours of their English, and one word in eleven languages would be all.
    """
    rows = [(entry, one) for entry in entries if entry.english is None for one, _ in entry.colors]
    if not rows:
        return []
    distances = delta_e_2000(
        srgb_to_lab(np.array([one for _, one in rows]) / 255), srgb_to_lab(np.array(color, np.float64) / 255)
    )
    found: dict[str, Match] = {}
    for index in np.argsort(distances, kind="stable"):
        entry, one = rows[index]
        match = Match(entry.phrase, entry.language, one, float(distances[index]))
        found.setdefault(name_key(entry.phrase), match)
        if len(found) == count:
            break
    return list(found.values())
