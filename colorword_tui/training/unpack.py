"""A bundle back into a run's folder, to go on from: its int8 weights as floats, and what stands beside them.

Rounding to 8 bits has moved most weights by less than half a percent of the largest in their block, and none by much
more, which a few steps of training make good; weights that have learnt to round come out as they were rounded. What the
bundle left out is the encoder's pooler, which nothing reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import NodeProto, numpy_helper
from tokenizers import Tokenizer
from torch import Tensor
from transformers import AutoConfig, AutoModel

from colorword_tui.color.arrays import Array
from colorword_tui.model.bundle import SENTENCEPIECES, Bundle, BundleError
from colorword_tui.model.known import Known
from colorword_tui.training.attention import PARTS
from colorword_tui.training.beginning import Beginning
from colorword_tui.training.checkpoint import save_weights
from colorword_tui.training.maps import write_before
from colorword_tui.training.nbits import unpacked
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.sentencepieces import from_sentencepieces

# The operator of onnxruntime that multiplies whole numbers and adds the bias.
_WHOLE = "MatMulIntegerToFloat"
_WORDS = "encoder.embeddings.word_embeddings.weight"


def unpack(folder: Path, run: Path) -> None:
    """Write the bundle in `folder` as the folder of a run, `run`.

    A bundle that cannot be used, or that does not say what encoder it holds, is a ValueError.
    """
    try:
        bundle = Bundle(folder)
        model = onnx.load_from_string(bundle.read("model.onnx"))
        palette = np.array(json.loads(bundle.read("palette.json")))
        tokenizer_data = bundle.read(bundle.tokenizer)
        known = Known(bundle)
    except BundleError as error:
        raise ValueError(str(error)) from error
    about: dict[str, Any] = dict(bundle.manifest["encoder"])
    if "config" not in about:
        raise ValueError(f"{folder} does not say what encoder it holds; export it anew from its run")
    config = AutoConfig.for_model(**about.pop("config"))
    # The layers that are written round no more.
    recipe = replace(Recipe(**bundle.manifest["recipe"]), quantized=False)
    torch.manual_seed(recipe.seed)
    network = ColorNetwork(AutoModel.from_config(config), recipe)
    missing, unexpected = network.load_state_dict(dict(_weights(model)), strict=False)
    if unexpected or any("pooler" not in name for name in missing):
        raise ValueError(f"{folder} holds another network than its manifest says")
    tokenizer = (
        from_sentencepieces(tokenizer_data, recipe.max_tokens)
        if bundle.tokenizer == SENTENCEPIECES
        else Tokenizer.from_buffer(tokenizer_data)
    )
    Beginning(network, tokenizer, palette, about).write(run, recipe)
    save_weights(run / "best.safetensors", network)
    layout, html = known.layout(), known.html_layout()
    write_before(run, layout.phrases, torch.from_numpy(layout.before), torch.from_numpy(html.before))


def is_bundle(folder: Path) -> bool:
    """Whether a folder holds a bundle rather than a run."""
    return (folder / "manifest.json").exists()


def _weights(model: onnx.ModelProto) -> Iterator[tuple[str, Tensor]]:
    """The names and weights of a `ColorNetwork`, as far as the graph has them."""
    values = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    for name, value in values.items():
        # What carries a parameter's name is as it was; everything else has been given a number or is of int8.
        if name.startswith(("encoder.", "network.", "head.")) and name.endswith(("weight", "bias")):
            yield from _parted(name.removeprefix("network."), torch.from_numpy(value.copy()))
    # What the inputs of a product are multiplied by before it.
    factors = {node.output[0]: values.get(node.input[1]) for node in model.graph.node if node.op_type == "Mul"}
    scaled = {node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "QuantizeLinear"}
    adds = {node.input[0]: node.input[1] for node in model.graph.node if node.op_type == "Add"}
    for node in model.graph.node:
        bias = node.input[-1] if node.op_type == _WHOLE else adds.get(node.output[0])
        if bias is not None and (matrix := _matrix(node, values)) is not None:
            factor = factors.get(scaled.get(node.input[0], node.input[0]))
            whole = matrix if factor is None else matrix * factor
            yield from _parted(bias.removesuffix("bias") + "weight", torch.from_numpy(whole))
    rows, scale = next(
        (rows, scale)
        for rows in values.values()
        for scale in values.values()
        if rows.dtype == np.int8 and scale.shape == (len(rows), 1)
    )
    yield _WORDS, torch.from_numpy(rows * scale)


def _parted(name: str, value: Tensor) -> Iterator[tuple[str, Tensor]]:
    """A parameter of a `ColorNetwork`; query, key and value where they were exported as one."""
    if ".joined." not in name:
        yield name, value
        return
    for part, one in zip(PARTS, value.chunk(len(PARTS)), strict=True):
        yield name.replace(".joined.", f".{part}."), one.clone()


def _matrix(node: NodeProto, values: dict[str, Any]) -> Array | None:
    """(out, in) float32 where a node multiplies by a stored matrix, in int8, in blocks of int8 or in float32."""
    if node.op_type == "MatMulNBits":
        blocks, scale = (torch.from_numpy(values[name].copy()) for name in node.input[1:3])
        inputs = next(one.i for one in node.attribute if one.name == "K")
        return unpacked(blocks, scale)[:, :inputs].numpy()
    if node.op_type == _WHOLE:
        return (values[node.input[1]] * values[node.input[3]]).T.copy()
    if node.op_type == "MatMul" and node.input[1] in values:
        return values[node.input[1]].T.copy()
    return None
