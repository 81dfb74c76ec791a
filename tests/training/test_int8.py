from pathlib import Path

import numpy as np
import pytest
import torch
from onnxruntime import InferenceSession
from torch import nn
from torch.nn import functional
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertSelfAttention

from colorword_tui.training.attention import JoinedAttention
from colorword_tui.training.int8 import Int8Linear


def layer(inputs: int, outputs: int = 24) -> nn.Linear:
    torch.manual_seed(3)
    return nn.Linear(inputs, outputs)


def together(inputs: int, rows: int = 4000) -> torch.Tensor:
    """Inputs that go together, some channels ten times as large as others."""
    torch.manual_seed(4)
    few = torch.randn(rows, inputs // 4) @ torch.randn(inputs // 4, inputs)
    return (few + 0.1 * torch.randn(rows, inputs)) * torch.logspace(-0.5, 0.5, inputs)[torch.randperm(inputs)]


def moments(inputs: torch.Tensor) -> torch.Tensor:
    return inputs.T.double() @ inputs.double() / len(inputs)


def error(linear: nn.Module, exact: nn.Linear, inputs: torch.Tensor) -> float:
    with torch.no_grad():
        return float((linear(inputs) - exact(inputs)).square().mean().sqrt())


class Plain(nn.Module):
    """Each weight rounded by itself, in blocks of 16 with one scale."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        blocks = linear.weight.detach().reshape(len(linear.weight), -1, 16)
        scale = blocks.abs().amax(2, keepdim=True) / 127
        self.weight, self.bias = ((blocks / scale).round() * scale).reshape_as(linear.weight), linear.bias

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return functional.linear(inputs, self.weight, self.bias)


def test_weights_make_up_for_one_anothers_rounding() -> None:
    exact, inputs = layer(64), together(64)
    ours = error(Int8Linear(exact, moments(inputs)), exact, inputs)
    assert 0 < ours < 0.6 * error(Plain(exact), exact, inputs)


def test_large_channels_spoil_less_when_they_are_smoothed() -> None:
    exact, inputs = layer(64), together(64)
    rough, smooth = (Int8Linear(exact, moments(inputs), smooth=one) for one in (False, True))
    assert rough.smaller is None
    assert smooth.smaller is not None
    one, other = (error_of_rounded_inputs(each, inputs) for each in (rough, smooth))
    assert other < 0.9 * one


def error_of_rounded_inputs(linear: Int8Linear, inputs: torch.Tensor) -> float:
    """What it adds that the runtime rounds the inputs of a layer to 8 bits in blocks of 16, too."""
    factor = torch.ones(inputs.shape[1]) if linear.smaller is None else linear.smaller
    blocks = (inputs * factor).reshape(len(inputs), -1, 16)
    scale = blocks.abs().amax(2, keepdim=True) / 127
    rounded = ((blocks / scale).round() * scale).reshape_as(inputs) / factor
    with torch.no_grad():
        return float((linear(rounded) - linear(inputs)).square().mean().sqrt())


@pytest.mark.parametrize("smooth", [True, False])
@pytest.mark.parametrize("width", [16, 24, 64])
def test_the_runtime_computes_the_same(width: int, smooth: bool, tmp_path: Path) -> None:
    inputs = together(width)
    ours = Int8Linear(layer(width), moments(inputs), smooth=smooth).eval()
    torch.onnx.export(
        ours, (inputs[:3],), tmp_path / "layer.onnx", input_names=["x"], dynamo=True, opset_version=21, verbose=False
    )
    (found,) = InferenceSession(tmp_path / "layer.onnx").run(None, {"x": inputs[:3].numpy()})
    expected = ours(inputs[:3]).detach().numpy()
    # The runtime rounds the inputs, too.
    assert np.abs(found - expected).max() < 0.02 * np.abs(expected).max()


def test_a_channel_that_was_silent_may_speak() -> None:
    exact, inputs = layer(32), together(32)
    inputs[:, 5] = 0
    quiet = Int8Linear(exact, moments(inputs))
    assert quiet.smaller is not None
    spoken = inputs.clone()
    spoken[:, 5] = 0.1
    assert error(quiet, exact, spoken) < 2 * error(quiet, exact, inputs)
    assert float(quiet.smaller.max()) < 100


def test_zeros_stay_zeros() -> None:
    exact = layer(32)
    with torch.no_grad():
        exact.weight.zero_()
    assert error(Int8Linear(exact, torch.zeros(32, 32, dtype=torch.float64)), exact, together(32)) == 0


def test_joined_attention_is_the_attention_of_its_parts(tmp_path: Path) -> None:
    torch.manual_seed(5)
    config = BertConfig(hidden_size=64, num_attention_heads=4, attn_implementation="eager")
    exact, inputs = BertSelfAttention(config).eval(), together(64, 8 * 500).reshape(500, 8, 64)
    # As a layer norm would give them: large scores would make little of rounding much.
    inputs /= inputs.std()
    with torch.no_grad():
        exact.query.weight *= 5
    ours = JoinedAttention(exact).eval()
    assert torch.allclose(ours(inputs[:3])[0], exact(inputs[:3])[0], atol=1e-5)
    ours.joined = Int8Linear(ours.joined, moments(inputs.reshape(-1, 64)))
    mask = torch.zeros(3, 1, 8, 8)
    mask[1, :, :, 5:] = torch.finfo(torch.float32).min
    few = inputs[:3]
    expected = exact(few, mask)[0].detach()
    assert not torch.allclose(expected[1], exact(few)[0][1], rtol=0.1), "the mask counts"
    tolerance = 0.03 * float(expected.abs().max())
    assert torch.allclose(ours(few, mask)[0], expected, atol=tolerance)
    torch.onnx.export(
        ours,
        (few, mask),
        tmp_path / "one.onnx",
        input_names=["x", "mask"],
        dynamo=True,
        opset_version=23,
        verbose=False,
    )
    found = InferenceSession(tmp_path / "one.onnx").run(None, {"x": few.numpy(), "mask": mask.numpy()})[0]
    assert torch.allclose(torch.from_numpy(found), expected, atol=tolerance)
