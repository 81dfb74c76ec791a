"""A job: which parts of a file are answered, where they lie, and the one file that they become.

A part is written beside its place and then renamed, so that it is there whole or not at all; who dies in the middle
of a part leaves nothing, and whoever does it again writes the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from colorword_tui.bulk.table import Answer, Part, Table, TableError, open_table
from colorword_tui.model.bundle import Bundle
from colorword_tui.model.predictor import Predictor

_PLAN = "plan.json"
# Phrases that are answered at once.
_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked: a file, its column of phrases, the bundle that answers (None: the shipped one), the result."""

    source: Path
    column: str
    out: Path
    bundle: Path | None

    @property
    def folder(self) -> Path:
        """Where the parts lie until they are one file."""
        return self.out.with_name(f"{self.out.name}.parts")

    def part_path(self, part: Part) -> Path:
        """Where the answers of a part lie."""
        return self.folder / f"{part.number:06d}{self.out.suffix}"

    def pending(self, parts: list[Part]) -> list[Part]:
        """The parts that are not answered yet."""
        return [part for part in parts if not self.part_path(part).exists()]


def begin(job: Job, *, resume: bool) -> list[Part]:
    """Plan a job, or take up one that was interrupted, and return all its parts.

    TableError where the file cannot be used, where a job lies there that was not asked to go on, or where it was
    another: of another file, column or model.
    """
    if job.out.suffix.lower() != job.source.suffix.lower():
        raise TableError(f"{job.out} is written as {job.source.name} is; let both end in {job.source.suffix}")
    table = open_table(job.source, job.column)
    about = _about(job)
    plan = job.folder / _PLAN
    if plan.exists():
        if not resume:
            raise TableError(f"{job.folder} holds a job that was interrupted; go on with --resume, or remove it")
        kept = json.loads(plan.read_text("utf-8"))
        if different := [name for name in about if kept["about"][name] != about[name]]:
            raise TableError(f"{job.folder} was begun with another {different[0]}; remove it to begin anew")
        return [Part(**one) for one in kept["parts"]]
    parts = table.parts()
    job.folder.mkdir(parents=True, exist_ok=True)
    _write_whole(plan, json.dumps({"about": about, "parts": [asdict(part) for part in parts]}))
    return parts


def finish(job: Job, parts: list[Part]) -> None:
    """Join the parts, all of which must be there, into the result, and remove them."""
    beside = job.folder / f"joined{job.out.suffix}"
    open_table(job.source, job.column).join([job.part_path(part) for part in parts], beside)
    beside.replace(job.out)
    shutil.rmtree(job.folder)


class PartAnswerer:
    """Answers parts of one job, one at a time; it is loaded once in each process that works on it."""

    def __init__(self, job: Job, threads: int | None = None) -> None:
        self._job = job
        self._table: Table = open_table(job.source, job.column)
        self._predictor = Predictor(job.bundle, threads)

    def answer(self, part: Part) -> int:
        """Read a part, answer it and put it in its place; returns its rows."""
        rows = self._table.read(part)
        phrases = self._table.phrases(rows)
        path = self._job.part_path(part)
        beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
        self._table.write(rows, list(self._answers(phrases)), beside)
        beside.replace(path)
        return part.rows

    def _answers(self, phrases: list[str]) -> Iterator[Answer | None]:
        for start in range(0, len(phrases), _AT_ONCE):
            for one in self._predictor.predict_lines(phrases[start : start + _AT_ONCE]):
                yield Answer(one.color.hex, round(one.confidence, 4), one.nearest.name) if one else None


def _about(job: Job) -> dict[str, object]:
    """What must be the same when a job goes on."""
    status = job.source.stat()
    files = json.dumps(Bundle(job.bundle).manifest["files"], sort_keys=True)
    return {
        "file": [str(job.source.resolve()), status.st_size, status.st_mtime_ns],
        "column": job.column,
        "model": hashlib.sha256(files.encode()).hexdigest(),
    }


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_suffix(".part")
    beside.write_text(text, "utf-8")
    beside.replace(path)
