"""A question of several parts: the evidence of each, and what they come to together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from typing import TypeVar

from assistant.answering.evidence import Evidence, gather_evidence, view_question
from assistant.answering.outcome import UNSURE, Decision, decide, put_first
from assistant.answering.shown import put_shown_behind
from assistant.answering.timeliness import fit_to_time
from assistant.answering.views import QuestionView
from assistant.answering.weighing import weigh_sources
from assistant.answering.writers import Draft
from assistant.archive import Filters, Snapshot
from assistant.language import content_words, words
from assistant.question import Question, ReadFilters
from assistant.reading import CandidateReader
from assistant.retrieval import Candidate, Ranking, Retriever, retrieve_narrowed

__all__ = [
    "Part",
    "Searched",
    "join_parts",
    "join_rankings",
    "quote_parts",
    "read_in_turn",
    "say_open",
    "search_part",
]

LOOKED_AT_PASSAGES = 10

_One = TypeVar("_One")
QUOTED_OF_TWO, QUOTED_OF_MORE = 2, 1
"""Sentences of each part, where two or more are asked."""
SUPPORT_SHARE = 0.05
"""A further sentence under a part is this likely, compared with the one that answers: beside another part's words what
is near looks like an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """One of the things that are asked, and what the search found for it."""

    question: Question
    ranking: Ranking
    filters: Filters
    """With which it was found."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One of the things that are asked, and what was found for it."""

    asked: str
    ranking: Ranking
    filters: Filters
    evidence: Evidence
    decision: Decision


def search_part(question: Question, snapshot: Snapshot, retriever: Retriever) -> Searched:
    """Search for what one question asks."""
    ranking, filters = retrieve_narrowed(retriever, snapshot, question.narrows, k=LOOKED_AT_PASSAGES)
    return Searched(question, ranking, filters)


def _read_part(searched: Searched, snapshot: Snapshot, sentences: CandidateReader) -> Part:
    """See what was found for it comes to."""
    question, ranking, filters = searched.question, searched.ranking, searched.filters
    view = view_question(snapshot, question, question.narrows.granted(filters))
    stands_alone = not question.standalone.is_follow_up
    evidence = _read_of_time(view, ranking.candidates, sentences, question.narrows, stands_alone=stands_alone)
    evidence = put_shown_behind(weigh_sources(evidence, filters, snapshot), question.standalone, question.narrows.event)
    decision = decide(evidence, filters, lambda: snapshot.count_articles(filters))
    return Part(question.own, ranking, filters, put_first(evidence, decision.first), decision)


def read_in_turn(searched: Sequence[Searched], snapshot: Snapshot, sentences: CandidateReader) -> list[Part]:
    """Each of the things that are asked; whom a later one means by "she" may be what the first one asks for."""
    parts: list[Part] = []
    for one in searched:
        if parts and parts[0].decision.outcome == "answered":
            question = one.question.meaning_one_of(parts[0].asked, _best_text(parts[0]) or "")
            one = replace(one, question=question)
        parts.append(_read_part(one, snapshot, sentences))
    return parts


def _read_of_time(
    view: QuestionView,
    candidates: Sequence[Candidate],
    sentences: CandidateReader,
    narrows: ReadFilters,
    *,
    stands_alone: bool,
) -> Evidence:
    """First without the words for the time, which the article's day tells and the sentence seldom repeats; with them
    where it does, or where nothing says that the best sentence is of that time."""
    read_as = narrows.timeless
    if read_as and read_as != view.question:
        gathered = gather_evidence(view, candidates, sentences, stands_alone=stands_alone, read_as=read_as)
        evidence = fit_to_time(gathered, narrows)
        is_told = evidence.is_of_asked_time and not _repeats_time(evidence, read_as)
        if is_told or not narrows.event:
            return evidence
    return fit_to_time(gather_evidence(view, candidates, sentences, stands_alone=stands_alone), narrows)


def _repeats_time(evidence: Evidence, read_as: str) -> bool:
    """Whether the best sentence has the words that `read_as` leaves out."""
    left_out = set(content_words(evidence.view.question)) - set(words(read_as))
    return any(left_out <= set(words(one.sentence.text)) for one in evidence.sentences[:1])


def join_rankings(rankings: Sequence[Ranking]) -> Ranking:
    """Candidates take turns, best first."""
    if len(rankings) == 1:
        return rankings[0]
    candidates = {one.passage.passage_id: one for one in _by_turns([ranking.candidates for ranking in rankings])}
    notices = tuple(dict.fromkeys(notice for ranking in rankings for notice in ranking.notices))
    return Ranking(tuple(candidates.values()), notices)


def join_parts(asked: str, parts: Sequence[Part]) -> Part:
    """What the parts come to: answered where one of them is. Candidates and sentences take turns, best first."""
    if len(parts) == 1:
        return parts[0]
    looked_at = {one.passage.passage_id: one for one in _by_turns([part.evidence.candidates for part in parts])}
    sentences = {
        (one.sentence.candidate.article.article_id, one.sentence.span): one
        for one in _by_turns([part.evidence.sentences for part in parts])
    }
    evidence = replace(
        parts[0].evidence, candidates=tuple(looked_at.values()), sentences=tuple(sentences.values()), is_told=False
    )
    ranking = join_rankings([part.ranking for part in parts])
    return Part(asked, ranking, parts[0].filters, evidence, _join([part.decision for part in parts]))


def say_open(parts: Sequence[Part]) -> tuple[str, ...]:
    """Which parts no article answers, where another is answered."""
    if len({part.decision.outcome == "answered" for part in parts}) == 1:
        return ()
    answers = {_best_text(part) for part in parts if part.decision.outcome == "answered"}
    left = [
        part.asked.rstrip(" ?.!")
        for part in parts
        if part.decision.outcome != "answered" and part.decision.reason != UNSURE and _best_text(part) not in answers
    ]
    if not left:
        return ()
    return (f"Left open, for no article states it outright: {'; '.join(f'“{asked}?”' for asked in left)}",)


def _best_text(part: Part) -> str | None:
    return next((one.sentence.text for one in part.evidence.sentences), None)


def quote_parts(parts: Sequence[Part], write: Callable[[Evidence], Iterable[Draft]]) -> Iterator[Draft]:
    """What answers each part, under its words; a sentence that was told under one is not told again."""
    if len(parts) == 1:
        yield from write(parts[0].evidence) if parts[0].decision.outcome != "nothing" else ()
        return
    most = QUOTED_OF_TWO if len(parts) == 2 else QUOTED_OF_MORE
    quoted = [
        (part.asked, list(islice(_that_support(part, write), most)))
        for part in parts
        if part.decision.outcome != "nothing"
    ]
    best = {few[0].text for _, few in quoted if few}
    drafts: dict[str, Draft] = {}
    for asked, few in quoted:
        for draft in (*few[:1], *(one for one in few[1:] if one.text not in best)):
            told = drafts.get(draft.text)
            if told is None:
                drafts[draft.text] = replace(draft, label=draft.label or asked)
            elif told.label and asked not in told.label:
                drafts[draft.text] = replace(told, label=f"{told.label} · {asked}")
    yield from drafts.values()


def _that_support(part: Part, write: Callable[[Evidence], Iterable[Draft]]) -> Iterator[Draft]:
    """The sentence that answers, and of the others those that are likely beside it or stand against it."""
    scores = {one.sentence.text: one.score for one in part.evidence.sentences}
    least = 0.0
    for place, draft in enumerate(write(part.evidence)):
        score = scores.get(draft.text)
        if not place:
            least = SUPPORT_SHARE * (score or 0.0)
        if score is None or score >= least or draft.standing is not None:
            yield draft


def _join(decisions: Sequence[Decision]) -> Decision:
    """The best outcome, with the confidence of the least sure among those that have it."""
    for outcome in ("answered", "closest", "nothing"):
        if same := [one for one in decisions if one.outcome == outcome]:
            return min(same, key=lambda one: one.confidence or 0.0)
    raise ValueError


def _by_turns(lists: Sequence[Sequence[_One]]) -> list[_One]:
    return [one for one in chain.from_iterable(zip_longest(*lists)) if one is not None]
