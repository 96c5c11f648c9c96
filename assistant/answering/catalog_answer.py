"""Questions about the archive itself, answered from its catalog: counts, lists, the newest, what is covered."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Statement
from assistant.answering.archive_questions import ArchiveQuestion, Extreme
from assistant.answering.attribution import attribute
from assistant.answering.citations import CitationTable
from assistant.answering.leading import leading_sentences
from assistant.archive import Article, Coverage, Filters, Snapshot
from assistant.errors import ArticleNotFound
from assistant.language import content_words, words
from assistant.retrieval import content_stems, describe_filters

__all__ = ["LISTED_ARTICLES", "answer_from_catalog"]

LISTED_ARTICLES = 10
COUNTED_EXAMPLES = 3
"""Articles shown with a count: it can be checked, and is not buried."""
LISTED_OUTLETS = 8
SUMMARY_SENTENCES = 3
SUMMARY_WORDS = 90
MEANT_AUTHORS = 3
"""A part of a name that more of them have means nobody."""
MOST_LOOKED_AT = 1000
"""Articles on a subject; more are counted as so many at least."""
LEAD_CHARACTERS = 1000
"""What is looked through for the subject's words before the first sentence is found, which takes far longer."""
SAME_TITLE_SHARE = 0.7
"""Of the words of a title, or of the words given for it, that must agree for it to be meant."""
_ARTICLE_ID = re.compile(r"\ba[0-9a-f]{16}\b")


def answer_from_catalog(
    question: ArchiveQuestion, filters: Filters, snapshot: Snapshot, table: CitationTable
) -> list[Statement] | None:
    """None where the catalog has no answer of this kind: then the question is put to the articles."""
    match question.kind:
        case "coverage":
            return [_plain(_say_coverage(snapshot.coverage(filters)))]
        case "summary":
            article = (
                _find_extreme(question, question.extreme, filters, snapshot)
                if question.extreme
                else _find_article(question, filters, snapshot)
            )
            return None if article is None else _summarise(article, table)
        case "newest" | "oldest":
            article = _find_extreme(question, question.kind, filters, snapshot)
            return None if article is None else [_listed(article, table)]
        case "count" | "list":
            answer = _count if question.kind == "count" else _list
            return answer(question, filters, snapshot, table) or _by_author(question, filters, snapshot, table)


def _count(
    question: ArchiveQuestion, filters: Filters, snapshot: Snapshot, table: CitationTable
) -> list[Statement] | None:
    if question.subject:
        found = snapshot.list_articles(query=question.subject, filters=filters, limit=MOST_LOOKED_AT)
        if not found:
            return None
        count, said = len(found), f"{_at_least(found)} with the words “{question.subject}”"
    else:
        found = snapshot.list_articles(filters=filters, limit=COUNTED_EXAMPLES)
        count = snapshot.coverage(filters).article_count
        said = _articles(count)
    newest = " The newest:" if count > COUNTED_EXAMPLES else ""
    opening = _plain(f"The archive holds {said}{_narrowed(filters)}.{newest}")
    return [opening, *(_listed(article, table) for article in found[:COUNTED_EXAMPLES])]


def _list(
    question: ArchiveQuestion, filters: Filters, snapshot: Snapshot, table: CitationTable
) -> list[Statement] | None:
    if not question.subject and filters.is_empty and not _asks_for_all(question):
        return None
    found = snapshot.list_articles(query=question.subject, filters=filters, limit=MOST_LOOKED_AT)
    if not found:
        return None
    about = f" with the words “{question.subject}”" if question.subject else ""
    newest = f" The newest {LISTED_ARTICLES}:" if len(found) > LISTED_ARTICLES else ""
    opening = _plain(f"The archive holds {_at_least(found)}{about}{_narrowed(filters)}.{newest}")
    return [opening, *(_listed(article, table) for article in found[:LISTED_ARTICLES])]


def _by_author(
    question: ArchiveQuestion, filters: Filters, snapshot: Snapshot, table: CitationTable
) -> list[Statement] | None:
    """By a part of a name that an author has; where nobody has it, that is the answer. None for what an outlet has."""
    if question.author is None or filters.authors or filters.publishers:
        return None
    publishers, authors = snapshot.names()
    if _having(question.author, publishers):
        return None
    if not (meant := _having(question.author, authors)):
        return [_plain(f"The archive names no author “{question.author}”.{_hint(question.author, authors)}")]
    if len(meant) > MEANT_AUTHORS:
        return [_plain(f"Several authors are called “{question.author}”: {', '.join(meant[:LISTED_ARTICLES])}.")]
    return _list(replace(question, subject=""), replace(filters, authors=meant), snapshot, table)


def _having(part: str, names: Sequence[str]) -> tuple[str, ...]:
    wanted = set(words(part))
    return tuple(name for name in names if wanted and wanted <= set(words(name)))


def _hint(part: str, authors: Sequence[str]) -> str:
    wanted = set(content_words(part))
    alike = [author for author in authors if wanted & set(content_words(author))][:MEANT_AUTHORS]
    return f" There is {', '.join(alike)}." if alike else ""


def _find_extreme(question: ArchiveQuestion, extreme: Extreme, filters: Filters, snapshot: Snapshot) -> Article | None:
    """The newest or the oldest of the articles that are about the subject; of those that mention it, if none is."""
    found = snapshot.list_articles(query=question.subject, filters=filters, limit=MOST_LOOKED_AT)
    while extreme == "oldest" and found and len(found) % MOST_LOOKED_AT == 0:
        more = snapshot.list_articles(query=question.subject, filters=filters, offset=len(found), limit=MOST_LOOKED_AT)
        if not more:
            break
        found += more
    dated = [article for article in found if article.published_on is not None] or found
    in_order = dated if extreme == "newest" else dated[::-1]
    wanted = content_stems(question.subject)
    return next((article for article in in_order if _is_about(article, wanted)), in_order[0] if in_order else None)


def _is_about(article: Article, wanted: frozenset[str]) -> bool:
    """Whether headline and first sentence have all the words; elsewhere they may stand in passing."""
    title = article.title or ""
    if not wanted <= content_stems(f"{title} {article.text[:LEAD_CHARACTERS]}"):
        return False
    leads = [article.text[slice(*span)] for span in leading_sentences(article)]
    return wanted <= content_stems(" ".join([title, *leads]))


def _asks_for_all(question: ArchiveQuestion) -> bool:
    return not words(question.rest) or question.rest.lower() in (
        "in the archive",
        "in this archive",
        "you have",
        "you hold",
    )


def _summarise(article: Article, table: CitationTable) -> list[Statement]:
    citations = [
        table.cite_span(article, span) for span in leading_sentences(article, SUMMARY_SENTENCES, SUMMARY_WORDS)
    ]
    return [
        Statement(citation.quote, "verbatim", (citation.n,), f"“{article.title}”, {attribute(citation)}")
        if article.title
        else Statement(citation.quote, "verbatim", (citation.n,), attribute(citation))
        for citation in citations
    ]


def _find_article(question: ArchiveQuestion, filters: Filters, snapshot: Snapshot) -> Article | None:
    """By its id, else by its headline, which the question need not give in full."""
    if named := _ARTICLE_ID.search(question.rest):
        try:
            return snapshot.article(named.group())
        except ArticleNotFound:
            return None
    asked = set(words(question.subject))
    if not asked:
        return None
    found = snapshot.list_articles(query=question.subject, filters=filters, limit=50)
    best = max(found, key=lambda article: _alike(asked, article), default=None)
    return best if best is not None and _alike(asked, best) >= SAME_TITLE_SHARE else None


def _alike(asked: set[str], article: Article) -> float:
    title = set(words(article.title or ""))
    return len(asked & title) / len(asked) if title else 0.0


def _listed(article: Article, table: CitationTable) -> Statement:
    citation = table.cite_span(article, leading_sentences(article)[0])
    by = f", by {', '.join(article.authors)}" if article.authors else ""
    title = f"“{article.title}”" if article.title else "(no headline)"
    return Statement(citation.quote, "verbatim", (citation.n,), f"{title}{by}, {attribute(citation)}")


def _say_coverage(coverage: Coverage) -> str:
    if not coverage.article_count:
        return "The archive holds no articles."
    outlets = [f"{name or 'publisher unknown'} ({count:,})" for name, count in coverage.publishers[:LISTED_OUTLETS]]
    more = len(coverage.publishers) - len(outlets)
    parts = [f"{', '.join(outlets)}{f' and {more} more' if more > 0 else ''}"]
    if coverage.first_on and coverage.last_on:
        parts.append(f"published from {coverage.first_on} to {coverage.last_on}")
    if coverage.undated_count:
        parts.append(f"{coverage.undated_count:,} without a date")
    return f"The archive holds {_articles(coverage.article_count)}: {'; '.join(parts)}."


def _narrowed(filters: Filters) -> str:
    narrowed = describe_filters(filters)
    return f" ({'; '.join(narrowed)})" if narrowed else ""


def _at_least(found: Sequence[Article]) -> str:
    return f"{'at least ' if len(found) == MOST_LOOKED_AT else ''}{_articles(len(found))}"


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def _plain(text: str) -> Statement:
    """Said by the catalog, not by an article: nothing to cite."""
    return Statement(text, "no_claim", ())
