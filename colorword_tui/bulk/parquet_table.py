"""Parquet, by pyarrow: the columns keep their types, and each part is a slice of one row group."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from colorword_tui.bulk.table import ANSWERS, Answer, Part, TableError, check_columns, rows_a_part

try:
    import pyarrow as arrow
    from pyarrow import parquet
except ModuleNotFoundError as error:
    raise TableError("Parquet needs pyarrow: pip install 'colorword-tui[parquet]'") from error

_ADDED = [
    arrow.field(name, kind)
    for name, kind in zip(ANSWERS, (arrow.string(), arrow.float32(), arrow.string()), strict=True)
]


class ParquetTable:
    """A part starts at a row: `Part.start`."""

    def __init__(self, path: Path, column: str) -> None:
        self._path, self._column = path, column

    def check(self) -> None:
        """The schema has the column once, as text, and none of the answers' names."""
        schema = self._file.schema_arrow
        check_columns(self._path, schema.names, self._column)
        kind = schema.field(self._column).type
        if arrow.types.is_dictionary(kind):
            kind = kind.value_type
        if not (arrow.types.is_string(kind) or arrow.types.is_large_string(kind)):
            raise TableError(f"{self._path}: the column {self._column!r} holds {kind}, not text; name another")

    def parts(self) -> list[Part]:
        """Slices of the row groups."""
        most = rows_a_part(self._file.metadata.num_rows)
        found: list[Part] = []
        start = 0
        for group in range(self._file.num_row_groups):
            rows = self._file.metadata.row_group(group).num_rows
            for at in range(0, rows, most):
                found.append(Part(len(found), start + at, min(most, rows - at)))
            start += rows
        return found

    def read(self, part: Part) -> Any:
        """An arrow table."""
        start, group = part.start, 0
        while start >= (rows := self._file.metadata.row_group(group).num_rows):
            start, group = start - rows, group + 1
        return self._file.read_row_group(group).slice(start, part.rows)

    def phrases(self, rows: Any) -> list[str]:
        """The column; a null is an empty phrase."""
        return [phrase or "" for phrase in rows.column(self._column).to_pylist()]

    def write(self, rows: Any, answers: Sequence[Answer | None], path: Path) -> None:
        """With null where there is no answer."""
        for field in _ADDED:
            values = [getattr(answer, field.name) if answer else None for answer in answers]
            rows = rows.append_column(field, arrow.array(values, field.type))
        parquet.write_table(rows, path)

    def join(self, parts: Sequence[Path], out: Path) -> None:
        """A row group a part, in one file."""
        schema = self._file.schema_arrow
        for field in _ADDED:
            schema = schema.append(field)
        with parquet.ParquetWriter(out, schema) as writer:
            for part in parts:
                writer.write_table(parquet.read_table(part, schema=schema))

    @cached_property
    def _file(self) -> parquet.ParquetFile:
        try:
            return parquet.ParquetFile(self._path)
        except (arrow.ArrowException, OSError) as error:
            raise TableError(f"{self._path} cannot be read as Parquet: {str(error).splitlines()[0]}") from error
