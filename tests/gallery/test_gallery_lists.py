from pathlib import Path

import pytest

from colorword_tui.gallery.lists import Lists
from colorword_tui.lexicon.table import read_lexicon

HEADER = "phrase\tlanguage\tcolors"


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    (tmp_path / "everyday").mkdir()
    for name, lines in {
        "acme": ["sky\ten\t#57b8ff"],
        "html": ["dark red\ten\t#8b0000", "red\ten\t#ff0000"],
        "everyday/fruit": ["apple\ten\t#c4222e:0.35 #84b43a:0.65", "\u202e\ten\t#000000", "plum\ten\t#502040"],
        "everyday/birds": ["crow\ten\t#101010"],
    }.items():
        (tmp_path / f"{name}.tsv").write_text("\n".join(["# source: a test", HEADER, *lines]), "utf-8")
    (tmp_path / "everyday" / "translated_ja.tsv").write_text(f"{HEADER}\tenglish\n空\tja\t#57b8ff\tsky\n", "utf-8")
    return tmp_path


def test_the_names_begin_with_html_and_the_whole_everyday_lexicon(lexicon: Path) -> None:
    names = Lists(lexicon).names
    assert names == ["html", "everyday", "acme", "everyday/birds", "everyday/fruit", "everyday/translated_ja"]


def test_a_row_has_the_strongest_colour_and_an_unprintable_name_has_none(lexicon: Path) -> None:
    rows = Lists(lexicon).rows("everyday/fruit")
    assert [(row.name, row.color.hex, row.english) for row in rows] == [
        ("apple", "#84b43a", None),
        ("plum", "#502040", None),
    ]
    (translated,) = Lists(lexicon).rows("everyday/translated_ja")
    assert (translated.name, translated.english) == ("空", "sky")


def test_the_everyday_lexicon_as_a_whole(lexicon: Path) -> None:
    assert [row.name for row in Lists(lexicon).rows("everyday")] == ["crow", "apple", "plum", "空"]


def test_counts(lexicon: Path) -> None:
    lists = Lists(lexicon)
    assert not lists.counted
    assert lists.counts()["everyday"] == sum(
        count for name, count in lists.counts().items() if name.startswith("everyday/")
    )
    assert lists.counted


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("htlm", "did you mean html?"),
        ("friut", "did you mean everyday/fruit"),
        ("everyday/bird", "did you mean everyday/birds"),
        ("nothing like it", "the lists are html, everyday, acme and everyday/NAME"),
        ("\x1b[31m", "'\\x1b[31m'"),
        ("../html", "there is no list"),
        ("", "there is no list ''"),
    ],
)
def test_an_unknown_list_names_those_that_are_known(lexicon: Path, asked: str, told: str) -> None:
    with pytest.raises(ValueError, match="there is no list") as found:
        Lists(lexicon).rows(asked)
    assert told in str(found.value)


def test_a_table_that_cannot_be_read_is_said_with_its_line(lexicon: Path) -> None:
    (lexicon / "html.tsv").write_text(f"{HEADER}\nred\ten\tnocolor\n", "utf-8")
    with pytest.raises(ValueError, match=r"html\.tsv, line 2"):
        Lists(lexicon).rows("html")
    counts = Lists(lexicon).counts()
    assert "html" not in counts, "the others are counted all the same"
    assert counts["acme"] == 1


def test_the_shipped_lists_hold_every_entry() -> None:
    lists = Lists()
    counts = lists.counts()
    everything = sum(count for name, count in counts.items() if name != "everyday")
    assert everything == len(read_lexicon())
    assert lists.names[:2] == ["html", "everyday"]
    assert len(lists.rows("html")) == counts["html"] == 148
