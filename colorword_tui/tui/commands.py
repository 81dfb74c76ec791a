"""The command palette: every action by its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider


class ColorwordCommands(Provider):
    """The app's own actions; Textual adds its themes and the rest."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, what, run in self._commands():
            yield DiscoveryHit(name, run, help=what)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for name, what, run in self._commands():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), run, help=what)

    def _commands(self) -> Iterator[tuple[str, str, partial[object]]]:
        for name, what, action in (
            ("Copy the colour", "in the format shown, through the terminal and the local clipboard", "copy"),
            ("Next format", "hex, rgb, hsl, oklch, lab, css, ansi", "next_format"),
            ("Keep the word", "put it on top of the list", "keep"),
            ("Kept words", "go to the list", "screen.browse"),
            ("Filter the kept words", "show those that contain a text", "screen.filter"),
            ("The model's own reading", "of a name whose colour is exact", "own_reading"),
            ("Why this colour", "the nearest known phrases, and the share of each word", "screen.why"),
            ("Map", "the vector space, before and after training", "show_mode('map')"),
            ("Gallery", "listed colours beside the model's", "show_mode('gallery')"),
            ("Training", "train a model and watch it", "show_mode('training')"),
            ("Reading", "a text in its colours", "show_mode('reading')"),
            ("Clear", "empty the input", "clear"),
            ("Help", "every key", "help"),
        ):
            yield name, what, partial(self.app.run_action, action)
