"""A phrase to token ids, by the library that the bundle's tokenizer is made for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from colorword_tui.model.bundle import SENTENCEPIECES, Bundle, BundleError


class Tokenizer(Protocol):
    """Token ids, the special ones at both ends included."""

    def encode(self, phrase: str) -> list[int]:
        """The ids of one phrase."""
        ...

    def encode_many(self, phrases: Sequence[str]) -> list[list[int]]:
        """The ids of each phrase."""
        ...


def load_tokenizer(bundle: Bundle) -> Tokenizer:
    """The tokenizer of a bundle; one that cannot be used is a BundleError."""
    kind = _SentencePieces if bundle.tokenizer == SENTENCEPIECES else _HuggingFace
    data = bundle.read(bundle.tokenizer)
    try:
        return kind(data, bundle.max_tokens)
    except ModuleNotFoundError as error:
        raise BundleError(
            f"{bundle.folder} needs the package {error.name}; install it with: pip install 'colorword-tui[train]'"
        ) from error
    except Exception as error:  # both libraries raise what they like
        raise bundle.broken(bundle.tokenizer, error) from error


class _SentencePieces:
    """Google's own runtime for its models: it loads without the interpreter's lock, and holds half as much memory."""

    def __init__(self, data: bytes, max_tokens: int) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor: Any = SentencePieceProcessor(model_proto=data)
        self._first, self._last = [self._processor.bos_id()], [self._processor.eos_id()]
        self._most = max_tokens - 2

    def encode(self, phrase: str) -> list[int]:
        return self._first + self._processor.encode(phrase)[: self._most] + self._last

    def encode_many(self, phrases: Sequence[str]) -> list[list[int]]:
        found = self._processor.encode(list(phrases), num_threads=1)
        return [self._first + ids[: self._most] + self._last for ids in found]


class _HuggingFace:
    """Whatever tokenizer an encoder came with; it knows itself where to cut."""

    def __init__(self, data: bytes, _: int) -> None:
        from tokenizers import Tokenizer as Whole

        self._whole = Whole.from_buffer(data)

    def encode(self, phrase: str) -> list[int]:
        return self._whole.encode(phrase).ids

    def encode_many(self, phrases: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._whole.encode_batch(list(phrases))]
