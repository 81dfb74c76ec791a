"""One row a figure, and the table of them: Markdown for reading, JSON for comparing."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from os import cpu_count
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, against what, and what to reach.

    `ours` and `theirs` are medians in `unit`; `ratio` is the median of the ratios of pairs measured in turn, ours to
    theirs, or None where the figure stands by itself. `runs` counts the pairs.
    """

    what: str
    against: str
    ours: float
    theirs: float | None
    ratio: float | None
    unit: str
    goal: str
    runs: int


def machine() -> str:
    """Processor, cores and versions, in one line."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())
    return f"{model}, {cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def markdown(rows: Sequence[Row]) -> str:
    """The table, under the machine it was made on."""
    lines = [
        machine(),
        "",
        "| what | ours | against | theirs | ratio | to reach | runs |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.what} | {_figure(row.ours)} {row.unit} | {row.against} | "
        f"{'' if row.theirs is None else f'{_figure(row.theirs)} {row.unit}'} | "
        f"{'' if row.ratio is None else f'{row.ratio:.2f}'} | {row.goal} | {row.runs} |"
        for row in rows
    ]
    return "\n".join(lines)


def as_json(rows: Sequence[Row]) -> dict[str, object]:
    """The same for programs."""
    return {"machine": machine(), "rows": [asdict(row) for row in rows]}


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
