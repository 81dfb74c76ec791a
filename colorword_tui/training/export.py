"""From a training run to a bundle: ONNX in int8, checked against float32, and the manifest."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from colorword_tui.training.checkpoint import load_weights
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.recipe import Recipe

# Weights are cut into blocks of this many along the inner axis, each with a scale of its own; activations are
# quantised row by row inside the kernel (accuracy level 4), so an answer never depends on its batch mates, which it
# does with DynamicQuantizeLinear: that takes one scale over the whole batch.
BLOCK = 32
_ACCURACY_INT8 = 4
_OPSET = 21


def load_network(run: Path) -> ColorNetwork:
    """The network of a run with its best weights, ready to read."""
    recipe = Recipe.read(run / "recipe.json")
    encoder = AutoModel.from_config(AutoConfig.from_pretrained(run / "encoder"), attn_implementation="eager")
    network = ColorNetwork(encoder, recipe)
    load_weights(run / "best.safetensors", network)
    network.bf16 = False
    return network.eval()


def export_float32(network: ColorNetwork, path: Path) -> None:
    """Write the network as ONNX: `input_ids` and `attention_mask`, (B, T) int64, to `logits` and `vector`."""
    ids, mask = torch.tensor([[0, 5, 6, 2], [0, 7, 8, 2]]), torch.ones(2, 4, dtype=torch.int64)
    batch, width = torch.export.Dim("batch", min=1), torch.export.Dim("tokens", min=1)
    torch.onnx.export(
        network,
        (ids, mask),
        path,
        input_names=["input_ids", "attention_mask"],
        output_names=["logits", "vector"],
        dynamic_shapes={"ids": {0: batch, 1: width}, "mask": {0: batch, 1: width}},
        dynamo=True,
        external_data=False,
        opset_version=_OPSET,
        verbose=False,
    )


class Int8Embedding(nn.Module):
    """Word embeddings with one scale a row: int8 rows are gathered first and scaled after."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """(B, T) ids to (B, T, width) float32."""
        return self.rows[ids].to(torch.float32) * self.scale[ids]


def export_int8(network: ColorNetwork, path: Path) -> None:
    """Write the network as ONNX with int8 weights; the head stays in float32, where the logits are made."""
    embeddings = network.encoder.get_input_embeddings()
    network.encoder.set_input_embeddings(Int8Embedding(embeddings.weight.detach()))
    with tempfile.TemporaryDirectory() as folder:
        export_float32(network, Path(folder) / "model.onnx")
        model = onnx.load(Path(folder) / "model.onnx")
    network.encoder.set_input_embeddings(embeddings)
    head = [node.name for node in model.graph.node if node.op_type == "Gemm"]
    quantizer = MatMulNBitsQuantizer(
        model,
        bits=8,
        block_size=BLOCK,
        is_symmetric=True,
        accuracy_level=_ACCURACY_INT8,
        nodes_to_exclude=head,
    )
    quantizer.process()
    onnx.save(quantizer.model.model, path)
