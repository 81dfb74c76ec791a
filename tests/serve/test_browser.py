"""The app in a real browser: what is painted on the page, and who sees it."""

import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from colorword_tui.color.value import Color
from colorword_tui.model.bundle import BundleError
from colorword_tui.model.predictor import Predictor
from tests.serve.conftest import Serve
from tests.serve.running import Served, gone, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt install chromium")

SIZE = {"width": 1000, "height": 640}
# A point of the swatch, far from the letters on it.
SWATCH = {"x": 300, "y": 200}


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `test` is not installed")
    with playwright.sync_playwright() as driver:
        # Chromium's sandbox does not work for the superuser, who runs containers.
        sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield browser
        browser.close()


class Visit:
    """A tab, and what the app has sent to it."""

    def __init__(self, browser: "Browser", url: str) -> None:
        self.context = browser.new_context(viewport=SIZE)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page: Page = self.context.new_page()
        self._received: list[bytes] = []
        self.elsewhere: list[str] = []
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._take))
        self.page.on("request", lambda request: request.url.startswith(url) or self.elsewhere.append(request.url))

    def open(self, address: str) -> "Visit":
        self.page.goto(address)
        self.wait(lambda: "^y" in self.received, "the app's footer")
        return self

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        # Playwright hears of nothing while Python sleeps.
        until(condition, what, lambda seconds: self.page.wait_for_timeout(seconds * 1000))

    @property
    def received(self) -> str:
        return b"".join(self._received).decode("utf-8", "replace")

    @property
    def painted(self) -> str:
        """The colour in which the browser shows the swatch."""
        picture = self.page.screenshot(clip={**SWATCH, "width": 1, "height": 1})
        return Color(*_only_pixel(picture)).hex

    def _take(self, frame: str | bytes) -> None:
        self._received.append(frame.encode() if isinstance(frame, str) else frame)


@pytest.fixture
def visit(browser: "Browser") -> Iterator[Callable[[str], Visit]]:
    visits: list[Visit] = []

    def start(url: str) -> Visit:
        visits.append(Visit(browser, url))
        return visits[-1]

    yield start
    for one in visits:
        one.context.close()


Go = Callable[[str], Visit]


def _only_pixel(png: bytes) -> bytes:
    """The pixel of a picture that has one; its row's filter has no neighbours to work on."""
    data, position = b"", 8
    while position < len(png):
        size, kind = int.from_bytes(png[position : position + 4]), png[position + 4 : position + 8]
        if kind == b"IDAT":
            data += png[position + 8 : position + 8 + size]
        position += size + 12
    return zlib.decompress(data)[1:4]


def expected(word: str) -> str:
    try:
        return Predictor().predict(word).color.hex
    except BundleError as error:
        pytest.skip(f"no model to compare with: {error}")


@pytest.mark.parametrize("word", ["tomato", "banana"], ids=["an exact name", "a word for the model"])
def test_a_word_is_painted_in_its_colour(served: Served, visit: Go, word: str) -> None:
    color = expected(word)
    tab = visit(served.url).open(served.url)
    # Nobody has clicked: the keys are the app's from the beginning.
    tab.type(word)
    tab.wait(lambda: tab.painted == color, f"{color} on the page")
    assert tab.elsewhere == []


def test_a_word_in_the_address(served: Served, visit: Go) -> None:
    tab = visit(served.url).open(f"{served.url}/?word=tomato")
    tab.wait(lambda: tab.painted == "#ff6347", "tomato on the page")
    tab.type("y")
    tab.wait(lambda: "tomatoy" in tab.received, "a letter after the word")


def test_copying_reaches_the_visitors_clipboard(served: Served, visit: Go) -> None:
    tab = visit(served.url).open(f"{served.url}/?word=tomato")
    tab.wait(lambda: tab.painted == "#ff6347", "tomato on the page")
    tab.page.keyboard.press("Control+y")
    tab.wait(lambda: tab.page.evaluate("navigator.clipboard.readText()") == "#ff6347", "the colour in the clipboard")


def test_copying_where_the_browser_has_no_clipboard_interface(served: Served, visit: Go) -> None:
    tab = visit(served.url)
    # As in a page over http from another machine.
    tab.page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })")
    tab.page.add_init_script(
        "document.addEventListener('copy', () => (window.copied = getSelection().toString()), true)"
    )
    tab.open(f"{served.url}/?word=tomato")
    tab.wait(lambda: tab.painted == "#ff6347", "tomato on the page")
    tab.page.keyboard.press("Control+y")
    tab.wait(lambda: tab.page.evaluate("window.copied") == "#ff6347", "the colour in the clipboard")
    tab.type("x")
    tab.wait(lambda: "tomatox" in tab.received, "the keys are the app's again")


def test_two_visitors_do_not_see_each_others_words_and_nothing_is_written(served: Served, visit: Go) -> None:
    one = visit(served.url).open(f"{served.url}/?word=tomato")
    one.wait(lambda: one.painted == "#ff6347", "tomato on the page")
    one.page.keyboard.press("Enter")
    one.wait(lambda: "kept tomato" in one.received, "a kept word")
    other = visit(served.url).open(f"{served.url}/?word=navy")
    other.wait(lambda: other.painted == "#000080", "navy on the page")
    assert "enter keeps a word here" in other.received
    other.page.keyboard.press("Enter")
    other.wait(lambda: "kept navy" in other.received, "a kept word")
    assert "tomato" not in other.received
    assert "navy" not in one.received
    assert list(served.data.rglob("*")) == []
    assert list(served.work.rglob("*")) == []


def test_closing_a_tab_ends_its_process_and_no_other(serve: Serve, visit: Go) -> None:
    served = serve()
    one, other = (visit(served.url).open(served.url) for _ in range(2))
    first, second = sorted(served.visitors(), key=lambda process: process.create_time())
    one.page.close()
    until(lambda: gone(first), "the end of the process")
    assert not gone(second)
    other.page.reload()
    until(lambda: gone(second), "the end of the process")
    other.wait(lambda: len(served.visitors()) == 1, "a new process after a reload")


def test_quitting_says_so_and_starts_again(served: Served, visit: Go) -> None:
    tab = visit(served.url).open(served.url)
    tab.page.keyboard.press("Control+q")
    tab.page.get_by_role("button", name="Start again").wait_for()
    before = len(tab.received)
    tab.page.keyboard.press("Enter")
    tab.wait(lambda: "^y" in tab.received[before:], "the app again")


def test_one_visitor_too_many_is_told_and_let_in_later(serve: Serve, visit: Go) -> None:
    served = serve("--visitors", "1")
    inside = visit(served.url).open(served.url)
    outside = visit(served.url)
    answer = outside.page.goto(served.url)
    assert answer is not None
    assert answer.status == 503
    assert "1 of 1 places are taken" in outside.page.inner_text("body")
    inside.page.close()
    until(lambda: served.visitors() == [], "the end of the process")
    # The page looks again by itself.
    outside.wait(lambda: "^y" in outside.received, "the app")
