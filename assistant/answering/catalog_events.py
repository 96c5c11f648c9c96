"""The events of an answer that the catalog gives: about the archive and its articles, not about what they tell.

The writer is the catalog itself; articles are searched only to find the ones that are meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Answered, Event, Found, Stated, Statement
from assistant.answering.archive_questions import ArchiveQuestion, read_archive_question
from assistant.answering.article_facts import tell_facts
from assistant.answering.article_questions import ArticleQuestion, read_article_question
from assistant.answering.catalog_answer import answer_from_catalog, find_extreme
from assistant.answering.citations import CitationTable
from assistant.answering.courtesy_replies import reply_to
from assistant.answering.meant_article import FindPassages, MeantArticle, find_meant
from assistant.archive import Filters, Snapshot
from assistant.language import content_words
from assistant.question import Courtesy
from assistant.retrieval import ReadFilters

__all__ = ["CatalogQuestion", "catalog_events", "courtesy_events"]

WRITER = "catalog"
_EXTREME = re.compile(
    r"\b(?:(newest|latest|most recent)|oldest|earliest) (?:article|piece|story|report|interview)\b", re.I
)
_REFERS_BACK = re.compile(r"\b(?:it|this|that|the (?:article|piece|story|report|interview|author|headline))\b", re.I)
_GATHERS = ("overview", "digest")


@dataclass(frozen=True, slots=True)
class CatalogQuestion:
    """A question as the catalog looks at it."""

    asked: str
    read: ReadFilters
    earlier: str = ""
    """What a follow-up takes over from the turns before."""
    is_exact_only: bool = False
    """Whether a writer waits who can do better than list what was published on a subject."""


def courtesy_events(courtesy: Courtesy, asked: str, snapshot: Snapshot, timings: Mapping[str, float]) -> list[Event]:
    return _events(asked, [reply_to(courtesy, snapshot)], CitationTable(), Filters(), snapshot, timings)


def catalog_events(
    question: CatalogQuestion, snapshot: Snapshot, find: FindPassages, timings: Mapping[str, float]
) -> list[Event]:
    """Empty for a question about what articles say."""
    table = CitationTable()
    statements = _of_article(question, snapshot, find, table) or _of_archive(question, snapshot, find, table)
    return _events(question.asked, statements, table, question.read.filters, snapshot, timings) if statements else []


def _of_article(
    question: CatalogQuestion, snapshot: Snapshot, find: FindPassages, table: CitationTable
) -> list[Statement] | None:
    asks = read_article_question(question.asked)
    if asks is None:
        return None
    return tell_facts(asks, _meant(asks, question, snapshot, find), snapshot, table)


def _meant(
    asks: ArticleQuestion, question: CatalogQuestion, snapshot: Snapshot, find: FindPassages
) -> Sequence[MeantArticle]:
    read = question.read
    if extreme := _EXTREME.search(question.asked):
        subject = " ".join(word for word in content_words(asks.subject) if word not in content_words(extreme[0]))
        filters = replace(read.filters, publishers=read.named.publishers, authors=read.named.authors)
        article = find_extreme(subject, "newest" if extreme[1] else "oldest", filters, snapshot)
        return [MeantArticle(article, is_named=True)] if article is not None else []
    if not content_words(asks.subject) and question.earlier:
        if not _REFERS_BACK.search(question.asked):
            return []
        found = find_meant(
            replace(asks, subject=question.earlier, quoted=None), replace(read, named=Filters()), snapshot, find
        )
        return [replace(one, is_named=True) for one in found[:1]]
    return find_meant(asks, read, snapshot, find)


def _of_archive(
    question: CatalogQuestion, snapshot: Snapshot, find: FindPassages, table: CitationTable
) -> list[Statement] | None:
    read, filters = question.read, question.read.filters
    unfiltered = read.without_filters(question.asked)
    asks = read_archive_question(question.asked, unfiltered, names_source=bool(filters.publishers or filters.authors))
    if asks is None or (question.is_exact_only and asks.kind in _GATHERS and asks.subject):
        return None
    return answer_from_catalog(_of_before(asks, question.earlier), filters, snapshot, find, table)


def _of_before(asks: ArchiveQuestion, earlier: str) -> ArchiveQuestion:
    """ "Summarise it" is about what the turns before were about."""
    if asks.kind == "summary" and not asks.subject and not asks.extreme and earlier:
        return replace(asks, subject=earlier, phrase=earlier)
    return asks


def _events(
    asked: str,
    statements: Sequence[Statement],
    table: CitationTable,
    filters: Filters,
    snapshot: Snapshot,
    timings: Mapping[str, float],
) -> list[Event]:
    events: list[Event] = [Found(())]
    known: set[int] = set()
    for statement in statements:
        new = [table.citations[number - 1] for number in statement.citations if number not in known]
        known.update(statement.citations)
        events.append(Stated(statement, tuple(new)))
    answer = Answer(
        question=asked,
        standalone_question=asked,
        text=" ".join(statement.marked_text for statement in statements),
        abstained=False,
        reason=None,
        writer=WRITER,
        statements=tuple(statements),
        citations=table.citations,
        passages=(),
        filters=filters,
        timings=timings,
        notices=snapshot.notices,
    )
    return [*events, Answered(answer)]
