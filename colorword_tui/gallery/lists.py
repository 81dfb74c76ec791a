"""The lists of the lexicon by their names: one a table, and the everyday tables together."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from colorword_tui.color.value import Color
from colorword_tui.lexicon.split import Side, entry_side
from colorword_tui.lexicon.table import Entry, read_table
from colorword_tui.model.phrase import clean_phrase
from colorword_tui.resources import assets

HTML, EVERYDAY = "html", "everyday"


class Row(NamedTuple):
    """A name, the colour that its list gives it, and its side of the split; `english` is what it translates."""

    name: str
    color: Color
    side: Side
    english: str | None = None


class Lists:
    """Every list of a lexicon (the shipped one by default); a table is read when it is first asked for, and once."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or assets() / "lexicon"
        self._tables: dict[str, list[Entry]] = {}
        self.counted: bool = False

    @cached_property
    def names(self) -> list[str]:
        """The names: the HTML colours, the everyday lexicon as a whole, then the tables in alphabetical order."""
        tables = sorted(
            path.relative_to(self._folder).with_suffix("").as_posix() for path in self._folder.rglob("*.tsv")
        )
        whole = [EVERYDAY] if any(name.startswith(f"{EVERYDAY}/") for name in tables) else []
        tables.sort(key=lambda name: (name != HTML, name.startswith(f"{EVERYDAY}/")))
        return [*tables[:1], *whole, *tables[1:]] if tables[:1] == [HTML] else [*whole, *tables]

    def rows(self, name: str) -> list[Row]:
        """The rows of a list in its order; an unknown name is a ValueError that says which are close."""
        cleaned = ((clean_phrase(entry.phrase), entry) for table in self._of(name) for entry in self._table(table))
        return [Row(phrase, entry.main, entry_side(entry), entry.english) for phrase, entry in cleaned if phrase]

    def counts(self) -> dict[str, int]:
        """How many rows each list has; this reads them all. One that cannot be read is left out, until it is opened."""
        found: dict[str, int] = {}
        for name in self.names:
            with suppress(OSError, ValueError):
                found[name] = sum(len(self._table(table)) for table in self._of(name))
        self.counted = True
        return found

    def _of(self, name: str) -> Iterable[str]:
        """The tables of a list."""
        if name not in self.names:
            raise ValueError(f"there is no list {name[:60]!a}; {_known(name, self.names)}")
        return [one for one in self.names if one.startswith(f"{EVERYDAY}/")] if name == EVERYDAY else [name]

    def _table(self, name: str) -> list[Entry]:
        if name not in self._tables:
            self._tables[name] = list(read_table(self._folder / f"{name}.tsv", name))
        return self._tables[name]


def _known(name: str, names: list[str]) -> str:
    """The names close to a wrong one; where there are none, all but the many of the everyday lexicon."""
    last = {one.rpartition("/")[2]: one for one in reversed(names)}
    close = [*get_close_matches(name, names), *(last[one] for one in get_close_matches(name, last))]
    if close:
        return f"did you mean {' or '.join(dict.fromkeys(close))}?"
    few = [one for one in names if not one.startswith(f"{EVERYDAY}/")]
    more = f" and {EVERYDAY}/NAME" if len(few) < len(names) else ""
    return f"the lists are {', '.join(few)}{more}"
