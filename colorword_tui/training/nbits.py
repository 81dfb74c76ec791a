"""A product with a matrix of 8 bits in blocks, as onnxruntime's `MatMulNBits` has it."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

# How 8 bits stand for whole numbers of -128..127: 128 is zero.
INT8_ZERO = 128
# The runtime rounds the inputs to 8 bits, too, in blocks of the same length, and multiplies whole numbers.
_ACCURACY_INT8 = 4


def unpacked(blocks: Tensor, scale: Tensor) -> Tensor:
    """(..., blocks, width) uint8 and a scale for each block, in their order, to (..., blocks * width) float32."""
    scaled = (blocks.to(torch.float32) - INT8_ZERO) * scale.reshape(*blocks.shape[:-1], 1)
    return scaled.flatten(-2)


def product(inputs: Tensor, blocks: Tensor, scale: Tensor) -> Tensor:
    """(..., in) by (out, blocks, width) uint8, whose scales are (out * blocks,), to (..., out).

    What the last block has beyond `in` counts for nothing. While a network is exported this is the runtime's operator.
    """
    outputs, _, width = blocks.shape
    if not torch.onnx.is_in_onnx_export():
        return inputs @ unpacked(blocks, scale)[:, : inputs.shape[-1]].T
    attributes: dict[str, Any] = {
        "K": inputs.shape[-1], "N": outputs, "bits": 8, "block_size": width, "accuracy_level": _ACCURACY_INT8,
    }  # fmt: skip
    return torch.onnx.ops.symbolic(
        "com.microsoft::MatMulNBits",
        (inputs, blocks, scale),
        attributes,
        dtype=torch.float32,
        shape=(*inputs.shape[:-1], outputs),
        version=1,
    )
