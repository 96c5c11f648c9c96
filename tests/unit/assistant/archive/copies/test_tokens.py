"""Words, figures and names as copies are compared by."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.archive.copies.tokens import read_tokens, read_words, tokens_of

TEXT = "On Monday Anna Lee counted 1,200 votes, two more than in 2019. Lee left; the B52 flew. Nach Köln"


def test_spellings_of_one_word_are_one() -> None:
    assert read_tokens("Twelve 1,200 TWO It's 3.5%").words == ("12", "1200", "2", "it", "s", "3.5")
    assert read_tokens("市長は語った").words == ("市", "長", "は", "語", "っ", "た")


def test_figures_are_numbers_days_and_words_with_digits() -> None:
    tokens = tokens_of(TEXT)
    assert [tokens.words[place] for place in sorted(tokens.figures)] == ["monday", "1200", "2", "2019", "b52"]


def test_names_are_capitals_inside_a_sentence() -> None:
    tokens = tokens_of(TEXT)
    assert [tokens.words[place] for place in sorted(tokens.names)] == ["anna", "lee", "köln"]


@given(st.text(max_size=60))
def test_words_alone_are_those_of_the_tokens(text: str) -> None:
    for one in (text, TEXT + text, f"1,200{text} two, 3,4"):
        assert tuple(read_words(one)) == read_tokens(one).words


@given(st.text(max_size=60))
def test_every_place_is_where_the_word_stands(text: str) -> None:
    tokens = read_tokens(text)
    assert len(tokens) == len(tokens.starts) == len(tokens.words)
    assert sorted(set(tokens.starts)) == list(tokens.starts)
    assert all(0 <= start < len(text) and not text[start].isspace() for start in tokens.starts)
    assert tokens.names.isdisjoint(tokens.figures)
