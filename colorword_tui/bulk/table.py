"""A file of rows, cut into parts that are read, answered and written one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

# A part is what is lost when a machine dies, and what one core has to do at a time.
_LEAST_ROWS, _MOST_ROWS, _PARTS = 1_000, 50_000, 200
# What is added to each row.
ANSWERS = ("hex", "confidence", "nearest")


class TableError(Exception):
    """A file that cannot be used; the message says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is added to a row: `#rrggbb`, the confidence in 0..1, and the nearest HTML name."""

    hex: str
    confidence: float
    nearest: str


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that stand together: from `start` on, `rows` of them; what `start` counts is the table's own affair."""

    number: int
    start: int
    rows: int


class Table(Protocol):
    """What CSV and Parquet have in common. A part's content is whatever `read` gives and `write` takes."""

    def check(self) -> None:
        """Raise TableError where the column is missing or an answer's column is there already."""
        ...

    def parts(self) -> list[Part]:
        """All rows, in order, none twice; a row that cannot be read is a TableError."""
        ...

    def read(self, part: Part) -> Any:
        """The rows of a part."""
        ...

    def phrases(self, rows: Any) -> list[str]:
        """The phrase of each of these rows; empty where there is none."""
        ...

    def write(self, rows: Any, answers: Sequence[Answer | None], path: Path) -> None:
        """Write these rows with their answers; None leaves the added columns empty."""
        ...

    def join(self, parts: Sequence[Path], out: Path) -> None:
        """One file of all parts."""
        ...


def open_table(path: Path, column: str) -> Table:
    """The table in a file, by its ending; another ending, or a column that is not there, is a TableError."""
    kind = path.suffix.lower()
    if kind in (".csv", ".tsv"):
        from colorword_tui.bulk.csv_table import CsvTable

        table: Table = CsvTable(path, column, "," if kind == ".csv" else "\t")
    elif kind == ".parquet":
        from colorword_tui.bulk.parquet_table import ParquetTable

        table = ParquetTable(path, column)
    else:
        raise TableError(f"{path} ends in {kind or 'nothing'}; give a file in .csv, .tsv or .parquet")
    table.check()
    return table


def check_columns(path: Path, columns: Sequence[str], column: str) -> None:
    """TableError where `column` is missing or not the only one of its name, or an answer's column is there already."""
    if columns.count(column) != 1:
        found = "no column" if column not in columns else "more than one column"
        raise TableError(f"{path} has {found} {column!r}; it has {', '.join(map(repr, columns[:20]))}")
    if taken := [one for one in ANSWERS if one in columns]:
        raise TableError(f"{path} has a column {taken[0]!r} already, which the answer would be; rename it")


def rows_a_part(total: int) -> int:
    """Enough parts to share out, and none so large that its loss hurts."""
    return min(_MOST_ROWS, max(_LEAST_ROWS, -(-total // _PARTS)))
