"""Cutting a Unigram vocabulary to the pieces that the shipped languages use.

The word embeddings are most of a multilingual encoder; a piece that no word of these languages needs is weight that
nobody reads. Every single character stays, so that no text of these scripts becomes unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tokenizers import Tokenizer

LANGUAGES = ("en", "ja", "zh", "ko", "es", "fr", "de", "pt", "it", "ru", "ar", "hi")
WORDS_PER_LANGUAGE = 8_000


def common_words(languages: Iterable[str] = LANGUAGES, count: int = WORDS_PER_LANGUAGE) -> list[str]:
    """The `count` commonest words of each language, from the word frequencies of `wordfreq`."""
    from wordfreq import top_n_list

    return [word for language in languages for word in top_n_list(language, count)]


def trim(tokenizer_json: str, texts: Iterable[str]) -> tuple[str, list[int]]:
    """The tokenizer with only the pieces that `texts` use, every single character and every special token.

    Returns the new JSON and the old id of each new id, in order: the rows of the embedding matrix to keep. A
    tokenizer that is not Unigram comes back whole, for its pieces are built from one another.
    """
    description: dict[str, Any] = json.loads(tokenizer_json)
    model = description["model"]
    size = Tokenizer.from_str(tokenizer_json).get_vocab_size()
    if model["type"] != "Unigram":
        return tokenizer_json, list(range(size))
    special = {token["id"] for token in description["added_tokens"]}
    keep = _used(tokenizer_json, texts) | special
    for index, (piece, _) in enumerate(model["vocab"]):
        if len(piece.removeprefix("▁")) <= 1:
            keep.add(index)
    kept = sorted(index for index in keep if index < len(model["vocab"]))
    new_id = {old: new for new, old in enumerate(kept)}
    model["vocab"] = [model["vocab"][old] for old in kept]
    model["unk_id"] = new_id[model["unk_id"]]
    for token in description["added_tokens"]:
        token["id"] = new_id[token["id"]]
    _renumber_template(description.get("post_processor"), new_id)
    return json.dumps(description, ensure_ascii=False, separators=(",", ":")), kept


def round_scores(tokenizer_json: str) -> str:
    """A Unigram tokenizer's scores with five decimals: a quarter of the file less, and no phrase cut otherwise."""
    description: dict[str, Any] = json.loads(tokenizer_json)
    model = description["model"]
    if model["type"] == "Unigram":
        model["vocab"] = [[piece, round(score, 5)] for piece, score in model["vocab"]]
    return json.dumps(description, ensure_ascii=False, separators=(",", ":"))


def _used(tokenizer_json: str, texts: Iterable[str]) -> set[int]:
    tokenizer = Tokenizer.from_str(tokenizer_json)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return {index for encoding in encodings for index in encoding.ids}


def _renumber_template(post_processor: dict[str, Any] | None, new_id: dict[int, int]) -> None:
    """`TemplateProcessing` repeats the ids of the special tokens it inserts."""
    for token in (post_processor or {}).get("special_tokens", {}).values():
        token["ids"] = [new_id[old] for old in token["ids"]]
