from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.color.names import html_colors, name_key
from colorword_tui.lexicon.split import HTML_HELD_OUT, side
from colorword_tui.lexicon.table import read_lexicon


@pytest.fixture(scope="module")
def names() -> list[str]:
    return [entry.phrase for entry in read_lexicon()]


def test_no_name_is_on_two_sides(names: list[str]) -> None:
    sides: dict[str, set[str]] = defaultdict(set)
    for name in names:
        sides[name_key(name)].add(side(name))
    assert [key for key, found in sides.items() if len(found) > 1] == []


def test_the_shares(names: list[str]) -> None:
    keys = {name_key(name) for name in names}
    counts = Counter(side(key) for key in keys)
    assert counts["held-out"] / len(keys) == pytest.approx(0.08, abs=0.01)
    assert counts["validation"] / len(keys) == pytest.approx(0.04, abs=0.01)
    assert counts.total() == counts["train"] + counts["validation"] + counts["held-out"]


def test_37_of_the_148_html_names_are_held_out_and_the_rest_is_learnt() -> None:
    sides = Counter(side(named.name) for named in html_colors())
    assert HTML_HELD_OUT == 37
    assert sides == {"held-out": 37, "train": 111}


@pytest.mark.parametrize("name", ["dark slate gray", "alice blue", "cloudy blue", "light goldenrod yellow"])
def test_all_spellings_of_a_name_are_on_one_side(name: str) -> None:
    titled, joined = name.title(), name.replace(" ", "")
    spellings = [name, titled, name.upper(), titled.replace(" ", ""), joined, name.replace(" ", "-")]
    spellings += [spelling.replace("gray", "grey") for spelling in spellings]
    assert len({side(spelling) for spelling in spellings}) == 1


@given(st.lists(st.text("abcdefgrey", min_size=1, max_size=6), min_size=1, max_size=3))
def test_spaces_case_and_grey_do_not_matter(words: list[str]) -> None:
    name = " ".join(words)
    expected = side(name)
    assert side("".join(words)) == side("_".join(words)) == side(f" {name} ") == side(name.upper()) == expected
    assert side(name.replace("grey", "gray")) == expected


def test_the_split_is_the_same_on_every_machine() -> None:
    # A changed split would measure a trained bundle on names that it has learnt; these few stand for all.
    held_out = ["tomato", "cadet blue", "bluish purple", "bleu ardoise", "곤색"]
    validation = ["brick red", "dusty blue", "banane", "검은색"]
    train = ["banana", "blood", "cloudy blue", "alice blue", "abricot", "갈색", "青"]
    assert [name for name in held_out if side(name) != "held-out"] == []
    assert [name for name in validation if side(name) != "validation"] == []
    assert [name for name in train if side(name) != "train"] == []
