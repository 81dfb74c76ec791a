import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.color.value import Color
from colorword_tui.store import Store, data_folder

RED, BLUE = Color(255, 0, 0), Color(0, 0, 255)


def texts(store: Store, part: str = "") -> list[str]:
    return [kept.text for kept in store.kept(part)]


def test_words_are_kept_newest_first_and_survive_a_restart(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for word in ("one", "two", "three"):
        store.keep(word, RED)
    store.keep("one", BLUE)
    store.close()
    again = Store(tmp_path)
    assert texts(again) == ["one", "three", "two"]
    assert again.kept()[0].color == BLUE
    assert again.notice == ""


def test_forgetting(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("one", RED)
    store.forget("one")
    store.forget("never there")
    assert texts(store) == []


def test_a_filter_takes_its_characters_literally(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for word in ("100 %", "100 x", "snake_case", "snake case", "Straße"):
        store.keep(word, RED)
    assert texts(store, "%") == ["100 %"]
    assert texts(store, "_") == ["snake_case"]
    assert texts(store, "STRASSE") == ["Straße"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.keep(text, RED)
        assert texts(store) == [text]
        store.close()


@pytest.mark.parametrize(
    "content",
    [b"not a database" * 200, b"SQLite format 3\x00" + b"\xff" * 4000],
    ids=["text", "broken database"],
)
def test_an_unreadable_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    for number in (1, 2):
        (tmp_path / "history.sqlite3").write_bytes(content)
        store = Store(tmp_path)
        assert f"set aside as history.sqlite3.unreadable-{number}" in store.notice
        assert (tmp_path / f"history.sqlite3.unreadable-{number}").read_bytes() == content
        store.keep("one", RED)
        assert texts(store) == ["one"]
        store.close()


@pytest.mark.parametrize(
    "script",
    [
        "create table kept (something, other)",
        "create table kept (text, hex, at); insert into kept values ('a', 'no colour', 1)",
    ],
)
def test_a_database_of_somebody_else_is_set_aside(tmp_path: Path, script: str) -> None:
    database = sqlite3.connect(tmp_path / "history.sqlite3")
    database.executescript(script)
    database.close()
    store = Store(tmp_path)
    assert "set aside" in store.notice
    assert texts(store) == []


def test_where_nothing_can_be_written_words_live_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file")
    assert "until you quit" in store.notice
    store.keep("one", RED)
    assert texts(store) == ["one"]
    assert (tmp_path / "file").read_text() == "in the way"


def test_two_instances_share_one_history(tmp_path: Path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    first.keep("one", RED)
    second.keep("two", BLUE)
    assert texts(first) == texts(second) == ["two", "one"]


def test_settings(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.setting("theme", "dark") == "dark"
    store.change_setting("theme", "light")
    store.change_setting("theme", "dawn")
    assert Store(tmp_path).setting("theme") == "dawn"


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLORWORD_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv("COLORWORD_DATA")
    assert data_folder().name == "colorword-tui"
