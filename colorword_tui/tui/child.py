"""A command of the program's own in another process, which tells what it does line by line."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from textual.message import Message

# A stop asks for a checkpoint first; what is not done by then is not waited for.
GRACE_SECONDS = 5.0
_LONGEST_LINE = 2**22
_KEPT = 4096


class Child:
    """A process with three pipes: events come out, commands go in, complaints are kept.

    Not `multiprocessing`: while an app runs, standard error has no file descriptor to hand on. The process leads a
    group of its own, so that all of it can be ended; where this program dies, its standard input ends, and it stops by
    itself.
    """

    @dataclass
    class Said(Message):
        """The process told something."""

        child: Child
        event: Mapping[str, Any]

    @dataclass
    class Ended(Message):
        """The process is gone; `said` is its last line on standard error."""

        child: Child
        code: int
        said: str

    def __init__(self, arguments: Sequence[str], post: Callable[[Message], object]) -> None:
        """Run `colorword-tui` with these arguments; `post` takes what comes of it."""
        self._arguments, self._post = arguments, post
        self._process: Process | None = None
        self._complaints = ""
        self._task = asyncio.create_task(self._run())

    @property
    def pid(self) -> int | None:
        """The number of the process, once there is one."""
        return self._process.pid if self._process else None

    def send(self, command: str) -> None:
        """Give it a command; one that is gone takes none."""
        if self._process is not None and self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.write(f"{command}\n".encode())

    async def close(self) -> None:
        """Ask it to stop, wait a little, and end it."""
        if self._process is None:
            # Between two lines of `_run`: it was asked for and has not come up yet.
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._process is not None and self._process.returncode is None:
            self.send("stop")
            if self._process.stdin is not None:
                self._process.stdin.close()
            await asyncio.wait([self._task], timeout=GRACE_SECONDS)
            self._kill()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        command = [sys.executable, "-m", "colorword_tui", *self._arguments]
        # Bars are for people, and Python holds back what it writes into a pipe.
        environment = {**os.environ, "HF_HUB_DISABLE_PROGRESS_BARS": "1", "PYTHONUNBUFFERED": "1"}
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                env=environment,
                start_new_session=True,
                limit=_LONGEST_LINE,
            )
        except OSError as error:
            self._post(self.Ended(self, 1, f"{sys.executable} cannot be started ({error.strerror})"))
            return
        self._process = process
        try:
            await asyncio.gather(self._read_events(process), self._read_complaints(process))
            code = await process.wait()
        finally:
            self._kill()
        lines = [line.strip() for line in self._complaints.splitlines() if line.strip()]
        self._post(self.Ended(self, code, lines[-1] if lines else ""))

    async def _read_events(self, process: Process) -> None:
        assert process.stdout is not None  # noqa: S101
        async for line in process.stdout:
            text = line.decode("utf-8", "replace")
            try:
                event = json.loads(text)
            except ValueError:
                self._complaints = (self._complaints + text)[-_KEPT:]
            else:
                self._post(self.Said(self, event))

    async def _read_complaints(self, process: Process) -> None:
        assert process.stderr is not None  # noqa: S101
        while block := await process.stderr.read(_KEPT):
            self._complaints = (self._complaints + block.decode("utf-8", "replace"))[-_KEPT:]

    def _kill(self) -> None:
        if self._process is None or self._process.returncode is not None:
            return
        # It may end at this very moment.
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def how_it_ended(code: int, said: str) -> str:
    """One line for a process that ended on its own with an exit code other than 0."""
    if code < 0:
        with suppress(ValueError):
            return f"the process was ended by {signal.Signals(-code).name}"
        return f"the process was ended by signal {-code}"
    return said.removeprefix("colorword-tui: ") or f"the process ended with exit code {code}"
