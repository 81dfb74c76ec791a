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
# Seconds to wait for another instance that is writing; it needs milliseconds.
_PATIENCE = 1.0


class StoreError(Exception):
    """Something could not be read or written; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A word and the colour it had when it was kept."""

    text: str
    color: Color


def data_folder() -> Path:
    """The platform's folder for a program's data, or what COLORWORD_DATA says."""
    from platformdirs import user_data_path

    given = os.environ.get("COLORWORD_DATA")
    return Path(given).expanduser() if given else user_data_path("colorword-tui", appauthor=False)


class Store:
    """The history, newest first. Every method but `close` may raise a StoreError, on a full disk for instance.

    A file that cannot be used is set aside under another name, and where nothing can be written the history lives in
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
            self.notice = f"{path} cannot be used ({_reason(error)}), so words are kept until you quit"

    def keep(self, text: str, color: Color) -> bool:
        """Put a word on top, with its colour; True if it was there already and has moved."""
        known = bool(self._rows("select 1 from kept where text = ?", text))
        # Two words within a tick of the clock would have no order.
        newest = self._rows("select coalesce(max(at), 0) from kept")[0][0]
        self._write("insert or replace into kept values (?, ?, ?)", text, color.hex, max(time.time(), newest + 1e-6))
        return known

    def forget(self, text: str) -> None:
        """Take a word out; one that is not there is no error."""
        self._write("delete from kept where text = ?", text)

    def kept(self, part: str = "", limit: int = 1000) -> list[Kept]:
        """The words that contain `part`, in any case, newest first."""
        rows = self._rows(
            "select text, hex from kept where holds(text, ?) order by at desc limit ?", part.casefold(), limit
        )
        return [Kept(text, Color.from_hex(value)) for text, value in rows]

    def setting(self, name: str, default: str = "") -> str:
        """A setting that was written before, or the default."""
        rows = self._rows("select value from setting where name = ?", name)
        return rows[0][0] if rows else default

    def change_setting(self, name: str, value: str) -> None:
        """Write a setting."""
        self._write("insert or replace into setting values (?, ?)", name, value)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        try:
            return self._database.execute(query, values).fetchall()
        except (sqlite3.Error, ValueError) as error:
            raise StoreError(f"the history cannot be read ({_reason(error)})") from error

    def _write(self, statement: str, *values: object) -> None:
        try:
            with self._database:
                self._database.execute(statement, values)
        except (sqlite3.Error, ValueError) as error:
            raise StoreError(f"the history cannot be written ({_reason(error)})") from error

    def _open(self, path: Path) -> sqlite3.Connection:
        try:
            return _connect(str(path))
        except (sqlite3.Error, ValueError) as error:
            if getattr(error, "sqlite_errorname", "").startswith(_NOT_OURS):
                raise
            aside = _free_name(path)
            path.rename(aside)
            database = _connect(str(path))
            self.notice = f"{path.name} could not be used and was set aside as {aside.name}, so a new history begins"
            return database


# Another instance is writing, or the disk is full or failing: the file itself may be sound.
_NOT_OURS = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_NOMEM")


def _connect(name: str) -> sqlite3.Connection:
    """An open database that can be read to the end and written; else a sqlite3.Error or a ValueError."""
    database = sqlite3.connect(name, timeout=_PATIENCE)
    try:
        # SQLite compares the case of ASCII letters only.
        database.create_function("holds", 2, lambda text, part: part in text.casefold(), deterministic=True)
        database.executescript(_SCHEMA)
        # What is wrong with the columns or the values is found here, and not at the first key.
        for text, value, at in database.execute("select text, hex, at from kept"):
            if not (isinstance(text, str) and isinstance(value, str) and isinstance(at, float)):
                raise ValueError(f"{text!r} is not a kept word")
            Color.from_hex(value)
        database.execute("select name, value from setting").fetchall()
        # Takes the lock for writing and gives it back: a file that may only be read fails here.
        database.execute("begin immediate")
        database.rollback()
    except BaseException:
        database.close()
        raise
    return database


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.unreadable-{number}")).exists():
        number += 1
    return aside


def _reason(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
