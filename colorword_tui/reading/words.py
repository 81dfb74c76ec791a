"""Where words begin and end, in scripts with spaces and without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

from colorword_tui.model.phrase import split_words
from colorword_tui.reading.paragraphs import Span

# Scripts that put no spaces between words: Han, kana, Thai. https://www.unicode.org/charts/
_UNSPACED = "\u0e00-\u0e7f\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_KANA, _THAI = re.compile("[\u3040-\u30ff]"), re.compile("[\u0e00-\u0e7f]")
# Languages in which an apostrophe parts an article from its word.
_ELIDING = ("fr", "it")


class WordSplitter:
    """Finds the words of one text.

    The classes of letters are made from the characters that the text has: `re` knows no Unicode categories, and its
    \\w leaves out the vowel signs of Hindi.
    """

    def __init__(self, letters: str, language: str) -> None:
        characters = set(letters)
        kinds = {character: unicodedata.category(character) for character in characters}
        letter = _one_of(
            {one for one, kind in kinds.items() if kind[0] in "LMN" and one not in "\ufe0e\ufe0f"}
            # Joiners hold the letters of Hindi and Persian together.
            | ({"\u200c", "\u200d"} & characters)
        )
        symbol = _one_of({one for one, kind in kinds.items() if kind == "So" and "\u2600" <= one != "\ufffd"})
        modifier = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
        # Elsewhere the apostrophe stands within a word: don't, комп'ютер.
        inner = "\\-\u2010\u2011" if language in _ELIDING else "'’\\-\u2010\u2011"
        article = f"(?:['’](?={letter}))?" if language in _ELIDING else ""
        word = f"{letter}+(?:[{inner}]{letter}+)*{article}"
        emoji = f"{symbol}{modifier}(?:\u200d{symbol}{modifier})*"
        self._word = re.compile(f"{emoji}|{word}")
        self._unspaced = re.compile(f"[{_UNSPACED}]+")
        self._has_unspaced = self._unspaced.search(letters) is not None
        # Names and quotations in Han characters stand in texts of every language.
        self._chinese = "traditional_chinese" if language == "zh-hant" else "simplified_chinese"

    def spans(self, letters: str, start: int, end: int) -> list[Span]:
        """The words between two places in the text."""
        if self._has_unspaced and self._unspaced.search(letters, start, end):
            return list(self._unspaced_spans(letters, start, end))
        return [word.span() for word in self._word.finditer(letters, start, end)]

    def _unspaced_spans(self, letters: str, start: int, end: int) -> Iterator[Span]:
        """The parts that the parser makes, and in each the words: what stands between is punctuation."""
        sentence = letters[start:end]
        # Each sentence by itself: a text may have several languages.
        kind = "japanese" if _KANA.search(sentence) else "thai" if _THAI.search(sentence) else self._chinese
        for part in _parser(kind)(sentence):
            stop = start + len(part)
            for word in self._word.finditer(letters, start, stop):
                yield word.span()
            start = stop


def _one_of(characters: set[str]) -> str:
    """A pattern for one of these; for none of them, one that never matches."""
    return f"[{re.escape(''.join(sorted(characters)))}]" if characters else "(?!)"


@cache
def _parser(kind: str) -> Callable[[str], list[str]]:
    """What cuts a sentence into parts that make it up: BudouX where it is installed."""
    try:
        # By its name: the extra may be missing.
        return getattr(import_module("budoux"), f"load_default_{kind}_parser")().parse
    except ModuleNotFoundError:
        return _by_script


def _by_script(sentence: str) -> list[str]:
    """Parts by the change of script, as the main screen does it; the white space stays where it is."""
    parts: list[str] = []
    for piece in re.split(r"(\s+)", sentence):
        words = split_words(piece)
        parts.extend(words if "".join(words) == piece else [piece])
    return parts
