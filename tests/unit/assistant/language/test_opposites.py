from assistant.language.opposites import DOWNWARD, OPPOSITES, PART, UPWARD, WHOLE


def test_no_word_stands_on_both_sides() -> None:
    assert not [one for one, other in OPPOSITES if set(one) & set(other)]
    assert not set(UPWARD) & set(DOWNWARD)
    assert not set(WHOLE) & set(PART)
