"""How a model is trained: every number that decides the result, in one place, as JSON beside the weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Literal

_REPEATS = {
    "basic": 2,
    "html": 2,
    "mlmc_english": 2,
    "thesaurus": 2,
    "xkcd": 2,
    **{
        f"mlmc_{language}": 2
        for language in (
            "chinese", "dutch", "finnish", "french", "german", "korean", "persian", "polish", "portuguese", "romanian",
            "russian", "spanish", "swedish",
        )
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recipe:
    """The defaults are the shipped recipe.

    `head` is `distribution` (softmax over `bins` colours, cross-entropy against Gaussians of `sigma` in OkLab) or
    `rgb` (a linear layer of 3 with ReLU, mean squared error over sRGB in 0..1). `train_encoder` is `layers`
    (word embeddings stay as they are) or `nothing` (the encoder is frozen and only read). `repeats` says how often an
    entry of a source is seen in an epoch, once where it says nothing: surveys and short lists of agreed names would
    drown in the long list of poetic ones.
    """

    name: str = "distribution"
    data: Literal["lexicon", "html"] = "lexicon"
    pooling: Literal["mean", "cls"] = "mean"
    head: Literal["distribution", "rgb"] = "distribution"
    train_encoder: Literal["layers", "nothing"] = "layers"
    repeats: Mapping[str, int] = field(default_factory=lambda: dict(_REPEATS))
    bins: int = 512
    sigma: float = 0.045
    epochs: int = 5
    patience: int = 2
    batch_size: int = 64
    max_tokens: int = 32
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup: float = 0.06
    decay: bool = True
    bf16: bool = True
    seed: int = 20

    def to_json(self) -> str:
        """Indented JSON, one field a line."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def read(cls, path: Path) -> Recipe:
        """Read what `to_json` wrote; an unknown field is a ValueError."""
        values = json.loads(path.read_text("utf-8"))
        if unknown := set(values) - {one.name for one in fields(cls)}:
            raise ValueError(f"{path} has fields that no recipe has: {', '.join(sorted(unknown))}")
        return cls(**values)


SHIPPED = Recipe()

# The article's own recipe: frozen encoder, first token, linear layer of 3 with ReLU, squared error, AdamW at 1e-5,
# 1,000 epochs over the HTML colours, a quarter of them to validate. It is the baseline, kept as it was.
ARTICLE = replace(
    SHIPPED,
    name="article",
    data="html",
    pooling="cls",
    head="rgb",
    train_encoder="nothing",
    repeats={},
    epochs=1000,
    patience=1000,
    head_rate=1e-5,
    warmup=0.0,
    decay=False,
    bf16=False,
)

RECIPES = {recipe.name: recipe for recipe in (SHIPPED, ARTICLE)}
