"""Names that have one agreed colour: how a name is compared, and the 148 colours of HTML/CSS."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from colorword_tui.color.value import Color
from colorword_tui.resources import assets

if TYPE_CHECKING:
    from colorword_tui.color.arrays import Array

_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_GAP = re.compile(r"[\s_-]+")


class NamedColor(NamedTuple):
    """A name with one agreed sRGB value."""

    name: str
    color: Color


class Nearest(NamedTuple):
    """The named colour nearest to some colour, and how far it is (CIEDE2000, 0 and up)."""

    name: str
    color: Color
    delta_e: float


def normalise_name(name: str) -> str:
    """A name as it is stored and compared: NFC, camel case split, lower case, single spaces.

    >>> normalise_name(" AliceBlue"), normalise_name("dark_olive-green")
    ('alice blue', 'dark olive green')
    """
    name = _CAMEL.sub(" ", unicodedata.normalize("NFC", name))
    return _GAP.sub(" ", name.lower()).strip()


def name_key(name: str) -> str:
    """One key for all spellings of a name: `Slate Grey`, `SlateGray` and `slategray` share it."""
    return normalise_name(name).replace(" ", "").replace("grey", "gray")


@cache
def html_colors() -> tuple[NamedColor, ...]:
    """The 148 HTML/CSS colours by their keyword (`aliceblue`), in alphabetical order."""
    return tuple(sorted(NamedColor(name.replace(" ", ""), color) for name, color in _html_table()))


def html_color(phrase: str) -> NamedColor | None:
    """The HTML colour that `phrase` names - any case, spaced or joined, grey or gray - or None."""
    return _html_by_spelling().get(normalise_name(phrase).replace("grey", "gray"))


def nearest_html(color: Color) -> Nearest:
    """The HTML colour nearest to `color` by CIEDE2000; of two names with one value, the first in the alphabet."""
    from colorword_tui.color.arrays import delta_e_2000, srgb_to_lab

    distances = delta_e_2000(_html_lab(), srgb_to_lab([channel / 255 for channel in color]))
    best = int(distances.argmin())
    return Nearest(*html_colors()[best], float(distances[best]))


@cache
def _html_lab() -> Array:
    import numpy as np

    from colorword_tui.color.arrays import srgb_to_lab

    return srgb_to_lab(np.array([named.color for named in html_colors()]) / 255)


def _html_table() -> list[NamedColor]:
    """The shipped table, whose names have their words apart (`alice blue`)."""
    lines = (assets() / "lexicon" / "html.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")][1:]
    return [NamedColor(row[0], Color.from_hex(row[-1])) for row in rows]


@cache
def _html_by_spelling() -> dict[str, NamedColor]:
    """Spaced and joined spellings only, so that `b l u e` stays a phrase for the model."""
    return {
        spelling.replace("grey", "gray"): NamedColor(name.replace(" ", ""), color)
        for name, color in reversed(_html_table())
        for spelling in (name, name.replace(" ", ""))
    }
