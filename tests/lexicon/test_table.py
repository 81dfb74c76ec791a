from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.color.names import normalise_name
from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import Entry, parse_colors, read_lexicon, read_table, write_table

HEADER = {"source": "a test", "url": "https://example.org", "licence": "CC0-1.0"}

channels = st.integers(0, 255)
colors = st.builds(Color, channels, channels, channels)
# A row whose phrase starts with "# " would read as a comment.
phrases = (
    st.text(st.characters(exclude_categories=["Cs", "Mn"]), max_size=20)
    .map(normalise_name)
    .filter(lambda phrase: phrase and not phrase.startswith("#"))
)
Weighted = list[tuple[Color, int]]
weighted = st.lists(st.tuples(colors, st.integers(1, 9)), min_size=1, max_size=4)


@given(rows=st.lists(st.tuples(phrases, st.sampled_from(["en", "ja"]), weighted), max_size=6))
def test_a_table_reads_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, Weighted]]) -> None:
    path = tmp_path_factory.mktemp("tables") / "mine.tsv"
    written = [
        (phrase, language, " ".join(f"{color.hex}:{weight}" for color, weight in several))
        for phrase, language, several in rows
    ]
    assert write_table(path, HEADER, written) == len(rows)
    entries = list(read_table(path))
    assert [(entry.phrase, entry.language, entry.source) for entry in entries] == [(*row[:2], "mine") for row in rows]
    for entry, (_, _, several) in zip(entries, rows, strict=True):
        total = sum(weight for _, weight in several)
        assert [color for color, _ in entry.colors] == [color for color, _ in several]
        assert [share for _, share in entry.colors] == pytest.approx([weight / total for _, weight in several])


def test_colours_and_their_weights() -> None:
    assert parse_colors("#acc2d9") == ((Color(0xAC, 0xC2, 0xD9), 1.0),)
    assert parse_colors("#c8102e:3 #6ea83b:1") == ((Color(0xC8, 0x10, 0x2E), 0.75), (Color(0x6E, 0xA8, 0x3B), 0.25))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no colour of positive weight"),
        ("  ", "no colour of positive weight"),
        ("red", "'red' is not a hex colour"),
        ("#12345", "'#12345' is not a hex colour"),
        ("#fff:0", "no colour of positive weight"),
        ("#fff:-1 #000:3", "no colour of positive weight"),
        ("#fff:much", "could not convert string to float: 'much'"),
        ("#fff:1:2", "could not convert string to float: '1:2'"),
    ],
)
def test_what_are_no_colours(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_colors(text)


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["# source: a test", "phrase\tlanguage\tcolors", *lines]) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("sky\ten\tblue", "'blue' is not a hex colour"),
        ("sky\ten\t", "no colour of positive weight"),
        ("sky\ten\t#00f:-1", "no colour of positive weight"),
        ("sky\ten", "not enough values"),
    ],
)
def test_an_unreadable_line_is_named_with_its_file(tmp_path: Path, line: str, reason: str) -> None:
    path = table(tmp_path / "broken.tsv", "sea\ten\t#00f", "", line)
    with pytest.raises(ValueError, match=rf"broken\.tsv, line 5: .*{reason}") as caught:
        list(read_table(path))
    assert str(path) in str(caught.value)


def test_wrong_columns_are_named_with_their_file(tmp_path: Path) -> None:
    path = tmp_path / "columns.tsv"
    path.write_text("# source: a test\nname\thex\nsky\t#00f\n", "utf-8")
    with pytest.raises(ValueError, match=r"columns\.tsv, line 2: the columns are \['name', 'hex'\], not \['phrase'"):
        list(read_table(path))


def test_phrases_are_normalised_and_more_columns_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "more.tsv"
    path.write_text("phrase\tlanguage\tcolors\tnote\n AliceBlue \ten\tF0F8FF\tfrom a book\n", "utf-8")
    assert list(read_table(path)) == [Entry("alice blue", "en", ((Color(0xF0, 0xF8, 0xFF), 1.0),), "more")]


def test_a_lexicon_is_all_tables_under_a_folder_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    table(tmp_path / "b.tsv", "sea\ten\t#00f")
    table(tmp_path / "a.tsv", "sky\ten\t#0ff")
    table(tmp_path / "deeper" / "c.tsv", "sun\ten\t#ff0")
    (tmp_path / "notes.txt").write_text("no table\n")
    assert [(entry.source, entry.phrase) for entry in read_lexicon(tmp_path)] == [
        ("a", "sky"), ("b", "sea"), ("deeper/c", "sun"),
    ]  # fmt: skip
