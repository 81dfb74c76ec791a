"""A long text, made on the spot from the words of the lexicon."""

from __future__ import annotations

import random
from functools import cache

from colorword_tui.lexicon.table import read_lexicon


def novel(characters: int, seed: int = 0) -> str:
    chance = random.Random(seed)
    words = _words()
    paragraphs: list[str] = []
    size = 0
    while size < characters:
        sentences = (
            " ".join(chance.choices(words, k=chance.randint(4, 22))).capitalize() + chance.choice(".!?")
            for _ in range(chance.randint(2, 8))
        )
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


@cache
def _words() -> list[str]:
    entries = [entry for entry in read_lexicon() if entry.language == "en"]
    return sorted({word for entry in entries for word in entry.phrase.split() if word.isalpha()})
