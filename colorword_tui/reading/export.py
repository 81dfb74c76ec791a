"""A painted text as a file: a web page, a drawing, a picture of the ribbon, or text for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

from colorword_tui.reading.ansi import to_ansi
from colorword_tui.reading.html import to_html
from colorword_tui.reading.layout import Layout
from colorword_tui.reading.look import Look
from colorword_tui.reading.painting import Colors
from colorword_tui.reading.picture import COLUMNS, to_png, to_svg
from colorword_tui.reading.text import Text

Kind = Literal["html", "svg", "png", "ansi"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def kind_of(path: Path) -> Kind:
    """What the extension of a file name asks for; another one is a ValueError."""
    ending = path.suffix.lower().lstrip(".")
    for kind in KINDS:
        if ending == kind:
            return kind
    raise ValueError(f"{path.name or path} ends in none of {', '.join(f'.{kind}' for kind in KINDS)}")


def export(
    kind: Kind, text: Text, colors: Colors, look: Look, measure: Callable[[str], int], columns: int = COLUMNS
) -> bytes:
    """The bytes of such a file; `measure` gives the cells of some letters. What a kind cannot hold is a ValueError."""
    if kind == "png":
        return to_png(colors)
    if kind == "html":
        return to_html(text, colors, look).encode()
    layout = Layout(text.letters, columns, measure)
    if kind == "svg":
        return to_svg(text, colors, look, layout, measure).encode()
    return "".join(f"{line}\n" for line in to_ansi(text, colors, look, layout)).encode()
