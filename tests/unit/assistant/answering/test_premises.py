import numpy as np
import pytest

from assistant.answering.evidence import Evidence, rank_evidence
from assistant.answering.features import QuestionView, view_sentences
from assistant.answering.premises import find_denial, premise_of
from assistant.retrieval import Rarity, content_stems
from tests.unit.assistant.answering.conftest import make_candidate

BAN = "Norland is not one of the countries on the minister's fishing list, but teams from Sudland, which is, may come."
REPORT = make_candidate(
    f"The six girls of the Norland team came to the harbour festival on Monday. {BAN}", title="Girls sail"
)


def evidence_of(question: str) -> Evidence:
    text = f"{question} {REPORT.article.text} {REPORT.article.title}"
    view = QuestionView(question, question, Rarity(100, dict.fromkeys(content_stems(text), 5)))
    sentences = view_sentences(view, [REPORT])
    scores = np.array([0.1 + view.cover(one.facts.stems) for one in sentences])
    return rank_evidence(view, (REPORT,), sentences, scores)


@pytest.mark.parametrize(
    ("question", "premise"),
    [
        ("Since Norland was on the list, what exemption did the girls use?", "Norland was on the list"),
        ("Given that the ferry sank, in which port was it built?", "the ferry sank"),
        ("Because the bridge was closed, how did people cross?", "the bridge was closed"),
        ("Which donors fund the club, given that it is a charity?", "it is a charity"),
        ("Why did she resign, even though the vote was won?", "the vote was won"),
        ("As the strike is over, who won?", "the strike is over"),
        ("Who is on the list?", None),
        ("Since what year has the list been kept?", None),
        ("Which company, as reported by the Herald and the Globe, was fined?", None),
        ("Has anything changed since the election?", None),
    ],
)
def test_the_clause_that_is_given_as_a_fact(question: str, premise: str | None) -> None:
    assert premise_of(question) == premise


@pytest.mark.parametrize(
    "question",
    [
        "Since Norland was one of the countries on the minister's fishing list, what exemption did the girls use?",
        "What exemption did the girls use, given that Norland is on the minister's fishing list?",
        "Because the girls of the Norland team never came to the harbour festival, who sailed?",
    ],
)
def test_a_premise_that_an_article_denies_is_found(question: str) -> None:
    assert find_denial(evidence_of(question)) is not None


@pytest.mark.parametrize(
    "question",
    [
        "Since Norland is not on the minister's fishing list, who else may come?",
        "Given that the girls of the Norland team came to the harbour festival, when did they come?",
        "Since Norland is a country by the sea, what is on the list?",
        "Since Sudland teams may come, who else may?",
        "Is Norland on the minister's fishing list?",
    ],
)
def test_a_premise_that_no_article_denies_is_let_be(question: str) -> None:
    assert find_denial(evidence_of(question)) is None
