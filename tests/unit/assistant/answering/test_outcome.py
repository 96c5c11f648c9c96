from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.about import LEAST_MATCH, LEAST_NAMED_MATCH, NEAR_MATCH
from assistant.answering.evidence import Evidence, gather_evidence
from assistant.answering.outcome import (
    BY_COVERAGE,
    BY_READER,
    CLOSE,
    DENIED,
    FEW_ARTICLES,
    LIKELY,
    NO_ARTICLES,
    NO_WORDS,
    NOT_ABOUT,
    UNBACKED,
    UNFOUND,
    UNSURE,
    Decision,
    Reading,
    decide,
    decide_by,
    put_first,
    without_model_answer,
)
from assistant.answering.views import QuestionView
from assistant.archive import Filters
from assistant.reading import CandidateReader
from assistant.retrieval import Candidate, Rarity, content_stems

MakeCandidate = Callable[..., Candidate]

TEXT = "The Omber bridge was shut on Monday. Engineers found 14 cracks in a bearing."


def evidence_of(question: str, *candidates: Candidate, confidence: float | None = None) -> Evidence:
    """As it is where a reader is so sure; None: where nothing was read."""
    view = QuestionView(question, question, Rarity(100, {"bridg": 5, "crack": 2, "omber": 1}))
    return replace(gather_evidence(view, candidates, CandidateReader()), confidence=confidence)


def one_article() -> int:
    return 1


def two_articles() -> int:
    return 2


@pytest.mark.parametrize("outcome", ["answered", "closest"])
def test_the_outcome_is_a_label_by_the_confidence(candidate_of: MakeCandidate, outcome: str) -> None:
    least = getattr(BY_READER, outcome)
    evidence = evidence_of("Who found cracks in the Omber bridge?", candidate_of(TEXT), confidence=least + 0.01)

    decision = decide(evidence, Filters(), one_article)

    assert (decision.outcome, decision.reason) == (outcome, None if outcome == "answered" else CLOSE)
    assert decision.confidence == least + 0.01


@pytest.mark.parametrize(
    ("question", "confidence", "outcome"),
    [
        ("How many cracks did engineers find in a bearing?", LIKELY, "answered"),
        ("How many cracks did engineers find in a bearing?", LIKELY - 0.01, "closest"),
        ("How many bearings cracked in the Omber bridge?", LIKELY, "closest"),
        ("Who found cracks in a bearing?", LIKELY, "closest"),
    ],
)
def test_a_sentence_in_the_words_of_the_question_answers_where_it_is_likely(
    candidate_of: MakeCandidate, question: str, confidence: float, outcome: str
) -> None:
    evidence = evidence_of(question, candidate_of(TEXT), confidence=confidence)
    best = max(evidence.sentences, key=evidence.cover)
    evidence = replace(evidence, sentences=(best, *(one for one in evidence.sentences if one is not best)))
    assert decide(evidence, Filters(), one_article).outcome == outcome


@pytest.mark.parametrize(
    ("question", "held", "confidence", "outcome"),
    [
        ("What does the reason come down to?", 1, 0.9, "answered"),
        ("What does the reason come down to?", 1, BY_READER.closest, "closest"),
        ("What does the reason come down to?", 1, BY_READER.closest - 0.01, "nothing"),
        ("What does the reason come down to?", 2, 0.9, "nothing"),
        ("What does the reason come down to?", FEW_ARTICLES + 1, 0.9, "nothing"),
        ("Who paid for it?", 2, 0.9, "answered"),
    ],
)
def test_what_need_not_be_named_may_lie_far(
    candidate_of: MakeCandidate, question: str, held: int, confidence: float, outcome: str
) -> None:
    evidence = replace(evidence_of(question, candidate_of(TEXT), confidence=confidence), match=LEAST_MATCH - 0.1)
    assert decide(evidence, Filters(), lambda: held).outcome == outcome


@pytest.mark.parametrize(
    ("confidence", "match", "held", "outcome", "reason"),
    [
        (LIKELY, LEAST_NAMED_MATCH, FEW_ARTICLES, "closest", UNSURE),
        (0.97, LEAST_MATCH - 0.01, 2, "closest", UNSURE),
        (LIKELY - 0.01, LEAST_MATCH - 0.01, 2, "nothing", NOT_ABOUT),
        (0.97, LEAST_NAMED_MATCH - 0.01, 2, "nothing", NOT_ABOUT),
        (0.97, LEAST_MATCH - 0.01, FEW_ARTICLES + 1, "nothing", NOT_ABOUT),
    ],
)
def test_what_few_articles_likely_tell_in_other_words_is_shown(
    candidate_of: MakeCandidate, confidence: float, match: float, held: int, outcome: str, reason: str
) -> None:
    evidence = evidence_of("How many outlets are shut?", candidate_of("It will shut 19 shops."), confidence=confidence)
    decision = decide(replace(evidence, match=match), Filters(), lambda: held)
    assert (decision.outcome, decision.reason) == (outcome, reason)


@pytest.mark.parametrize(("off", "outcome"), [(-0.01, "nothing"), (0.0, "answered")])
def test_where_no_passage_is_near_there_is_nothing_however_it_reads(
    candidate_of: MakeCandidate, off: float, outcome: str
) -> None:
    evidence = evidence_of("How do I fold a paper crane?", candidate_of("Its crane lifts 60 tonnes."), confidence=0.99)
    decision = decide(replace(evidence, match=LEAST_MATCH + off), Filters(), lambda: FEW_ARTICLES + 1)
    assert (decision.outcome, decision.reason) == (outcome, NOT_ABOUT if outcome == "nothing" else None)


@pytest.mark.parametrize(
    ("question", "match", "outcome"),
    [
        ("When did Omber shut what spans its river?", LEAST_NAMED_MATCH, "closest"),
        ("When did Omber shut what spans its river?", LEAST_NAMED_MATCH - 0.01, "nothing"),
        ("When did Omber and Tarn shut what spans their river?", LEAST_NAMED_MATCH, "nothing"),
        ("When does a town shut what spans its river?", LEAST_NAMED_MATCH, "nothing"),
    ],
)
def test_a_passage_that_names_all_that_is_named_is_about_it_though_it_lies_farther(
    candidate_of: MakeCandidate, question: str, match: float, outcome: str
) -> None:
    evidence = evidence_of(question, candidate_of(TEXT), confidence=0.5)
    decision = decide(replace(evidence, match=match), Filters(), lambda: FEW_ARTICLES + 1)
    assert (decision.outcome, decision.reason) == (outcome, CLOSE if outcome == "closest" else NOT_ABOUT)


@pytest.mark.parametrize(
    ("question", "filters", "outcome"),
    [
        ("What happened at the Omber bridge in 2050?", Filters(), "closest"),
        ("What happened at the Omber bridge in 2026?", Filters(), "answered"),  # the article is from then
        ("What happened at the Omber bridge in 2019?", Filters(date_from=date(2019, 1, 1)), "answered"),  # it narrowed
        ("What happened at the Omber bridge to 2050 people?", Filters(), "answered"),  # no year
    ],
)
def test_a_year_of_which_nothing_is_known_cannot_be_told_of(
    candidate_of: MakeCandidate, question: str, filters: Filters, outcome: str
) -> None:
    candidate = candidate_of(TEXT, published_on=date(2026, 5, 4))
    assert decide(evidence_of(question, candidate, confidence=0.99), filters, one_article).outcome == outcome


@pytest.mark.parametrize(
    ("confidence", "reason"), [(0.66, UNSURE), (LIKELY, UNSURE), (LIKELY - 0.01, CLOSE), (0.05, CLOSE), (0.67, None)]
)
def test_no_reader_is_told_that_what_likely_answers_does_not(confidence: float, reason: str | None) -> None:
    assert decide_by(Reading(confidence, BY_READER, confidence)).reason == reason


def test_the_thresholds_are_inclusive() -> None:
    for thresholds in (BY_READER, BY_COVERAGE):
        outcomes = [decide_by(Reading(value, thresholds, None)).outcome for value in (1, 0)]
        edges = [
            decide_by(Reading(value, thresholds, None)).outcome for value in (thresholds.answered, thresholds.closest)
        ]
        assert (outcomes, edges) == (["answered", "nothing"], ["answered", "closest"])


def test_without_a_local_model_the_words_decide(candidate_of: MakeCandidate) -> None:
    whole = decide(evidence_of("Who found cracks in the Omber bridge?", candidate_of(TEXT)), Filters(), one_article)
    half = decide(
        evidence_of("Who found rust and cracks in the Omber bridge?", candidate_of(TEXT)), Filters(), one_article
    )
    none = decide(evidence_of("How long should I boil an egg?", candidate_of(TEXT)), Filters(), one_article)
    assert [one.outcome for one in (whole, half, none)] == ["answered", "closest", "nothing"]
    assert whole.confidence is None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Die Brücke in Omber wurde im März gesperrt.", "answered"),
        ("Die Brücke in Omber wurde gesperrt, nachdem Risse auftraten.", "closest"),
        ("Die Brücke ist alt. In Omber wurde im März ein Tunnel gesperrt.", "closest"),
    ],
)
def test_an_article_in_another_language_answers_only_where_one_sentence_has_it_all(
    candidate_of: MakeCandidate, text: str, outcome: str
) -> None:
    """The words of the question, and the kind of thing that is asked for."""
    evidence = evidence_of("Wann wurde die Brücke in Omber gesperrt?", candidate_of(text, language="de"))
    decision = decide(evidence, Filters(), one_article)

    assert decision.outcome == outcome
    assert decision.confidence is None


def test_a_name_in_the_headline_does_not_make_another_persons_years_an_answer(candidate_of: MakeCandidate) -> None:
    text = "Lombardi la conosce da dieci anni."
    candidate = candidate_of(text, language="it", title="Il caso Cecilia Sala")
    decision = decide(evidence_of("Quanti anni ha Cecilia Sala?", candidate), Filters(), one_article)

    assert decision.outcome == "closest"


def test_an_archive_about_other_things_has_nothing(candidate_of: MakeCandidate) -> None:
    decision = decide(
        evidence_of("How long should I boil an egg?", candidate_of(TEXT), confidence=0.01), Filters(), one_article
    )
    assert (decision.outcome, decision.reason) == ("nothing", NOT_ABOUT)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("What is said for and against the bridge?", "closest"),
        ("What are the arguments against the bridge?", "closest"),
        ("What are the pros and cons of eggs?", "nothing"),
    ],
)
def test_words_for_both_sides_are_not_what_it_is_about(
    question: str, outcome: str, candidate_of: MakeCandidate
) -> None:
    evidence = evidence_of(question, candidate_of("The bridge was closed in March."), confidence=0.01)
    assert decide(evidence, Filters(), one_article).outcome == outcome


def test_with_filters_nothing_is_said_of_the_articles_they_leave_out(candidate_of: MakeCandidate) -> None:
    evidence = evidence_of("How long should I boil an egg?", candidate_of(TEXT), confidence=0.01)
    decision = decide(evidence, Filters(publishers=("The Post",)), one_article)
    assert decision.outcome == "nothing"
    assert decision.reason == "None of the articles that match the filters (in The Post) are about this."


def test_an_article_with_the_words_of_the_question_is_about_it(candidate_of: MakeCandidate) -> None:
    decision = decide(evidence_of("Omber bridge cracks?", candidate_of(TEXT), confidence=0.01), Filters(), one_article)
    assert (decision.outcome, decision.reason) == ("closest", CLOSE)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("What do opinion pieces say about the Omber bridge?", "answered"),
        ("What do opinion pieces say about the Omber ferry tunnel?", "nothing"),
        ("Which opinion pieces are there about the Omber bridge?", "closest"),
    ],
)
def test_what_a_kind_says_of_a_subject_is_whatever_it_has_about_it(
    candidate_of: MakeCandidate, question: str, outcome: str
) -> None:
    evidence = evidence_of(question, candidate_of(TEXT), confidence=0.04)
    evidence = replace(evidence, view=replace(evidence.view, granted="opinion pieces"))
    decision = decide(evidence, Filters(kinds=("opinion",)), one_article)
    assert decision.outcome == outcome


def test_a_question_without_words_is_said_to_have_none(candidate_of: MakeCandidate) -> None:
    decision = decide(evidence_of("?!", candidate_of(TEXT), confidence=0.01), Filters(), one_article)
    assert (decision.outcome, decision.reason) == ("nothing", NO_WORDS)


@pytest.mark.parametrize(
    ("filters", "article_count", "said", "not_said"),
    [
        (Filters(), 3, ("words of the question",), ("filter",)),
        (Filters(), 0, (NO_ARTICLES,), ("filter",)),
        (Filters(publishers=("The Post",)), 0, ("No article matches the filters", "The Post"), ("words",)),
        (Filters(publishers=("The Post",)), 2, ("that matches the filters", "The Post", "words of the question"), ()),
        (Filters(date_from=date(2026, 1, 1), authors=("Ann Lee",)), 0, ("1 January 2026", "Ann Lee"), ()),
    ],
)
def test_without_candidates_the_reason_names_what_narrowed(
    filters: Filters, article_count: int, said: tuple[str, ...], not_said: tuple[str, ...]
) -> None:
    decision = decide(evidence_of("Omber bridge?"), filters, lambda: article_count)
    assert (decision.outcome, decision.confidence) == ("nothing", 0.0)
    assert decision.reason is not None
    assert all(word in decision.reason for word in said)
    assert not any(word in decision.reason for word in not_said)


def test_what_is_found_needs_no_count(candidate_of: MakeCandidate) -> None:
    def count() -> int:
        raise AssertionError

    decide(evidence_of("Omber bridge?", candidate_of(TEXT), confidence=0.9), Filters(), count)


def test_a_number_that_no_sentence_states_is_not_answered(candidate_of: MakeCandidate) -> None:
    text = "The skipper of the ferry Heron has a dog and a boat. The ferry sails to the port of Ombersund."
    questions = ("How old is the skipper?", "Who has a dog and a boat?")
    sure = [evidence_of(question, candidate_of(text), confidence=0.95) for question in questions]
    assert [decide(one, Filters(), one_article).outcome for one in sure] == ["closest", "answered"]


def test_a_premise_that_an_article_denies_is_answered_by_its_sentence(candidate_of: MakeCandidate) -> None:
    ban = "Norland is not on the minister's fishing list of countries."
    candidate = candidate_of(f"The girls of the Norland team came to the festival on Monday. {ban}")
    question = "Since Norland is on the minister's fishing list of countries, who came to the festival?"
    view = QuestionView(question, question, Rarity(100, dict.fromkeys(content_stems(f"{question} {ban}"), 5)))
    evidence = replace(gather_evidence(view, [candidate], CandidateReader()), confidence=0.95)
    decision = decide(evidence, Filters(), one_article)
    assert (decision.outcome, decision.reason) == ("closest", DENIED)
    assert put_first(evidence, decision.first).sentences[0].sentence.text == ban
    assert len(put_first(evidence, decision.first).sentences) == len(evidence.sentences)
    assert put_first(evidence, None) is evidence


@pytest.mark.parametrize(
    ("outcome", "has_written", "expected", "reason"),
    [
        ("answered", False, "closest", UNFOUND),
        ("closest", False, "closest", UNFOUND),
        ("nothing", False, "nothing", NOT_ABOUT),
        ("answered", True, "closest", UNBACKED),
    ],
)
def test_a_model_that_states_nothing_carried_leaves_the_closest(
    outcome: str, *, has_written: bool, expected: str, reason: str
) -> None:
    before = Decision(outcome, 0.5, NOT_ABOUT if outcome == "nothing" else None)  # type: ignore[arg-type]
    after = without_model_answer(before, has_written=has_written)
    assert (after.outcome, after.reason, after.confidence) == (expected, reason, 0.5)


def test_what_a_model_wrote_of_a_far_subject_is_not_said_to_have_quotes_after_it() -> None:
    after = without_model_answer(Decision("nothing", 0.1, NOT_ABOUT), has_written=True)
    assert after.outcome == "closest"
    assert after.reason is not None
    assert "sentences" not in after.reason


def test_a_columnist_who_is_named_is_never_said_to_have_written_nothing(candidate_of: MakeCandidate) -> None:
    column = candidate_of("A locker teaches nobody anything.", kind="opinion", authors=("Dean Pratt",))
    report = candidate_of("The ban came in September.", passage_id=2)
    evidence = evidence_of("What does Dean Pratt think of the ban?", report, column, confidence=0.01)

    decision = decide(replace(evidence, match=0.2), Filters(), one_article)

    assert (decision.outcome, decision.reason) == ("closest", CLOSE)
    assert decision.first is not None
    assert decision.first.sentence.text == "A locker teaches nobody anything."


@pytest.mark.parametrize(
    ("match", "held", "outcome"),
    [
        (NEAR_MATCH, 2, "closest"),
        (NEAR_MATCH - 0.01, 2, "nothing"),
        (LEAST_MATCH, 1, "closest"),
        (LEAST_MATCH - 0.01, 1, "nothing"),
    ],
)
def test_what_is_near_is_not_said_to_be_about_other_things(
    candidate_of: MakeCandidate, match: float, held: int, outcome: str
) -> None:
    evidence = evidence_of("How many divers drowned under the bridge?", candidate_of(TEXT), confidence=0.01)
    assert decide(replace(evidence, match=match), Filters(), lambda: held).outcome == outcome


@pytest.mark.parametrize(
    ("timeless", "confidence", "outcome"),
    [
        ("How many cracks did engineers find in a bearing?", 0.3, "answered"),
        ("How many cracks did engineers find in a bearing?", 0.29, "closest"),
        ("How many cracks did engineers find in a bearing in May?", 0.3, "closest"),
        ("How many deep cracks did engineers find in a wet bearing?", 0.3, "closest"),
    ],
)
def test_a_sentence_of_the_time_in_the_words_of_the_question_answers(
    candidate_of: MakeCandidate, timeless: str, confidence: float, outcome: str
) -> None:
    evidence = evidence_of(f"{timeless.rstrip('?').removesuffix(' in May')} in May?", candidate_of(TEXT))
    evidence = replace(evidence, view=replace(evidence.view, timeless=timeless), confidence=confidence)
    assert decide(evidence, Filters(), one_article).outcome == outcome
