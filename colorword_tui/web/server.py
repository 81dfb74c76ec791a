"""The server: a page with a terminal in it, and a process for each visitor who looks at it."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from socket import socket
from urllib.parse import quote, urlsplit

import aiohttp_jinja2
from aiohttp import WSCloseCode, web
from textual_serve.server import Server, to_int

from colorword_tui.model.phrase import clean_phrase
from colorword_tui.web.visitor import Visitor

_log = logging.getLogger(__name__)

# A word travels in the address of the socket, and aiohttp takes addresses of 8,190 bytes.
_LONGEST_WORD = 200
_FONT_SIZES = (6, 72)
# Seconds between two signs of life; a browser that gives none is gone, and so is its app.
_HEARTBEAT = 15.0
# Seconds that a browser has to answer a goodbye.
_GOODBYE = 3.0


class VisitorServer(Server):
    """Textual-serve's server with a cap on the visitors, a first word in the address, and a page of its own.

    The page differs from textual-serve's in that it loads nothing from elsewhere, takes the keys at once, and copies
    where the browser has no clipboard interface (plain http to another machine).
    """

    def __init__(self, *, bundle: Path | None, visitors: int, public_url: str | None) -> None:
        """`public_url`, where visitors come through a proxy; else they come as they address this machine."""
        super().__init__("colorword-tui", title="colorword", templates_path=Path(__file__).parent / "pages")
        self._arguments = [sys.executable, "-P", "-m", "colorword_tui"]
        if bundle is not None:
            self._arguments.append(f"--bundle={bundle.absolute()}")
        self._most, self._given_url = visitors, public_url
        self._visitors: dict[web.WebSocketResponse, asyncio.Event] = {}

    def run(self, listener: socket) -> None:
        """Serve on a socket that is bound already, until the process is told to end; the visitors end with it."""
        # No access log: the words of visitors stand in it.
        web.run_app(self._make_app(), sock=listener, access_log=None, print=None)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.router.add_get("/ws/word={word}", self.handle_websocket, name="word")
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Textual-serve would print its logo here; the command has said all there is."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002
        """Say goodbye to the visitors, and wait until their processes have ended."""
        here = dict(self._visitors)
        await asyncio.gather(*(one.close(code=WSCloseCode.GOING_AWAY) for one in here))
        await asyncio.gather(*(gone.wait() for gone in here.values()))

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page with the terminal, or the page that says that nobody more can come in."""
        if self._full:
            return aiohttp_jinja2.render_template("full.html", request, {"most": self._most}, status=503)
        url = self._given_url or f"{request.scheme}://{request.host}"
        word = clean_phrase(request.query.get("word", ""))[:_LONGEST_WORD]
        smallest, largest = _FONT_SIZES
        page = {
            "statics": f"{url}/static",
            # The script of textual-serve adds ?width=…&height=… to this; a word of dots alone would be no path segment.
            "socket": "ws" + url.removeprefix("http") + (f"/ws/word={quote(word, safe='')}" if word else "/ws"),
            "font_size": min(max(to_int(request.query.get("fontsize", ""), 16), smallest), largest),
        }
        return aiohttp_jinja2.render_template("page.html", request, page)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A visitor, from the first key to the closing of the tab."""
        if not self._is_from_our_page(request):
            raise web.HTTPForbidden(text="this page belongs to another site\n")
        if self._full:
            raise web.HTTPServiceUnavailable(text=f"{self._most} people are here already; come back later\n")
        websocket = web.WebSocketResponse(heartbeat=_HEARTBEAT, timeout=_GOODBYE)
        gone = self._visitors[websocket] = asyncio.Event()
        try:
            await websocket.prepare(request)
            await self._entertain(websocket, request)
        finally:
            del self._visitors[websocket]
            gone.set()
        return websocket

    async def _entertain(self, websocket: web.WebSocketResponse, request: web.Request) -> None:
        word = clean_phrase(request.match_info.get("word", ""))[:_LONGEST_WORD]
        visitor = Visitor(
            [*self._arguments, f"--word={word}"],
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=websocket.close,
            download_manager=self.download_manager,
        )
        size = [to_int(request.query.get(side, ""), cells) for side, cells in (("width", 80), ("height", 24))]
        await visitor.start(*size)
        try:
            await self._process_messages(websocket, visitor)
        except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
            # A browser with our page sends nothing of the kind.
            _log.warning("a visitor was sent away, for what came from it is no message: %r", error)
            await websocket.close(code=WSCloseCode.PROTOCOL_ERROR)
        finally:
            await visitor.stop()

    @property
    def _full(self) -> bool:
        return len(self._visitors) >= self._most

    def _is_from_our_page(self, request: web.Request) -> bool:
        """Browsers let any site open a socket to this machine, and name the site; it must not start processes here."""
        origin = request.headers.get("Origin")
        ours = {request.host, urlsplit(self._given_url or "").netloc}
        return origin is None or urlsplit(origin).netloc in ours
