from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.answering.evidence import EVIDENCE_PASSAGES, GATHERED_PASSAGES, Evidence, gather_evidence
from assistant.answering.views import QuestionView
from assistant.models import PassageText
from assistant.reading import CandidateReader, SentenceReader
from assistant.retrieval import Candidate, Rarity

MakeCandidate = Callable[..., Candidate]

QUESTION = "How many cracks were found in the Omber bridge?"
TEXT = "The Omber bridge was shut on Monday. Engineers found 14 cracks in a bearing. It rained all day long."


class WordReader(SentenceReader):
    """Gives a sentence with the word all it has."""

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, question: str, passages: Sequence[PassageText]) -> list[NDArray[np.float32]]:
        return [
            np.array([4.0 if self._word in one.text[slice(*span)] else -4.0 for span in one.sentences], np.float32)
            for one in passages
        ]


def make_view(question: str = QUESTION) -> QuestionView:
    return QuestionView(question, question, Rarity(100, {"bridg": 5, "crack": 2, "omber": 1}))


def texts(evidence: Evidence) -> list[str]:
    return [scored.sentence.text for scored in evidence.sentences]


def test_the_sentence_that_is_read_as_the_answer_comes_first(candidate_of: MakeCandidate) -> None:
    evidence = gather_evidence(make_view(), [candidate_of(TEXT)], CandidateReader(WordReader("rained")))

    assert texts(evidence)[0] == "It rained all day long."
    scores = [scored.score for scored in evidence.sentences]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1.0)
    for scored in evidence.sentences:
        assert TEXT[slice(*scored.sentence.span)] == scored.sentence.text


def test_the_confidence_is_the_readers(candidate_of: MakeCandidate) -> None:
    sure = gather_evidence(make_view(), [candidate_of(TEXT)], CandidateReader(WordReader("cracks")))
    unsure = gather_evidence(make_view(), [candidate_of(TEXT)], CandidateReader(WordReader("donkey")))

    assert sure.confidence is not None
    assert unsure.confidence is not None
    assert unsure.confidence < 0.5 < sure.confidence


def test_without_a_reader_the_words_decide_and_nothing_is_sure(candidate_of: MakeCandidate) -> None:
    evidence = gather_evidence(make_view(), [candidate_of(TEXT)], CandidateReader())

    assert evidence.confidence is None
    assert texts(evidence)[-1] == "It rained all day long."
    assert evidence.coverage == pytest.approx(1.0, abs=0.35)


def test_what_two_articles_say_alike_is_said_once_by_the_better_one(candidate_of: MakeCandidate) -> None:
    wire = "Engineers found 14 cracks in the Omber bridge."
    first = candidate_of(wire, passage_id=1, article_id="a1")
    second = candidate_of(f"{wire.replace('found', 'FOUND')} Nobody said why they were there.", passage_id=2)

    evidence = gather_evidence(make_view(), [first, second], CandidateReader())

    assert texts(evidence) == [wire, "Nobody said why they were there."]
    assert evidence.candidates == (first, second)


def test_fragments_are_used_only_where_there_is_nothing_else(candidate_of: MakeCandidate) -> None:
    with_fragment = candidate_of("14 cracks. Engineers were seen on the Omber bridge.")

    assert texts(gather_evidence(make_view(), [with_fragment], CandidateReader())) == [
        "Engineers were seen on the Omber bridge."
    ]
    assert texts(gather_evidence(make_view(), [candidate_of("14 cracks.")], CandidateReader())) == ["14 cracks."]


def test_a_question_of_the_article_is_answered_by_what_follows_it(candidate_of: MakeCandidate) -> None:
    text = "Why did you stop? Because nine of ten drugs fail. She smiled at last. “Who pays?” he asked in the end."
    evidence = gather_evidence(make_view("Why did she stop?"), [candidate_of(text)], CandidateReader())

    assert texts(evidence)[0] == "Because nine of ten drugs fail."
    assert "Why did you stop?" not in texts(evidence)
    assert "“Who pays?” he asked in the end." in texts(evidence)


def test_a_short_sentence_with_its_full_stop_is_no_fragment(candidate_of: MakeCandidate) -> None:
    text = "It rained all day long. Nobody was hurt. Independents abstained. Photo: Ann Lee. Bob Ray. 12 May 2026."
    assert sorted(texts(gather_evidence(make_view(), [candidate_of(text)], CandidateReader()))) == [
        "Independents abstained.",
        "It rained all day long.",
        "Nobody was hurt.",
    ]


def test_only_the_best_passages_are_read_and_more_where_the_question_gathers(candidate_of: MakeCandidate) -> None:
    candidates = [candidate_of(f"The bridge has {number} cracks in all.", passage_id=number) for number in range(30)]

    plain = gather_evidence(make_view(), candidates, CandidateReader())
    gathering = gather_evidence(make_view("Give a timeline of the Omber bridge."), candidates, CandidateReader())

    assert plain.candidates == tuple(candidates[:EVIDENCE_PASSAGES])
    assert gathering.candidates == tuple(candidates[:GATHERED_PASSAGES])


def test_nothing_comes_of_nothing() -> None:
    evidence = gather_evidence(make_view(), [], CandidateReader())

    assert (evidence.candidates, evidence.sentences, evidence.coverage) == ((), (), 0.0)


class DeafReader(SentenceReader):
    """Overlooks a "not"."""

    def read(self, question: str, passages: Sequence[PassageText]) -> list[NDArray[np.float32]]:
        wanted = "refused" if "refuse" in question else "signed"
        return WordReader(wanted).read(question, passages)


def test_a_denial_is_also_read_as_what_was_done_instead(candidate_of: MakeCandidate) -> None:
    told = candidate_of(
        "The dockers signed the deal. The crane drivers refused the deal. The ships have left the port."
    )
    view = make_view("Who did not sign the deal?")
    evidence = gather_evidence(view, [told], CandidateReader(DeafReader()))
    assert set(texts(evidence)[:2]) == {"The dockers signed the deal.", "The crane drivers refused the deal."}
    assert evidence.sentences[0].score == pytest.approx(evidence.sentences[1].score)
