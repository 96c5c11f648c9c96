import pytest

from assistant.answering.asked_name import put_stated_name_first
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

TEXT = (
    "The lifeboat Harriet Bell was launched at dusk. The Gannet, a cafe on Brackwater pier, won a prize. Its manager "
    "Hattie Rowe cheered. The dog is called Bruno and sleeps. A ship named the Heron came in. Tern Point is a "
    "headland near the town. The lifeboat crew ate at home in Lowfield. "
    "The new ferry between Tern and the isle of Lum was named Selma Ahl."
)


def asked(question: str) -> tuple[str, bool]:
    count = TEXT.count(". ") + 1
    scored = ((make_candidate(TEXT), place, 0.5 - place / 100) for place in reversed(range(count)))
    evidence = put_stated_name_first(make_evidence(question, *scored))
    return evidence.sentences[0].sentence.text, evidence.is_stated


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What is the name of the lifeboat?", "The lifeboat Harriet Bell"),
        ("What is the lifeboat called?", "The lifeboat Harriet Bell"),
        ("What's the lifeboat's name?", "The lifeboat Harriet Bell"),
        ("What is the name of the cafe on the pier?", "The Gannet"),
        ("What is the name of the manager?", "Its manager Hattie Rowe"),
        ("What is the dog called?", "The dog is called Bruno"),
        ("What was the ship named?", "A ship named the Heron"),
        ("What is the headland called?", "Tern Point"),
        ("What is the new ferry called?", "The new ferry"),
    ],
)
def test_the_sentence_with_the_name_beside_what_it_is_states_it(question: str, first: str) -> None:
    sentence, is_stated = asked(question)
    assert sentence.startswith(first)
    assert is_stated


@pytest.mark.parametrize(
    "question",
    [
        "What is the name of the pub?",
        "What is the name of the pier?",
        "Who is the manager?",
        "What is the isle called?",
        "What is Harriet Bell called?",
    ],
)
def test_a_name_of_something_else_states_nothing(question: str) -> None:
    assert not asked(question)[1]
