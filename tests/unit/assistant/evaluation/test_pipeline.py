"""An evaluation of an assistant that is a few lines long."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from assistant import Answer, Article, Citation, Filters, RankedPassage, Statement, Turn
from assistant.errors import ArticleNotFound, QuestionError
from assistant.evaluation import Evidence, GoldQuestion, QuestionResult, Share, evaluate

TEXT = "The mayor opened the bridge. It cost 12 million. Nobody came."
ARTICLE = Article(
    article_id="a0000000000000001",
    version=1,
    text=TEXT,
    text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    title="Bridge",
    publisher="The Herald",
    authors=(),
    published_at="2026-05-04",
    published_on=None,
    updated_at=None,
    updated_on=None,
    fetched_at=None,
    url=None,
    external_id="doc",
    source_name="",
    language="en",
    kind="news",
    group_id=1,
    is_current=True,
)


def ranked(rank: int, span: tuple[int, int]) -> RankedPassage:
    start, end = span
    return RankedPassage(
        rank, 1 / rank, rank, ARTICLE.article_id, 1, "doc", None, None, None, start, end, TEXT[start:end]
    )


def answer_of(spans: Sequence[tuple[int, int]], passages: tuple[RankedPassage, ...]) -> Answer:
    citations = tuple(Citation.of(number, ARTICLE, span) for number, span in enumerate(spans, 1))
    statements = tuple(Statement(citation.quote, "verbatim", (citation.n,)) for citation in citations)
    return Answer(
        question="?",
        standalone_question="?",
        outcome="answered" if citations else "nothing",
        confidence=passages[0].score if passages else None,
        reason=None if citations else "nothing",
        writer="test",
        statements=statements,
        citations=citations,
        passages=passages,
        filters=Filters(),
        timings={},
    )


class Scripted:
    """Answers what it was given for each question."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.histories: list[Sequence[Turn]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.histories.append(history)
        if question not in self.answers:
            message = "too long"
            raise QuestionError(message)
        return self.answers[question]

    def article(self, article_id: str, version: int | None = None) -> Article:
        if (article_id, version) != (ARTICLE.article_id, 1):
            message = "gone"
            raise ArticleNotFound(message)
        return ARTICLE


COST = GoldQuestion("cost", "cost?", "number", True, answers=("12 million",), evidence=(Evidence("doc", (29, 48)),))


def test_everything_right() -> None:
    assistant = Scripted({"cost?": answer_of([(29, 48)], (ranked(1, (0, 28)), ranked(2, (29, 61))))})
    told: list[tuple[int, int, QuestionResult]] = []
    question = replace(COST, history=(Turn("user", "before"),))

    report = evaluate(assistant, [question], listener=lambda *event: told.append(event))

    (result,) = report.overall.results
    assert assistant.histories == [(Turn("user", "before"),)]
    assert told == [(1, 1, result)]
    assert result.first_hit_rank == 2
    assert result.answer == "It cost 12 million."
    assert result.holds_answer
    assert (result.citation_count, result.citation_hit_count, result.exact_quote_count) == (1, 1, 1)
    assert result.milliseconds >= 0
    assert report.evidence_level == "span"


def test_a_wrong_sentence_beside_the_right_one() -> None:
    assistant = Scripted({"cost?": answer_of([(49, 61), (29, 48)], ())})

    report = evaluate(assistant, [COST])

    assert report.overall.cited_sentences_on_evidence == Share(1, 2)
    assert report.overall.cites_evidence == Share(1, 1)
    assert report.overall.hit_at(10) == Share(0, 1)
    assert report.overall.results[0].first_evidence_statement == 2
    assert (report.overall.evidence_within(1), report.overall.evidence_within(3)) == (Share(0, 1), Share(1, 1))


def test_an_abstention_holds_no_answer_and_counts_as_one() -> None:
    assistant = Scripted({"cost?": answer_of([], ()), "moon?": answer_of([], ())})
    unanswerable = GoldQuestion("moon", "moon?", "off_topic", answerable=False, answers=("ignored",))

    report = evaluate(assistant, [COST, unanswerable])

    assert report.overall.holds_answer == Share(0, 1)
    assert report.overall.abstention.precision == Share(1, 2)
    assert report.overall.abstention.recall == Share(1, 1)
    assert report.overall.hit_at(1).count == 1


def test_two_pieces_of_evidence_may_both_be_wanted() -> None:
    assistant = Scripted({"cost?": answer_of([(0, 28)], (ranked(1, (0, 28)), ranked(11, (29, 61))))})
    both = replace(COST, evidence=(Evidence("doc", (0, 28)), Evidence("doc", (29, 48))))

    (result,) = evaluate(assistant, [both]).overall.results

    assert result.first_hit_rank == 1
    assert result.has_all_evidence is False


def test_evidence_that_is_as_good_counts() -> None:
    assistant = Scripted({"cost?": answer_of([(0, 28)], (ranked(1, (0, 28)),))})
    also = replace(COST, evidence_also=(Evidence("doc", (4, 9)),))

    (result,) = evaluate(assistant, [also]).overall.results

    assert result.first_hit_rank == 1
    assert result.citation_hit_count == 1
    assert result.has_all_evidence is None


def test_a_quote_that_is_not_the_articles_is_seen() -> None:
    right = answer_of([(29, 48)], ())
    for wrong in ({"quote": "It cost 13 million."}, {"text_sha256": "0" * 64}, {"version": 2}):
        forged = replace(right, citations=(replace(right.citations[0], **wrong),))

        report = evaluate(Scripted({"cost?": forged}), [COST])

        assert report.overall.exact_quotes == Share(0, 1)


def test_a_refused_question_does_not_end_the_run() -> None:
    report = evaluate(Scripted({"cost?": answer_of([(29, 48)], ())}), [replace(COST, question="long?"), COST])

    assert [result.error for result in report.overall.results] == ["too long", None]
    assert report.overall.holds_answer == Share(1, 2)


def test_reference_texts_are_not_matched() -> None:
    reference = replace(COST, answers=("a long reference text " * 10,))

    report = evaluate(Scripted({"cost?": answer_of([(29, 48)], ())}), [reference])

    assert not report.answers_are_matchable
    assert report.overall.holds_answer.count == 0


def test_two_statements_may_be_needed() -> None:
    sets = ((Evidence("doc", (0, 28)), Evidence("doc", (49, 61))),)
    both = replace(COST, evidence=(Evidence("elsewhere"),), evidence_sets=sets)

    (result,) = evaluate(Scripted({"cost?": answer_of([(49, 61), (0, 28)], ())}), [both]).overall.results

    assert (result.first_evidence_statement, result.citation_hit_count) == (2, 0)
    assert result.answers_by_itself
    assert result.cites_evidence


def test_what_the_confidence_is_worth() -> None:
    near, far = (ranked(1, (0, 28)),), (replace(ranked(1, (0, 28)), score=0.2),)
    answers = {"cost?": answer_of([(29, 48)], near), "moon?": answer_of([(0, 28)], far), "sun?": answer_of([], ())}
    moon = GoldQuestion("moon", "moon?", "near_miss", answerable=False, about="other")
    meta = GoldQuestion("meta", "sun?", "meta", answers=("Ann",))

    report = evaluate(Scripted(answers), [COST, moon, replace(moon, question_id="sun", question="sun?"), meta])

    scores = report.overall.outcomes
    assert scores.share("answered", answerable=True) == Share(1, 1), "what asks of the record is outside"
    assert scores.share("answered", answerable=False) == Share(1, 2)
    assert scores.share("nothing", answerable=False) == Share(1, 2)
    assert scores.share("answered", answerable=False, elsewhere=False) == Share(0, 1)
    assert scores.possibly_answered_elsewhere == ("moon",)
    assert scores.answered_evidence_first == Share(1, 1)
    assert scores.auroc == 1.0


def test_underspecified_questions_are_outside() -> None:
    open_question = replace(COST, answerable=None)

    report = evaluate(Scripted({"cost?": answer_of([(29, 48)], ())}), [open_question])

    assert report.overall.hit_at(10).count == 0
    assert report.overall.abstention.answered_answerable.count == 0
    assert report.overall.exact_quotes == Share(1, 1)
