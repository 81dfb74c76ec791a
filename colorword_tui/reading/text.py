"""A text to be read: its letters, made safe, and its sentences and words as places in them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

from colorword_tui.reading.language import guess_language
from colorword_tui.reading.paragraphs import Span, rejoined
from colorword_tui.reading.sentences import sentence_spans
from colorword_tui.reading.words import WordSplitter

_TAB = 4
_LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# Direction marks and overrides reorder what stands beside them on a terminal; a mark of byte order is no letter.
_DROPPED = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_SAFE: dict[int, str | None] = {
    # What could begin an escape sequence is shown as what it is, a character that cannot be shown. The two at the end
    # of the plane may not stand in XML.
    **dict.fromkeys([*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd"),
    **dict.fromkeys(map(ord, _LINE_ENDS), "\n"),
    **dict.fromkeys(map(ord, _DROPPED), None),
    ord("\n"): "\n",
    ord("\t"): "\t",
}


def safe_letters(letters: str) -> str:
    """`letters` in NFC with plain line ends, spaces for tabs, and U+FFFD for what is no character."""
    lines = letters.replace("\r\n", "\n").replace("\r", "\n").translate(_SAFE)
    return unicodedata.normalize("NFC", lines.expandtabs(_TAB))


class Text:
    """One text. Words are looked for when they are first asked for: on screen is a page, and a novel has hundreds."""

    def __init__(self, letters: str, name: str = "") -> None:
        """Make `letters` safe and find the sentences."""
        self.name = name
        self.letters = rejoined(safe_letters(letters).strip("\n"))
        self.language = guess_language(self.letters)
        self.sentences: list[Span] = sentence_spans(self.letters, self.language)
        self._starts = [start for start, _ in self.sentences]
        self._splitter = WordSplitter(self.letters, self.language)
        self._words: list[list[Span] | None] = [None] * len(self.sentences)

    def words(self, sentence: int) -> list[Span]:
        """The words of a sentence as (start, end)."""
        found = self._words[sentence]
        if found is None:
            # Two threads may both find them; they find the same.
            found = self._words[sentence] = self._splitter.spans(self.letters, *self.sentences[sentence])
        return found

    def word(self, span: Span) -> str:
        """The word at a place, as its colour is asked for: in lower case."""
        return self.letters[slice(*span)].lower()

    def phrase(self, sentence: int) -> str:
        """A sentence on one line."""
        return " ".join(self.letters[slice(*self.sentences[sentence])].split())

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that a place is in, or of the next one; that of the last one after all of them."""
        before = bisect_right(self._starts, place) - 1
        if before >= 0 and place < self.sentences[before][1]:
            return before
        return max(min(before + 1, len(self.sentences) - 1), 0)
