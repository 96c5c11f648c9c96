from assistant.language.opposites import CONVERSES, DOWNWARD, MORE_OPPOSITES, OPPOSITES, PART, UPWARD, WHOLE


def test_no_word_stands_on_both_sides() -> None:
    rows = (*OPPOSITES, *MORE_OPPOSITES, *CONVERSES)
    assert not [one for one, other in rows if set(one) & set(other)]
    assert not set(UPWARD) & set(DOWNWARD)
    assert not set(WHOLE) & set(PART)
