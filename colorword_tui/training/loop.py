"""The training loop: batches, steps, validation, early stopping, checkpoints, and what is shown meanwhile."""

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
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as Bar,
)
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import PreTrainedModel

from colorword_tui.color.arrays import Array
from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.training.augment import augment
from colorword_tui.training.checkpoint import (
    Progress,
    find_checkpoint,
    load_checkpoint,
    save_checkpoint,
    save_weights,
)
from colorword_tui.training.data import Batch, Examples, batches, build_palette, make_examples, select
from colorword_tui.training.encoder import encoder_name, keep_layers, load_encoder
from colorword_tui.training.maps import BEFORE, save_before
from colorword_tui.training.memory import known_phrases
from colorword_tui.training.network import ColorNetwork, loss
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.vocabulary import common_words

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
    console: Console | None = None,
    checkpoint_seconds: float = CHECKPOINT_SECONDS,
) -> float:
    """Train `recipe` on the entries and return the best validation loss; everything else is in the folder `run`.

    With `resume`, a run that was interrupted goes on from its last checkpoint and ends where it would have ended.
    """
    if run.exists() and any(run.iterdir()) and not resume:
        raise RunError(f"{run} is not empty; continue it with --resume or choose another folder")
    if resume and (run / "recipe.json").exists() and Recipe.read(run / "recipe.json") != recipe:
        raise RunError(f"{run} was started with another recipe; resume it with the same options")
    torch.manual_seed(recipe.seed)
    learnt, validating = select(entries, recipe)
    texts = [*(entry.phrase for entry in entries), *common_words()] if trim else None
    bert, tokenizer = load_encoder(encoder, texts, recipe.max_tokens, recipe.seed)
    if recipe.keep_layers:
        keep_layers(bert, recipe.keep_layers)
    palette = (
        build_palette([entry for entry in entries if entry_side(entry) == "train"], recipe.bins, recipe.seed)
        if recipe.head == "distribution"
        else np.zeros((0, 3), float)
    )
    network = ColorNetwork(bert, recipe)
    _write_run(run, recipe, encoder, bert, tokenizer, palette, sorted({entry.source for entry in entries}))
    if recipe.head == "distribution" and not (run / BEFORE).exists():
        save_before(run, network, tokenizer, entries, known_phrases(entries, recipe))
    plain = make_examples(learnt, tokenizer, palette, recipe)

    def seen(epoch: int) -> Examples:
        if not recipe.augment:
            return plain
        random = np.random.default_rng([recipe.seed, epoch, 1])
        return make_examples(augment(learnt, recipe.augment, random), tokenizer, palette, recipe)

    validated = make_examples(validating, tokenizer, palette, recipe)
    trainer = Trainer(network, recipe, seen, validated, run, console or Console(stderr=True), checkpoint_seconds)
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
        console: Console,
        checkpoint_seconds: float,
    ) -> None:
        self.network, self.recipe, self.run = network, recipe, run
        self.learnt, self.validating = learnt, validating
        self.progress = Progress()
        self._console, self._checkpoint_seconds = console, checkpoint_seconds
        self._optimizer = _optimizer(network, recipe)
        self._average = (
            AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.average)) if recipe.average else None
        )
        self._steps_per_epoch = math.ceil(len(learnt(0)) / recipe.batch_size)
        # A frozen encoder reads the same vectors in every epoch: they are computed once.
        self._vectors: dict[int, list[Tensor]] = {}

    def resume(self, checkpoint: Path) -> None:
        """Go on from a checkpoint."""
        self.progress = load_checkpoint(checkpoint, self.network, self._optimizer, self._average)
        self._console.print(f"going on at epoch {self.progress.epoch + 1}, batch {self.progress.step}", markup=False)

    def run_epochs(self) -> float:
        """Train until the last epoch or until validation has not improved for `patience` epochs."""
        with _bar(self._console) as bar:
            task = bar.add_task("", total=self.recipe.epochs * self._steps_per_epoch, learnt="", validated="")
            done = self.progress
            bar.update(task, completed=done.epoch * self._steps_per_epoch + done.step)
            while done.epoch < self.recipe.epochs and done.epoch - done.best_epoch <= self.recipe.patience:
                bar.update(task, description=f"epoch {done.epoch + 1}/{self.recipe.epochs}")
                learnt = self._train_epoch(bar, task)
                validated = self._validate()
                self._log(epoch=done.epoch, train_loss=learnt, validation_loss=validated, seconds=round(done.seconds))
                bar.update(task, learnt=f"train {learnt:.4f}", validated=f"validation {validated:.4f}")
                if validated < done.best_loss:
                    done.best_loss, done.best_epoch = validated, done.epoch
                    save_weights(self.run / "best.safetensors", self._kept())
                done.epoch, done.step, done.epoch_loss = done.epoch + 1, 0, 0.0
                if self.recipe.train_encoder != "nothing" or done.epoch == self.recipe.epochs:
                    self._save_checkpoint()
        return done.best_loss

    def _train_epoch(self, bar: Bar, task: object) -> float:
        done, saved, started = self.progress, time.monotonic(), time.monotonic()
        self.network.train(self.recipe.train_encoder != "nothing")
        for step, (key, batch) in enumerate(self._batches()):
            if step < done.step:
                continue
            rate = self._set_rate(done.epoch * self._steps_per_epoch + step)
            value = loss(self._output(batch, key), batch.targets)
            self._optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self._optimizer.step()
            if self._average is not None:
                self._average.update_parameters(self.network)
            done.step, done.epoch_loss = step + 1, done.epoch_loss + value.item()
            bar.update(task, advance=1, learnt=f"train {done.epoch_loss / done.step:.4f}")  # pyright: ignore
            if done.step % _LOG_EVERY == 0:
                self._log(epoch=done.epoch, step=done.step, loss=value.item(), rate=rate)
            now = time.monotonic()
            if now - saved > self._checkpoint_seconds:
                done.seconds, started, saved = done.seconds + now - started, now, now
                self._save_checkpoint()
        done.seconds += time.monotonic() - started
        return done.epoch_loss / self._steps_per_epoch

    def _batches(self) -> Iterable[tuple[int | None, Batch]]:
        """Every epoch has its own order, made from the seed and its number alone, so that a resumed run has it too."""
        if self.recipe.train_encoder == "nothing":
            return enumerate(batches(self.learnt(0), self.recipe.batch_size))
        order = np.random.default_rng([self.recipe.seed, self.progress.epoch])
        return ((None, batch) for batch in batches(self.learnt(self.progress.epoch), self.recipe.batch_size, order))

    def _kept(self) -> nn.Module:
        """The weights that are validated and kept: the running mean, where there is one."""
        return self.network if self._average is None else self._average.module

    def _save_checkpoint(self) -> None:
        save_checkpoint(self.run / "checkpoint", self.network, self._optimizer, self.progress, self._average)

    def _output(self, batch: Batch, key: int | None) -> Tensor:
        if key is None:
            return self.network(batch.ids, batch.mask)[0]
        if key not in self._vectors:
            with torch.no_grad():
                self._vectors[key] = [self.network.pool(batch.ids, batch.mask)]
        return self.network.read(self._vectors[key][0])

    @torch.no_grad()
    def _validate(self) -> float:
        kept = self._kept().eval()
        # Colours themselves have no certainty to scale.
        certainties = _CERTAINTIES if self.recipe.head == "distribution" else (1.0,)
        totals = np.zeros(len(certainties))
        for index, batch in enumerate(batches(self.validating, self.recipe.batch_size)):
            if self.recipe.train_encoder == "nothing":
                output = self._output(batch, -1 - index)
            else:
                output = kept(batch.ids, batch.mask)[0]
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


def _write_run(
    run: Path,
    recipe: Recipe,
    encoder: str,
    bert: PreTrainedModel,
    tokenizer: Tokenizer,
    palette: Array,
    sources: list[str],
) -> None:
    run.mkdir(parents=True, exist_ok=True)
    (run / "recipe.json").write_text(recipe.to_json(), "utf-8")
    (run / "encoder.json").write_text(
        json.dumps({"name": encoder_name(encoder), "lexicon": sources}, indent=2) + "\n", "utf-8"
    )
    (run / "palette.json").write_text(json.dumps(palette.round(6).tolist()) + "\n", "utf-8")
    tokenizer.save(str(run / "tokenizer.json"), pretty=False)
    bert.config.save_pretrained(run / "encoder")


def _bar(console: Console) -> Bar:
    return Bar(
        TextColumn("{task.description}"),
        BarColumn(None),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("eta"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[learnt]}  {task.fields[validated]}"),
        console=console,
        # Without a terminal a bar would be one line at the very end; the log says it better.
        disable=not console.is_terminal,
    )
