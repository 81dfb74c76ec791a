import json
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models

from colorword_tui.lexicon.table import Entry
from colorword_tui.training.encoder import load_encoder
from colorword_tui.training.vocabulary import LANGUAGES, common_words, round_scores, trim


def test_kept_texts_are_cut_into_the_same_pieces(tiny_bert: Path, entries: list[Entry]) -> None:
    whole = (tiny_bert / "tokenizer.json").read_text()
    texts = [entry.phrase for entry in entries[:40]]
    cut, kept = trim(whole, texts)
    before, after = Tokenizer.from_str(whole), Tokenizer.from_str(cut)
    assert after.get_vocab_size() == len(kept) < before.get_vocab_size()
    for text in texts:
        assert after.encode(text).tokens == before.encode(text).tokens
        assert [kept[index] for index in after.encode(text).ids] == before.encode(text).ids


def test_every_single_character_stays(tiny_bert: Path) -> None:
    whole = (tiny_bert / "tokenizer.json").read_text()
    cut, _ = trim(whole, ["red"])
    characters = {piece for piece, _ in json.loads(whole)["model"]["vocab"] if len(piece) == 1}
    assert characters <= set(Tokenizer.from_str(cut).get_vocab())


def test_rounded_scores_cut_phrases_into_the_same_pieces(tiny_bert: Path, entries: list[Entry]) -> None:
    whole = (tiny_bert / "tokenizer.json").read_text()
    before, after = Tokenizer.from_str(whole), Tokenizer.from_str(round_scores(whole))
    assert len(round_scores(whole)) < len(whole)
    for entry in entries:
        assert after.encode(entry.phrase).ids == before.encode(entry.phrase).ids


def test_another_kind_of_tokenizer_stays_whole() -> None:
    tokenizer = Tokenizer(models.WordPiece({"[UNK]": 0, "red": 1, "##dish": 2}, unk_token="[UNK]"))
    cut, kept = trim(tokenizer.to_str(), ["red"])
    assert cut == tokenizer.to_str()
    assert kept == [0, 1, 2]


def test_the_encoder_answers_as_before_with_fewer_pieces(tiny_bert: Path, entries: list[Entry]) -> None:
    texts = [entry.phrase for entry in entries[:40]]
    (small, cut), (large, whole) = (load_encoder(str(tiny_bert), some, 32, 0) for some in (texts, None))
    for text in texts[:10]:
        outputs = [
            model.eval()(torch.tensor([tokenizer.encode(text).ids])).last_hidden_state
            for model, tokenizer in ((small, cut), (large, whole))
        ]
        assert torch.equal(*outputs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_common_words_of_every_shipped_language(language: str) -> None:
    assert len(common_words([language], 50)) == 50
