"""Truth beside prediction: a list's rows with the model's colours, as far as these have been read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from colorword_tui.color.arrays import delta_e_2000, oklab_to_oklch, srgb_to_lab, srgb_to_oklab
from colorword_tui.color.value import Color
from colorword_tui.gallery.lists import Row
from colorword_tui.lexicon.split import Side

Numbers = npt.NDArray[np.int64]

# What the sides of the split are called beside a name.
SIDES: dict[Side, str] = {"held-out": "held out", "validation": "validates", "train": "trained on"}
# What counts as the same colour family throughout the project's figures.
WITHIN = 15.0
_WORST = 10
# Below this OkLCh chroma a hue is noise; such greys stand behind the hues, from dark to light.
_GREY = 0.02


class Sort(StrEnum):
    """What rows are sorted by."""

    LIST = "list"
    DELTA_E = "ΔE"
    NAME = "name"
    HUE = "hue"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are wanted, and in which order.

    `part` must occur in the name, or in the English that it translates; case does not count.
    """

    sort: Sort = Sort.LIST
    backwards: bool = False
    part: str = ""
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over some rows: how many there are, how many of them have been read, and of those the ΔE.

    `within` is the share with a ΔE of at most `WITHIN`; `worst` are the numbers of the ten rows with the largest.
    Without a row read, median and mean are NaN.
    """

    count: int
    read: int
    median: float
    mean: float
    within: float
    worst: tuple[int, ...]


class Comparison:
    """The rows of a list, numbered in its order, and beside each the model's colour and its ΔE once it is known."""

    def __init__(self, name: str, rows: Sequence[Row]) -> None:
        self.name, self.rows = name, rows
        self.colors: list[Color | None] = [None] * len(rows)
        self.delta_e = np.full(len(rows), np.nan)
        self._srgb = np.array([row.color for row in rows], np.float64).reshape(-1, 3) / 255
        self._lab = srgb_to_lab(self._srgb)
        self._held_out = np.array([row.side == "held-out" for row in rows], bool)
        # A translation is found by its English, too; no name holds the line break between the two.
        self._folded = [folded(row.name) + (f"\n{folded(row.english)}" if row.english else "") for row in rows]
        self._found = ("", np.ones(len(rows), bool))

    def put(self, numbers: Sequence[int], colors: Sequence[Color]) -> None:
        """Note what the model says of some rows."""
        for number, color in zip(numbers, colors, strict=True):
            self.colors[number] = color
        srgb = np.array(colors, np.float64).reshape(-1, 3) / 255
        self.delta_e[list(numbers)] = delta_e_2000(self._lab[list(numbers)], srgb_to_lab(srgb))

    @property
    def unread(self) -> npt.NDArray[np.bool_]:
        """Which rows the model has not read yet."""
        return np.isnan(self.delta_e)

    def select(self, choice: Choice) -> Numbers:
        """The numbers of the rows that are wanted, in the order wanted; by ΔE the unread ones come last."""
        wanted = self._containing(folded(choice.part))
        if choice.held_out:
            wanted = wanted & self._held_out
        numbers = np.flatnonzero(wanted)
        if choice.sort is Sort.LIST:
            return numbers[::-1] if choice.backwards else numbers
        keys = self._keys(choice.sort)[numbers]
        return numbers[np.argsort(-keys if choice.backwards else keys, kind="stable")]

    def summary(self, numbers: Numbers) -> Summary:
        """The figures over these rows."""
        read = numbers[~np.isnan(self.delta_e[numbers])]
        found = self.delta_e[read]
        if not read.size:
            return Summary(len(numbers), 0, float("nan"), float("nan"), 0.0, ())
        worst = read[np.argsort(-found, kind="stable")[:_WORST]]
        return Summary(
            len(numbers),
            len(read),
            float(np.median(found)),
            float(found.mean()),
            float((found <= WITHIN).mean()),
            tuple(worst.tolist()),
        )

    @cached_property
    def hues(self) -> npt.NDArray[np.float64]:
        """The OkLCh hue of the listed colours in degrees; greys follow, from dark to light."""
        lightness, chroma, hue = np.moveaxis(oklab_to_oklch(srgb_to_oklab(self._srgb)), -1, 0)
        return np.where(chroma < _GREY, 360 + lightness, hue)

    def _keys(self, sort: Sort) -> npt.NDArray[np.float64]:
        """A number a row to sort by; NaN sorts last, forwards and backwards."""
        if sort is Sort.DELTA_E:
            return self.delta_e
        return self._name_ranks if sort is Sort.NAME else self.hues

    @cached_property
    def _name_ranks(self) -> npt.NDArray[np.float64]:
        ranks = np.empty(len(self.rows))
        ranks[sorted(range(len(self.rows)), key=self._folded.__getitem__)] = np.arange(len(self.rows))
        return ranks

    def _containing(self, part: str) -> npt.NDArray[np.bool_]:
        """Which rows contain a folded text; the last answer is kept, for sorting asks again at every chunk read."""
        if self._found[0] != part:
            self._found = part, np.array([part in one for one in self._folded], bool)
        return self._found[1]


def folded(text: str) -> str:
    """Text as it is compared: NFC and without case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.strip()).casefold())


def figures(summary: Summary) -> str:
    """The figures in one line."""
    names = f"{summary.count:,} {'name' if summary.count == 1 else 'names'}"
    if not summary.read:
        return names
    within = f"{summary.within:.0%} within {WITHIN:.0f}".replace("%", " %")
    return f"{names} · ΔE median {summary.median:.1f} · mean {summary.mean:.1f} · {within}"
