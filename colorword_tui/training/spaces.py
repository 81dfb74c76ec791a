"""The colour spaces that a linear head may predict: sRGB, HSV, or the hue alone. All channels are in 0..1."""

from __future__ import annotations

from colorsys import hsv_to_rgb, rgb_to_hsv
from typing import Literal

import numpy as np

from colorword_tui.color.arrays import Array

Space = Literal["rgb", "hsv", "hue", "hue-circle"]
# `hue` is a number from red to red, so 0 and 1 are the same colour and far apart; `hue-circle` is a point on a circle,
# its cosine and sine moved to 0..1, for which neighbours are neighbours.
CHANNELS: dict[Space, int] = {"rgb": 3, "hsv": 3, "hue": 1, "hue-circle": 2}
# A hue alone is painted with these, the mean saturation and value of the 111 HTML names that are learnt.
SATURATION, VALUE = 0.51, 0.81


def from_srgb(srgb: Array, space: Space) -> Array:
    """(N, 3) sRGB to (N, channels). Grey has no hue: it counts as red, 0, as `colorsys` has it."""
    if space == "rgb":
        return np.asarray(srgb, np.float64)
    hsv = np.array([rgb_to_hsv(*row) for row in np.clip(srgb, 0, 1).tolist()]).reshape(-1, 3)
    if space == "hsv":
        return hsv
    hue = hsv[:, :1]
    return hue if space == "hue" else (np.hstack([np.cos(2 * np.pi * hue), np.sin(2 * np.pi * hue)]) + 1) / 2


def to_srgb(values: Array, space: Space, saturation: float = SATURATION, value: float = VALUE) -> Array:
    """(N, channels) to (N, 3) sRGB; what lies outside 0..1 is clipped. The last two are for a hue alone."""
    values = np.asarray(values, np.float64)
    if space == "rgb":
        return np.clip(values, 0, 1)
    if space == "hsv":
        return np.array([hsv_to_rgb(*row) for row in np.clip(values, 0, 1).tolist()])
    return np.array([hsv_to_rgb(hue, saturation, value) for hue in hues(values, space).tolist()])


def hues(values: Array, space: Space) -> Array:
    """(N, channels) to (N,) hues in turns, 0..1."""
    values = np.asarray(values, np.float64)
    if space == "hue-circle":
        cosine, sine = (2 * values - 1).T
        return np.arctan2(sine, cosine) / (2 * np.pi) % 1
    if space == "rgb":
        values = from_srgb(values, "hsv")
    return np.clip(values[:, 0], 0, 1)
