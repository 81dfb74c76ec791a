"""A Unigram tokenizer between the format that it is trained with and the one that a bundle carries.

XLM-R and what grew out of it, multilingual-e5 among them, began as models of sentencepiece and were translated for
Hugging Face's library. Translated back, sentencepiece reads them in two thirds of the time, without the interpreter's
lock, and in a third of the memory.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Any

from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
_SPACES = (" {2,}", " ")
# Made by protobuf, whose classes no type checker sees.
_format: Any = sentencepiece_model_pb2


def to_sentencepieces(tokenizer_json: str, phrases: Iterable[str]) -> bytes | None:
    """The model of sentencepiece that cuts like this tokenizer.

    None where there is none: for another kind of tokenizer, or where one of `phrases` would be cut otherwise.
    """
    description: dict[str, Any] = json.loads(tokenizer_json)
    ends = _ends(description.get("post_processor"))
    charsmap = _charsmap(description.get("normalizer"))
    if description["model"]["type"] != "Unigram" or ends is None or charsmap is None:
        return None
    unknown = description["model"]["unk_id"]
    special = {token["id"] for token in description["added_tokens"]}
    model = _format.ModelProto()
    for number, (piece, score) in enumerate(description["model"]["vocab"]):
        kind = _UNKNOWN if number == unknown else _CONTROL if number in special else _NORMAL
        model.pieces.add(piece=piece, score=score, type=kind)
    first, last = ends
    pieces = [piece for piece, _ in description["model"]["vocab"]]
    model.trainer_spec.model_type = _format.TrainerSpec.UNIGRAM
    model.trainer_spec.vocab_size = len(pieces)
    model.trainer_spec.unk_id, model.trainer_spec.unk_piece = unknown, pieces[unknown]
    model.trainer_spec.bos_id, model.trainer_spec.bos_piece = first, pieces[first]
    model.trainer_spec.eos_id, model.trainer_spec.eos_piece = last, pieces[last]
    model.trainer_spec.pad_id = -1
    model.normalizer_spec.precompiled_charsmap = charsmap
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    data = model.SerializeToString()
    return data if _cut_alike(data, Tokenizer.from_str(tokenizer_json), list(phrases)) else None


def from_sentencepieces(data: bytes, max_tokens: int) -> Tokenizer:
    """The tokenizer that `to_sentencepieces` made `data` from."""
    model = _format.ModelProto()
    model.ParseFromString(data)
    about = model.trainer_spec
    unigram = models.Unigram([(one.piece, one.score) for one in model.pieces], about.unk_id)
    tokenizer = Tokenizer(unigram)
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(model.normalizer_spec.precompiled_charsmap),
            normalizers.Replace(Regex(_SPACES[0]), _SPACES[1]),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    first, last = about.bos_piece, about.eos_piece
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}", special_tokens=[(first, about.bos_id), (last, about.eos_id)]
    )
    tokenizer.add_special_tokens([AddedToken(one.piece, special=True) for one in model.pieces if one.type != _NORMAL])
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _ends(post_processor: dict[str, Any] | None) -> tuple[int, int] | None:
    """The ids that stand before and after a phrase, where it is one of each."""
    if post_processor is None or post_processor["type"] != "TemplateProcessing":
        return None
    match post_processor["single"]:
        case [{"SpecialToken": {"id": first}}, {"Sequence": _}, {"SpecialToken": {"id": last}}]:
            ids = [post_processor["special_tokens"][one]["ids"] for one in (first, last)]
            return (ids[0][0], ids[1][0]) if all(len(one) == 1 for one in ids) else None
        case _:
            return None


def _charsmap(normalizer: dict[str, Any] | None) -> bytes | None:
    """The table by which characters are normalised, where that and the joining of spaces is all that is done."""
    match normalizer:
        case {
            "type": "Sequence",
            "normalizers": [
                {"type": "Precompiled", "precompiled_charsmap": table},
                {"type": "Replace", "pattern": {"Regex": spaces}, "content": space},
            ],
        } if (spaces, space) == _SPACES:
            return base64.b64decode(table)
        case _:
            return None


def _cut_alike(data: bytes, tokenizer: Tokenizer, phrases: list[str]) -> bool:
    tokenizer.no_truncation()
    pieces: Any = SentencePieceProcessor(model_proto=data)
    expected = tokenizer.encode_batch(phrases, add_special_tokens=False)
    return all(ids == one.ids for ids, one in zip(pieces.encode(phrases), expected, strict=True))
