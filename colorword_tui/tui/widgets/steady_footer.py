"""The keys at the bottom of a screen."""

from __future__ import annotations

from textual.screen import Screen
from textual.widgets import Footer


class SteadyFooter(Footer):
    """Textual's own makes all its keys anew whenever the focus moves, three times before a screen is first seen.

    This one does so when it has something else to show.
    """

    _shown: object = None

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys of now, where they are others."""
        shown = [
            (binding.key, binding.action, binding.description, enabled, tooltip)
            for _, binding, enabled, tooltip in screen.active_bindings.values()
            if binding.show
        ]
        # Without the focus of the terminal it shows nothing new, and asks again when that comes back.
        if shown != self._shown and screen.app.app_focus:
            self._shown = shown
            super().bindings_changed(screen)
