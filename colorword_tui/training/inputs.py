"""What an encoder's linear layers get: their inputs while it reads some phrases, and how large their channels are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from colorword_tui.training.data import padded
from colorword_tui.training.network import ColorNetwork

# What the encoder has after its last hidden state, where nothing reads it: it is no part of what is exported.
_POOLER = "pooler."
# A channel that is silent in what was shown may still speak: it counts as at least this share of the usual size.
_LEAST_SIZE = 0.01


def linear_layers(encoder: nn.Module) -> dict[str, nn.Linear]:
    """The linear layers that are used, by their names."""
    return {
        name: one
        for name, one in encoder.named_modules()
        if isinstance(one, nn.Linear) and not name.startswith(_POOLER)
    }


def see_inputs(
    network: ColorNetwork, tokenizer: Tokenizer, phrases: Sequence[str], see: Callable[[str, Tensor], None]
) -> None:
    """Let the network read the phrases; `see` gets each linear layer's name and some rows, (N, in), of its inputs."""

    def seeing(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        return lambda _, inputs: see(name, inputs[0].reshape(-1, inputs[0].shape[-1]))

    hooks = [one.register_forward_pre_hook(seeing(name)) for name, one in linear_layers(network.encoder).items()]
    # Phrases of one length at a time: what a phrase is padded with is no input that the runtime has.
    tokens = sorted((encoding.ids for encoding in tokenizer.encode_batch(list(phrases))), key=len)
    with torch.inference_mode():
        for _, alike in groupby(tokens, key=len):
            network.pool(*padded(list(alike)))
    for hook in hooks:
        hook.remove()


def smoothing(mean_squares: Tensor, power: float) -> Tensor:
    """The usual size of each channel to a power, (in,), as shares of the median one.

    Taken out of a layer's inputs and put into its weights it is SmoothQuant, Xiao et al. (2023).
    """
    root = mean_squares.sqrt()
    size = root.clamp(min=max(_LEAST_SIZE * float(root.mean()), 1e-9)) ** power
    return size / size.median()
