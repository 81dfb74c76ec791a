"""The smallest app with an input: what Textual itself takes to its first frame."""

from textual.app import App
from textual.widgets import Input


class FiveLines(App):
    def compose(self):
        yield Input(placeholder="first frame")


FiveLines().run()
