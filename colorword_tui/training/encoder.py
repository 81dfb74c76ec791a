"""Loading a BERT from a folder or from the Hugging Face hub, its vocabulary cut to the shipped languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import torch
from tokenizers import Tokenizer
from transformers import AutoModel, AutoTokenizer, PreTrainedModel
from transformers.utils import logging as transformers_logging

from colorword_tui.training.vocabulary import trim


class EncoderError(Exception):
    """The encoder cannot be loaded; the message says which, why and what to do."""


def load_encoder(
    name: str, texts: Iterable[str] | None, max_tokens: int, seed: int
) -> tuple[PreTrainedModel, Tokenizer]:
    """The encoder `name` (a folder or a hub name) in float32 and its fast tokenizer, without padding.

    Where `texts` are given, pieces that none of them uses are cut from a Unigram vocabulary and from the embeddings.
    """
    torch.manual_seed(seed)
    # Its bar and its report of unused weights would stand in the middle of a table.
    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity_error()
    try:
        # The kernel of scaled dot products is the quickest on a CPU; weights come from safetensors only, for
        # anything else would be unpickled.
        encoder = AutoModel.from_pretrained(name, dtype=torch.float32, use_safetensors=True)
        tokenizer_json: str = AutoTokenizer.from_pretrained(name).backend_tokenizer.to_str()
    except (OSError, ValueError, AttributeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EncoderError(
            f"the encoder {name!r} could not be loaded ({reason}); give a folder with config.json, "
            "model.safetensors and tokenizer.json, or the name of a BERT on the Hugging Face hub"
        ) from error
    if texts is not None:
        tokenizer_json, kept = trim(tokenizer_json, texts)
        _keep_rows(encoder, kept)
    tokenizer = Tokenizer.from_str(tokenizer_json)
    tokenizer.no_padding()
    tokenizer.enable_truncation(min(max_tokens, int(encoder.config.max_position_embeddings)))
    return cast(PreTrainedModel, encoder), tokenizer


def keep_layers(encoder: PreTrainedModel, count: int) -> None:
    """Keep `count` of the encoder's layers, evenly spread, the first and the last among them."""
    layers = cast(torch.nn.ModuleList, encoder.get_submodule("encoder.layer"))
    chosen = torch.linspace(0, len(layers) - 1, count).round().int().tolist()
    encoder.set_submodule("encoder.layer", torch.nn.ModuleList(layers[index] for index in chosen))
    encoder.config.num_hidden_layers = count


def encoder_name(name: str) -> str:
    """What the manifest calls the encoder: never the path of somebody's machine."""
    return Path(name).resolve().name if Path(name).exists() else name


def _keep_rows(encoder: PreTrainedModel, kept: list[int]) -> None:
    embeddings = cast(torch.nn.Embedding, encoder.get_input_embeddings())
    weight = embeddings.weight.detach()[kept].clone()
    encoder.set_input_embeddings(torch.nn.Embedding.from_pretrained(weight, freeze=False))
    encoder.config.vocab_size = len(kept)
    encoder.config.pad_token_id = None
