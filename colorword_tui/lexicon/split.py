"""The one split of the lexicon into train, validation and held-out.

A name falls on one side by a hash of its key, so it is on the same side in every list, in every run and on every
machine. Two sets are held out on top: the 37 of the 148 HTML colours that stand in for the article's test set
(111 learn, 37 are held out), and their names wherever else they occur. A translation of a held-out phrase is never
learnt either, for its colour would give the phrase's away.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from hashlib import blake2b
from typing import Literal

from colorword_tui.color.names import html_colors, name_key
from colorword_tui.lexicon.table import Entry

Side = Literal["train", "validation", "held-out"]

HTML_HELD_OUT = 37
_VALIDATION, _HELD_OUT = 0.04, 0.08
_STRICTEST_FIRST: tuple[Side, ...] = ("held-out", "validation", "train")


def side(phrase: str) -> Side:
    """Where `phrase` belongs: 8 % of the names are held out, 4 % validate, the rest is learnt."""
    key = name_key(phrase)
    if key in _html_held_out():
        return "held-out"
    place = _place(key)
    if place < _HELD_OUT:
        # An HTML name outside its own held-out set is one of the 111 that the article's recipe learns from.
        return "train" if key in _html_keys() else "held-out"
    return "validation" if place < _HELD_OUT + _VALIDATION and key not in _html_keys() else "train"


def entry_side(entry: Entry) -> Side:
    """Where an entry belongs: on its phrase's side or on that of what it translates, the one further from training."""
    sides = {side(entry.phrase), side(entry.english or entry.phrase)}
    return next(one for one in _STRICTEST_FIRST if one in sides)


def _place(key: str) -> float:
    """A number in 0..1, evenly spread over keys."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) / 2**64


@cache
def _html_keys() -> frozenset[str]:
    return frozenset(name_key(named.name) for named in html_colors())


@cache
def _html_held_out() -> frozenset[str]:
    """The keys with the smallest hashes that together spell 37 of the 148 keywords (some with gray and with grey)."""
    spellings = Counter(name_key(named.name) for named in html_colors())
    chosen: set[str] = set()
    for key in sorted(spellings, key=_place):
        if sum(spellings[one] for one in chosen) + spellings[key] <= HTML_HELD_OUT:
            chosen.add(key)
    return frozenset(chosen)
