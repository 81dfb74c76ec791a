"""One visitor's app: a child process, started without a shell and ended for certain."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

# An app that has not ended by itself so many seconds after it was asked to is killed.
_PATIENCE = 3.0
# A browser asks for its size in cells; nobody's window has more, and a made-up one would fill the memory.
_MOST_CELLS = 1000
_DRIVER = "colorword_tui.web.driver:VisitorDriver"
# These are about the terminal that the server was started in.
_NOT_FOR_VISITORS = ("NO_COLOR", "TMUX")


class Visitor(AppService):
    """Textual-serve's own service starts a command line in a shell; this one takes the arguments as they are."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
        download_manager: DownloadManager,
    ) -> None:
        async def end() -> None:
            await close()

        super().__init__(
            arguments[0], write_bytes=write_bytes, write_str=write_str, close=end, download_manager=download_manager
        )
        self._arguments = arguments

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(_cells(width), _cells(height))
        kept = {name: value for name, value in environment.items() if name not in _NOT_FOR_VISITORS}
        return {**kept, "TEXTUAL_DRIVER": _DRIVER}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        # A session of its own: ctrl+c in the server's terminal is for the server, which then ends its visitors.
        self._process = process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    async def set_terminal_size(self, width: int, height: int) -> None:
        """Tell the app how large the window has become."""
        await super().set_terminal_size(_cells(width), _cells(height))

    async def on_data(self, payload: bytes) -> None:
        """Send what the app paints; when the browser has gone it is still read, so that the app can end."""
        with contextlib.suppress(ConnectionError):
            await super().on_data(payload)

    async def stop(self) -> None:
        """End the app: its standard input ends, and if that does not help it is killed."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        self.stdin.close()
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _PATIENCE)
        finally:
            if process.returncode is None:
                process.kill()
        # What it still said on standard error is printed at the end of the task.
        await asyncio.wait([task], timeout=_PATIENCE)
        task.cancel()


def _cells(count: int) -> int:
    return min(max(1, int(count)), _MOST_CELLS)
