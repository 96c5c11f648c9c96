import pytest

from assistant.answering.grounding.opposition import opposite_fault
from assistant.language.antonyms import ANTONYMS


@pytest.mark.parametrize(("one", "other"), ANTONYMS)
def test_a_statement_with_the_opposite_word_is_not_carried(one: str, other: str) -> None:
    said, cited = (f"On Friday the harbour {word} was seen by Ann Lee in Ombersund." for word in (one, other))
    assert opposite_fault(said, [cited]) is not None
    assert opposite_fault(cited, [said]) is not None
    assert opposite_fault(said, [said]) is None
