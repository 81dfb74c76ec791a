"""A colour as text, in the notations that people paste: CSS and the terminal's escape sequence."""

from __future__ import annotations

from colorword_tui.color.names import html_color, html_colors
from colorword_tui.color.value import Color

FORMATS = ("hex", "rgb", "hsl", "oklch", "lab", "css", "ansi")


def format_color(color: Color, notation: str = "hex") -> str:
    """`color` in one of `FORMATS`; another notation is a ValueError.

    `css` is the keyword where the colour has one, else hex. `ansi` is the text of the sequence that sets the
    foreground, its escape byte spelt `\\x1b`, ready for `printf '%b'`: never the raw byte.
    """
    if notation == "hex":
        return color.hex
    if notation == "rgb":
        return f"rgb({color.red}, {color.green}, {color.blue})"
    if notation == "css":
        return next((named.name for named in html_colors() if named.color == color), color.hex)
    if notation == "ansi":
        return f"\\x1b[38;2;{color.red};{color.green};{color.blue}m"
    if notation in FORMATS:
        return _css_function(color, notation)
    raise ValueError(f"{notation!r} is not one of the formats {', '.join(FORMATS)}")


def _css_function(color: Color, space: str) -> str:
    """The CSS Color 4 function `space(...)`, rounded so that it reads back as the same hex."""
    # Here and not above: coloraide takes a third of the whole start to import.
    from coloraide import Color as ColorAide

    converted = ColorAide(color.hex).convert(space)
    return converted.to_string(precision=5, percent=space == "hsl", none=False)


def parse_color(text: str) -> Color:
    """Read a hex value, an HTML name in any spelling, or any colour that CSS can write; else a ValueError.

    What lies outside sRGB is brought in by CSS Color 4's gamut mapping; transparency is dropped.
    """
    if (named := html_color(text)) is not None:
        return named.color
    try:
        return Color.from_hex(text)
    except ValueError:
        from coloraide import Color as ColorAide

        try:
            mapped = ColorAide(text.strip()).convert("srgb").fit(method="oklch-chroma")
        except ValueError:
            raise ValueError(
                f"{text[:60]!a} is not a colour; give a hex value such as #57b8ff, an HTML name or a CSS colour"
            ) from None
        return Color.from_floats(*(float(channel) for channel in mapped.coords(nans=False)))
