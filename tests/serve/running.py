"""The command as it is run: a server in a process of its own, with folders of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

# Machines that run tests are slow and shared: this is when to give up, not how long it may take.
_GIVE_UP = 180.0


def until(condition: Callable[[], bool], what: str, pause: Callable[[float], object] = time.sleep) -> None:
    """Wait for something that happens in another process."""
    for _ in range(int(_GIVE_UP / 0.1)):
        if condition():
            return
        pause(0.1)
    raise AssertionError(f"{what}: waited for {_GIVE_UP} s")


class Served:
    """`colorword-tui serve` on a free port."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.data = folder / "data"
        self.work = folder / "work"
        for one in (self.data, self.work):
            one.mkdir()
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLORWORD_DATA", "PYTHONPATH")}
        # What is about the terminal of the server is not about its visitors.
        environment = {**inherited, "XDG_DATA_HOME": str(self.data), "NO_COLOR": "1", "TMUX": "/nowhere,1,0"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "colorword_tui", "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=(folder / "errors").open("w"),
            text=True,
            cwd=self.work,
            env=environment,
        )
        assert self.process.stdout is not None
        self.says = self.process.stdout.readline()
        self.errors = folder / "errors"
        assert self.says, self.errors.read_text()
        self.url = re.findall(r"http://[^\s,]+", self.says)[0]

    def visitors(self) -> list[psutil.Process]:
        """The processes of the visitors who are here."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def newcomer(self, before: list[psutil.Process]) -> psutil.Process:
        """The process of a visitor who has just come in, when it runs what it is to run."""
        found: list[psutil.Process] = []

        def came() -> bool:
            # Between fork and exec a child still looks like its parent.
            found[:] = [one for one in self.visitors() if one not in before and "-P" in one.cmdline()]
            return bool(found)

        until(came, "the process of a visitor")
        (visitor,) = found
        return visitor

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(_GIVE_UP)


def gone(process: psutil.Process) -> bool:
    """Whether a process has ended; one whose parent was killed may stay as a zombie where nobody collects them."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
