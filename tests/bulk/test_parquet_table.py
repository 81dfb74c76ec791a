from pathlib import Path

import pyarrow as arrow
import pytest
from pyarrow import parquet

from colorword_tui.bulk import parquet_table
from colorword_tui.bulk.table import Answer, TableError, open_table


def test_types_stay_and_parts_are_slices_of_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_table, "rows_a_part", lambda _: 3)
    words = ["red", None, "", "deep sea", "五月雨", "a", "b", "c", "d", "e", "f"]
    rows = arrow.table({"id": list(range(11)), "word": arrow.array(words, arrow.large_string())})
    parquet.write_table(rows, tmp_path / "in.parquet", row_group_size=5)
    table = open_table(tmp_path / "in.parquet", "word")
    parts = table.parts()
    assert [(part.start, part.rows) for part in parts] == [(0, 3), (3, 2), (5, 3), (8, 2), (10, 1)]
    paths = []
    for part in parts:
        some, path = table.read(part), tmp_path / f"{part.number}.parquet"
        answers = [Answer("#ff0000", 0.25, "red") if phrase else None for phrase in table.phrases(some)]
        table.write(some, answers, path)
        paths.append(path)
    table.join(paths, tmp_path / "out.parquet")
    joined = parquet.read_table(tmp_path / "out.parquet")
    assert joined.select(["id", "word"]) == rows
    assert joined.column("hex").to_pylist() == ["#ff0000" if word else None for word in words]
    assert joined.column("confidence").to_pylist()[:2] == [0.25, None]


def test_a_column_of_numbers_and_a_file_that_is_none(tmp_path: Path) -> None:
    parquet.write_table(arrow.table({"word": [1, 2]}), tmp_path / "numbers.parquet")
    with pytest.raises(TableError, match="holds int64, not text"):
        open_table(tmp_path / "numbers.parquet", "word")
    (tmp_path / "none.parquet").write_bytes(b"no")
    with pytest.raises(TableError, match="cannot be read as Parquet"):
        open_table(tmp_path / "none.parquet", "word")
