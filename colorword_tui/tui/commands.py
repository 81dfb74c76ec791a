"""The command palette: every action by its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

from colorword_tui.color.formats import FORMATS


class ColorwordCommands(Provider):
    """The app's own actions; Textual adds those on themes and quitting."""

    async def discover(self) -> Hits:
        """The actions, before anything is typed; one of many formats or candidates is found by typing."""
        for one in _ACTIONS:
            yield DiscoveryHit(one.name, partial(self.app.run_action, one.action), help=one.what)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for one in (*_ACTIONS, *_choices()):
            if (score := matcher.match(one.name)) > 0:
                run = partial(self.app.run_action, one.action)
                yield Hit(score, matcher.highlight(one.name), run, help=one.what)


class _Command(NamedTuple):
    name: str
    what: str
    action: str


_ACTIONS = (
    _Command("Copy the colour", "in the format shown", "copy"),
    _Command("Next format", ", ".join(FORMATS), "next_format"),
    _Command("Keep the word", "put it on top of the kept words", "keep"),
    _Command("Kept words", "go to the list", "screen.browse"),
    _Command("Filter the kept words", "show those that contain a text", "screen.filter"),
    _Command("The model's own reading", "of a name whose colour is exact", "own_reading"),
    _Command("Clear", "empty the input", "clear"),
    _Command("Help", "every key", "help"),
)


def _choices() -> Iterator[_Command]:
    for index, name in enumerate(FORMATS):
        yield _Command(f"Format: {name}", "show and copy colours like this", f"format({index})")
    for index in range(9):
        yield _Command(f"Candidate {index + 1}", "show this colour of the phrase", f"pick({index})")
