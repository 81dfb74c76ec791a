"""A phrase as the user typed it, made fit for the tokenizer and for a terminal."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Longer text is cut here before anything else looks at it: the encoder reads some tens of tokens, and normalising a
# pasted book at every keystroke would be felt.
MAX_CHARACTERS = 1000

# The blocks of Han, Hiragana, Katakana: https://www.unicode.org/charts/. They are written without spaces; a word of
# Japanese is often some kanji with the kana that follow, or a run of katakana.
_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = (
    rf"[{_HAN}]+[\u3040-\u309f]*|[\u3040-\u309f]+|[\u30a0-\u30ff\uff66-\uff9f]+|"
    rf"[^\s{_HAN}\u3040-\u30ff\uff66-\uff9f]+"
)
_CONTROL_CATEGORIES = ("Cc", "Cs")
# Direction marks and overrides (Cf) reorder what stands beside them on a terminal; joiners (also Cf) make emoji.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean_phrase(text: str) -> str:
    """`text` cut to `MAX_CHARACTERS`, in NFC, with single spaces for control characters and lone surrogates.

    The result is safe to print; it is empty if nothing visible is left.
    """
    text = unicodedata.normalize("NFC", text.lstrip()[:MAX_CHARACTERS])
    return " ".join("".join(" " if _unprintable(character) else character for character in text).split())


def split_words(phrase: str) -> list[str]:
    """The words of a phrase in their order, also where the script puts no spaces between them.

    >>> split_words("clear summer sky"), split_words("晴れた夏の青空")
    (['clear', 'summer', 'sky'], ['晴れた', '夏の', '青空'])
    """
    return _words().findall(clean_phrase(phrase))


@cache
def _words() -> re.Pattern[str]:
    # Compiled when it is first used: that takes 2 ms, which the first frame need not wait for.
    return re.compile(_WORD)


def _unprintable(character: str) -> bool:
    return character in _BIDI or unicodedata.category(character) in _CONTROL_CATEGORIES
