"""Which piece of a row has which colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from colorword_tui.color.value import Color
from colorword_tui.reading.function_words import is_function_word
from colorword_tui.reading.look import Look, Paint
from colorword_tui.reading.paragraphs import Span
from colorword_tui.reading.text import Text


class Piece(NamedTuple):
    """Some letters in a row; `word` is what they belong to, in lower case, or empty for what stands between words."""

    letters: str
    word: str
    sentence: int | None


class Colors:
    """The colours of a text that are known so far; one thread fills it, others read."""

    def __init__(self, text: Text) -> None:
        self.words: dict[str, Color] = {}
        self.sentences: list[Color | None] = [None] * len(text.sentences)


def pieces(text: Text, row: Span) -> Iterator[Piece]:
    """The letters of a row in their order, cut at the words."""
    start, end = row
    letters = text.letters
    if not text.sentences:
        yield Piece(letters[start:end], "", None)
        return
    number = text.sentence_at(start)
    while number < len(text.sentences) and text.sentences[number][0] < end:
        first, last = text.sentences[number]
        if start < first:
            yield Piece(letters[start:first], "", None)
            start = first
        for word in text.words(number):
            if word[1] <= start or word[0] >= end:
                continue
            if start < word[0]:
                yield Piece(letters[start : word[0]], "", number)
                start = word[0]
            stop = min(word[1], end)
            yield Piece(letters[start:stop], text.word(word), number)
            start = stop
        stop = min(last, end)
        if start < stop:
            yield Piece(letters[start:stop], "", number)
            start = stop
        number += 1
    if start < end:
        yield Piece(letters[start:end], "", None)


def paint_of(piece: Piece, text: Text, colors: Colors, look: Look) -> Paint | None:
    """How a piece is painted; None where it stays plain, or its colour is not known yet."""
    if look.tint == "off" or piece.sentence is None:
        return None
    if piece.word:
        if not look.stop_words and is_function_word(piece.word, text.language):
            return None
    elif not (look.phrases and look.stop_words):
        # What stands between words is painted where nothing of a sentence is left plain.
        return None
    color = colors.sentences[piece.sentence] if look.phrases else colors.words.get(piece.word)
    return None if color is None else look.paint(color)


def margin(text: Text, row: Span, colors: Colors) -> tuple[Color | None, Color | None]:
    """The colours of the first and of the last sentence in a row; a row of one sentence has its colour twice."""
    start, end = row
    if not text.sentences or start >= end:
        return None, None
    first, last = text.sentence_at(start), text.sentence_at(end - 1)
    if text.sentences[first][0] >= end:
        return None, None
    if text.sentences[last][0] >= end:
        last -= 1
    return colors.sentences[first], colors.sentences[max(first, last)]


def ribbon(count: int, width: int) -> list[int]:
    """The sentences whose colours make a ribbon `width` wide, of `count` in all.

    Where there are more than fit, each place takes the one in the middle of its share: a mean of many is always brown.
    """
    return [int((place + 0.5) * count / width) for place in range(width)] if count else []


def ribbon_colors(colors: Sequence[Color | None], width: int) -> list[Color | None]:
    """The colours of the ribbon, None where one is not known yet."""
    return [colors[number] for number in ribbon(len(colors), width)]
