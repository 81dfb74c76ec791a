"""Which language a text is in, roughly: by its script, and among Latin ones by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from colorword_tui.reading.function_words import FUNCTION_WORDS

# The first pages are enough.
_SAMPLE = 20_000
# https://www.unicode.org/charts/
_SCRIPTS = {
    "kana": re.compile("[\u3040-\u30ff\uff66-\uff9f]"),
    "han": re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "ko": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"),
    "ru": re.compile("[\u0400-\u052f]"),
    "ar": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "latin": re.compile("[a-zA-Z\u00c0-\u024f]"),
}
_LATIN = ("en", "es", "fr", "de", "pt", "it")


def guess_language(letters: str) -> str:
    """One of en es fr de pt it ru ar hi ko ja zh zh-hant th; en where nothing tells."""
    sample = letters[:_SAMPLE]
    counts = Counter({script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()})
    # A kanji or a Chinese character says as much as a few letters.
    east = 3 * (counts["kana"] + counts["han"])
    if east > max(counts[script] for script in _SCRIPTS if script not in ("kana", "han")):
        # Japanese without kana is rare, Chinese with a few is not.
        return "ja" if counts["kana"] > 0.05 * counts["han"] else _chinese(sample)
    script = max((one for one in _SCRIPTS if one not in ("kana", "han")), key=lambda one: counts[one])
    return _latin(sample) if script == "latin" else script if counts[script] else "en"


def _chinese(sample: str) -> str:
    """Traditional where the old Taiwanese code has more of the characters than the simplified one."""
    characters = set(_SCRIPTS["han"].findall(sample))
    return "zh-hant" if _missing(characters, "gb2312") > _missing(characters, "big5") else "zh"


def _missing(characters: set[str], encoding: str) -> int:
    return sum(not character.encode(encoding, "ignore") for character in characters)


def _latin(sample: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    best = max(_LATIN, key=lambda language: sum(words[word] for word in FUNCTION_WORDS[language]))
    # One such word is chance: "sea" is Spanish, too.
    return best if len(FUNCTION_WORDS[best] & words.keys()) > 1 else "en"
