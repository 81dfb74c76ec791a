"""Paragraphs: a blank line parts them, and within one a file may break lines at some width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]

_BLANK = re.compile(r"\n(?:[ \t\u3000]*\n)+")
# Files are wrapped to 65 to 80 columns, hardly ever to more than 100; what is narrower is verse. In characters.
_NARROWEST, _WIDEST = 60, 100
# Some programs leave a few columns free, and a few lines of a file (a heading, an address) may be longer.
_SLACK, _LONGER = 4, 0.02


def paragraph_spans(letters: str) -> Iterator[Span]:
    """The paragraphs as (start, end), without the blank lines between them."""
    start = 0
    for blank in _BLANK.finditer(letters):
        if start < blank.start():
            yield start, blank.start()
        start = blank.end()
    if start < len(letters):
        yield start, len(letters)


def rejoined(letters: str) -> str:
    """As many letters, but paragraphs that were wrapped to a width run on: they will be wrapped to another."""
    width = _wrapped_width(letters)
    if not width:
        return letters
    parts: list[str] = []
    end = 0
    for start, stop in paragraph_spans(letters):
        block = letters[start:stop]
        parts += [letters[end:start], block.replace("\n", " ") if _is_wrapped(block, width) else block]
        end = stop
    return "".join([*parts, letters[end:]])


def _wrapped_width(letters: str) -> int:
    """The width that a file was wrapped to; 0 if it was not."""
    lengths = sorted(map(len, filter(str.strip, letters.split("\n"))))
    width = lengths[int((1 - _LONGER) * (len(lengths) - 1))] if lengths else 0
    return width if _NARROWEST <= width <= _WIDEST else 0


def _is_wrapped(block: str, width: int) -> bool:
    """Whether each line ends where the next word would not have fitted; verses and lists end earlier."""
    lines = block.split("\n")
    return len(lines) > 1 and all(
        width - _SLACK < len(line) + 1 + len(after.split(" ", 1)[0])
        and len(line) <= width + _SLACK
        and not after.startswith(" ")
        for line, after in pairwise(lines)
    )
