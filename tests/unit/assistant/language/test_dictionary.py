import pytest

from assistant.language import english_words


@pytest.mark.parametrize("word", ["beginner", "poachers", "overblown", "squatters", "deadlier"])
def test_rare_words_of_plain_english_are_known(word: str) -> None:
    assert english_words()[word] > 0


@pytest.mark.parametrize("word", ["goverment", "resgin", "aproved", "libary"])
def test_slips_are_not(word: str) -> None:
    assert word not in english_words()
