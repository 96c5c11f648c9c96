from hypothesis import given
from hypothesis import strategies as st

from assistant.language import split_clauses


def test_statements_of_a_sentence_part() -> None:
    text = "Norland is not on the list, but Sudland, which is, may come"
    assert [part.strip() for part in split_clauses(text)] == [
        "Norland is not on the list", "", "Sudland", "which is", "may come",
    ]  # fmt: skip


@given(st.text())
def test_parts_stand_in_the_text_in_their_order(text: str) -> None:
    position = 0
    for part in split_clauses(text):
        position = text.index(part, position) + len(part)
