from hypothesis import given
from hypothesis import strategies as st

from assistant.language.listed import listed


def test_words_in_their_order_over_several_lines() -> None:
    assert listed("one  two\n  three\ttwo\n") == ("one", "two", "three", "two")
    assert listed(" \n") == ()


@given(st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1)))
def test_no_word_is_lost_or_split(words: list[str]) -> None:
    assert listed(" ".join(words)) == tuple(words)
