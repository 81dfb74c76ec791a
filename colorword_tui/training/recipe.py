"""How a model is trained: every number that decides the result, in one place, as JSON beside the weights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

_REPEATS = {
    "basic": 3,
    "everyday": 2,
    **{f"everyday/translated_{code}": 1 for code in ("ar", "de", "es", "fr", "hi", "it", "ja", "ko", "pt", "ru", "zh")},
    "html": 3,
    "mlmc_english": 3,
    "ntc": 2,
    "pictured_names": 2,
    "thesaurus": 3,
    "wikipedia": 2,
    "xkcd": 3,
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

    `head` is `distribution` (softmax over `bins` colours, cross-entropy against Gaussians of `sigma` in OkLab) or a
    colour space: `rgb`, `hsv`, `hue` or `hue-circle` (a linear layer of its channels with ReLU, mean squared error
    over them in 0..1). `data` is `lexicon` (all lists), `html` (split as in the article) or the name of one list.
    `train_encoder` is `layers` (word embeddings stay as they are), `all` or `nothing` (the encoder is frozen and only
    read); `keep_layers` uses that many of its layers, evenly spread, all of them where it is 0. Where it is `quantized`
    the layers round to 8 bits as the runtime does, and learn with that. `layer_decay` multiplies the rate once for each
    layer further from the head. `repeats` says how often an entry of a source is
    seen in an epoch, once where it says nothing: surveys and short lists of agreed names would drown in the long list
    of poetic ones. `augment` is the share of phrases that are altered when they are seen. `average` is the decay of a
    running mean over the weights (0: none), which is then what validates and is kept. `tie` weighs how far, in cosine,
    an everyday phrase's vector may move from the one that its English had when the run began (0: as it likes). An
    exported model asks its `neighbours` nearest known phrases (0: none), compared in `neighbour_width` dimensions with
    a softmax of `neighbour_temperature`, for `neighbour_share` of the answer, `known_share` where the phrase itself is
    known.
    """

    name: str = "distribution"
    data: str = "lexicon"
    pooling: Literal["mean", "cls"] = "mean"
    head: Literal["distribution", "rgb", "hsv", "hue", "hue-circle"] = "distribution"
    train_encoder: Literal["layers", "all", "nothing"] = "layers"
    keep_layers: int = 0
    quantized: bool = False
    repeats: Mapping[str, int] = field(default_factory=lambda: dict(_REPEATS))
    bins: int = 512
    sigma: float = 0.03
    epochs: int = 5
    patience: int = 2
    batch_size: int = 128
    max_tokens: int = 32
    augment: float = 0.3
    average: float = 0.0
    tie: float = 0.0
    encoder_rate: float = 2.5e-4
    layer_decay: float = 0.75
    head_rate: float = 1.5e-3
    weight_decay: float = 0.01
    warmup: float = 0.06
    decay: bool = True
    bf16: bool = True
    neighbours: int = 16
    neighbour_width: int = 64
    neighbour_temperature: float = 0.02
    neighbour_share: float = 0.3
    known_share: float = 0.8
    seed: int = 20

    def repeats_of(self, source: str) -> int:
        """How often an entry of a table is seen in an epoch; a folder of tables may be named as one."""
        return self.repeats.get(source, self.repeats.get(source.partition("/")[0], 1))

    def changed(self, settings: Iterable[str]) -> Recipe:
        """With settings such as `sigma=0.06` or `pooling=cls`; one that no recipe has is a ValueError."""
        values: dict[str, Any] = {}
        known = {one.name: one for one in fields(self)}
        for setting in settings:
            name, _, text = setting.partition("=")
            if name not in known or name == "name":
                raise ValueError(
                    f"no recipe has {name!r}; there are {', '.join(one for one in known if one != 'name')}"
                )
            try:
                value = json.loads(text)
            except ValueError:
                value = text
            before = getattr(self, name)
            if isinstance(before, float) and type(value) is int:
                value = float(value)
            elif isinstance(before, dict) and isinstance(value, dict):
                value = {**self.repeats, **value}
            if type(value) is not type(before):
                raise ValueError(f"{setting!r}: {name} is such as {json.dumps(before)}")
            values[name] = value
        return replace(self, **values)

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

# The second half of the shipped model, begun with the weights of the first: five epochs more, in which translations
# are drawn to where their English stood at the beginning.
LANGUAGES = replace(SHIPPED, name="languages", epochs=5, tie=3.0, encoder_rate=2e-4, head_rate=1e-3)

# The last step of the shipped model: its layers learn to round.
INT8 = replace(LANGUAGES, name="int8", quantized=True, epochs=2, encoder_rate=4e-5, layer_decay=0.9, head_rate=2e-4)

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
    batch_size=64,
    augment=0.0,
    neighbours=0,
    head_rate=1e-5,
    warmup=0.0,
    decay=False,
    bf16=False,
)

# Would another space suit the linear head of a frozen encoder better? The article's own question, for `hue` once as a
# plain number and once as a point on a circle.
ARTICLE_SPACES = (
    ARTICLE,
    replace(ARTICLE, name="article-hsv", head="hsv"),
    replace(ARTICLE, name="article-hue", head="hue"),
    replace(ARTICLE, name="article-hue-circle", head="hue-circle"),
)

RECIPES = {recipe.name: recipe for recipe in (SHIPPED, LANGUAGES, INT8, *ARTICLE_SPACES)}
