"""The app in a pseudo-terminal: from the call to the first frame and the first colour, and from a key to its colour."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.processes import COMMAND, milliseconds, paired, printed_number, resident, script
from tests.benchmarks.table import Row

_SIZE = struct.pack("HHHH", 24, 80, 0, 0)
_PATIENCE = 60.0
# Words that are typed letter by letter, each letter a keystroke with an answer of its own.
_TYPED = "lighthouse at dusk rain on a tin roof old photograph backlit leaf "
_KEY_SECONDS = 0.05


class Terminal:
    """A program in a pseudo-terminal of 80x24 with 24-bit colour, its output with the time it came."""

    def __init__(self, command: Sequence[str], data: Path) -> None:
        self.started = time.perf_counter()
        self.seen = b""
        self.process, self._master = _spawn(command, data)

    def wait_for(self, pattern: bytes) -> float:
        """Milliseconds from the start until the output since the last call matches."""
        deadline = time.perf_counter() + _PATIENCE
        while not re.search(pattern, self.seen):
            if not select.select([self._master], [], [], deadline - time.perf_counter())[0]:
                raise TimeoutError(f"{pattern!r} did not come")
            self.seen += os.read(self._master, 1 << 16)
        self.seen = b""
        return 1000 * (time.perf_counter() - self.started)

    def drain(self, seconds: float) -> bytes:
        """What comes within so long."""
        came, deadline = b"", time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and select.select([self._master], [], [], left)[0]:
            came += os.read(self._master, 1 << 16)
        return came

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def memory(self) -> float:
        """Resident megabytes."""
        return resident(self.process.pid)

    def close(self) -> None:
        """End it, however it feels about that."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)


def _spawn(command: Sequence[str], data: Path) -> tuple[subprocess.Popen[bytes], int]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, _SIZE)
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TMUX")}
    environment |= {"COLORWORD_DATA": str(data), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    return process, master


@contextmanager
def terminal(*command: str) -> Iterator[Terminal]:
    """A program that is ended afterwards, with a data folder of its own."""
    with tempfile.TemporaryDirectory() as data:
        running = Terminal(command, Path(data))
        try:
            yield running
        finally:
            running.close()


def starts(bundle: Path, runs: int) -> list[Row]:
    """First frame and first colour."""
    assert COMMAND is not None
    command = COMMAND
    color = _color("clear blue summer sky")

    def frame() -> float:
        with terminal(command) as app:
            return app.wait_for(rb"type a word")

    def colored() -> float:
        with terminal(command) as app:
            return app.wait_for(color)

    def smallest() -> float:
        with terminal(*script("five_lines")) as app:
            # The cursor stands on the first letter.
            return app.wait_for(rb"irst frame")

    floor = milliseconds(*script("floor", str(bundle), "banana"))
    return [
        paired("first frame", frame, "a five-line app", smallest, goal="≤ 1.4", runs=runs),
        paired(
            "first colour of the model",
            colored,
            "the floor, then the five-line app",
            lambda: floor() + smallest(),
            goal="≤ 1.2",
            runs=runs,
        ),
    ]


def keys(bundle: Path, keystrokes: int) -> list[Row]:
    """From a key to its painted colour, typing 20 keys a second, beside one run of the network over the same text.

    A longer text takes longer in both: each centile stands beside the same centile of the runs, made at the same pace.
    """
    from colorword_tui.model.bundle import Bundle
    from colorword_tui.model.encoder import Encoder
    from colorword_tui.model.predictor import Predictor

    predictor, encoder = Predictor(), Encoder(Bundle())
    text, expected = "", []
    letters = (_TYPED * (1 + keystrokes // len(_TYPED)))[:keystrokes]
    for letter in letters:
        # A phrase starts anew after some words, as people type.
        text = letter.strip() if len(text) > 24 else text + letter
        if text.strip():
            color = predictor.predict(text.strip()).color
            time.sleep(_KEY_SECONDS)
            started = time.perf_counter()
            encoder.read(text.strip())
            expected.append((letter, text == letter, color, 1000 * (time.perf_counter() - started)))
    assert COMMAND is not None
    waits: list[float] = []
    once: list[float] = []
    with terminal(COMMAND) as app:
        app.wait_for(_color("clear blue summer sky"))
        app.drain(0.5)
        before: object = None
        for letter, fresh, color, alone in expected:
            due = time.perf_counter() + _KEY_SECONDS
            if fresh:
                app.send("\x01\x0b")
                app.drain(_KEY_SECONDS)
            app.seen, started = b"", time.perf_counter()
            app.send(letter)
            if color != before:
                app.wait_for(_painted(color))
                waits.append(1000 * (time.perf_counter() - started))
                once.append(alone)
            before = color
            app.drain(max(0.0, due - time.perf_counter()))
        memory = app.memory()
    rows: list[Row] = []
    for part, goal in ((50, ""), (95, "≤ 3, < 16 ms"), (99, "")):
        ours, run = (statistics.quantiles(times, n=100)[part - 1] for times in (waits, once))
        rows.append(
            Row(f"key to colour, p{part}", "one run of the network", ours, run, ours / run, "ms", goal, len(waits))
        )
    floor = printed_number(*script("resident", "floor", str(bundle)))
    return [*rows, Row("memory of the app after that", "the floor", memory, floor, memory / floor, "MB", "≤ 1.5", 1)]


def _color(phrase: str) -> bytes:
    from colorword_tui.model.predictor import Predictor

    return _painted(Predictor().predict(phrase).color)


def _painted(color: tuple[int, int, int]) -> bytes:
    return "48;2;{};{};{}m".format(*color).encode()
