"""What a visitor's app talks to instead of a terminal."""

from __future__ import annotations

from textual import messages
from textual.drivers.web_driver import WebDriver


class VisitorDriver(WebDriver):
    """Textual's driver for browsers, which would run on for ever when the server is killed."""

    def run_input_thread(self) -> None:
        """Read until the server closes the pipe, however it came to that, and end the app then."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())
