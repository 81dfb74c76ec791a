"""What a run begins with, and how it is kept in the run's folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from colorword_tui.color.arrays import Array
from colorword_tui.training.network import ColorNetwork
from colorword_tui.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Beginning:
    """A network with its tokenizer and its palette, (K, 3) in OkLab; `origin` says where they are from."""

    network: ColorNetwork
    tokenizer: Tokenizer
    palette: Array
    origin: dict[str, Any]

    def write(self, run: Path, recipe: Recipe) -> None:
        """Write into the folder of a run what export will need beside the weights."""
        run.mkdir(parents=True, exist_ok=True)
        (run / "recipe.json").write_text(recipe.to_json(), "utf-8")
        (run / "encoder.json").write_text(json.dumps(self.origin, indent=2) + "\n", "utf-8")
        (run / "palette.json").write_text(json.dumps(self.palette.round(6).tolist()) + "\n", "utf-8")
        self.tokenizer.save(str(run / "tokenizer.json"), pretty=False)
        self.network.encoder.config.save_pretrained(run / "encoder")
