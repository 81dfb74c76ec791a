from html.parser import HTMLParser

import pytest

from colorword_tui.color.value import Color
from colorword_tui.gallery.comparison import Choice, Comparison
from colorword_tui.gallery.lists import Row
from colorword_tui.gallery.page import page

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=https://example.org/x onerror=alert(1)>',
    "</table></title></style></bdi>",
    "&lt;b&gt; &amp; &#60;",
    "' onmouseover='alert(1)",
    "<!-- ",
    "[red]markup[/]",
    "${alert(1)} `x`",
    "空 🍌 שמיים",
]


def compared(names: list[str]) -> Comparison:
    rows = [Row(name, Color(index, 100, 200), "held-out", f"english {name}") for index, name in enumerate(names)]
    comparison = Comparison("a <b>list</b>", rows)
    comparison.put(range(len(rows)), [Color(0, 0, 0)] * len(rows))
    return comparison


class Reader(HTMLParser):
    """Every element with its attributes, and the texts of the cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("td", "tr", "h1"):
            self.cells.append("")
            self.inside = tag != "tr"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("tr", "h1")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


def test_hostile_names_stay_text() -> None:
    comparison = compared(HOSTILE)
    read = Reader(page(comparison, comparison.select(Choice())))
    plain = Reader(page(compared(["plain"] * len(HOSTILE)), comparison.select(Choice())))
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in plain.elements]
    allowed = {
        "lang", "charset", "name", "content", "http-equiv", "style", "class", "data-hue", "type", "placeholder",
        "aria-label",
    }  # fmt: skip
    assert {name for _, attributes in read.elements for name in attributes} <= allowed
    for name in HOSTILE:
        assert f"{name} english {name}" in read.cells
    assert read.cells[0] == "a <b>list</b>"


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    comparison = compared(["red", "blue"])
    text = page(comparison, comparison.select(Choice()))
    assert not any(word in text.lower() for word in ("http:", "https:", "url(", "@import", "src=", "href="))
    assert "default-src 'none'" in text


def test_a_row_has_both_colours_the_distance_and_its_side() -> None:
    comparison = compared(["red", "blue"])
    text = page(comparison, comparison.select(Choice()), held_out=True)
    cells = Reader(text).cells
    assert cells[3:8] == ["#0064c8", "#000000", f"{comparison.delta_e[0]:.1f}", "red english red", "held out"]
    assert "background:#0064c8;color:#ffffff" in text
    assert "held-out names only" in text
    assert "2 names · ΔE median" in text
    assert "farthest off" in text


def test_a_page_of_no_rows() -> None:
    comparison = compared([])
    assert "0 names" in page(comparison, comparison.select(Choice()))


def test_an_unread_row_is_an_error() -> None:
    comparison = Comparison("one", [Row("red", Color(255, 0, 0), "train")])
    with pytest.raises(ValueError, match="row 0 of one has not been read"):
        page(comparison, comparison.select(Choice()))
