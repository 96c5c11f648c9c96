"""Asks every question of a set and compares what comes back with what is known to be right."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter
from typing import Protocol

from assistant.answer import Answer, Citation, Turn
from assistant.archive import Article
from assistant.errors import ArticleNotFound, QuestionError
from assistant.evaluation.matching import (
    answer_text,
    answers_by_itself,
    first_evidence_statement,
    first_hit_rank,
    hits,
    holds_answer,
    is_on_evidence,
    ranks_of_all,
)
from assistant.evaluation.mistakes import NO_MISTAKES, find_mistakes
from assistant.evaluation.outcomes import confidence_of, outcome_of
from assistant.evaluation.questions import GoldQuestion
from assistant.evaluation.report import EvaluationReport, has_matchable_answers, summarise
from assistant.evaluation.result import EvidenceLevel, QuestionResult

__all__ = ["Asked", "Listener", "ask_each", "evaluate"]

RANK_CUTOFF = 10


class Asked(Protocol):
    """What an evaluation needs of an assistant."""

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer: ...

    def article(self, article_id: str, version: int | None = None) -> Article: ...


Listener = Callable[[int, int, QuestionResult], None]
"""Told of each result: how many are done, of how many, and the result."""


def evaluate(
    assistant: Asked, questions: Sequence[GoldQuestion], *, listener: Listener | None = None
) -> EvaluationReport:
    """Ask the questions one after the other; the latency is what one caller waits.

    A question that the assistant refuses counts as nothing found; every other failure ends the run.
    """
    matchable = has_matchable_answers(questions)
    results: list[QuestionResult] = []
    for result in ask_each(assistant, questions, matchable=matchable):
        results.append(result)
        if listener is not None:
            listener(len(results), len(questions), result)
    return summarise(results, answers_are_matchable=matchable)


def ask_each(assistant: Asked, questions: Iterable[GoldQuestion], *, matchable: bool) -> Iterator[QuestionResult]:
    """One result after the other; `matchable`: gold answers are strings that an answer can hold."""
    for question in questions:
        yield _ask(assistant, question, matchable)


def _ask(assistant: Asked, question: GoldQuestion, matchable: bool) -> QuestionResult:
    started_at = perf_counter()
    try:
        answer = assistant.ask(question.question, history=question.history)
    except QuestionError as error:
        return _judge(assistant, question, None, matchable, (perf_counter() - started_at) * 1000, str(error))
    return _judge(assistant, question, answer, matchable, (perf_counter() - started_at) * 1000)


def _judge(
    assistant: Asked,
    question: GoldQuestion,
    answer: Answer | None,
    matchable: bool,
    milliseconds: float,
    error: str | None = None,
) -> QuestionResult:
    text = answer_text(answer) if answer else ""
    passages = answer.passages if answer else ()
    citations = answer.citations if answer else ()
    judged = question.answerable is True and bool(question.evidence)
    ranks = ranks_of_all(passages, question.evidence)
    return QuestionResult(
        question_id=question.question_id,
        question=question.question,
        kind=question.kind,
        answerable=question.answerable,
        abstained=answer.abstained if answer else False,
        answer=text,
        milliseconds=milliseconds,
        has_evidence=judged,
        first_hit_rank=first_hit_rank(passages, question),
        has_all_evidence=_all_within(ranks) if judged and len(ranks) > 1 else None,
        evidence_level=_level(question),
        holds_answer=holds_answer(question, text) if matchable and question.answerable and question.groups else None,
        citation_count=len(citations),
        citation_hit_count=sum(is_on_evidence((citation,), question) for citation in citations),
        exact_quote_count=sum(_is_exact(assistant, citation) for citation in citations),
        error=error,
        evidence_count=len(question.evidence) if judged else 0,
        evidence_cited_count=sum(any(hits(citation, one) for citation in citations) for one in question.evidence),
        mistakes=find_mistakes(answer, question) if answer else NO_MISTAKES,
        first_evidence_statement=first_evidence_statement(answer, question) if answer else None,
        answers_by_itself=answers_by_itself(citations, question),
        outcome=outcome_of(answer) if answer else None,
        confidence=confidence_of(answer) if answer else None,
        asks_of_record=question.asks_of_record,
        is_from_elsewhere=_is_from_elsewhere(answer, question) if answer else False,
    )


def _is_from_elsewhere(answer: Answer, question: GoldQuestion) -> bool:
    """Whether the first citation is of another article than the one that was asked of, where the set names it."""
    if question.about is None or not answer.citations:
        return False
    first = answer.citations[0]
    return question.about not in {first.external_id, *(copy.external_id for copy in first.also)}


def _all_within(ranks: Sequence[int | None]) -> bool:
    return all(rank is not None and rank <= RANK_CUTOFF for rank in ranks)


def _level(question: GoldQuestion) -> EvidenceLevel:
    spans = {entry.span is not None for entry in question.evidence}
    if len(spans) == 1:
        return "span" if spans.pop() else "article"
    return "mixed" if spans else "none"


def _is_exact(assistant: Asked, citation: Citation) -> bool:
    """Read the article again: the quote and the checksum must be its own."""
    try:
        text = assistant.article(citation.article_id, citation.version).text
    except ArticleNotFound:
        return False
    checksum = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return citation.quote == text[citation.start : citation.end] and citation.text_sha256 == checksum
