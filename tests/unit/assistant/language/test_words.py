import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.words import STOPWORDS, content_words, index_text, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Café's owner", "the cafe owner"),
        ("O'Brien didn’t", "obrien didnt"),
        ("L'Express, d’Artagnan", "l express d artagnan"),
        ("the Smiths' dog", "the smiths dog"),
        ("U.S. troops left us; US and U.K.", "usa troops left us usa and uk"),
        ("1,600 people, 1,600,000, 3,5", "1600 people 1600000 3 5"),
        ("COVID-19 e-mail A/B", "covid 19 e mail a b"),
        ("Ångström Straße ﬁn İ Ελλάδα Йод", "angstrom straße fin i ελλαδα иод"),
        ("東京都", "東京 京都"),
        ("東", "東"),
        ("新iPhone手机上", "新 iphone 手机 机上"),
        ("ไทย", "ไท ทย"),
        ("पुलिस ने", "पुलिस ने"),
        ("한국어", "한국어"),
        ("مُحَمَّد", "محمد"),
        ("", ""),
        ("… — !", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_content_words_leave_out_the_question() -> None:
    assert content_words("What did the mayor of Rome say about it?") == ["mayor", "rome"]
    for word in STOPWORDS:
        for written in (word, word.title(), f"“{word}”,"):
            assert content_words(f"{written} mayor") == ["mayor"], written


def test_index_text_meets_inflected_forms() -> None:
    assert set(index_text("Who won the elections?").split()) & set(index_text("The election is to win").split()) == {
        *("win", "elect", "the")
    }


@given(st.text())
def test_tokens_hold_no_space_and_index_text_is_stable(text: str) -> None:
    tokens = words(text)
    assert all(token and not any(character.isspace() for character in token) for token in tokens)
    assert len(index_text(text).split(" ")) == max(1, len(tokens))
    assert words(" ".join(tokens)) == tokens or not text.isascii()
