"""The events of an answer that the catalog gives: about the archive and its articles, not about what they tell.

The writer is the catalog itself; articles are searched only to find the ones that are meant.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answered, Event, Found, Searching, Stated, Statement
from assistant.answering.archive_questions import ArchiveQuestion, read_archive_question
from assistant.answering.article_facts import called_document, is_named, tell_facts
from assistant.answering.article_questions import ArticleQuestion, read_article_question
from assistant.answering.catalog_answer import answer_from_catalog, find_extreme
from assistant.answering.citations import CitationTable
from assistant.answering.compose import Asking, compose_answer
from assistant.answering.courtesy_replies import reply_to
from assistant.answering.meant_article import FindPassages, MeantArticle, find_meant
from assistant.answering.outcome import ANSWERED
from assistant.answering.overviews import ask_which
from assistant.answering.scope import Scope
from assistant.answering.source_notes import note_sources, say_partial
from assistant.archive import Filters, Snapshot
from assistant.language import content_words
from assistant.question import Courtesy, ReadFilters

__all__ = ["catalog_events", "courtesy_events"]

WRITER = "catalog"
_EXTREME = re.compile(
    r"\b(?:(newest|latest|most recent)|oldest|earliest) (?:article|piece|story|report|interview)\b", re.I
)
_REFERS_BACK = re.compile(r"\b(?:it|this|that|the (?:article|piece|story|report|interview|author|headline))\b", re.I)
_ABOUT = re.compile(r"^\s*\(about:\s*")
_GATHERS = ("overview", "digest")


def courtesy_events(courtesy: Courtesy, asking: Asking) -> list[Event]:
    said = _events(asking, [reply_to(courtesy, asking.snapshot)], CitationTable())
    return [Searching(asking.standalone_question, asking.filters), *said]


def catalog_events(
    asking: Asking,
    read: ReadFilters,
    find: FindPassages,
    earlier: str = "",
    *,
    is_exact_only: bool = False,
    stands_alone: bool = True,
) -> list[Event]:
    """Empty for a question about what articles say.

    `earlier`: what a follow-up takes over from the turns before. `is_exact_only`: whether a writer waits who can do
    better than list what was published on a subject. `stands_alone`: not a follow-up, not even one written anew.
    """
    table = CitationTable(asking.snapshot)
    statements = _of_article(asking, read, find, earlier, table) or _of_any_article(asking, earlier, table)
    if not statements:
        asks = _read(asking.standalone_question, read, earlier, stands_alone=stands_alone and not earlier)
        if asks is None or (is_exact_only and asks.kind in _GATHERS and asks.subject):
            return []
        statements = answer_from_catalog(asks, asking.filters, asking.snapshot, find, table)
        asking = replace(asking, filters=Scope(asking.filters, asks.leaves_out).wide)
    return _events(asking, statements, table) if statements else []


def _of_article(
    asking: Asking, read: ReadFilters, find: FindPassages, earlier: str, table: CitationTable
) -> list[Statement] | None:
    asks = read_article_question(asking.standalone_question)
    if asks is None or read.other_outlets:
        return None
    return tell_facts(asks, _meant(asks, read, find, earlier, asking.snapshot), asking.snapshot, table)


def _of_any_article(asking: Asking, earlier: str, table: CitationTable) -> list[Statement] | None:
    """ "Who wrote it?" before anything was asked: of the only article there is, or with those it may mean."""
    asks = read_article_question(asking.standalone_question)
    if asks is None or earlier or content_words(asks.subject) or not _REFERS_BACK.search(asking.standalone_question):
        return None
    held = asking.snapshot.list_articles(filters=asking.filters, limit=2)
    if len(held) == 1:
        return tell_facts(asks, [MeantArticle(held[0], is_named=is_named(asks, held[0]))], asking.snapshot, table)
    if (document := called_document(asks)) and asking.snapshot.count_mentions(document, asking.filters):
        return None
    return ask_which(asking.filters, asking.snapshot, table)


def _meant(
    asks: ArticleQuestion, read: ReadFilters, find: FindPassages, earlier: str, snapshot: Snapshot
) -> Sequence[MeantArticle]:
    if extreme := _EXTREME.search(asks.asked):
        subject = " ".join(word for word in content_words(asks.subject) if word not in content_words(extreme[0]))
        filters = replace(read.filters, publishers=read.named.publishers, authors=read.named.authors)
        article = find_extreme(subject, "newest" if extreme[1] else "oldest", filters, snapshot)
        return [MeantArticle(article, is_named=True)] if article is not None else []
    if content_words(asks.subject) or not earlier:
        return find_meant(asks, read, snapshot, find)
    if not _REFERS_BACK.search(asks.asked):
        return []
    before = replace(asks, subject=earlier, quoted=None)
    found = find_meant(before, replace(read, named=Filters()), snapshot, find)
    return [replace(one, is_named=is_named(asks, one.article)) for one in found[:1]]


def _read(question: str, read: ReadFilters, earlier: str, *, stands_alone: bool) -> ArchiveQuestion | None:
    """ "Summarise it" is about what the turns before were about."""
    names_source = bool(read.filters.publishers or read.filters.authors)
    rest = read.without_filters(question)
    asks = read_archive_question(
        question,
        rest,
        names_source=names_source,
        names_kind=bool(read.filters.kinds),
        stands_alone=stands_alone,
    )
    if asks is None and earlier and not content_words(read.without_filters(question)):
        before = _ABOUT.sub("", earlier).rstrip(") ")  # "And in the Post?" counts as before
        return read_archive_question(before, read.without_filters(before), names_source=names_source)
    if asks is not None and asks.kind == "summary" and earlier and not (asks.subject or asks.extreme):
        return replace(asks, subject=earlier, phrase=earlier)
    return asks


def _events(asking: Asking, statements: Sequence[Statement], table: CitationTable) -> list[Event]:
    events: list[Event] = [Found(())]
    known: set[int] = set()
    statements = [note_sources(statement, table.citations) for statement in statements]
    for statement in statements:
        new = [table.citations[number - 1] for number in statement.citations if number not in known]
        known.update(statement.citations)
        events.append(Stated(statement, tuple(new)))
    notices = (*asking.snapshot.notices, *say_partial(statements, table.citations, asking.filters.kinds))
    return [*events, Answered(compose_answer(asking, ANSWERED, WRITER, statements, table.citations, notices))]
