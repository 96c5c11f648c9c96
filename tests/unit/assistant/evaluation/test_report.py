import json
from dataclasses import replace

from assistant.evaluation.questions import GoldQuestion
from assistant.evaluation.report import Group, has_matchable_answers, summarise
from assistant.evaluation.scores import Share
from tests.unit.assistant.evaluation.conftest import RIGHT

FOUND = replace(
    RIGHT,
    answer="It was the mayor.",
    milliseconds=10.0,
    first_hit_rank=2,
    citation_count=2,
    exact_quote_count=2,
)
MISSED = replace(
    FOUND,
    question_id="2",
    answer="No idea at all, sorry to say.",
    first_hit_rank=None,
    holds_answer=False,
    citation_hit_count=0,
)
UNANSWERABLE = replace(
    FOUND,
    question_id="3",
    kind="off_topic",
    answerable=False,
    abstained=True,
    answer="",
    has_evidence=False,
    first_hit_rank=None,
    evidence_level="none",
    holds_answer=None,
    citation_count=0,
    citation_hit_count=0,
    exact_quote_count=0,
)


def test_the_measures_of_a_group() -> None:
    group = Group((FOUND, MISSED, UNANSWERABLE))

    assert group.hit_at(1) == Share(0, 2)
    assert group.hit_at(5) == Share(1, 2)
    assert group.mrr_at_10 == 0.25
    assert group.holds_answer == Share(1, 2)
    assert group.cites_evidence == Share(1, 2)
    assert group.cited_sentences_on_evidence == Share(1, 4)
    assert group.exact_quotes == Share(4, 4)
    assert group.all_evidence_at_10 == Share(0, 0)
    assert group.word_counts == [4, 7]
    assert group.abstention.precision == Share(1, 1)
    assert group.abstention.f1 == 1.0


def test_a_refused_question_is_neither_answered_nor_abstained_from() -> None:
    refused = replace(MISSED, answer="", error="too long")

    group = Group((refused,))

    assert group.word_counts == []
    assert group.abstention.answered_answerable == Share(0, 0)
    assert group.hit_at(10) == Share(0, 1)
    assert group.to_json()["errors"] == 1


def test_a_report_by_kind_is_json() -> None:
    report = summarise([FOUND, UNANSWERABLE, MISSED])

    plain = report.to_json(with_results=True)

    assert list(plain["by_type"]) == ["fact", "off_topic"]
    assert plain["overall"]["questions"] == 3
    assert plain["overall"]["hit_at_5"] == {"value": 0.5, "low": 0.0945, "high": 0.9055, "of": 2}
    assert plain["by_type"]["off_topic"]["hit_at_5"] == {"value": None, "low": None, "high": None, "of": 0}
    assert plain["evidence_level"] == "span"
    assert [result["question_id"] for result in plain["results"]] == ["1", "3", "2"]
    assert "results" not in report.to_json()
    json.dumps(plain, allow_nan=False)


def test_the_level_of_evidence_is_named() -> None:
    assert summarise([replace(FOUND, evidence_level="article")]).evidence_level == "article"
    assert summarise([FOUND, replace(FOUND, evidence_level="article")]).evidence_level == "mixed"
    assert summarise([UNANSWERABLE]).evidence_level == "none"
    assert summarise([]).to_json()["overall"]["questions"] == 0


def test_reference_texts_are_not_matched() -> None:
    short, long = GoldQuestion("1", "x", answers=("Paris",)), GoldQuestion("2", "x", answers=("word " * 50,))

    assert has_matchable_answers([short, short, long])
    assert not has_matchable_answers([long, long, short])
    assert not has_matchable_answers([GoldQuestion("1", "x")])
