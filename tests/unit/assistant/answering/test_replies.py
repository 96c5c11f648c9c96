import pytest

from assistant.answering.evidence import Evidence, gather_evidence
from assistant.answering.replies import find_reply
from assistant.answering.views import QuestionView
from assistant.answering.writers import ExtractiveWriter
from assistant.question import without_request
from assistant.reading import CandidateReader
from assistant.retrieval import Candidate, Rarity, content_stems
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

INTERVIEW = make_candidate(
    "Jorun Takk has crossed the river often. We spoke to the skipper.\n\n"
    "Do you still see the river?\n\nTakk: I see nothing else. In spring it pushes.\n\n"
    "What do passengers talk about?\n\nTakk: The bridge, for a week. After that, each other.",
    title="The skipper who ferries a city",
)
REPORT = make_candidate("The river rose by a metre. The ministry warned the skipper of the flood.", passage_id=2)


def evidence_of(question: str, *candidates: Candidate) -> Evidence:
    """Ranked by the share of the question's words."""
    text = " ".join(f"{one.article.text} {one.article.title}" for one in candidates)
    subject = without_request(question)
    view = QuestionView(subject, question, Rarity(100, dict.fromkeys(content_stems(f"{question} {text}"), 5)))
    return gather_evidence(view, candidates, CandidateReader())


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did Takk say about passengers?", "What do passengers talk about?"),
        ("What did Jorun Takk say about the river?", "Do you still see the river?"),
        ("What does the skipper think of the bridge?", "What do passengers talk about?"),
    ],
)
def test_the_reply_that_has_most_of_what_is_asked_about(question: str, asked: str) -> None:
    evidence = evidence_of(question, INTERVIEW, REPORT)
    reply = find_reply(evidence)
    assert reply is not None
    assert INTERVIEW.article.text[slice(*reply.exchange.question)] == asked
    assert reply.coverage == pytest.approx(1)
    told = [draft.text for draft in ExtractiveWriter().write(evidence)]
    assert told[0].startswith("Takk: ")
    assert asked not in told
    assert len(told) <= 3
    assert all(
        source.candidate is INTERVIEW for draft in ExtractiveWriter().write(evidence) for source in draft.sources
    )


@pytest.mark.parametrize(
    "question",
    [
        "How high is the river?",
        "Who met the skipper?",
        "What did the Courier say about the river?",
        "Compare what Takk and the ministry said about the river.",
    ],
)
def test_other_questions_get_no_reply(question: str) -> None:
    assert find_reply(evidence_of(question, INTERVIEW, REPORT)) is None


def test_a_sentence_with_more_of_the_question_goes_first() -> None:
    assert find_reply(evidence_of("What did the ministry warn of, a flood?", INTERVIEW, REPORT)) is None
    assert find_reply(evidence_of("What did the ministry say?", REPORT)) is None


def test_a_part_of_what_is_asked_about_is_told_as_one() -> None:
    reply = find_reply(evidence_of("What did Takk say about the bridge and the minister?", INTERVIEW))
    assert reply is not None
    assert 0.3 < reply.coverage < 0.9


@pytest.mark.parametrize(("best", "asked"), [(3, "Do you still"), (4, "Do you still"), (6, "What do"), (7, "What do")])
def test_of_replies_that_fit_alike_the_one_with_the_best_sentence(best: int, asked: str) -> None:
    order = [best, *(number for number in (7, 3, 6, 4) if number != best)]
    evidence = make_evidence("What did Takk say?", *((INTERVIEW, number, 0.5) for number in order))
    reply = find_reply(evidence)
    assert reply is not None
    assert INTERVIEW.article.text[slice(*reply.exchange.question)].startswith(asked)
