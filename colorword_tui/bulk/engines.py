"""Who answers the parts of a job: this process, or the workers of a Ray cluster."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from colorword_tui.bulk.job import Job, PartAnswerer
from colorword_tui.bulk.table import Part, TableError

_KNOCK_SECONDS = 5.0


def locally(job: Job, parts: list[Part]) -> Iterator[int]:
    """One part after the other, on all cores; gives the rows of each when it is done."""
    answerer = PartAnswerer(job)
    for part in parts:
        yield answerer.answer(part)


def on_ray(job: Job, parts: list[Part], address: str | None = None) -> Iterator[int]:
    """A map over Ray Data, a worker a core, in a cluster of this machine or the one at `address`.

    Gives the rows of each part when it is done. A worker that dies is replaced and its part done again. The workers of
    another machine must see the file and the folder of the result under the same paths. Without Ray, or where no
    cluster answers, it is a TableError.
    """
    # Before the import, which reads them: nothing is reported to anybody, and the bar stays alone on its line.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ModuleNotFoundError as error:
        raise TableError("this engine needs Ray: pip install 'colorword-tui[ray]'") from error
    if not parts:
        return
    if address:
        _knock(address)
    ours = not ray.is_initialized()
    try:
        if ours:
            ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        workers = max(1, min(int(ray.cluster_resources().get("CPU", 1)), len(parts)))
        rows = [_row(job, part) for part in parts]
        done = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
            cast(Any, _RayWorker), concurrency=(1, workers), num_cpus=1
        )
        for row in done.iter_rows():
            yield int(row["rows"])
    finally:
        if ours:
            ray.shutdown()


def _knock(address: str) -> None:
    """TableError where nobody listens: Ray itself would go on trying for ten minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=_KNOCK_SECONDS):
            pass
    except (OSError, ValueError) as error:
        raise TableError(f"no Ray cluster answers at {address} ({error}); give HOST:PORT of one that runs") from error


def _row(job: Job, part: Part) -> dict[str, Any]:
    """A part with its job as a row of Ray Data, which takes no paths.

    The job travels with each part instead of with the worker: what a worker is made with is lost if the machine that
    holds it is, and then no worker can be replaced.
    """
    texts = {name: str(value) if value else "" for name, value in asdict(job).items()}
    return {**texts, "number": part.number, "start": part.start, "rows": part.rows}


class _RayWorker:
    """What Ray Data calls in each of its workers."""

    def __init__(self) -> None:
        self._answerer: PartAnswerer | None = None

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._answerer is None:
            bundle = Path(row["bundle"]) if row["bundle"] else None
            job = Job(Path(row["source"]), row["column"], Path(row["out"]), bundle)
            # The cluster has given this worker one core.
            self._answerer = PartAnswerer(job, threads=1)
        part = Part(int(row["number"]), int(row["start"]), int(row["rows"]))
        return {"rows": self._answerer.answer(part)}
