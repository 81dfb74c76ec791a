"""Colour arithmetic over arrays of thousands, in numpy; `coloraide` is its oracle in the tests.

Every array holds colours in its last axis, of length 3. sRGB is in 0..1, Lab is CIE L*a*b* under D65 with the
2-degree observer, OkLab is Ottosson's. Inputs broadcast; outputs are float64.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# Linear sRGB to XYZ under D65, from the primaries of IEC 61966-2-1: https://www.w3.org/TR/css-color-4/#color-conversion-code
_XYZ = np.array(
    [
        [506752 / 1228815, 87881 / 245763, 12673 / 70218],
        [87098 / 409605, 175762 / 245763, 12673 / 175545],
        [7918 / 409605, 87881 / 737289, 1001167 / 1053270],
    ]
)
# D65 from its chromaticity (0.3127, 0.3290), as CSS Color 4 defines it.
_WHITE = np.array([0.3127 / 0.3290, 1.0, (1 - 0.3127 - 0.3290) / 0.3290])
# XYZ to the cone responses and these to OkLab, recomputed for that white: https://bottosson.github.io/posts/oklab/
# and https://github.com/w3c/csswg-drafts/issues/6642
_LMS = np.array(
    [
        [0.8190224379967030, 0.3619062600528904, -0.1288737815209879],
        [0.0329836539323885, 0.9292868615863434, 0.0361446663506424],
        [0.0481771893596242, 0.2642395317527308, 0.6335478284694309],
    ]
)
_OK = np.array(
    [
        [0.2104542683093140, 0.7936177747023054, -0.0040720430116193],
        [1.9779985324311684, -2.4285922420485799, 0.4505937096174110],
        [0.0259040424655478, 0.7827717124575296, -0.8086757549230774],
    ]
)
_RGB_TO_LMS = _LMS @ _XYZ
_LMS_TO_RGB = np.linalg.inv(_RGB_TO_LMS)
_OK_INVERSE = np.linalg.inv(_OK)
# The break of CIE L*a*b* and its slope: CIE 15:2018, with the exact ratios.
_EPSILON, _KAPPA = 216 / 24389, 24389 / 27
# Cube roots of X, Y, Z to L*, a*, b*.
_LAB, _LAB_OFFSET = np.array([[0.0, 116, 0], [500, -500, 0], [0, 200, -200]]), np.array([16.0, 0, 0])

_DEGREE, _TURN = np.pi / 180, 2 * np.pi


def linear(srgb: npt.ArrayLike) -> Array:
    """Encoded sRGB to linear light (IEC 61966-2-1)."""
    srgb = np.asarray(srgb, np.float64)
    return np.where(srgb <= 0.04045, srgb / 12.92, (np.maximum(srgb + 0.055, 0) / 1.055) ** 2.4)


def encoded(light: npt.ArrayLike) -> Array:
    """Linear light to encoded sRGB, clipped to the gamut 0..1."""
    light = np.clip(np.asarray(light, np.float64), 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def srgb_to_oklab(srgb: npt.ArrayLike) -> Array:
    """SRGB to OkLab: L in 0..1, a and b within about -0.4..0.4."""
    return np.cbrt(linear(srgb) @ _RGB_TO_LMS.T) @ _OK.T


def oklab_to_srgb(oklab: npt.ArrayLike) -> Array:
    """OkLab to sRGB; what lies outside the gamut is clipped channel by channel."""
    return encoded((np.asarray(oklab, np.float64) @ _OK_INVERSE.T) ** 3 @ _LMS_TO_RGB.T)


def srgb_to_lab(srgb: npt.ArrayLike) -> Array:
    """SRGB to CIE L*a*b* (D65): L in 0..100."""
    ratio = linear(srgb) @ _XYZ.T / _WHITE
    root = np.where(ratio > _EPSILON, np.cbrt(ratio), (_KAPPA * ratio + 16) / 116)
    return root @ _LAB.T - _LAB_OFFSET


def oklab_to_oklch(oklab: npt.ArrayLike) -> Array:
    """OkLab to lightness, chroma and hue in degrees, 0 <= hue < 360."""
    lightness, a, b = np.moveaxis(np.asarray(oklab, np.float64), -1, 0)
    return np.stack([lightness, np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360], axis=-1)


def delta_e_2000(first: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    """CIEDE2000 between Lab rows that broadcast; 0 and up, one axis less than the inputs.

    Sharma, Wu, Dalal (2005), "The CIEDE2000 color-difference formula: implementation notes, supplementary test
    data, and mathematical observations"; the numbers in comments are that paper's equations.
    """
    l1, a1, b1 = _channels(first)
    l2, a2, b2 = _channels(second)
    mean_c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7  # (2), (3)
    g = 0.5 * (1 - np.sqrt(mean_c7 / (mean_c7 + 25.0**7)))  # (4)
    a1, a2 = (1 + g) * a1, (1 + g) * a2  # (5)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)  # (6)
    h1, h2 = np.arctan2(b1, a1) % _TURN, np.arctan2(b2, a2) % _TURN  # (7)
    # Without chroma a colour has no hue; (11) is zero then, and through it alone do hues count.
    apart = h2 - h1
    # The shorter way round. At half a turn, which rounding makes a little more or less, it stays as it is.
    opposite = np.abs(np.abs(apart) - np.pi) < 1e-9
    apart = np.where(opposite, apart, (apart + np.pi) % _TURN - np.pi)  # (10)
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(apart / 2)  # (8), (9), (11)
    mean_h = (h1 + apart / 2) % _TURN  # (14): half of the shorter way
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2  # (12), (13)
    t = (  # (15)
        1
        - 0.17 * np.cos(mean_h - _DEGREE * 30)
        + 0.24 * np.cos(2 * mean_h)
        + 0.32 * np.cos(3 * mean_h + _DEGREE * 6)
        - 0.20 * np.cos(4 * mean_h - _DEGREE * 63)
    )
    theta = _DEGREE * 30 * np.exp(-(((mean_h - _DEGREE * 275) / (_DEGREE * 25)) ** 2))  # (16)
    r_c = 2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7))  # (17)
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2)  # (18)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t  # (19), (20)
    r_t = -np.sin(2 * theta) * r_c  # (21)
    x, y, z = dl / s_l, dc / s_c, dh / s_h
    return np.sqrt(np.maximum(x * x + y * y + z * z + r_t * y * z, 0))  # (22)


def _channels(colors: npt.ArrayLike) -> tuple[Array, Array, Array]:
    colors = np.asarray(colors, np.float64)
    return colors[..., 0], colors[..., 1], colors[..., 2]
