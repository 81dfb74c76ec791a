import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from colorword_tui.bulk import csv_table
from colorword_tui.bulk.table import Answer, TableError, open_table

VALUE = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\0"), max_size=12)


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path


@given(st.lists(st.tuples(VALUE, VALUE), max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_row_is_in_one_part_and_comes_back_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(csv_table, "_STEP", 3)
    monkeypatch.setattr(csv_table, "rows_a_part", lambda _: 3)
    table = open_table(write(tmp_path / "in.csv", [["id", "word"], *map(list, rows)]), "word")
    parts = table.parts()
    read = [table.read(part) for part in parts]
    assert [tuple(row) for some in read for row in some] == rows
    assert [len(some) for some in read] == [part.rows for part in parts]
    assert all(part.rows <= 3 for part in parts)
    paths = [tmp_path / f"{part.number}.csv" for part in parts]
    for some, path in zip(read, paths, strict=True):
        table.write(some, [Answer("#ff0000", 0.5, "red") if phrase else None for phrase in table.phrases(some)], path)
    table.join(paths, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        heading, *joined = csv.reader(file)
    assert heading == ["id", "word", "hex", "confidence", "nearest"]
    assert [tuple(row[:2]) for row in joined] == rows
    assert [row[2:] for row in joined] == [["#ff0000", "0.5000", "red"] if word else ["", "", ""] for _, word in rows]


def test_a_byte_order_mark_empty_lines_and_values_over_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b'\xef\xbb\xbfword,id\n\n"deep\nsea",007\r\n\nred,1\n')
    table = open_table(path, "word")
    (part,) = table.parts()
    assert table.read(part) == [["deep\nsea", "007"], ["red", "1"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no heading"),
        (b"id,name\n", "no column 'word'"),
        (b"word,word\n", "more than one column 'word'"),
        (b"word,hex\n", "a column 'hex' already"),
        (b"word,id\nred\n", "line 2: 1 columns where the heading has 2"),
        (b"word\nr\xffd\n", "not UTF-8"),
        (b'word\n"red\n', "cannot be read as CSV"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=said):
        open_table(path, "word").parts()


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"\.csv, \.tsv or \.parquet"):
        open_table(tmp_path / "in.xlsx", "word")
