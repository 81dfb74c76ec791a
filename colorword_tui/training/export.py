"""From a training run to a bundle: ONNX in int8, checked against float32, calibrated, scored, and its manifest."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from colorword_tui.color.arrays import delta_e_2000, srgb_to_lab
from colorword_tui.color.names import name_key
from colorword_tui.lexicon.split import entry_side
from colorword_tui.lexicon.table import Entry
from colorword_tui.model.bundle import HUGGING_FACE, SENTENCEPIECES, Bundle, Calibration, write_manifest
from colorword_tui.model.distribution import DistributionReader
from colorword_tui.model.encoder import Encoder
from colorword_tui.training.calibrate import calibrate
from colorword_tui.training.checkpoint import load_weights
from colorword_tui.training.evaluate import evaluate
from colorword_tui.training.int8 import Exported, embedded_in_int8, in_int8
from colorword_tui.training.loop import RunError
from colorword_tui.training.maps import BEFORE, mapped_phrases, seen_before, write_maps
from colorword_tui.training.memory import Known, further_phrases, known_phrases, least_known, remember
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.quantized import for_runtime, is_quantized, make_quantized, without_rounding
from colorword_tui.training.recipe import Recipe
from colorword_tui.training.sentencepieces import to_sentencepieces
from colorword_tui.training.vectors import read_vectors
from colorword_tui.training.vocabulary import round_scores

# A phrase is cut after this many tokens, and the position embeddings with it: 64 hold a long sentence.
MAX_TOKENS = 64
# So many of the learnt phrases show what the layers' inputs are like.
_SHOWN = 2_500
# The first that has attention as an operator.
_OPSET = 23
# Beyond this the int8 network is not the one that was trained.
_MOST_MEAN_DELTA_E = 1.0

_LIBRARIES = ("torch", "transformers", "onnx", "onnxruntime", "tokenizers", "sentencepiece")
# These log every node they look at.
_TALKATIVE = ("onnx_ir", "onnxscript", "torch.onnx")

# What a configuration says about an encoder's shape; the rest is about where it came from, paths among it.
_SHAPE = (
    "hidden_act", "hidden_size", "intermediate_size", "layer_norm_eps", "num_attention_heads", "num_hidden_layers",
    "type_vocab_size", "vocab_size",
)  # fmt: skip


def export(run: Path, out: Path, entries: Sequence[Entry], blend: tuple[Path, float] | None = None) -> dict[str, Any]:
    """Write the bundle of a run to the folder `out`, replacing a bundle there, and return its scores.

    With `blend`, the folder of another run and its share, the weights are a mean of both: see `load_blended`.
    Calibration is fitted on the validation names and the scores are those of the held-out names. Where the layers
    answer otherwise in int8 they stay in float32, and the manifest says so (`layers`). A run without trained weights,
    or with the article's head, is a RunError.
    """
    if not (run / "best.safetensors").exists():
        raise RunError(f"{run} holds no trained weights (best.safetensors); train it first")
    network = load_blended(run, *blend) if blend else load_network(run)
    recipe = Recipe.read(run / "recipe.json")
    if recipe.head != "distribution":
        raise RunError(f"{run} was trained with the recipe {recipe.name!r}, whose head predicts no distribution")
    if not (run / BEFORE).exists():
        raise RunError(f"{run} holds no vectors from before its training ({BEFORE}); train it again")
    beside = out.with_name(out.name + ".part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    shutil.copy(run / "palette.json", beside)
    tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
    tokenizer.enable_truncation(_length(network))
    write_tokenizer(tokenizer, beside, [entry.phrase for entry in entries])
    palette = torch.tensor(json.loads((run / "palette.json").read_text("utf-8")), dtype=torch.float32)
    known = known_phrases(entries, recipe)
    mapped = mapped_phrases(known, set(seen_before(run)))
    known, vectors = _learnt_by_heart(network, tokenizer, known, further_phrases(entries, recipe), palette, recipe)
    whole = remember(network, vectors, known, palette, recipe) if recipe.neighbours else network
    shown = _some([entry.phrase for entry in entries if entry_side(entry) == "train"], recipe.seed)
    export_int8(whole, beside / "model.onnx", tokenizer, shown)
    maps = write_maps(run, beside, network, tokenizer, entries, known, mapped, vectors, recipe.seed)
    facts: dict[str, Any] = {
        "max_tokens": _length(network),
        "encoder": {**json.loads((run / "encoder.json").read_text("utf-8")), "config": _shape(network)},
        "recipe": json.loads(recipe.to_json()),
        "blended": {"share": blend[1], "recipe": json.loads((blend[0] / "recipe.json").read_text())} if blend else None,
        "training": _last_epoch(run),
        "maps": {name: asdict(quality) for name, quality in maps.items()},
        "made_with": {name: version(name) for name in _LIBRARIES},
    }
    validating = [entry for entry in entries if entry_side(entry) == "validation"]
    write_manifest(beside, Calibration(2.0, 1.0), **facts)
    calibration = calibrate(Bundle(beside), validating)
    write_manifest(beside, calibration, **facts)
    phrases = [entry.phrase for entry in validating]
    facts["int8"] = compare_with_float32(whole, tokenizer, Bundle(beside), phrases)
    if recipe.quantized:
        # What was trained rounds; this is how far the rounding moves its answers.
        facts["rounding"] = compare_with_float32(without_rounding(whole), tokenizer, Bundle(beside), phrases)
    facts["layers"] = "int8"
    if facts["int8"]["mean_delta_e"] > _MOST_MEAN_DELTA_E and not recipe.quantized:
        # Not the network that was trained: then rather four times as large.
        facts["layers"] = "float32"
        export_int8(whole, beside / "model.onnx", tokenizer, [])
        write_manifest(beside, calibration, **facts)
        calibration = calibrate(Bundle(beside), validating)
        write_manifest(beside, calibration, **facts)
        facts["int8"] = compare_with_float32(whole, tokenizer, Bundle(beside), phrases)
    write_manifest(beside, calibration, **facts)
    facts["scores"] = evaluate(beside, entries)
    write_manifest(beside, calibration, **facts)
    shutil.rmtree(out, ignore_errors=True)
    beside.rename(out)
    return facts["scores"]


def _learnt_by_heart(
    network: ColorNetwork, tokenizer: Tokenizer, known: Known, further: Known, palette: Tensor, recipe: Recipe
) -> tuple[Known, Tensor]:
    """The phrases that go into the memory, all that are `known` and a part of `further`, and vectors, (N, width)."""
    vectors = read_vectors(network.pool, tokenizer, list(known))
    keys = {name_key(phrase) for phrase in known}
    further = {one: colors for one, colors in further.items() if name_key(one) not in keys}
    if not (recipe.neighbours and further):
        return known, vectors
    phrases = list(further)
    read = read_vectors(network.pool, tokenizer, phrases)
    least = least_known(network, read, further, palette, recipe)
    kept = {phrases[number]: further[phrases[number]] for number in least}
    return known | kept, torch.cat([vectors, read[least]])


def load_network(run: Path) -> ColorNetwork:
    """The network of a run with its best weights, ready to read."""
    encoder = AutoModel.from_config(AutoConfig.from_pretrained(run / "encoder"), attn_implementation="eager")
    recipe = Recipe.read(run / "recipe.json")
    network = ColorNetwork(encoder, recipe)
    if recipe.quantized:
        make_quantized(network.encoder)
    load_weights(run / "best.safetensors", network)
    network.bf16 = False
    return network.eval()


def load_blended(run: Path, other: Path, share: float) -> ColorNetwork:
    """The network of `run` with weights that are a mean of its own and, with `share` in 0..1, those of `other`.

    What was learnt late is learnt at the cost of what came before; between the two lies a network that is better than
    either: Wortsman et al. (2022), "Robust fine-tuning of zero-shot models". A run of another shape, or with other bins
    or another vocabulary, is a RunError.
    """
    if not 0 <= share <= 1:
        raise RunError(f"a share is from 0 to 1, and this one is {share}")
    if not (other / "best.safetensors").exists():
        raise RunError(f"{other} holds no trained weights (best.safetensors) to blend with")
    if _bins_and_pieces(run) != _bins_and_pieces(other):
        raise RunError(f"{other} has other bins or pieces than {run}; only runs that began alike can be blended")
    network, theirs = load_network(run), load_file(other / "best.safetensors")
    ours = network.state_dict()
    if {name: value.shape for name, value in ours.items()} != {name: value.shape for name, value in theirs.items()}:
        raise RunError(f"{other} is a network of another shape than {run}; only runs that began alike can be blended")
    network.load_state_dict(
        {
            name: torch.lerp(value, theirs[name], share) if value.is_floating_point() else value
            for name, value in ours.items()
        }
    )
    return network


def _bins_and_pieces(run: Path) -> tuple[str, dict[str, int]]:
    """What the numbers of a network's head and of its word embeddings stand for."""
    return (run / "palette.json").read_text("utf-8"), Tokenizer.from_file(str(run / "tokenizer.json")).get_vocab()


def write_tokenizer(tokenizer: Tokenizer, folder: Path, phrases: Sequence[str]) -> None:
    """Write the tokenizer as a model of sentencepiece where that cuts all `phrases` alike, otherwise as it is."""
    description = round_scores(tokenizer.to_str())
    pieces = to_sentencepieces(description, phrases)
    if pieces is None:
        (folder / HUGGING_FACE).write_text(description, "utf-8")
    else:
        (folder / SENTENCEPIECES).write_bytes(pieces)


def compare_with_float32(
    network: Exported, tokenizer: Tokenizer, bundle: Bundle, phrases: Sequence[str]
) -> dict[str, float]:
    """CIEDE2000 between the answers of the int8 bundle and of the float32 network: mean and 99th percentile."""
    reader = DistributionReader(np.array(json.loads(bundle.read("palette.json"))), bundle.calibration)
    exact = read_vectors(lambda ids, mask: network(ids, mask)[0], tokenizer, phrases).double().numpy()
    ours, theirs = (
        srgb_to_lab(np.array([one.colors[0] for one in reader.read_many(logits)]))
        for logits in (Encoder(bundle).logits(phrases), exact)
    )
    distance = delta_e_2000(ours, theirs)
    return {
        "phrases": len(phrases),
        "mean_delta_e": round(float(distance.mean()), 3),
        "p99_delta_e": round(float(np.percentile(distance, 99)), 3),
    }


def export_float32(network: Exported, path: Path) -> None:
    """Write the network as ONNX: `input_ids` and `attention_mask`, (B, T) int64, to `logits` and `vector`.

    One with a memory also gives `nearest` and `similarity`.
    """
    recalls = not isinstance(network, ColorNetwork)
    ids, mask = torch.tensor([[0, 5, 6, 2], [0, 7, 8, 2]]), torch.ones(2, 4, dtype=torch.int64)
    batch, width = torch.export.Dim("batch", min=1), torch.export.Dim("tokens", min=1)
    torch.onnx.export(
        network,
        (ids, mask),
        path,
        input_names=["input_ids", "attention_mask"],
        output_names=["logits", "vector"] + (["nearest", "similarity"] if recalls else []),
        dynamic_shapes={"ids": {0: batch, 1: width}, "mask": {0: batch, 1: width}},
        dynamo=True,
        external_data=False,
        opset_version=_OPSET,
        verbose=False,
    )


def export_int8(network: Exported, path: Path, tokenizer: Tokenizer, phrases: Sequence[str]) -> None:
    """Write the network as ONNX with int8 weights; the head stays in float32, where the logits are made.

    `phrases` show what the layers' inputs are like; without any, only the word embeddings are int8, whose rows have a
    scale each.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
    if is_quantized(network.encoder):
        network = embedded_in_int8(network)
        for_runtime(network.encoder)
    else:
        network = in_int8(network, tokenizer, phrases) if phrases else embedded_in_int8(network)
    embeddings = cast(Any, network.encoder.embeddings)
    positions = cast(nn.Embedding, embeddings.position_embeddings)
    embeddings.position_embeddings = nn.Embedding.from_pretrained(positions.weight.detach()[: _length(network)].clone())
    export_float32(network, path)
    model = onnx.load(path)
    strip_notes(model)
    onnx.save(model, path)


def strip_notes(model: onnx.ModelProto) -> None:
    """Drop what the exporter noted beside each node: a third of a megabyte, paths of the machine among it."""
    del model.graph.value_info[:]
    del model.metadata_props[:]
    for node in model.graph.node:
        del node.metadata_props[:]
    for value in (*model.graph.input, *model.graph.output, *model.graph.initializer):
        del value.metadata_props[:]


def _some(phrases: Sequence[str], seed: int) -> list[str]:
    chosen = np.random.default_rng(seed).permutation(len(phrases))[:_SHOWN]
    return [phrases[int(number)] for number in chosen]


def _length(network: Exported) -> int:
    return min(MAX_TOKENS, int(network.encoder.config.max_position_embeddings))


def _shape(network: ColorNetwork) -> dict[str, Any]:
    """What it takes to build the encoder again, as it is exported."""
    config = network.encoder.config
    kept = {name: getattr(config, name) for name in ("model_type", *_SHAPE)}
    return kept | {"max_position_embeddings": _length(network)}


def _last_epoch(run: Path) -> dict[str, Any]:
    """The losses of the best epoch, from the log."""
    rows = [json.loads(line) for line in (run / "train.jsonl").read_text("utf-8").splitlines()]
    return min((row for row in rows if "validation_loss" in row), key=lambda row: row["validation_loss"])
