from assistant.language.antonyms import ANTONYMS


def test_each_pair_is_two_words_and_stands_once() -> None:
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in ANTONYMS)
    assert len({frozenset(pair) for pair in ANTONYMS}) == len(ANTONYMS)


def test_opposites_that_news_is_made_of_are_known() -> None:
    known = {frozenset(pair) for pair in ANTONYMS}
    assert {frozenset(("accept", "reject")), frozenset(("above", "below"))} <= known
