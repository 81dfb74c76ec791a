import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import png
import pytest
from rich.cells import cell_len
from rich.text import Text as RichText

from colorword_tui.reading import picture
from colorword_tui.reading.export import KINDS, Kind, export, kind_of
from colorword_tui.reading.look import Look
from colorword_tui.reading.painter import Painter
from colorword_tui.reading.painting import ribbon_colors
from colorword_tui.reading.text import Text
from tests.tui.fake import FakePredictor

NASTY = '\x1b[31m and [red]not markup[/] and <script>alert("1")</script> & a\x00b \ufffe 🍌 晴れた夏の青空。\n\nBanana.'
SHOWN = NASTY.translate({0x1B: 0xFFFD, 0: 0xFFFD, 0xFFFE: 0xFFFD})


def painted(letters: str, name: str = "<b>.txt") -> Painter:
    painter = Painter(Text(letters, name), FakePredictor())
    painter.finish()
    return painter


def written(kind: Kind, letters: str = NASTY, look: Look | None = None) -> bytes:
    painter = painted(letters)
    return export(kind, painter.text, painter.colors, look or Look(), cell_len)


class Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text: dict[str, str] = {}
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.add(tag)
        self._in = tag if tag in ("title", "style", "main") else self._in

    def handle_data(self, data: str) -> None:
        self.text[self._in] = self.text.get(self._in, "") + data


def test_a_page_is_whole_and_nothing_in_it_is_obeyed() -> None:
    data = written("html").decode()
    page = Page(data)
    assert page.tags == {"html", "meta", "title", "style", "main", "p", "b", "footer"}
    assert page.text["title"].strip() == "<b>.txt"
    assert "".join(page.text["main"].split()) == "".join(SHOWN.split())
    assert "http" not in data
    assert "url(" not in data
    assert "background: #ffe135" in data
    assert "background: #ff0000" in data


def test_a_page_has_a_class_for_each_paint() -> None:
    data = written("html", "sea sea sea").decode()
    assert data.count('class="c0"') == 3
    assert 'class="c1"' not in data
    assert 'class="c' not in written("html", look=Look(tint="off")).decode()


def test_a_drawing_is_sound_and_holds_the_letters() -> None:
    root = ET.fromstring(written("svg"))  # noqa: S314
    names = {element.tag.partition("}")[2] for element in root.iter()}
    assert names == {"svg", "title", "rect", "text"}
    letters = "".join(element.text or "" for element in root.iter() if element.tag.endswith("}text"))
    assert "".join(letters.split()) == "".join(SHOWN.split())
    fills = {element.get("fill") for element in root.iter()}
    assert FakePredictor().predict("banana").color.hex in fills
    assert FakePredictor().predict("Banana.").color.hex in fills


def test_a_drawing_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_ROWS", 3)
    with pytest.raises(ValueError, match="4 rows are too many"):
        written("svg", "a\nb\nc\nd")


def test_a_picture_is_the_ribbon() -> None:
    painter = painted("Sea. Blood. Banana.")
    data = export("png", painter.text, painter.colors, Look(), cell_len)
    width, height, rows, _ = png.Reader(BytesIO(data)).asRGB8()
    assert (width, height) == picture.PNG_SIZE
    wanted = [channel for color in ribbon_colors(painter.colors.sentences, width) if color for channel in color]
    assert all(list(row) == wanted for row in rows)
    with pytest.raises(ValueError, match="no ribbon"):
        export("png", Text(""), painted("").colors, Look(), cell_len)


def test_the_text_for_a_terminal_has_no_sequences_but_its_own() -> None:
    data = written("ansi").decode()
    own = re.sub(r"\x1b\[(?:0|(?:[34]8;2;\d+;\d+;\d+)(?:;48;2;\d+;\d+;\d+)?)m", "", data)
    assert "\x1b" not in own
    assert "".join(own.split()) == "".join(SHOWN.split())
    rows = [RichText.from_ansi(line) for line in data.splitlines()]
    assert all(row.cell_len <= picture.COLUMNS + 3 for row in rows)
    banana = FakePredictor().predict("banana").color
    assert f"48;2;{banana.red};{banana.green};{banana.blue}m" in data


def test_the_extension_decides() -> None:
    assert [kind_of(Path(f"a.b/x.{kind.upper()}")) for kind in KINDS] == list(KINDS)
    for name in ("x.txt", "html", ""):
        with pytest.raises(ValueError, match=r"\.html, \.svg, \.png, \.ansi"):
            kind_of(Path(name))
