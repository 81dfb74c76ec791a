"""What the user keeps, in SQLite: the history of words, and a few settings."""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from colorword_tui.color.value import Color

_FILE = "history.sqlite3"
_SCHEMA = """
create table if not exists kept (text text primary key, hex text not null, at real not null);
create table if not exists setting (name text primary key, value text not null);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A word and the colour it had when it was kept."""

    text: str
    color: Color


def data_folder() -> Path:
    """The platform's folder for a program's data, or what COLORWORD_DATA says."""
    from platformdirs import user_data_path

    given = os.environ.get("COLORWORD_DATA")
    return Path(given) if given else user_data_path("colorword-tui", appauthor=False)


class Store:
    """The history, newest first.

    A file that cannot be read is set aside under another name, and where nothing can be written the history lives in
    memory; `notice` says so in one sentence, else it is empty.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.notice = ""
        path = (folder or data_folder()) / _FILE
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = self._open(path)
        except (OSError, sqlite3.Error) as error:
            self._database = _connect(":memory:")
            self.notice = f"{path} cannot be written ({error}): words are kept until you quit"

    @classmethod
    def in_memory(cls) -> Store:
        """An empty history of which no file is ever written; it ends with the program."""
        store = cls.__new__(cls)
        store.notice, store._database = "", _connect(":memory:")
        return store

    def keep(self, text: str, color: Color) -> None:
        """Put a word on top, with its colour; a word that is there already moves."""
        # Two words within a tick of the clock would have no order.
        newest = self._database.execute("select coalesce(max(at), 0) from kept").fetchone()[0]
        row = (text, color.hex, max(time.time(), newest + 1e-6))
        self._write("insert or replace into kept values (?, ?, ?)", row)

    def forget(self, text: str) -> None:
        """Take a word out; one that is not there is no error."""
        self._write("delete from kept where text = ?", (text,))

    def kept(self, part: str = "", limit: int = 1000) -> list[Kept]:
        """The words that contain `part`, in any case, newest first."""
        rows = self._database.execute("select text, hex from kept order by at desc")
        found = (Kept(text, Color.from_hex(value)) for text, value in rows if part.casefold() in text.casefold())
        return [one for _, one in zip(range(limit), found, strict=False)]

    def setting(self, name: str, default: str = "") -> str:
        """A setting that was written before, or the default."""
        row = self._database.execute("select value from setting where name = ?", (name,)).fetchone()
        return row[0] if row else default

    def change_setting(self, name: str, value: str) -> None:
        """Write a setting."""
        self._write("insert or replace into setting values (?, ?)", (name, value))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self._database:
            self._database.execute(statement, values)

    def _open(self, path: Path) -> sqlite3.Connection:
        try:
            return _connect(str(path))
        except (sqlite3.DatabaseError, ValueError) as error:
            # A locked or unwritable file is somebody else's matter; only what is no history of ours is moved.
            if isinstance(error, sqlite3.OperationalError) and "no such column" not in str(error):
                raise
            aside = _free_name(path)
            path.rename(aside)
            self.notice = f"{path.name} could not be read and was set aside as {aside.name}; a new history begins"
            return _connect(str(path))


def _connect(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name, timeout=2.0)
    try:
        database.executescript(_SCHEMA)
        # A file of the right name with other columns, or colours that are none, is found here and not at the first key.
        for _, value, _ in database.execute("select text, hex, at from kept"):
            Color.from_hex(value)
        database.execute("select name, value from setting").fetchall()
    except Exception:
        database.close()
        raise
    return database


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.unreadable-{number}")).exists():
        number += 1
    return aside
