import pytest

from assistant.answering.asked_subject import find_told_of_subject
from assistant.answering.evidence import Evidence, gather_evidence
from assistant.answering.views import QuestionView
from assistant.reading import CandidateReader
from assistant.retrieval import Rarity, content_stems
from tests.unit.assistant.answering.conftest import make_candidate

WON = "Ada Nwosu of Nigeria won the women's race at the Tallgrass run on Sunday in record time."
SECOND = "Chelimo finished second, 41 seconds behind."
LEFT = "The winner left Kenya's Mercy Chelimo behind at mile 22."


def evidence_of(question: str, text: str) -> Evidence:
    report = make_candidate(text, title="Record at the Tallgrass run")
    view = QuestionView(question, question, Rarity(100, dict.fromkeys(content_stems(f"{question} {text}"), 5)))
    return gather_evidence(view, [report], CandidateReader())


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did Mercy Chelimo win the women's race at the Tallgrass run?", SECOND),
        ("Why did Chelimo win the women's race at the Tallgrass run?", SECOND),
        ("When did Ada Nwosu win the women's race at the Tallgrass run?", None),
        ("When did Lena Brandt win the women's race at the Tallgrass run?", None),
        ("When did Lena Chelimo win the women's race at the Tallgrass run?", SECOND),
        ("Who won the women's race at the Tallgrass run?", None),
    ],
)
def test_what_is_told_of_the_one_who_is_asked_about_is_found(question: str, told: str | None) -> None:
    found = find_told_of_subject(evidence_of(question, f"{WON} {LEFT} {SECOND}"))
    assert (found.sentence.text if found else None) == told


def test_a_sentence_that_may_mean_the_same_one_stays_first() -> None:
    text = "She won the women's race at the Tallgrass run on Sunday. Chelimo is 27."
    assert (
        find_told_of_subject(evidence_of("When did Chelimo win the women's race at the Tallgrass run?", text)) is None
    )


def test_a_namesake_is_not_meant() -> None:
    text = f"{WON} Lena Chelimo watched from the stand."
    asked = "When did Mercy Chelimo win the women's race at the Tallgrass run?"
    assert find_told_of_subject(evidence_of(asked, text)) is None
