"""A text of 1 MB in the reading screen: seconds from opening it to the last word of the first screen in its colour."""

import asyncio
import os
import random
import tempfile
import time
from pathlib import Path

from colorword_tui.lexicon.table import read_lexicon
from colorword_tui.model.predictor import load
from colorword_tui.store import Store
from colorword_tui.tui.app import ColorwordApp
from colorword_tui.tui.screens.reading import ReadingScreen
from colorword_tui.tui.widgets.text_pane import TextPane

_BYTES, _WATCHED_SECONDS = 1_000_000, 6.0


def write_text(path):
    """Sentences of the lexicon's words, in paragraphs."""
    draw = random.Random(3)
    words = [one.phrase for one in read_lexicon() if one.source.startswith("everyday/") and one.language == "en"]
    parts, size = [], 0
    while size < _BYTES:
        sentence = " ".join(draw.choices(words, k=draw.randint(4, 10))).capitalize() + "."
        parts += [sentence, "\n\n" if draw.random() < 0.15 else " "]
        size += len(sentence) + 1
    path.write_text("".join(parts), "utf-8")


def painted(pane):
    """How many pieces of text on the screen stand on a colour of their own."""
    lines = [pane.render_line(y) for y in range(pane.size.height)]
    return sum(bool(part.style and part.style.bgcolor and part.text.strip()) for line in lines for part in line)


async def main():
    path = Path(tempfile.mkdtemp()) / "novel.txt"
    write_text(path)
    store = Store.in_memory()
    predictor = load()
    app = ColorwordApp(predictor, store)
    async with app.run_test(size=(80, 24)) as pilot:
        while not predictor.ready:
            await asyncio.sleep(0.01)
        await pilot.press("f5")
        await pilot.pause(0.5)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        pane = screen.query_one(TextPane)
        opened = time.perf_counter()
        screen._open_file(path)
        most, changed = 0, 0.0
        while time.perf_counter() - opened < _WATCHED_SECONDS:
            await asyncio.sleep(0.005)
            if (now := painted(pane)) > most:
                most, changed = now, time.perf_counter() - opened
        assert most > 50
    store.close()
    print(changed)


os.environ["COLORWORD_DATA"] = tempfile.mkdtemp()
asyncio.run(main())
