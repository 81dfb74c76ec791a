import pytest
from coloraide import Color as ColorAide
from coloraide.css.color_names import name2val_map
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.color.names import (
    NamedColor,
    html_color,
    html_colors,
    name_key,
    nearest_html,
    normalise_name,
)
from colorword_tui.color.value import Color
from colorword_tui.lexicon.table import read_table
from colorword_tui.resources import assets

channels = st.integers(0, 255)
colors = st.builds(Color, channels, channels, channels)


def test_the_shipped_table_holds_the_css_colours() -> None:
    assert len(html_colors()) == 148
    assert {named.name: named.color.hex for named in html_colors()} == css_colors()


def css_colors() -> dict[str, str]:
    """The keywords of CSS and their values, as coloraide has them."""
    keywords = [name for name in name2val_map if name != "transparent"]
    # coloraide 8.13 has two values that CSS never had: https://www.w3.org/TR/css-color-4/#named-colors
    corrected = {"mediumpurple": "#9370db", "palevioletred": "#db7093"}
    return {name: ColorAide(name).to_string(hex=True) for name in keywords} | corrected


def spaced_names() -> list[str]:
    """`alice blue`: the names of the table, whose words are apart."""
    return [entry.phrase for entry in read_table(assets() / "lexicon" / "html.tsv")]


@pytest.mark.parametrize("spaced", spaced_names())
def test_every_spelling_of_an_html_name(spaced: str) -> None:
    joined = spaced.replace(" ", "")
    camel = spaced.title().replace(" ", "")
    apart = {spaced, spaced.upper(), spaced.title(), spaced.replace(" ", "-"), spaced.replace(" ", "_"), f" {spaced}\t"}
    together = {joined, joined.upper(), joined.capitalize(), camel}
    expected = Color.from_hex(css_colors()[joined])
    for spelling in apart | together:
        for variant in (spelling, spelling.replace("grey", "gray"), spelling.replace("gray", "grey")):
            found = html_color(variant)
            assert found is not None, variant
            assert found.color == expected
            assert name_key(variant) == name_key(joined)


@pytest.mark.parametrize("phrase", ["b l u e", "blues", "", " ", "alice", "aliceblue sky", "blau", "#0000ff", "blue!"])
def test_what_is_no_html_name(phrase: str) -> None:
    assert html_color(phrase) is None


def test_grey_is_gray_and_answers_as_one_of_the_keywords() -> None:
    grey, gray = html_color("Dark Slate Grey"), html_color("darkslategray")
    assert grey == gray
    assert grey in html_colors()


@given(st.text(st.characters(exclude_categories=["Cs", "Mn"])))
def test_a_normalised_name_stays_as_it_is(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once
    assert once == once.strip()


def test_names_of_other_scripts_keep_their_letters() -> None:
    assert normalise_name("Bleu  Ciel_Foncé") == "bleu ciel foncé"
    assert normalise_name("éléphantGris") == "éléphant gris"
    assert normalise_name("青 空") == "青 空"
    assert normalise_name("NASA Blue") == "nasa blue"


@given(colors)
def test_the_nearest_html_colour_is_the_one_that_coloraide_finds(color: Color) -> None:
    found = nearest_html(color)
    assert NamedColor(found.name, found.color) in html_colors()
    aide = ColorAide(color.hex)
    assert found.delta_e == pytest.approx(aide.delta_e(found.color.hex, method="2000"), abs=1e-4)
    assert found.delta_e <= min(aide.delta_e(named.color.hex, method="2000") for named in html_colors()) + 1e-4


def test_an_html_colour_is_nearest_to_itself() -> None:
    for name, color in html_colors():
        found = nearest_html(color)
        assert found.delta_e == pytest.approx(0, abs=1e-9)
        assert found.color == color
        assert found.name <= name
