"""`predict` over many lines from a pipe: lines a second, the first line, and whether memory stays flat."""

from __future__ import annotations

import random
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from colorword_tui.lexicon.table import read_lexicon
from tests.benchmarks.processes import COMMAND, paired, printed_number, resident, script
from tests.benchmarks.table import Row

_BATCH = 32
_SEED = 7


@dataclass(frozen=True, slots=True)
class Bulk:
    """One run: lines a second, seconds to the first line, and resident megabytes early and at the end."""

    rate: float
    first_seconds: float
    early_megabytes: float
    late_megabytes: float


def bulk(bundle: Path, encoder: str | None, lines: int, runs: int) -> list[Row]:
    """All figures of bulk; `encoder` is the folder that sentence-transformers reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phrases.txt"
        path.write_text("".join(f"{phrase}\n" for phrase in _phrases(lines)), "utf-8")
        ours: list[Bulk] = []

        def rate() -> float:
            ours.append(predict_pipe(path, lines))
            return ours[-1].rate

        def limit() -> float:
            return printed_number(*script("packed", str(bundle), str(path), str(_BATCH)))

        rows = [
            paired(
                f"`predict` over {lines:,} lines", rate, "the network over packed batches", limit,
                unit="lines/s", goal="≥ 0.8", runs=runs,
            )
        ]  # fmt: skip
        if encoder:
            rows.append(
                paired(
                    f"`predict` over {lines:,} lines",
                    rate,
                    "sentence-transformers",
                    lambda: printed_number(*script("sentence_peer", encoder, str(path))),
                    unit="lines/s",
                    goal="≥ 3",
                    runs=1,
                )
            )
    last = ours[-1]
    return [
        *rows,
        Row("the first line of them", "", last.first_seconds, None, None, "s", "< 1", 1),
        Row(
            "memory at the end of them", "after a tenth", last.late_megabytes, last.early_megabytes,
            last.late_megabytes / last.early_megabytes, "MB", "flat", 1,
        ),
    ]  # fmt: skip


def predict_pipe(path: Path, lines: int) -> Bulk:
    """Feed a file through a pipe and count what comes back."""
    assert COMMAND is not None
    started = time.perf_counter()
    process = subprocess.Popen([COMMAND, "predict"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    feeder = threading.Thread(target=_feed, args=(process, path), daemon=True)
    feeder.start()
    first = early = late = 0.0
    count = 0
    assert process.stdout is not None
    for count, _ in enumerate(process.stdout, 1):
        if count == 1:
            first = time.perf_counter() - started
        elif count == lines // 10:
            early = resident(process.pid)
        elif count == lines - lines // 50:
            late = resident(process.pid)
    if process.wait() or count != lines:
        raise RuntimeError(f"{lines} lines went in and {count} came out")
    return Bulk(lines / (time.perf_counter() - started), first, early, late)


def _feed(process: subprocess.Popen[bytes], path: Path) -> None:
    assert process.stdin is not None
    with path.open("rb") as file:
        while chunk := file.read(1 << 16):
            process.stdin.write(chunk)
    process.stdin.close()


def _phrases(count: int) -> Iterator[str]:
    """Phrases as people have them, most of them new: two words of the lexicon's phrases put together at random."""
    draw = random.Random(_SEED)
    words = [entry.phrase for entry in read_lexicon()]
    for _ in range(count):
        one = draw.choice(words)
        yield one if draw.random() < 0.3 else f"{draw.choice(words)} {one}"
