"""What only the app itself can tell: gaps between frames, the first screen of a text, and how its memory grows."""

from __future__ import annotations

import re
import statistics
import subprocess
from pathlib import Path

from tests.benchmarks.processes import script
from tests.benchmarks.table import Row


def gaps(encoder: str | None, runs: int) -> list[Row]:
    """The longest time that the app's loop stands still: while the model loads, and while one is trained."""
    loading = [_numbers("gaps")[0] for _ in range(runs)]
    rows = [Row("longest gap while the model loads", "", statistics.median(loading), None, None, "ms", "≤ 50", runs)]
    if encoder:
        training = [_numbers("gaps", encoder)[1] for _ in range(runs)]
        rows += [
            Row("longest gap while training", "", statistics.median(training), None, None, "ms", "≤ 50", runs),
            Row("the worst of them", "", max(training), None, None, "ms", "", runs),
        ]
    return rows


def reading(runs: int) -> list[Row]:
    """From opening a text of 1 MB to its first screen."""
    seconds = [_numbers("reading")[0] for _ in range(runs)]
    return [Row("first screen of a text of 1 MB", "", statistics.median(seconds), None, None, "s", "< 0.3", runs)]


def memory(bundle: Path, predictions: int) -> list[Row]:
    """The resident memory of the floor and of a predictor after a few and after many predictions."""
    floor = _numbers("resident", "floor", str(bundle))[0]
    few, many = _numbers("resident", "predictor", str(predictions))
    return [
        Row("memory after 1,000 predictions", "the floor", few, floor, few / floor, "MB", "≤ 1.5", 1),
        Row(f"memory after {predictions:,}", "after 1,000", many, few, many / few, "MB", "no growth", 1),
    ]


def _numbers(name: str, *arguments: str) -> list[float]:
    printed = subprocess.run(script(name, *arguments), check=True, capture_output=True, text=True).stdout
    return [float(one) for one in re.findall(r"[\d.]+", printed.splitlines()[-1])]
