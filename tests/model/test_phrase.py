import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from colorword_tui.model.phrase import MAX_CHARACTERS, clean_phrase, split_words


@given(st.text(st.characters(), max_size=80))
def test_a_clean_phrase_is_safe_to_print_and_stays_as_it_is(text: str) -> None:
    phrase = clean_phrase(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in phrase)
    assert not any(character in phrase for character in "\u202e\u2066\u200f\u061c")
    assert phrase == phrase.strip()
    assert "  " not in phrase
    assert unicodedata.is_normalized("NFC", phrase)
    assert clean_phrase(phrase) == phrase
    phrase.encode()


def test_nasty_phrases() -> None:
    assert clean_phrase("\x1b[31mred\x1b[0m") == "[31mred [0m"
    assert clean_phrase("a\x00b") == "a b"
    assert clean_phrase("ban\ud800ana") == "ban ana"
    assert clean_phrase("cafe\u0301") == "café"
    assert clean_phrase(" \t\n\x00 \u200e") == ""
    assert clean_phrase("👩\u200d🌾") == "👩\u200d🌾"
    assert len(clean_phrase("ab " * 100_000)) <= MAX_CHARACTERS


def test_words_where_there_are_no_spaces() -> None:
    assert split_words("clear  summer sky") == ["clear", "summer", "sky"]
    assert split_words("晴れた夏の青空") == ["晴れた", "夏の", "青空"]
    assert split_words("チョコレート色") == ["チョコレート", "色"]
    assert split_words("голубое небо") == ["голубое", "небо"]
    assert split_words("   ") == []


@given(st.text(max_size=60))
def test_words_lose_nothing_but_spaces(text: str) -> None:
    assert "".join(split_words(text)) == clean_phrase(text).replace(" ", "")
