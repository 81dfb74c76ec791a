"""The longest gap between two turns of the app's loop, in milliseconds: while the model loads and while one is trained.

The second needs the folder of an encoder; its training runs as a user starts it, in a process of its own.
"""

import asyncio
import gc
import os
import sys
import tempfile
import time

from textual.widgets import Input, Select

from colorword_tui.model.predictor import load
from colorword_tui.store import Store
from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.run_state import Phase
from colorword_tui.tui.screens.training import TrainingScreen

TRAINED_SECONDS = 20.0


class Ticks:
    """Turns of the loop, a millisecond apart where nothing holds them up."""

    def __init__(self):
        self.longest = 0.0
        self._task = asyncio.create_task(self._run())

    async def _run(self):
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last), now

    def take(self):
        """The longest gap since the last call."""
        longest, self.longest = 1000 * self.longest, 0.0
        return longest


async def main():
    predictor, store = load(), Store.in_memory()
    app = ColorwordApp(predictor, store)
    async with app.run_test(size=(80, 24)) as pilot:
        ticks = Ticks()
        while not predictor.ready:
            await asyncio.sleep(0.005)
        loading, training = ticks.take(), 0.0
        if len(sys.argv) > 1:
            await pilot.press("f4")
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, TrainingScreen)
            screen.query_one("#recipe", Select).value = "article"
            await pilot.pause()
            screen.query_one("#encoder", Input).value = sys.argv[1]
            screen.query_one("#epochs", Input).value = "1000000"
            await pilot.pause()
            ticks.take()
            await pilot.press("f6")
            while screen._state.phase is not Phase.TRAINING:
                assert screen._state.phase is not Phase.FAILED, screen._state.message
                await asyncio.sleep(0.01)
            await asyncio.sleep(TRAINED_SECONDS)
            training = ticks.take()
    app.end_reading()
    store.close()
    print(loading, training)


# As the command does before it imports the app.
gc.set_threshold(50_000, 20, 20)
os.environ["COLORWORD_DATA"] = tempfile.mkdtemp()
asyncio.run(main())
