"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from colorword_tui.reading.paragraphs import Span, paragraph_spans

# No encoder reads further, and a page without a full stop is no sentence.
LONGEST = 600
_END = re.compile(r"[.!?…؟]+[\"'”’»)\]]*(?=\s|$)|[。！？｡।॥]+[」』）”’]*")
# After these a full stop ends no sentence: titles, and initials.
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Sr|Sra|Mme|Mlle|vs|etc|e\.g|i\.e|z\.B|d\.h)|\b\w)\.$")


def sentence_spans(letters: str, language: str) -> list[Span]:
    """The sentences as (start, end) in their order; the white space around them belongs to none."""
    split = _splitter(language)
    spans: list[Span] = []
    for begin, stop in paragraph_spans(letters):
        start = begin
        for length in split(letters[begin:stop].replace("\n", " ")):
            spans.extend(_short(letters, start, start + length))
            start += length
    return spans


def _splitter(language: str) -> Callable[[str], Iterable[int]]:
    try:
        # By its name: the extra may be missing, and types it has none.
        segment: Callable[[str, str], list[str]] = import_module("sentencex").segment
    except ModuleNotFoundError:
        return _by_full_stops
    code = language.partition("-")[0]

    def by_library(block: str) -> Iterable[int]:
        parts = segment(code, block)
        # Lengths only count while the parts make up the whole.
        return map(len, parts) if sum(map(len, parts)) == len(block) else _by_full_stops(block)

    return by_library


def _by_full_stops(block: str) -> Iterator[int]:
    """The lengths of the sentences of a block, by punctuation alone."""
    start = 0
    for end in _END.finditer(block):
        rest = block[end.end() : end.end() + 2].lstrip()
        if rest[:1].islower() or _ABBREVIATION.search(block, max(start, end.end() - 8), end.end()):
            continue
        yield end.end() - start
        start = end.end()
    if start < len(block):
        yield len(block) - start


def _short(letters: str, start: int, end: int) -> Iterator[Span]:
    """A sentence without the space around it, cut at white space where it is too long."""
    while end - start > LONGEST:
        cut = max(letters.rfind(" ", start, start + LONGEST), letters.rfind("\n", start, start + LONGEST))
        cut = cut if cut > start else start + LONGEST
        yield from _trimmed(letters, start, cut)
        start = cut
    yield from _trimmed(letters, start, end)


def _trimmed(letters: str, start: int, end: int) -> Iterator[Span]:
    part = letters[start:end]
    left, right = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
    if left < right:
        yield left, right
