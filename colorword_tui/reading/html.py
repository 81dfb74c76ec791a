"""A painted text as a web page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from colorword_tui.color.value import Color
from colorword_tui.reading.look import Look, Paint
from colorword_tui.reading.painting import Colors, paint_of, pieces, ribbon_colors
from colorword_tui.reading.paragraphs import Span
from colorword_tui.reading.text import Text

_RIBBON = 400
_STYLE = """\
body {{ margin: 0; background: {ground}; color: {ink}; font: 1.06rem/1.75 Georgia, "Noto Serif", "Noto Serif CJK JP", serif; }}
main {{ max-width: 44em; margin: 0 auto; padding: 3em 1.5em 5em; }}
p {{ margin: 0; padding-inline-start: 1.2em; white-space: pre-wrap; overflow-wrap: break-word; position: relative; }}
p.gap {{ height: 1em; }}
p::before {{ content: ""; position: absolute; inset-inline-start: 0; top: 0; bottom: 0; width: .5em; background: var(--m); }}
b {{ font-weight: inherit; border-radius: .15em; padding: .12em 0; }}
footer {{ position: fixed; bottom: 0; left: 0; right: 0; height: 1.6em; background: {ribbon}; }}
"""  # noqa: E501


def to_html(text: Text, colors: Colors, look: Look) -> str:
    """The page: a paragraph a line, its sentences' colours on its left, and the ribbon at the foot of the window."""
    classes: dict[Paint, str] = {}
    body = "\n".join(_paragraph(text, line, colors, look, classes) for line in _lines(text.letters))
    paper = look.paper
    style = _STYLE.format(
        ground=paper.ground.hex, ink=paper.ink.hex, ribbon=_stripes(ribbon_colors(colors.sentences, _RIBBON), "right")
    )
    rules = "\n".join(f".{name} {{ {_rule(paint)} }}" for paint, name in classes.items())
    title = escape(text.name or "a text in its colours")
    # The name of a language is one of ours, never the user's.
    return (
        f'<!DOCTYPE html>\n<html lang="{text.language}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f'<style>\n{style}{rules}\n</style>\n<main dir="auto">\n{body}\n</main>\n<footer></footer>\n</html>\n'
    )


def _lines(letters: str) -> Iterator[Span]:
    start = 0
    for line in letters.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _paragraph(text: Text, line: Span, colors: Colors, look: Look, classes: dict[Paint, str]) -> str:
    if not text.letters[slice(*line)].strip():
        return '<p class="gap"></p>'
    parts = list(pieces(text, line))
    written = "".join(_word(one.letters, paint_of(one, text, colors, look), classes) for one in parts)
    # The margin is as long as the line, and each sentence has its share of it.
    letters = [number for one in parts if (number := one.sentence) is not None for _ in one.letters]
    shares = [(colors.sentences[number], len(list(group))) for number, group in groupby(letters)]
    return f'<p dir="auto" style="--m:{_shares(shares)}">{written}</p>'


def _word(letters: str, paint: Paint | None, classes: dict[Paint, str]) -> str:
    if paint is None:
        return escape(letters)
    name = classes.setdefault(paint, f"c{len(classes)}")
    return f'<b class="{name}">{escape(letters)}</b>'


def _rule(paint: Paint) -> str:
    ground = f"; background: {paint.ground.hex}" if paint.ground else ""
    return f"color: {paint.ink.hex}{ground}"


def _stripes(colors: list[Color | None], way: str) -> str:
    return _shares([(color, 1) for color in colors], way)


def _shares(shares: list[tuple[Color | None, int]], way: str = "bottom") -> str:
    """A gradient of hard steps."""
    total = sum(size for _, size in shares)
    if not total:
        return "none"
    stops: list[str] = []
    place = 0
    for color, size in shares:
        begin, place = place, place + size
        name = color.hex if color else "transparent"
        stops.append(f"{name} {100 * begin / total:.4g}% {100 * place / total:.4g}%")
    return f"linear-gradient(to {way}, {', '.join(stops)})"
