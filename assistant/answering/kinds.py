"""What the kind of an article means for its words: an opinion argues, a release comes from whom it is about."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, say_kind
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.archive import Article, Filters

__all__ = ["PARTIAL_KINDS", "attribute_by_kind", "is_partial", "put_news_first", "say_listed_kind", "say_of_kinds"]

PARTIAL_KINDS = ("opinion", "press_release")
"""Written to win over: told only as what they are, and behind a report that answers as well."""
ABLE_SHARE = 0.25
"""A report answers as well where it is this likely, compared with the best sentence,"""
SAME_COVERAGE = 0.9
"""or where it has nearly as much of the question's meaning,"""
LEAST_COVERAGE = 0.5
"""and most of it: two sentences that both have little of it have nothing in common."""

_ASKS_FOR_VIEWS = re.compile(
    r"\b(?:opinions?|op-?eds?|editorials?|columnists?|columns?|commentar(?:y|ies|ators?)|critics?|argu\w+|views?|think\w*"
    r"|believ\w+|should|ought)\b",
    re.IGNORECASE,
)
_ASKS_FOR_RELEASE = re.compile(
    r"\b(?:press|news) (?:releases?|statements?)\b|\bannouncements?\b|\b(?:company|firm)(?:['’]s)? (?:own )?"
    r"(?:say|said|claims?|words?|version|statement|announce\w*)\b",
    re.IGNORECASE,
)
_BODIES = (
    "council", "city", "county", "ministry", "government", "department", "agency", "police", "university", "college",
    "school", "hospital", "museum", "party", "union", "association", "federation", "foundation", "charity", "institute",
    "club", "church", "bank", "court", "commission", "office", "society", "theatre",
)  # fmt: skip


def is_partial(kind: str | None) -> bool:
    return kind in PARTIAL_KINDS


def put_news_first(evidence: Evidence, filters: Filters) -> Evidence:
    """Where a report answers as well, opinion and releases go behind it; a release that is asked for goes first."""
    if _ASKS_FOR_RELEASE.search(evidence.view.asked):
        return _put_releases_first(evidence)
    held_back = [one for one in evidence.sentences if _is_held_back(one, evidence.view.asked, filters)]
    if not held_back or len(held_back) == len(evidence.sentences):
        return evidence
    best = evidence.sentences[0]
    reports = [one for one in evidence.sentences if one not in held_back]
    if best not in held_back or not any(_is_able(evidence, one, best) for one in reports):
        return evidence
    first = [replace(one, score=min(1.0, one.score * best.score / reports[0].score)) for one in reports]
    least = first[-1].score
    last = [replace(one, score=min(one.score, least)) for one in held_back]
    return replace(evidence, sentences=(*first, *last))


def _put_releases_first(evidence: Evidence) -> Evidence:
    released = [one for one in evidence.sentences if one.sentence.candidate.article.kind == "press_release"]
    if not released or evidence.sentences[0] in released:
        return evidence
    raised = evidence.sentences[0].score / released[0].score if released[0].score > 0 else 0.0
    first = [replace(one, score=one.score * raised) for one in released]
    others = [one for one in evidence.sentences if one not in released]
    ordered = (*first, *others)
    return replace(evidence, sentences=tuple(sorted(ordered, key=lambda one: -one.score)))


def attribute_by_kind(citation: Citation, outlet: str, day: str) -> str:
    """`Ann Lee argues in The Herald, 4 May 2026`, `from the company: Marl Foods, 4 May 2026`."""
    if citation.kind == "opinion":
        by = ", ".join(citation.authors)
        return f"{by} argues in {outlet}, {day}" if len(citation.authors) == 1 else _argue(by, outlet, day)
    if citation.kind == "press_release":
        return f"from {_sender(citation.publisher)}: {outlet}, {day}"
    return f"{outlet}, {day}"


def say_listed_kind(citation: Citation) -> str:
    """Behind the outlet and the day of one of a list: `, opinion`; nothing for news."""
    kind = say_kind(citation.kind)
    if citation.kind == "press_release":
        return f", {kind} from {_sender(citation.publisher)}"
    return f", {kind}" if kind else ""


def say_of_kinds(citations: Sequence[Citation], articles: int) -> str | None:
    """What a reader must know of an answer that no report stands behind; None where one does."""
    kinds = {citation.kind for citation in citations}
    if not kinds or not all(map(is_partial, kinds)):
        return None
    if kinds == {"opinion"}:
        return "Everything here is opinion; no report is quoted."
    what = "a press release" if articles == 1 else "press releases"
    return (
        f"Everything here comes from {what}{' and opinion' if len(kinds) > 1 else ''}; no independent report is quoted."
    )


def _argue(by: str, outlet: str, day: str) -> str:
    return f"{by} argue in {outlet}, {day}" if by else f"{outlet} argues, {day}"


def _sender(publisher: str | None) -> str:
    """Whom a release is from: the company, unless its name says that it is another body."""
    words = re.findall(r"[a-z]+", (publisher or "").lower())
    return f"the {next((body for body in _BODIES if body in words), 'company')}"


def _is_held_back(scored: ScoredSentence, asked: str, filters: Filters) -> bool:
    article = scored.sentence.candidate.article
    if not is_partial(article.kind) or article.kind in filters.kinds:
        return False
    wants = _ASKS_FOR_VIEWS if article.kind == "opinion" else _ASKS_FOR_RELEASE
    return wants.search(asked) is None and not _names_author(article, asked)


def _names_author(article: Article, asked: str) -> bool:
    return any(author.split()[-1].lower() in asked.lower() for author in article.authors if author.split())


def _is_able(evidence: Evidence, scored: ScoredSentence, best: ScoredSentence) -> bool:
    if scored.score <= 0:
        return False
    if scored.score >= ABLE_SHARE * best.score:
        return True
    return evidence.cover(scored) >= max(LEAST_COVERAGE, SAME_COVERAGE * evidence.cover(best))
