"""CSV and TSV: UTF-8, a heading, every value kept as it is written."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from colorword_tui.bulk.table import ANSWERS, Answer, Part, TableError, check_columns, rows_a_part

_BOM = b"\xef\xbb\xbf"
# Parts begin at one of every so many rows, before it is known how many rows there are.
_STEP = 500

Row = list[str]


class CsvTable:
    """A part starts at a byte: `Part.start`."""

    def __init__(self, path: Path, column: str, delimiter: str) -> None:
        self._path, self._column, self._delimiter = path, column, delimiter

    def check(self) -> None:
        """The heading has the column once, and none of the answers' names."""
        check_columns(self._path, self._heading(), self._column)

    def parts(self) -> list[Part]:
        """One pass over the file, which also finds the rows that do not fit the heading."""
        lines = _Lines(self._path)
        parsed = self._parsed(lines)
        width = len(next(parsed, []))
        marks, count = [lines.offset], 0
        for row in parsed:
            if not row:
                continue
            if len(row) != width:
                raise TableError(
                    f"{self._path}, line {lines.count}: {len(row)} columns where the heading has {width}; mend the file"
                )
            count += 1
            if count % _STEP == 0:
                marks.append(lines.offset)
        steps = -(-rows_a_part(count) // _STEP)
        return [
            Part(number, offset, min(steps * _STEP, count - number * steps * _STEP))
            for number, offset in enumerate(marks[::steps])
            if number * steps * _STEP < count
        ]

    def read(self, part: Part) -> list[Row]:
        """The rows of a part, empty lines left out."""
        rows = (row for row in self._parsed(_Lines(self._path, part.start)) if row)
        return list(islice(rows, part.rows))

    def phrases(self, rows: Sequence[Row]) -> list[str]:
        """The column."""
        at = self._heading().index(self._column)
        return [row[at] for row in rows]

    def write(self, rows: Sequence[Row], answers: Sequence[Answer | None], path: Path) -> None:
        """Without the heading, which comes when the parts are joined."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=self._delimiter, lineterminator="\n")
            for row, answer in zip(rows, answers, strict=True):
                added = (answer.hex, f"{answer.confidence:.4f}", answer.nearest) if answer else ("",) * len(ANSWERS)
                writer.writerow([*row, *added])

    def join(self, parts: Sequence[Path], out: Path) -> None:
        """The heading and then the parts, byte for byte."""
        with out.open("w", encoding="utf-8", newline="") as file:
            heading = [*self._heading(), *ANSWERS]
            csv.writer(file, delimiter=self._delimiter, lineterminator="\n").writerow(heading)
        with out.open("ab") as file:
            for part in parts:
                with part.open("rb") as source:
                    shutil.copyfileobj(source, file)

    def _heading(self) -> Row:
        first = next(self._parsed(_Lines(self._path)), None)
        if not first:
            raise TableError(f"{self._path} has no heading; its first line must name the columns")
        return first

    def _parsed(self, lines: Iterator[str]) -> Iterator[Row]:
        try:
            yield from csv.reader(lines, delimiter=self._delimiter, strict=True)
        except UnicodeDecodeError as error:
            raise TableError(f"{self._path} is not UTF-8 ({error.reason}); save it as UTF-8") from error
        except csv.Error as error:
            raise TableError(f"{self._path} cannot be read as CSV: {error}; mend the file") from error


class _Lines:
    """The lines of a file from a byte on, and at which byte and after how many lines reading stands."""

    def __init__(self, path: Path, offset: int = 0) -> None:
        self.offset, self.count = offset, 0
        self._file = path.open("rb")
        self._file.seek(offset)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline()
        if not line:
            self._file.close()
            raise StopIteration
        text = line.removeprefix(_BOM).decode("utf-8") if self.offset == 0 else line.decode("utf-8")
        self.offset += len(line)
        self.count += 1
        return text
