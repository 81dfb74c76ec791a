import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models

from colorword_tui.lexicon.table import Entry
from colorword_tui.model.bundle import HUGGING_FACE, SENTENCEPIECES, Bundle
from colorword_tui.model.tokenizer import load_tokenizer
from colorword_tui.training.export import write_tokenizer
from colorword_tui.training.sentencepieces import from_sentencepieces, to_sentencepieces

ODD = [
    "",
    "x",
    "ＡＢＣ",
    "ﬁne  wine",
    "☕ coffee 🌅",
    "a\u3000b",
    "e\u0301té",
    "الشَّمس",
    "क्ष",
    "\u200bzero",
    "½ ㍿",
    "a" * 900,
]


@pytest.fixture(scope="module")
def whole() -> Tokenizer:
    """The shipped tokenizer in the format that it is trained with."""
    return from_sentencepieces(Bundle().read(SENTENCEPIECES), Bundle().max_tokens)


def test_both_formats_cut_alike(whole: Tokenizer, entries: list[Entry]) -> None:
    shipped = load_tokenizer(Bundle())
    phrases = [*ODD, *(entry.phrase for entry in entries)]
    expected = [encoding.ids for encoding in whole.encode_batch(phrases)]
    assert shipped.encode_many(phrases) == expected
    assert [shipped.encode(phrase) for phrase in phrases] == expected
    assert max(map(len, expected)) == Bundle().max_tokens


def test_what_looks_like_a_special_token_is_text() -> None:
    shipped = load_tokenizer(Bundle())
    first, *within, last = shipped.encode("</s><mask>")
    assert {first, last} & set(within) == set()
    assert len(within) > 2


def test_there_and_back(whole: Tokenizer) -> None:
    assert to_sentencepieces(whole.to_str(), ODD) == Bundle().read(SENTENCEPIECES)


def test_a_tokenizer_that_sentencepiece_cannot_be_stays_what_it_is(tiny_bert: Path, tmp_path: Path) -> None:
    pieces = Tokenizer(models.WordPiece({"[UNK]": 0, "red": 1}, unk_token="[UNK]"))
    assert to_sentencepieces(pieces.to_str(), ["red"]) is None
    other_normalizer = Tokenizer.from_file(str(tiny_bert / HUGGING_FACE))
    write_tokenizer(other_normalizer, tmp_path, ["red"])
    assert [path.name for path in tmp_path.iterdir()] == [HUGGING_FACE]


def test_one_phrase_that_is_cut_otherwise_is_enough(whole: Tokenizer) -> None:
    description = json.loads(whole.to_str())
    assert to_sentencepieces(whole.to_str(), ["sky"]) is not None
    description["pre_tokenizer"] = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": True}
    assert to_sentencepieces(json.dumps(description), ["sky"]) is None
