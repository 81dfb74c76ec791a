"""The server without a browser: what comes from the internet, and how processes end."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import quote

import pytest

pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")

import aiohttp

from tests.serve.conftest import Serve
from tests.serve.running import Served, gone, until

Enter = Callable[..., Awaitable[aiohttp.ClientWebSocketResponse]]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def painted(socket: aiohttp.ClientWebSocketResponse, text: str) -> None:
    """Read what the app sends until it has sent a text."""
    so_far = b""
    while text.encode() not in so_far:
        message = await socket.receive()
        assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
        so_far += message.data if isinstance(message.data, bytes) else message.data.encode()


@pytest.mark.parametrize(
    "word",
    [
        "$(touch gone.wrong)`touch gone.wrong`; touch gone.wrong #",
        "--help",
        "..",
        "a/b?c#d%20",
        "[/] [red]x",
        "\"' &|^",
    ],
)
async def test_a_word_in_the_address_is_only_a_word(served: Served, session: aiohttp.ClientSession, word: str) -> None:
    page = await (await session.get(served.url, params={"word": word})).text()
    address = f"{served.url}/ws/word={quote(word, safe='')}".replace("http", "ws", 1)
    assert f'"{address}"' in page
    before = served.visitors()
    async with session.ws_connect(aiohttp.client.URL(address, encoded=True)) as socket:
        visitor = served.newcomer(before)
        assert visitor.cmdline()[-1] == f"--word={word}"
        await painted(socket, "^y")
    until(lambda: gone(visitor), "the end of the process")
    assert list(served.work.iterdir()) == []


async def test_words_are_cleaned_and_cut(served: Served, session: aiohttp.ClientSession) -> None:
    word = "\x1b]0;title\x07\n\x00 " + "あ" * 700
    page = await (await session.get(served.url, params={"word": word})).text()
    cleaned = "]0;title " + "あ" * 700
    assert f'/ws/word={quote(cleaned[:200], safe="")}"' in page


async def test_a_window_larger_than_any_is_cut(served: Served, session: aiohttp.ClientSession) -> None:
    before = served.visitors()
    async with session.ws_connect(f"{served.url}/ws?width=1000000000&height=x") as socket:
        visitor = served.newcomer(before)
        environment = visitor.environ()
        assert (environment["COLUMNS"], environment["ROWS"]) == ("1000", "24")
        assert not {"NO_COLOR", "TMUX"} & set(environment)
        await painted(socket, "^y")


async def test_other_sites_start_no_process(served: Served, session: aiohttp.ClientSession) -> None:
    before = served.visitors()
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await session.ws_connect(f"{served.url}/ws", origin="http://elsewhere.example")
    assert caught.value.status == 403
    assert not set(served.visitors()) - set(before)
    async with session.ws_connect(f"{served.url}/ws", origin=served.url) as socket:
        await painted(socket, "^y")


@pytest.mark.parametrize("nonsense", ["no json", "{}", "[]", '["resize", {"width": null}]', '["stdin", 1]'])
async def test_nonsense_ends_the_visit_and_not_the_server(
    serve: Serve, served: Served, session: aiohttp.ClientSession, nonsense: str
) -> None:
    before = served.visitors()
    async with session.ws_connect(f"{served.url}/ws") as socket:
        visitor = served.newcomer(before)
        await socket.send_str(nonsense)
        while (await socket.receive()).type is not aiohttp.WSMsgType.CLOSE:
            pass
    until(lambda: gone(visitor), "the end of the process")
    assert "Traceback" not in served.errors.read_text()
    assert (await session.get(served.url)).status == 200


async def test_an_app_that_hangs_is_killed(served: Served, session: aiohttp.ClientSession) -> None:
    before = served.visitors()
    async with session.ws_connect(f"{served.url}/ws") as socket:
        visitor = served.newcomer(before)
        await painted(socket, "^y")
        visitor.suspend()
    await asyncio.to_thread(until, lambda: gone(visitor), "the end of the process")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_the_end_of_the_server_is_the_end_of_its_visitors(
    serve: Serve, session: aiohttp.ClientSession, how: signal.Signals
) -> None:
    served = serve()
    async with session.ws_connect(f"{served.url}/ws") as socket:
        visitor = served.newcomer([])
        await painted(socket, "^y")
        served.process.send_signal(how)
        # A browser answers the server's goodbye while it waits for the end.
        while not (await socket.receive()).type.name.startswith("CLOS"):
            pass
    assert await asyncio.to_thread(served.process.wait) == (-9 if how is signal.SIGKILL else 0)
    until(lambda: gone(visitor), "the end of the process")
    if how is not signal.SIGKILL:
        assert served.errors.read_text() == ""


async def test_a_public_address(serve: Serve, session: aiohttp.ClientSession) -> None:
    served = serve("--public-url", "https://colours.example.org/app/")
    assert "for visitors at https://colours.example.org/app (" in served.says
    page = await (await session.get(served.url)).text()
    assert '"wss://colours.example.org/app/ws"' in page
    assert '"https://colours.example.org/app/static/js/textual.js"' in page
    async with session.ws_connect(f"{served.url}/ws", origin="https://colours.example.org") as socket:
        await painted(socket, "^y")
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(f"{served.url}/ws", origin="https://example.org")
