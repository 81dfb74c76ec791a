"""A run's folder: what a training run needs to go on after an interruption, and what `export` reads.

    recipe.json  encoder/config.json  tokenizer.json  palette.json    how it was made
    checkpoint/                                                      weights, their mean, optimiser, random state
    best.safetensors                                                 the weights of the best epoch
    train.jsonl                                                      the log

Weights are safetensors and the rest is JSON: nothing is ever unpickled.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn


@dataclass(slots=True)
class Progress:
    """Where a run stands; `step` counts the batches done in `epoch`."""

    epoch: int = 0
    step: int = 0
    best_loss: float = float("inf")
    best_epoch: int = -1
    epoch_loss: float = 0.0
    seconds: float = 0.0


def save_weights(path: Path, module: nn.Module) -> None:
    """Write every parameter and buffer, whole or not at all."""
    beside = path.with_suffix(".part")
    save_file({name: value.detach().contiguous() for name, value in module.state_dict().items()}, beside)
    beside.replace(path)


def load_weights(path: Path, module: nn.Module) -> None:
    """Read what `save_weights` wrote; a shape that does not fit is a RuntimeError."""
    module.load_state_dict(load_file(path))


def save_checkpoint(
    folder: Path,
    module: nn.Module,
    optimizer: torch.optim.Optimizer,
    progress: Progress,
    average: nn.Module | None = None,
) -> None:
    """Write the state of a run beside the old one, then put it in its place."""
    fresh, old = folder.with_name("checkpoint.part"), folder.with_name("checkpoint.old")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    save_weights(fresh / "weights.safetensors", module)
    if average is not None:
        save_weights(fresh / "average.safetensors", average)
    moments = {
        f"{index}.{key}": value
        for index, state in optimizer.state_dict()["state"].items()
        for key, value in state.items()
        if isinstance(value, Tensor)
    }
    save_file({**moments, "random": torch.get_rng_state()}, fresh / "optimizer.safetensors")
    (fresh / "progress.json").write_text(json.dumps(asdict(progress)), "utf-8")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def load_checkpoint(
    folder: Path, module: nn.Module, optimizer: torch.optim.Optimizer, average: nn.Module | None = None
) -> Progress:
    """Put weights, optimiser and random state back and return where the run stood."""
    load_weights(folder / "weights.safetensors", module)
    if average is not None:
        load_weights(folder / "average.safetensors", average)
    tensors = load_file(folder / "optimizer.safetensors")
    torch.set_rng_state(tensors.pop("random"))
    state = optimizer.state_dict()
    moments: dict[int, dict[str, Tensor]] = {}
    for name, value in tensors.items():
        index, key = name.split(".", 1)
        moments.setdefault(int(index), {})[key] = value
    optimizer.load_state_dict({**state, "state": moments})
    return Progress(**json.loads((folder / "progress.json").read_text("utf-8")))


def find_checkpoint(run: Path) -> Path | None:
    """The newest whole checkpoint of a run; an interruption between two renames leaves the old one."""
    for name in ("checkpoint", "checkpoint.old"):
        if (run / name / "progress.json").exists():
            return run / name
    return None
