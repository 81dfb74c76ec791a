import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.reading import words
from colorword_tui.reading.function_words import FUNCTION_WORDS, is_function_word
from colorword_tui.reading.language import guess_language
from colorword_tui.reading.paragraphs import rejoined
from colorword_tui.reading.sentences import LONGEST
from colorword_tui.reading.text import Text, safe_letters

SENTENCES = {
    "en": ("The blue sea lay under a clear sky.", "It didn't move."),
    "de": ("Der blaue Himmel ist schön und das Meer auch.", "Es ist nicht kalt."),
    "fr": ("L'eau de la mer est d'un bleu profond.", "Elle est dans la nuit."),
    "es": ("El cielo azul de la mañana es muy claro.", "No hay nada más que el mar."),
    "pt": ("O céu azul não tem uma nuvem.", "Você está com ela."),
    "it": ("Il cielo della notte è nero.", "Che cosa c'è nel mare?"),
    "ru": ("Синее море было спокойно.", "Я не знал этого."),
    "ar": ("السماء زرقاء في الصيف.", "هل البحر هادئ؟"),
    "hi": ("यह हिन्दी में नीला आकाश है।", "वह लाल है।"),
    "ko": ("맑은 여름 하늘이 있었다.", "나는 걸었다."),
    "ja": ("晴れた夏の青空を見上げる。", "吾輩は猫である。"),
    "zh": ("今天天气真好。", "我爱蓝色的天空！"),
}


def words_of(text: Text) -> list[list[str]]:
    return [[text.word(span) for span in text.words(number)] for number in range(len(text.sentences))]


@pytest.fixture(params=["library", "fallback"])
def extra(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With the extra `read` and without it."""
    words._parser.cache_clear()
    if request.param == "fallback":
        monkeypatch.setitem(sys.modules, "sentencex", None)
        monkeypatch.setitem(sys.modules, "budoux", None)
    else:
        pytest.importorskip("sentencex")
        pytest.importorskip("budoux")
    yield request.param
    words._parser.cache_clear()


@pytest.mark.parametrize("language", SENTENCES)
def test_twelve_languages(language: str, extra: str) -> None:
    first, second = SENTENCES[language]
    text = Text(f"{first}{'' if language in ('ja', 'zh') else ' '}{second}")
    assert text.language == language
    assert [text.phrase(number) for number in range(len(text.sentences))] == [first, second]
    found = words_of(text)
    # Without a dictionary, what stands between two marks of Chinese is a word.
    assert all(len(one) >= (1 if (language, extra) == ("zh", "fallback") else 2) for one in found)
    assert not {letter for sentence in found for word in sentence for letter in word} & set(" .!?。！।؟，、")


def test_words_keep_what_belongs_to_them(extra: str) -> None:
    (found,) = words_of(Text("The 'blue' don’t dark-blue sea's 🍌 and 👩🏽‍🌾 [red]x[/] in the 1990s"))
    assert found == [
        "the", "blue", "don’t", "dark-blue", "sea's", "🍌", "and", "👩🏽‍🌾", "red", "x", "in", "the", "1990s",
    ]  # fmt: skip
    assert words_of(Text("यह हिन्दी है"))[0] == ["यह", "हिन्दी", "है"]
    assert words_of(Text("L'eau de la mer est d'un bleu dans les yeux"))[0][:2] == ["l'", "eau"]


def test_unspaced_scripts(extra: str) -> None:
    assert words_of(Text("晴れた夏の青空"))[0] == ["晴れた", "夏の", "青空"]
    (mixed,) = words_of(Text("He said 白い雲 and then 晴れた夏の青空 to her"))
    assert mixed[:2] == ["he", "said"]
    assert "青空" in mixed


def test_sentences_end_where_they_end(extra: str) -> None:
    text = Text('Mr. Darcy met the J. R. Tolkien of the day. "Is it so?" she cried. He lost $3.50 and then')
    assert [text.phrase(number) for number in range(len(text.sentences))] == [
        "Mr. Darcy met the J. R. Tolkien of the day.",
        '"Is it so?" she cried.',
        "He lost $3.50 and then",
    ]


def test_a_sentence_goes_over_a_line_and_not_over_a_blank_one(extra: str) -> None:
    text = Text("One line\nand the next\n \nanother")
    assert [text.phrase(number) for number in range(len(text.sentences))] == ["One line and the next", "another"]


def test_a_text_without_full_stops_is_cut() -> None:
    text = Text("word " * 1000 + "x" * 3000)
    assert all(end - start <= LONGEST for start, end in text.sentences)
    assert sum(len(one) for one in words_of(text)[:9]) == 1000


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_is_made_safe_and_its_places_are_in_order(letters: str) -> None:
    text = Text(letters)
    assert all(letter == "\n" or (letter.isprintable() or ord(letter) >= 0xA0) for letter in text.letters)
    assert not any(letter in "\x1b\x9b\u202e\ufeff\x7f" for letter in text.letters)
    text.letters.encode()
    place = 0
    for number, (start, end) in enumerate(text.sentences):
        assert place <= start < end <= len(text.letters)
        place = start
        for first, last in text.words(number):
            assert place <= first < last <= end
            place = last
        assert text.sentence_at(start) == text.sentence_at(end - 1) == number


def test_safe_letters() -> None:
    assert safe_letters("a\r\nb\rc\fd\te\u0301\x1b[31m\ud83d") == "a\nb\nc\nd   é\ufffd[31m\ufffd"


def test_wrapped_paragraphs_run_on_and_verses_do_not() -> None:
    import textwrap

    prose = "\n\n".join(textwrap.fill("It is a truth universally acknowledged, that a man " * 6, 72) for _ in range(3))
    assert rejoined(prose).count("\n") == 4
    assert len(rejoined(prose)) == len(prose)
    verse = "\n".join(["Shall I compare thee", "to a summer's day", "Thou art more lovely and more temperate"] * 3)
    assert rejoined(verse) == verse
    lines = "\n".join(["One paragraph a line, and a long one that no editor has wrapped. " * 4] * 3)
    assert rejoined(lines) == lines


@pytest.mark.parametrize(
    ("letters", "language"),
    [
        ("", "en"),
        ("1234 !!", "en"),
        ("sea sea sea", "en"),
        ("藍色的天空與雲", "zh-hant"),
        ("蓝色的天空与云", "zh"),
        ("ท้องฟ้า", "th"),
    ],
)
def test_languages_at_the_edge(letters: str, language: str) -> None:
    assert guess_language(letters) == language


def test_function_words_have_no_colour_of_their_own() -> None:
    assert set(FUNCTION_WORDS) == set(SENTENCES)
    assert is_function_word("the", "en")
    assert is_function_word("don’t", "en")
    assert is_function_word("的", "zh-hant")
    assert not is_function_word("the", "th")
    coloured = {
        "en": "fire good old home world red white", "ru": "белый ночь вода", "fr": "or", "pt": "noite", "zh": "月",
    }  # fmt: skip
    for language, some in coloured.items():
        assert not any(is_function_word(word, language) for word in some.split())
