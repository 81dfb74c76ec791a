"""A painted text as a drawing, and its ribbon as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain, groupby
from xml.sax.saxutils import escape

from colorword_tui.color.value import Color
from colorword_tui.reading.layout import Layout
from colorword_tui.reading.look import Look
from colorword_tui.reading.painting import Colors, margin, paint_of, pieces, ribbon_colors
from colorword_tui.reading.text import Text

COLUMNS = 80
# A drawing of more is slow in every viewer.
MOST_ROWS = 5000
PNG_SIZE = (1200, 160)
# In pixels: a cell of a terminal, a row of text, the space around, the margin's width, and the ribbon's height.
_CELL, _ROW, _PAD, _MARGIN, _RIBBON = 9, 24, 32, 12, 28
_FONT = "ui-monospace, 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', Menlo, Consolas, monospace"


def to_svg(text: Text, colors: Colors, look: Look, layout: Layout, measure: Callable[[str], int]) -> str:
    """The rows of a layout as a drawing with the ribbon at its foot; more than `MOST_ROWS` are a ValueError."""
    if len(layout.rows) > MOST_ROWS:
        raise ValueError(f"{len(layout.rows):,} rows are too many for one drawing, at most {MOST_ROWS:,}; take html")
    paper = look.paper
    width = 2 * _PAD + _MARGIN + _CELL * (layout.width + 1)
    height = 2 * _PAD + _ROW * len(layout.rows) + _RIBBON
    lines = chain.from_iterable(_row(text, number, colors, look, layout, measure) for number in range(len(layout.rows)))
    ribbon = _ribbon(colors, width, height)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="{_FONT}" font-size="15" fill="{paper.ink.hex}">',
            f"<title>{escape(text.name or 'a text in its colours')}</title>",
            f'<rect width="{width}" height="{height}" fill="{paper.ground.hex}"/>',
            *lines,
            *ribbon,
            "</svg>\n",
        ]
    )


def to_png(colors: Colors) -> bytes:
    """The ribbon alone: the text's colours from its beginning on the left to its end; no sentences are a ValueError."""
    import png

    width, height = PNG_SIZE
    found = ribbon_colors(colors.sentences, width)
    if not found:
        raise ValueError("a text without words has no ribbon")
    row = bytes(chain.from_iterable(color or (0, 0, 0) for color in found))
    picture = BytesIO()
    png.from_array([row] * height, "RGB", {"width": width, "height": height}).write(picture)
    return picture.getvalue()


def _row(
    text: Text, number: int, colors: Colors, look: Look, layout: Layout, measure: Callable[[str], int]
) -> Iterator[str]:
    """Grounds first, then the letters, each word held to the cells that it takes."""
    row, top = layout.rows[number], _PAD + _ROW * number
    for place, color in enumerate(margin(text, row, colors)):
        if color is not None:
            yield _rect(_PAD + place * _MARGIN // 2, top, _MARGIN // 2, _ROW, color)
    left = _PAD + _MARGIN + _CELL
    for piece in pieces(text, row):
        size = _CELL * measure(piece.letters)
        paint = paint_of(piece, text, colors, look)
        if paint is not None and paint.ground is not None:
            yield _rect(left, top + 2, size, _ROW - 4, paint.ground)
        if piece.letters.strip() and size:
            ink = f' fill="{paint.ink.hex}"' if paint else ""
            yield (
                f'<text x="{left}" y="{top + 17}" textLength="{size}" lengthAdjust="spacingAndGlyphs"'
                f' xml:space="preserve"{ink}>{escape(piece.letters)}</text>'
            )
        left += size


def _ribbon(colors: Colors, width: int, height: int) -> Iterator[str]:
    left = 0
    for color, group in groupby(ribbon_colors(colors.sentences, width)):
        size = len(list(group))
        if color is not None:
            yield _rect(left, height - _RIBBON, size, _RIBBON, color)
        left += size


def _rect(left: int, top: int, width: int, height: int, color: Color) -> str:
    return f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{color.hex}"/>'
