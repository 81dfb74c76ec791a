"""The same colour said otherwise: when a phrase is seen, it may be framed, put in the plural, mistyped or modified.

What alters nothing but the words keeps the colours; a modifier ("dark banana") moves them in OkLCh.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import inflect
import numpy as np

from colorword_tui.color.arrays import oklab_to_srgb, srgb_to_oklab
from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import Entry

# How people ask for a colour, in the languages that ship.
FRAMES = {
    "en": ("the color of {}", "the colour of {}", "{} color", "{} colour", "a {}", "the {}", "color {}", "some {}"),
    "de": ("die farbe von {}", "{} farbe", "farbe {}"),
    "es": ("el color de {}", "color {}"),
    "fr": ("la couleur de {}", "couleur {}"),
    "hi": ("{} रंग", "{} का रंग"),
    "it": ("il colore di {}", "colore {}"),
    "ja": ("{}色", "{}の色"),
    "ko": ("{}색", "{}의 색"),
    "pt": ("a cor de {}", "cor de {}"),
    "ru": ("цвет {}", "{} цвет"),
    "ar": ("لون {}",),
    "zh": ("{}色", "{}的颜色"),
}
# What a modifier does in OkLab: lightness goes `share` of the way to `toward`, chroma is multiplied. By eye, on the
# colours that the surveys among the tables give to plain and modified names.
MODIFIERS = {
    "light": (0.40, 0.97, 0.80),
    "pale": (0.50, 0.95, 0.50),
    "bright": (0.15, 0.90, 1.25),
    "vivid": (0.05, 0.70, 1.45),
    "deep": (0.28, 0.15, 1.10),
    "dark": (0.40, 0.08, 0.85),
    "very light": (0.60, 0.98, 0.60),
    "very dark": (0.60, 0.05, 0.70),
    "dull": (0.08, 0.50, 0.50),
    "muted": (0.08, 0.60, 0.55),
    "soft": (0.25, 0.88, 0.65),
    "pastel": (0.45, 0.92, 0.55),
    "faded": (0.25, 0.80, 0.50),
}
_LETTERS_FOR_TYPOS = 5


def augment(entries: Sequence[Entry], share: float, random: np.random.Generator) -> list[Entry]:
    """`entries` in their order, `share` of them (0..1) altered once."""
    altered = random.random(len(entries)) < share
    return [alter(entry, random) if chosen else entry for entry, chosen in zip(entries, altered, strict=True)]


def alter(entry: Entry, random: np.random.Generator) -> Entry:
    """One alteration, drawn at random; an entry to which it does not apply comes back as it is."""
    changes: list[Callable[[Entry, np.random.Generator], Entry]] = [framed, mistyped]
    if entry.language == "en":
        changes = [framed, mistyped, plural, modified]
    return changes[int(random.integers(len(changes)))](entry, random)


def framed(entry: Entry, random: np.random.Generator) -> Entry:
    """`banana` → `the colour of banana`, in the entry's language."""
    frames = FRAMES.get(entry.language)
    if not frames:
        return entry
    return replace(entry, phrase=frames[int(random.integers(len(frames)))].format(entry.phrase))


def plural(entry: Entry, _: np.random.Generator) -> Entry:
    """`cherry` → `cherries`."""
    return replace(entry, phrase=_plural_of(entry.phrase))


def mistyped(entry: Entry, random: np.random.Generator) -> Entry:
    """`banana` → `bnaana`, `bannana` or `banna`: three slips of a fast hand, inside words of five letters or more."""
    words = entry.phrase.split(" ")
    long = [index for index, word in enumerate(words) if len(word) >= _LETTERS_FOR_TYPOS and word.isascii()]
    if not long:
        return entry
    chosen = long[int(random.integers(len(long)))]
    word = words[chosen]
    at = int(random.integers(1, len(word) - 1))
    slips = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
    )
    words[chosen] = slips[int(random.integers(len(slips)))]
    return replace(entry, phrase=" ".join(words))


def modified(entry: Entry, random: np.random.Generator) -> Entry:
    """`banana` → `dark banana`, its colours moved with it."""
    modifier = list(MODIFIERS)[int(random.integers(len(MODIFIERS)))]
    colors = tuple((modify(color, modifier), weight) for color, weight in entry.colors)
    return replace(entry, phrase=f"{modifier} {entry.phrase}", colors=colors)


def modify(color: Color, modifier: str) -> Color:
    """What `modifier`, a key of `MODIFIERS`, makes of a colour."""
    share, toward, chroma = MODIFIERS[modifier]
    lightness, a, b = srgb_to_oklab(np.array(color) / 255)
    moved = np.array([lightness + share * (toward - lightness), a * chroma, b * chroma])
    return Color.from_floats(*oklab_to_srgb(moved).tolist())


@cache
def _engine() -> inflect.engine:
    return inflect.engine()


@cache
def _plural_of(phrase: str) -> str:
    head, _, last = phrase.rpartition(" ")
    # A word that is a plural already stays one.
    several = last if _engine().singular_noun(last) else _engine().plural_noun(last)  # pyright: ignore[reportArgumentType]
    return f"{head} {several}".strip()
