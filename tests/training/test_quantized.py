from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper
from onnxruntime import InferenceSession
from rich.console import Console
from tokenizers import Tokenizer
from torch import nn

from colorword_tui.lexicon.table import Entry
from colorword_tui.model.bundle import Bundle
from colorword_tui.model.encoder import Encoder
from colorword_tui.training.export import export, load_blended, load_network
from colorword_tui.training.loop import RunError, train
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.quantized import (
    QuantizedLinear,
    RuntimeLinear,
    fitted,
    is_quantized,
    quantize,
    without_rounding,
)
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.unpack import unpack
from colorword_tui.training.vectors import read_vectors

PHRASES = ["banana", "midnight lake", "バナナ"]


def uneven(rows: int = 2000, inputs: int = 48) -> torch.Tensor:
    """Inputs some of whose channels are a hundred times as large as others."""
    torch.manual_seed(4)
    return torch.randn(rows, inputs) * torch.logspace(-1, 1, inputs)[torch.randperm(inputs)]


def layer(inputs: int = 48, outputs: int = 24) -> nn.Linear:
    torch.manual_seed(3)
    return nn.Linear(inputs, outputs)


def error(rounding: nn.Module, exact: nn.Module, inputs: torch.Tensor) -> float:
    with torch.no_grad():
        return float((rounding(inputs) - exact(inputs)).square().mean().sqrt())


def test_the_runtime_computes_the_same(tmp_path: Path) -> None:
    inputs = uneven()
    ours = fitted(layer(), inputs)
    torch.onnx.export(
        RuntimeLinear(ours).eval(),
        (inputs[:5].reshape(1, 5, -1),),
        tmp_path / "layer.onnx",
        input_names=["x"],
        dynamo=True,
        opset_version=23,
        verbose=False,
    )
    (found,) = InferenceSession(tmp_path / "layer.onnx").run(None, {"x": inputs[:5].reshape(1, 5, -1).numpy()})
    assert np.allclose(found[0], ours(inputs[:5]).detach().numpy(), atol=1e-4)
    whole = [
        numpy_helper.to_array(one)
        for one in onnx.load(tmp_path / "layer.onnx").graph.initializer
        if one.data_type == onnx.TensorProto.INT8
    ]
    # Two products with inputs of 255 still fit into 16 bits, where processors without VNNI add them.
    assert [int(np.abs(one).max()) for one in whole] == [64]
    assert 255 * 64 * 2 < 2**15


def test_large_channels_spoil_less_when_they_are_fitted() -> None:
    exact, inputs = layer(), uneven()
    plain = QuantizedLinear(48, 24)
    with torch.no_grad():
        plain.weight.copy_(exact.weight)
        plain.bias.copy_(exact.bias)
        plain.step.fill_(float(inputs.max() - inputs.min()) / 255)
        plain.zero.fill_(round(-float(inputs.min()) / float(plain.step)))
    ours = fitted(exact, inputs)
    assert 0 < error(ours, exact, inputs) < 0.7 * error(plain, exact, inputs)
    assert error(ours.unrounded(), exact, inputs) < 1e-5


def test_inputs_of_one_sign_have_all_steps() -> None:
    exact, inputs = layer(), uneven().abs()
    assert int(fitted(exact, inputs).zero) == 0
    assert int(fitted(exact, -inputs).zero) == 255


def test_zeros_stay_zeros() -> None:
    exact, nothing = layer(), torch.zeros(10, 48)
    with torch.no_grad():
        exact.weight.zero_()
    assert error(fitted(exact, nothing), exact, nothing) == 0


def test_gradients_pass_the_rounding() -> None:
    exact, inputs = layer(), uneven(50)
    rounding = fitted(exact, inputs)
    for one in (exact, rounding):
        one(inputs).square().sum().backward()
    assert exact.weight.grad is not None
    assert rounding.weight.grad is not None
    ours, theirs = rounding.weight.grad / rounding.smaller, exact.weight.grad
    assert float(torch.cosine_similarity(ours.flatten(), theirs.flatten(), dim=0)) > 0.98


@pytest.fixture(scope="module")
def rounded(bundle: Path, tmp_path_factory: pytest.TempPathFactory, quick: Recipe, entries: list[Entry]) -> Path:
    """A run whose layers learnt to round and its bundle beside it.

    It began with a bundle, whose word embeddings are int8 already: rounding them again at export changes nothing, and
    no tie between two colours falls otherwise for that.
    """
    folder = tmp_path_factory.mktemp("rounded")
    recipe = replace(quick, quantized=True, epochs=2, encoder_rate=1e-4, head_rate=1e-3)
    train("", folder / "run", recipe, entries, start=bundle, console=Console(quiet=True))
    export(folder / "run", folder / "bundle", entries)
    return folder


def test_what_is_exported_is_what_was_trained(rounded: Path) -> None:
    manifest = Bundle(rounded / "bundle").manifest
    assert manifest["layers"] == "int8"
    assert manifest["int8"]["mean_delta_e"] < 0.1
    assert manifest["rounding"]["phrases"] == manifest["int8"]["phrases"]
    trained = load_network(rounded / "run")
    tokenizer = Tokenizer.from_file(str(rounded / "run" / "tokenizer.json"))
    encoder = Encoder(Bundle(rounded / "bundle"))
    found = np.array([encoder.read(phrase)[1].vector for phrase in PHRASES])
    as_trained, never_rounded = (
        np.abs(read_vectors(one.pool, tokenizer, PHRASES).numpy() - found).max()
        for one in (trained, without_rounding(trained))
    )
    assert as_trained < 0.2 * never_rounded
    operators = [node.op_type for node in onnx.load(rounded / "bundle" / "model.onnx").graph.node]
    # Two layers with a joined product, two of the attention's output and two pairs of the feed forward part.
    assert operators.count("MatMulIntegerToFloat") == 8


def test_a_bundle_that_rounds_is_unpacked_as_it_was_rounded(rounded: Path, tmp_path: Path) -> None:
    unpack(rounded / "bundle", tmp_path)
    theirs, ours = load_network(rounded / "run"), load_network(tmp_path)
    assert is_quantized(theirs.encoder)
    assert not is_quantized(ours.encoder)
    assert not Recipe.read(tmp_path / "recipe.json").quantized
    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    plain = without_rounding(theirs)
    read, expected = (read_vectors(one.pool, tokenizer, PHRASES) for one in (ours, plain))
    assert torch.allclose(read, expected, atol=0.05 * float(expected.abs().max()))
    for name, one in theirs.encoder.named_modules():
        if isinstance(one, QuantizedLinear) and "joined" not in name:
            found = ours.encoder.get_submodule(name).get_parameter("weight") / one.smaller
            steps = found / one.scale[:, None]
            assert torch.allclose(steps, steps.round(), atol=1e-3)
            assert float((found - one.weight).abs().max()) <= 0.51 * float(one.scale.max())


def test_training_goes_on_from_layers_that_round(
    rounded: Path, tmp_path: Path, quick: Recipe, entries: list[Entry]
) -> None:
    once = replace(quick, epochs=1, quantized=True)
    train("", tmp_path / "run", once, entries, start=rounded / "run", console=Console(quiet=True))
    blended = load_blended(tmp_path / "run", rounded / "run", 0.5)
    assert is_quantized(blended.encoder)
    with pytest.raises(RunError, match="learnt to round"):
        train("", tmp_path / "other", quick, entries, start=rounded / "run", console=Console(quiet=True))


def test_an_encoder_that_is_no_berts_rounds_too(tiny_bert: Path, quick: Recipe) -> None:
    from transformers import DistilBertConfig, DistilBertModel

    torch.manual_seed(2)
    config = DistilBertConfig(vocab_size=800, dim=32, n_layers=1, n_heads=2, hidden_dim=64)
    network = ColorNetwork(DistilBertModel(config), replace(quick, quantized=True)).eval()
    tokenizer = Tokenizer.from_file(str(tiny_bert / "tokenizer.json"))
    exact = read_vectors(network.pool, tokenizer, PHRASES)
    quantize(network, tokenizer, PHRASES, seed=1)
    read = read_vectors(network.pool, tokenizer, PHRASES)
    assert is_quantized(network.encoder)
    assert 0 < float((read - exact).abs().max()) < 0.1 * float(exact.abs().max())
