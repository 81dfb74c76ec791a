"""One sRGB colour of three whole channels."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)


class Color(NamedTuple):
    """An sRGB colour; each channel is a whole number from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def from_hex(cls, text: str) -> Color:
        """Read `#57b8ff`, `57b8ff`, `#5bf` or `5bf`; anything else is a ValueError."""
        found = _HEX.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is not a hex colour such as #57b8ff")
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
        return cls(*bytes.fromhex(digits))

    @classmethod
    def from_floats(cls, red: float, green: float, blue: float) -> Color:
        """Round three channels in 0..1; values outside that range are clipped to it."""
        return cls(*(round(255 * min(max(channel, 0.0), 1.0)) for channel in (red, green, blue)))

    @property
    def hex(self) -> str:
        """Lower-case `#rrggbb`."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Relative luminance in 0..1, as WCAG 2.2 defines it."""
        red, green, blue = (_linear(channel / 255) for channel in self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def ink(self) -> Color:
        """Black or white, whichever has the higher WCAG contrast with this colour.

        The contrast with white, 1.05 / (Y + 0.05), equals the contrast with black, (Y + 0.05) / 0.05,
        at Y = sqrt(1.05 * 0.05) - 0.05.
        """
        return BLACK if self.luminance > (1.05 * 0.05) ** 0.5 - 0.05 else WHITE


def _linear(channel: float) -> float:
    """The sRGB transfer function, IEC 61966-2-1, from encoded to linear."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


BLACK = Color(0, 0, 0)
WHITE = Color(255, 255, 255)
