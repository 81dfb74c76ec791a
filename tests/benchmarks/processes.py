"""Whole processes, from the call to the end, in turn with what they are measured against."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.table import Row

SCRIPTS = Path(__file__).parent / "scripts"
COMMAND = shutil.which("colorword-tui", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
PYTHON = sys.executable


def paired(
    what: str,
    ours: Callable[[], float],
    against: str,
    theirs: Callable[[], float],
    *,
    unit: str = "ms",
    goal: str,
    runs: int,
) -> Row:
    """Measure both in turn, after one turn that does not count, for files that are cold the first time."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    first, second = zip(*pairs, strict=True)
    ratio = statistics.median(one / other for one, other in pairs)
    return Row(what, against, statistics.median(first), statistics.median(second), ratio, unit, goal, runs)


def milliseconds(*command: str) -> Callable[[], float]:
    """A call that runs the command and gives how long it took; a command that fails is an error."""

    def run() -> float:
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        return 1000 * (time.perf_counter() - started)

    return run


def script(name: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs one of the scripts."""
    return (PYTHON, str(SCRIPTS / f"{name}.py"), *arguments)


def printed_number(*command: str) -> float:
    """The number that a command prints."""
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def resident(pid: int) -> float:
    """Resident megabytes of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def whole_processes(bundle: Path, encoder: str | None, runs: int) -> Sequence[Row]:
    """`predict`, `--help` and `--version`."""
    assert COMMAND is not None
    predict = milliseconds(COMMAND, "predict", "banana")
    floor = milliseconds(*script("floor", str(bundle), "banana"))
    click = milliseconds(PYTHON, "-c", "import click")
    rows = [
        paired("`predict banana`", predict, "the floor", floor, goal="≤ 1.25", runs=runs),
        paired("`--help`", milliseconds(COMMAND, "--help"), "`import click`", click, goal="≤ 2", runs=runs),
        paired("`--version`", milliseconds(COMMAND, "--version"), "`import click`", click, goal="≤ 2", runs=runs),
    ]
    if encoder:
        peer = milliseconds(*script("torch_peer", encoder, "banana"))
        rows.append(
            paired("`predict banana`", predict, "torch + transformers", peer, goal="≤ 0.1", runs=max(3, runs // 3))
        )
    return rows
