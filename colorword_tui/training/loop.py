"""The training loop: batches, steps, validation, early stopping, checkpoints; what is shown meanwhile is a report's."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from colorword_tui.lexicon.table import Entry
from colorword_tui.training.anchors import Anchors, drop_anchors
from colorword_tui.training.augment import augment
from colorword_tui.training.begin import at_encoder, at_run
from colorword_tui.training.checkpoint import (
    Progress,
    find_checkpoint,
    load_checkpoint,
    save_checkpoint,
    save_weights,
)
from colorword_tui.training.data import Batch, Examples, batches, make_examples, select
from colorword_tui.training.network import ColorNetwork, loss
from colorword_tui.training.quantized import is_quantized, quantize
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.report import BarReport, Report, Start, Step, Stopped, Validation
from colorword_tui.training.swatches import Swatches

CHECKPOINT_SECONDS = 300.0
_LOG_EVERY = 50
# A model is validated at the certainty that suits it best, as it will be read: export fits one, and without it a model
# that grows too sure of itself seems to get worse while its colours get better.
_CERTAINTIES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


class RunError(Exception):
    """A run cannot start or go on; the message says which and what to do."""


def train(
    encoder: str,
    run: Path,
    recipe: Recipe,
    entries: Sequence[Entry],
    *,
    resume: bool = False,
    trim: bool = True,
    start: Path | None = None,
    console: Console | None = None,
    report: Report | None = None,
    checkpoint_seconds: float = CHECKPOINT_SECONDS,
) -> float:
    """Train `recipe` on the entries and return the best validation loss; everything else is in the folder `run`.

    With `start`, the folder of another run, it begins with that run's best weights instead of the encoder's. With
    `resume`, a run that was interrupted goes on from its last checkpoint and ends where it would have ended.
    Without a `report` a bar is shown on the console; one that stops the run does so with Stopped, after a checkpoint.
    """
    if run.exists() and any(run.iterdir()) and not resume:
        raise RunError(f"{run} is not empty; continue it with --resume or choose another folder")
    if resume and (run / "recipe.json").exists() and Recipe.read(run / "recipe.json") != recipe:
        raise RunError(f"{run} was started with another recipe; resume it with the same options")
    torch.manual_seed(recipe.seed)
    learnt, validating = select(entries, recipe)
    if not learnt or not validating:
        raise RunError(
            f"the list {recipe.data!r} has {len(learnt)} names to learn and {len(validating)} to validate with: "
            "choose a longer one"
        )
    if start is None:
        beginning = at_encoder(encoder, run, recipe, entries, trim=trim)
    else:
        try:
            beginning = at_run(start, run, recipe, entries)
        except ValueError as error:
            raise RunError(str(error)) from error
    network, tokenizer, palette = beginning.network, beginning.tokenizer, beginning.palette
    anchors = drop_anchors(network, tokenizer, learnt) if recipe.tie else None
    if recipe.quantized and not is_quantized(network.encoder):
        # After the anchors: what they hold to is the network that does not round.
        quantize(network, tokenizer, [entry.phrase for entry in learnt], recipe.seed)
    numbers = anchors.numbers if anchors else None
    plain = make_examples(learnt, tokenizer, palette, recipe, numbers)

    def seen(epoch: int) -> Examples:
        if not recipe.augment:
            return plain
        random = np.random.default_rng([recipe.seed, epoch, 1])
        return make_examples(augment(learnt, recipe.augment, random), tokenizer, palette, recipe, numbers)

    validated = make_examples(validating, tokenizer, palette, recipe)
    report = report or BarReport(console or Console(stderr=True))
    trainer = Trainer(network, recipe, seen, validated, run, report, checkpoint_seconds, anchors)
    if resume and (checkpoint := find_checkpoint(run)):
        trainer.resume(checkpoint)
    return trainer.run_epochs()


class Trainer:
    """One run; `learnt` gives the examples of an epoch, the same whenever it is asked for the same one."""

    def __init__(
        self,
        network: ColorNetwork,
        recipe: Recipe,
        learnt: Callable[[int], Examples],
        validating: Examples,
        run: Path,
        report: Report,
        checkpoint_seconds: float,
        anchors: Anchors | None = None,
    ) -> None:
        self.network, self.recipe, self.run = network, recipe, run
        self._anchors = anchors
        self.learnt, self.validating = learnt, validating
        self.progress = Progress()
        self._report, self._checkpoint_seconds = report, checkpoint_seconds
        self._optimizer = _optimizer(network, recipe)
        self._average = (
            AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.average)) if recipe.average else None
        )
        self._phrases = len(learnt(0))
        self._steps_per_epoch = math.ceil(self._phrases / recipe.batch_size)
        self._frozen = recipe.train_encoder == "nothing"
        # A frozen encoder reads the same vectors in every epoch: they are computed once.
        self._vectors: dict[int, list[Tensor]] = {}
        self._best_head: dict[str, Tensor] | None = None

    def resume(self, checkpoint: Path) -> None:
        """Go on from a checkpoint."""
        self.progress = load_checkpoint(checkpoint, self.network, self._optimizer, self._average)

    def run_epochs(self) -> float:
        """Train until the last epoch or until validation has not improved for `patience` epochs."""
        done = self.progress
        swatches = Swatches(self.run, self.recipe)
        self._report.started(
            Start(self.recipe.epochs, self._steps_per_epoch, self._phrases, done.epoch, done.step),
            lambda: swatches.colors(self._kept()),
        )
        try:
            while done.epoch < self.recipe.epochs and done.epoch - done.best_epoch <= self.recipe.patience:
                self._run_epoch()
        except Stopped:
            self._save_checkpoint()
            raise
        finally:
            self._report.ended()
        self._write_best()
        return done.best_loss

    def _run_epoch(self) -> None:
        done = self.progress
        learnt = self._train_epoch()
        validated = self._validate()
        self._log(epoch=done.epoch, train_loss=learnt, validation_loss=validated, seconds=round(done.seconds))
        better = validated < done.best_loss
        if better:
            done.best_loss, done.best_epoch = validated, done.epoch
            self._keep_best()
        self._report.validated(Validation(done.epoch, learnt, validated, better))
        done.epoch, done.step, done.epoch_loss = done.epoch + 1, 0, 0.0
        if not self._frozen or done.epoch == self.recipe.epochs:
            self._save_checkpoint()

    def _train_epoch(self) -> float:
        done, saved, started = self.progress, time.monotonic(), time.monotonic()
        self.network.train(not self._frozen)
        for step, (key, batch) in enumerate(self._batches()):
            if step < done.step:
                continue
            self._report.check()
            rate = self._set_rate(done.epoch * self._steps_per_epoch + step)
            output, vectors = self._output(batch, key)
            value = loss(output, batch.targets)
            total = value
            if self._anchors is not None:
                total = value + self.recipe.tie * self._anchors.distance(vectors, batch.tied)
            self._optimizer.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self._optimizer.step()
            if self._average is not None:
                self._average.update_parameters(self.network)
            last = value.item()
            done.step, done.epoch_loss = step + 1, done.epoch_loss + last
            mean = done.epoch_loss / done.step
            self._report.stepped(Step(done.epoch, done.step, len(batch.targets), last, mean, rate))
            if done.step % _LOG_EVERY == 0:
                self._log(epoch=done.epoch, step=done.step, loss=last, rate=rate)
            now = time.monotonic()
            if now - saved > self._checkpoint_seconds:
                done.seconds, started, saved = done.seconds + now - started, now, now
                self._save_checkpoint()
        done.seconds += time.monotonic() - started
        return done.epoch_loss / self._steps_per_epoch

    def _batches(self) -> Iterable[tuple[int | None, Batch]]:
        """Every epoch has its own order, made from the seed and its number alone, so that a resumed run has it too."""
        if self._frozen:
            return enumerate(batches(self.learnt(0), self.recipe.batch_size))
        order = np.random.default_rng([self.recipe.seed, self.progress.epoch])
        return ((None, batch) for batch in batches(self.learnt(self.progress.epoch), self.recipe.batch_size, order))

    def _kept(self) -> nn.Module:
        """The weights that are validated and kept: the running mean, where there is one."""
        return self.network if self._average is None else self._average.module

    def _keep_best(self) -> None:
        if self._frozen:
            # A head that improves in each of a thousand short epochs would write the whole encoder a thousand times.
            self._best_head = {name: value.clone() for name, value in self.network.head.state_dict().items()}
        else:
            save_weights(self.run / "best.safetensors", self._kept())

    def _write_best(self) -> None:
        if self._best_head is not None:
            now = {name: value.clone() for name, value in self.network.head.state_dict().items()}
            self.network.head.load_state_dict(self._best_head)
            save_weights(self.run / "best.safetensors", self.network)
            self.network.head.load_state_dict(now)
            self._best_head = None

    def _save_checkpoint(self) -> None:
        # First: a checkpoint that knows of a best epoch must find its weights.
        self._write_best()
        save_checkpoint(self.run / "checkpoint", self.network, self._optimizer, self.progress, self._average)

    def _output(self, batch: Batch, key: int | None) -> tuple[Tensor, Tensor]:
        """What the head makes of a batch, and the vectors that it read."""
        if key is None:
            return self.network(batch.ids, batch.mask)
        if key not in self._vectors:
            with torch.no_grad():
                self._vectors[key] = [self.network.pool(batch.ids, batch.mask)]
        return self.network.read(self._vectors[key][0]), self._vectors[key][0]

    @torch.no_grad()
    def _validate(self) -> float:
        kept = self._kept().eval()
        # Colours themselves have no certainty to scale.
        certainties = _CERTAINTIES if self.recipe.head == "distribution" else (1.0,)
        totals = np.zeros(len(certainties))
        for index, batch in enumerate(batches(self.validating, self.recipe.batch_size)):
            self._report.check()
            output, _ = self._output(batch, -1 - index) if self._frozen else kept(batch.ids, batch.mask)
            totals += [float(loss(output * one, batch.targets)) * len(batch.targets) for one in certainties]
        return float(totals.min()) / len(self.validating)

    def _set_rate(self, step: int) -> float:
        """Linear warm-up, then a line to zero; returns the share of the full rate."""
        total, warmup = self.recipe.epochs * self._steps_per_epoch, self.recipe.warmup
        share = min(1.0, (step + 1) / max(1.0, warmup * total))
        if self.recipe.decay:
            share = min(share, (total - step) / max(1.0, (1 - warmup) * total))
        for group in self._optimizer.param_groups:
            group["lr"] = share * group["full_rate"]
        return share

    def _log(self, **values: float) -> None:
        with (self.run / "train.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(values) + "\n")


def _optimizer(network: ColorNetwork, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW; weight decay spares biases and norms, and the rate falls from the last layer to the embeddings."""
    network.encoder.requires_grad_(recipe.train_encoder != "nothing")
    network.encoder.get_input_embeddings().requires_grad_(recipe.train_encoder == "all")
    layers = int(network.encoder.config.num_hidden_layers)
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        # The pooler stands after the last hidden state, where nothing reads it.
        if parameter.requires_grad and "pooler" not in name:
            layer = re.search(r"\.layer\.(\d+)\.", name)
            below = layers - 1 - int(layer[1]) if layer else layers
            rate = recipe.head_rate if name.startswith("head") else recipe.encoder_rate * recipe.layer_decay**below
            groups.setdefault((rate, recipe.weight_decay if parameter.ndim > 1 else 0.0), []).append(parameter)
    settings = [
        {"params": parameters, "lr": rate, "full_rate": rate, "weight_decay": decay}
        for (rate, decay), parameters in groups.items()
    ]
    return torch.optim.AdamW(settings, fused=True)
