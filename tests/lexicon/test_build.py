import json
from pathlib import Path

import pytest

from colorword_tui.color.names import html_colors
from colorword_tui.lexicon.build import LANGUAGES, clean, main, split_html
from colorword_tui.lexicon.table import read_lexicon


def test_cleaning_normalises_drops_and_sorts() -> None:
    rows = [
        ("Sky Blue", "en", "#87CEEB"),
        ("sky_blue", "en", "87ceeb"),
        ("Blue (Crayola)", "en", "#1f75fe"),
        ("Eugenia Red | A", "en", "#ed3d66"),
        ("Red [two]", "en", "#f00"),
        ("", "en", "#000000"),
        ("(nothing)", "en", "#000000"),
        ("1234", "en", "#000000"),
        ("Sky Blue", "en", "#87cefa"),
        ("Sky Blue", "fr", "#87ceeb"),
    ]
    assert clean(rows) == [
        ("blue", "en", "#1f75fe"),
        ("eugenia red", "en", "#ed3d66"),
        ("red", "en", "#ff0000"),
        ("sky blue", "en", "#87ceeb"),
        ("sky blue", "en", "#87cefa"),
        ("sky blue", "fr", "#87ceeb"),
    ]


def test_cleaning_does_not_depend_on_the_order() -> None:
    rows = [("b", "en", "#000001"), ("a", "en", "#000002"), ("a", "de", "#000003"), ("B", "en", "#000001")]
    assert clean(rows) == clean(reversed(rows))


@pytest.mark.parametrize(
    ("keyword", "words"),
    [
        ("darkolivegreen", "dark olive green"),
        ("lightgoldenrodyellow", "light goldenrod yellow"),
        ("papayawhip", "papaya whip"),
        ("burlywood", "burly wood"),
        ("aquamarine", "aquamarine"),
        ("seashell", "seashell"),
        ("red", "red"),
    ],
)
def test_keywords_are_split_into_the_fewest_words(keyword: str, words: str) -> None:
    assert split_html(keyword) == words


def test_every_html_keyword_can_be_split() -> None:
    for name, _ in html_colors():
        assert split_html(name).replace(" ", "") == name


@pytest.mark.parametrize("keyword", ["banana", "darkbanana", "reddish"])
def test_a_keyword_of_other_words_is_named(keyword: str) -> None:
    with pytest.raises(ValueError, match=f"'{keyword}' is not made of the words"):
        split_html(keyword)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """The two npm packages, unpacked, with one or two names a list."""
    names, lists = tmp_path / "npm" / "one" / "dist", tmp_path / "npm" / "two" / "dist"
    names.mkdir(parents=True)
    lists.mkdir(parents=True)
    (names / "colornames.csv").write_text('name,hex,good name\n"Sky, Clear",#87ceeb,x\nBanana,#FFE135,\n', "utf-8")
    meta = {"title": "A list", "source": "https://example.org", "license": "CC0"}
    rows: dict[str, list[dict[str, object]]] = {key: [{"name": "red", "hex": "#ff0000"}] for key in LANGUAGES}
    rows["html"] = [{"name": "aliceblue", "hex": "#f0f8ff"}]
    rows["japaneseTraditional"] = [
        {"name": "赤紅", "hex": "#c3272b", "meta": {"romanized": "Akabeni", "english translation": "Pure Crimson"}}
    ]
    everything = {"meta": dict.fromkeys(rows, meta), "lists": rows}
    everything["lists"]["ral"] = [{"name": "Perlorange", "hex": "#8f4e35"}]
    (lists / "colorlists.json").write_text(json.dumps(everything), "utf-8")
    return tmp_path / "npm"


def test_building_the_tables(packages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "lexicon"
    main([str(packages), str(out)])
    assert "2 color_name_list" in capsys.readouterr().out
    assert {path.name for path in out.iterdir()} > {"html.tsv", "japanese_traditional.tsv", "mlmc_korean.tsv"}
    assert not (out / "ral.tsv").exists()
    found = {(entry.source, entry.phrase, entry.language) for entry in read_lexicon(out)}
    assert found > {
        ("color_name_list", "sky, clear", "en"),
        ("html", "alice blue", "en"),
        ("japanese_traditional", "赤紅", "ja"),
        ("japanese_traditional", "akabeni", "ja"),
        ("japanese_traditional", "pure crimson", "en"),
        ("mlmc_korean", "red", "ko"),
    }
    header = (out / "xkcd.tsv").read_text("utf-8").splitlines()[:4]
    assert header == [
        "# source: A list, list xkcd of color-name-lists 3.33.2 (npm)",
        "# url: https://example.org",
        "# licence: CC0",
        "phrase\tlanguage\tcolors",
    ]


def test_the_same_packages_give_the_same_bytes(packages: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    main([str(packages), str(first)])
    main([str(packages), str(second)])
    assert {path.name: path.read_bytes() for path in first.iterdir()} == {
        path.name: path.read_bytes() for path in second.iterdir()
    }


def test_packages_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"holds no dist/colornames\.csv: unpack the two npm packages"):
        main([str(tmp_path), str(tmp_path / "out")])
    with pytest.raises(SystemExit, match="npm pack"):
        main([])
