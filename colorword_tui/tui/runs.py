"""Training runs that are kept: a folder each, under the user's data.

run.json   what was asked for, and whether it came to its end
run/       what `train` writes
bundle/    what `export` made of it
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

_ABOUT = "run.json"
# What `train` makes of a recipe unless it is told otherwise: list and epochs.
RECIPES = {
    "distribution": ("lexicon", 5),
    "article": ("html", 1000),
    "article-hsv": ("html", 1000),
    "article-hue": ("html", 1000),
    "article-hue-circle": ("html", 1000),
}
DEFAULT_ENCODER = "intfloat/multilingual-e5-small"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be trained: `encoder` is a folder or a name on the hub, `data` is lexicon, html or a list's name."""

    recipe: str = "distribution"
    encoder: str = DEFAULT_ENCODER
    data: str = "lexicon"
    epochs: int = 5


@dataclass(frozen=True, slots=True)
class Run:
    """One kept run."""

    folder: Path
    wish: Wish
    finished: bool = False

    @property
    def name(self) -> str:
        """Its folder's name."""
        return self.folder.name

    @property
    def trained(self) -> bool:
        """Whether it has weights."""
        return self._best.exists()

    @property
    def exportable(self) -> bool:
        """Whether a bundle can be made of it: the article's heads predict no distribution."""
        return self.wish.recipe == "distribution" and self.trained

    @property
    def exported(self) -> bool:
        """Whether the bundle is there and no older than the weights."""
        manifest = self.bundle / "manifest.json"
        return manifest.exists() and manifest.stat().st_mtime >= self._best.stat().st_mtime

    @property
    def bundle(self) -> Path:
        """Where the bundle is, or will be."""
        return self.folder / "bundle"

    @property
    def _best(self) -> Path:
        return self.folder / "run" / "best.safetensors"

    def training(self) -> list[str]:
        """The arguments of the command that trains it, or goes on with it."""
        wish, run = self.wish, self.folder / "run"
        settings = (f"--set=data={wish.data}", f"--set=epochs={wish.epochs}")
        return [
            "train",
            f"--encoder={os.path.expanduser(wish.encoder)}",  # noqa: PTH111 (a name on the hub is no path)
            f"--run={run}",
            f"--recipe={wish.recipe}",
            *settings,
            "--events",
            *(["--resume"] if run.exists() else []),
        ]

    def exporting(self) -> list[str]:
        """The arguments of the command that makes a bundle of it."""
        return ["export", str(self.folder / "run"), str(self.bundle), "--events"]


class Runs:
    """The kept runs of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, wish: Wish) -> Run:
        """Make a folder for a new run; OSError where none can be made."""
        name, number = _name(wish), 1
        while (folder := self._folder / f"{name}-{number}").exists():
            number += 1
        folder.mkdir(parents=True)
        run = Run(folder, wish)
        _write(run)
        return run

    def finish(self, run: Run) -> Run:
        """Remember that a run came to its end."""
        finished = replace(run, finished=True)
        _write(finished)
        return finished

    def kept(self) -> list[Run]:
        """All of them, the newest first; a folder that is no run is left out."""
        try:
            abouts = sorted(self._folder.glob(f"*/{_ABOUT}"), key=lambda path: path.stat().st_mtime, reverse=True)
        except OSError:
            return []
        return [run for path in abouts if (run := _read(path)) is not None]


def _name(wish: Wish) -> str:
    """Short, for it stands in a narrow field: what is usual is left out."""
    data = wish.data.replace("/", "-")
    if wish.recipe == "distribution":
        return data
    return wish.recipe if wish.data == "html" else f"{wish.recipe}-{data}"


def _write(run: Run) -> None:
    about = {**asdict(run.wish), "finished": run.finished}
    beside = run.folder / f"{_ABOUT}.part"
    beside.write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", "utf-8")
    beside.replace(run.folder / _ABOUT)


def _read(path: Path) -> Run | None:
    try:
        about: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if about["recipe"] not in RECIPES:
            return None
        wish = Wish(about["recipe"], str(about["encoder"]), str(about["data"]), int(about["epochs"]))
        return Run(path.parent, wish, bool(about["finished"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
