"""Linear layers that round to 8 bits while they learn, exactly as the runtime will.

Quantisation-aware training, Jacob et al. (2018): inputs have one step and one zero for the whole layer, weights a step
for each output. The runtime multiplies such numbers three times as fast as those in blocks, and what it loses is made
good by the training: on a network that never rounded, the same numbers answer otherwise in one phrase of thirty.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from itertools import product
from typing import TypeVar, cast

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedModel

from colorword_tui.training.attention import join_attention
from colorword_tui.training.inputs import linear_layers, see_inputs, smoothing
from colorword_tui.training.network import ColorNetwork

# Inputs are whole numbers of 0..255, weights of -64..64: seven bits, for processors without VNNI add two products in 16
# bits, and two of 255 by 64 are the most that these hold.
_INPUTS, _WEIGHTS = 255, 64
# To one of these powers the size of a channel is taken out of the inputs and put into the weights. And so much of the
# inputs' range is kept: the rest is cut off, where finer steps are worth it.
_SMOOTHINGS = (0.0, 0.3, 0.5, 0.65, 0.8)
_RANGES = (1.0, 0.85, 0.7, 0.55, 0.4)
# So many phrases show what a layer's inputs are like.
_SHOWN = 200

Network = TypeVar("Network", bound=nn.Module)


class QuantizedLinear(nn.Module):
    """A linear layer with a rounded forward pass; gradients pass as if nothing were rounded.

    `smaller`, (in,), divides the inputs by their channels' size, and `weight` has them multiplied by it. Of the inputs'
    256 steps, each `step` wide, `zero` is the one that stands for 0.
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.smaller = nn.Buffer(torch.ones(inputs))
        self.step = nn.Buffer(torch.ones(()))
        self.zero = nn.Buffer(torch.zeros((), dtype=torch.int32))

    @property
    def scale(self) -> Tensor:
        """The step of each output's weights, (out,)."""
        return self.weight.detach().abs().amax(1).clamp(min=1e-8) / _WEIGHTS

    def forward(self, inputs: Tensor) -> Tensor:
        """(..., in) to (..., out)."""
        # The product is of whole numbers, which float32 holds as exactly as the runtime's integers: what is added up in
        # another order is the same, and so are the steps that the next layer takes.
        steps = _rounded((inputs * self.smaller).float() / self.step) + self.zero
        whole = steps.clamp(0, _INPUTS) - self.zero
        scale = self.scale
        product = functional.linear(whole, _rounded(self.weight / scale[:, None]))
        return product * (self.step * scale) + self.bias

    def unrounded(self) -> nn.Linear:
        """The same layer without any rounding."""
        linear = nn.Linear(self.weight.shape[1], self.weight.shape[0])
        linear.weight = nn.Parameter((self.weight * self.smaller).detach())
        linear.bias = nn.Parameter(self.bias.detach().clone())
        return linear


class RuntimeLinear(nn.Module):
    """A `QuantizedLinear` as it is exported: onnxruntime's `MatMulIntegerToFloat`. It can only be exported."""

    def __init__(self, layer: QuantizedLinear) -> None:
        super().__init__()
        self.smaller, self.step = layer.smaller, layer.step
        self.zero = nn.Buffer(layer.zero.to(torch.uint8))
        self.scale = nn.Buffer(layer.scale)
        self.whole = nn.Buffer((layer.weight.detach() / layer.scale[:, None]).round().to(torch.int8).T.contiguous())
        self.bias = layer.bias

    def forward(self, inputs: Tensor) -> Tensor:
        """(..., in) to (..., out)."""
        scaled = inputs * self.smaller
        rounded = torch.onnx.ops.symbolic(
            "QuantizeLinear", (scaled, self.step, self.zero), dtype=torch.uint8, shape=scaled.shape
        )
        return torch.onnx.ops.symbolic(
            "com.microsoft::MatMulIntegerToFloat",
            (rounded, self.whole, self.step, self.scale, self.zero, None, self.bias),
            dtype=torch.float32,
            shape=(*inputs.shape[:-1], self.whole.shape[1]),
            version=1,
        )


def _rounded(values: Tensor) -> Tensor:
    """To whole numbers; the gradient is that of the values themselves."""
    return values + (values.round() - values).detach()


def quantize(network: ColorNetwork, tokenizer: Tokenizer, phrases: Sequence[str], seed: int) -> None:
    """Let the linear layers of the encoder round, in place; some of the `phrases` show what their inputs are like."""
    shown = [phrases[int(row)] for row in np.random.default_rng(seed).permutation(len(phrases))[:_SHOWN]]
    join_attention(network.encoder)
    linear = linear_layers(network.encoder)
    rows: dict[str, list[Tensor]] = {name: [] for name in linear}
    network.eval()
    see_inputs(network, tokenizer, shown, lambda name, inputs: rows[name].append(inputs.float().clone()))
    for name, one in linear.items():
        network.encoder.set_submodule(name, fitted(one, torch.cat(rows[name])))


def make_quantized(encoder: PreTrainedModel) -> None:
    """Give an encoder the layers that `quantize` makes, in place, with weights and steps still to be read."""
    join_attention(encoder)
    for name, one in linear_layers(encoder).items():
        encoder.set_submodule(name, QuantizedLinear(one.in_features, one.out_features))


def for_runtime(encoder: PreTrainedModel) -> None:
    """Put what the runtime computes with in the place of each layer that rounds, in place."""
    for name, one in list(encoder.named_modules()):
        if isinstance(one, QuantizedLinear):
            encoder.set_submodule(name, RuntimeLinear(one))


def is_quantized(encoder: nn.Module) -> bool:
    """Whether layers of an encoder round."""
    return any(isinstance(one, QuantizedLinear) for one in encoder.modules())


def without_rounding(network: Network) -> Network:
    """A copy of a network whose layers do not round, with the weights that the others round from."""
    network = copy.deepcopy(network)
    for name, one in list(network.named_modules()):
        if isinstance(one, QuantizedLinear):
            network.set_submodule(name, one.unrounded())
    return network


@torch.no_grad()
def fitted(linear: nn.Linear, rows: Tensor) -> QuantizedLinear:
    """The layer with the smoothing and the range that change its outputs for `rows`, (N, in), least."""
    exact = linear(rows)
    best, least = None, float("inf")
    mean_squares = rows.square().mean(0)
    for power, kept in product(_SMOOTHINGS, _RANGES):
        layer = QuantizedLinear(linear.in_features, linear.out_features)
        layer.smaller.copy_(1 / smoothing(mean_squares, power))
        layer.weight.copy_(linear.weight / layer.smaller)
        layer.bias.copy_(linear.bias)
        scaled = rows * layer.smaller
        # Zero is one of the steps, and so within the range.
        low, high = min(0.0, float(scaled.min())) * kept, max(0.0, float(scaled.max())) * kept
        layer.step.fill_(max(high - low, 1e-8) / _INPUTS)
        layer.zero.fill_(round(-low / float(layer.step)))
        error = float((layer(rows) - exact).square().mean())
        if error < least:
            best, least = layer, error
    return cast(QuantizedLinear, best)
