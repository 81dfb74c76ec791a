"""The layers of a network that has not learnt to round in int8, rounded so that its answers move least.

Weights and activations are cut into blocks along the inner axis, each with a scale of its own; the runtime quantises
the activations (`MatMulNBits` at accuracy level 4), a token at a time. Two things are done to lose less on the
way, which together cost a tenth of a megabyte and a thirtieth of the time:

- what a layer norm gives is divided by the square root of each channel's usual size, the weights that it meets are
  multiplied by it, so that a large channel spoils its neighbours in the block less: SmoothQuant, Xiao et al. (2023);
- a weight's rounding error is made up for by the weights that are rounded after it, as far as the inputs go together:
  GPTQ, Frantar et al. (2023). onnxruntime's own GPTQ packs four bits only.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import cast

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from colorword_tui.training.attention import join_attention
from colorword_tui.training.inputs import see_inputs, smoothing
from colorword_tui.training.memory import RecallingNetwork
from colorword_tui.training.nbits import INT8_ZERO, product
from colorword_tui.training.network import ColorNetwork

Exported = ColorNetwork | RecallingNetwork

# Each scale more is 4 bytes and time; blocks of 64 save 4 MB and double the error.
_BLOCK = 16
# Added to the diagonal of the inputs' second moments, as a share of its mean, as in the paper.
_DAMPING = 0.01
# The size of a channel to this power is taken out of the inputs: half of it is left to the inputs, half to the weights.
_SMOOTHING = 0.5
# The other products, of what the attention gives and of what GELU does, would gain little and take as long again.
_NOT_SMOOTHED = "output.dense"


class Int8Embedding(nn.Module):
    """Word embeddings with one scale a row: int8 rows are gathered first and scaled after."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.rows = nn.Buffer((weight / scale).round().to(torch.int8))
        self.scale = nn.Buffer(scale)

    def forward(self, ids: Tensor) -> Tensor:
        """(B, T) ids to (B, T, width) float32."""
        return self.rows[ids].to(torch.float32) * self.scale[ids]


class Int8Linear(nn.Module):
    """A linear layer whose weights are int8 in blocks."""

    def __init__(self, linear: nn.Linear, moments: Tensor, *, smooth: bool = True) -> None:
        """`moments` are the second moments of the layer's inputs, (in, in) float64."""
        super().__init__()
        size = smoothing(moments.diagonal(), _SMOOTHING if smooth else 0).float()
        weight = linear.weight.detach() * size
        rounded, scale = _rounded(weight, moments / torch.outer(size, size).double())
        self.smaller = nn.Buffer(1 / size) if smooth else None
        self.blocks = nn.Buffer((rounded + INT8_ZERO).to(torch.uint8))
        self.scale = nn.Buffer(scale.flatten())
        self.bias = linear.bias

    def forward(self, inputs: Tensor) -> Tensor:
        """(..., in) to (..., out)."""
        if self.smaller is not None:
            inputs = inputs * self.smaller
        return product(inputs, self.blocks, self.scale) + self.bias


def embedded_in_int8(network: Exported) -> Exported:
    """A copy of the network whose word embeddings are int8."""
    network = copy.deepcopy(network)
    words = cast(nn.Embedding, network.encoder.get_input_embeddings())
    network.encoder.set_input_embeddings(Int8Embedding(words.weight.detach()))
    return network


def in_int8(network: Exported, tokenizer: Tokenizer, phrases: Sequence[str]) -> Exported:
    """A copy of the network whose word embeddings and layers are int8; the head stays, where the logits are made.

    `phrases` show which inputs the layers get.
    """
    network = copy.deepcopy(network)
    join_attention(network.encoder)
    reading = network.network if isinstance(network, RecallingNetwork) else network
    moments = _second_moments(reading, tokenizer, phrases)
    network = embedded_in_int8(network)
    for name, one in moments.items():
        parent, _, child = name.rpartition(".")
        above = network.encoder.get_submodule(parent)
        linear = cast(nn.Linear, getattr(above, child))
        setattr(above, child, Int8Linear(linear, one, smooth=not name.endswith(_NOT_SMOOTHED)))
    return network


def _second_moments(network: ColorNetwork, tokenizer: Tokenizer, phrases: Sequence[str]) -> dict[str, Tensor]:
    """The mean outer product of the inputs, (in, in) float64, of each linear layer that is used."""
    sums: dict[str, Tensor] = {}
    counts: dict[str, int] = {}

    def add(name: str, inputs: Tensor) -> None:
        rows = inputs.double()
        sums[name] = sums[name] + rows.T @ rows if name in sums else rows.T @ rows
        counts[name] = counts.get(name, 0) + len(rows)

    see_inputs(network, tokenizer, phrases, add)
    return {name: one / counts[name] for name, one in sums.items()}


def _rounded(weight: Tensor, moments: Tensor) -> tuple[Tensor, Tensor]:
    """(out, in) to whole numbers of -128..127, (out, blocks, block), and their scales, (out, blocks).

    What is missing of the last block is zero.
    """
    missing = -weight.shape[1] % _BLOCK
    left, moments = functional.pad(weight, (0, missing)), functional.pad(moments, (0, missing, 0, missing))
    outputs, inputs = left.shape
    damping = max(_DAMPING * float(moments.diagonal().mean()), 1e-12)
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(moments + torch.eye(inputs, dtype=moments.dtype) * damping))
    passed_on = torch.linalg.cholesky(inverse, upper=True).float()
    rounded = torch.zeros(outputs, inputs // _BLOCK, _BLOCK)
    scales = torch.zeros(outputs, inputs // _BLOCK)
    for number, start in enumerate(range(0, inputs, _BLOCK)):
        end = start + _BLOCK
        block = left[:, start:end]
        # The furthest from zero becomes -128, whatever its sign: the side that has one step more.
        scale = block.gather(1, block.abs().argmax(1, keepdim=True)) / -128
        scale = torch.where(scale == 0, 1.0, scale)
        errors = torch.zeros_like(block)
        for place in range(_BLOCK):
            column = block[:, place : place + 1]
            rounded[:, number, place : place + 1] = whole = (column / scale).round().clamp(-128, 127)
            error = (column - whole * scale) / passed_on[start + place, start + place]
            block[:, place:] -= error * passed_on[start + place, start + place : end]
            errors[:, place : place + 1] = error
        left[:, end:] -= errors @ passed_on[start:end, end:]
        scales[:, number : number + 1] = scale
    return rounded, scales
