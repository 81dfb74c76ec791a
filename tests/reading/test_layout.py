from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from colorword_tui.reading.layout import Layout


def rows(letters: str, width: int) -> list[str]:
    return [letters[start:end] for start, end in Layout(letters, width, cell_len).rows]


def test_words_are_kept_whole_where_they_fit() -> None:
    assert rows("the clear blue sky", 10) == ["the clear", "blue sky"]
    assert rows("a\n\nbc", 10) == ["a", "", "bc"]
    assert rows("extraordinary", 5) == ["extra", "ordin", "ary"]
    assert rows("", 5) == [""]


def test_wide_letters_take_two_cells() -> None:
    assert rows("晴れた夏の青空", 6) == ["晴れた", "夏の青", "空"]
    assert rows("白い雲、空", 6) == ["白い", "雲、空"]
    assert rows("the 青い sky", 8) == ["the 青い", "sky"]
    assert rows("e\u0301e\u0301e\u0301", 2) == ["e\u0301e\u0301", "e\u0301"]


letters = st.text(st.sampled_from("ab  \n晴、「e\u0301🍌\u200d\ufe0f"), max_size=80)


@given(letters, st.integers(1, 20))
def test_nothing_but_white_space_is_lost_and_no_row_is_too_wide(text: str, width: int) -> None:
    layout = Layout(text, width, cell_len)
    found = [text[start:end] for start, end in layout.rows]
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(start >= before for (_, before), (start, _) in zip(layout.rows, layout.rows[1:], strict=False))
    # One wide character is wider than a row of one cell.
    assert all(sum(map(cell_len, row.replace("\ufe0f", ""))) <= max(width, 2) for row in found)


@given(letters, st.integers(1, 20))
def test_every_row_is_found_by_its_beginning(text: str, width: int) -> None:
    layout = Layout(text, width, cell_len)
    for number, (start, end) in enumerate(layout.rows):
        if start < end:
            assert layout.row_at(start) == number
