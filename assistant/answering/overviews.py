"""What one article says, or all there are on a subject: its leading sentences, or one of each, and of how many."""

import re
from collections.abc import Sequence

from assistant.answer import Statement
from assistant.answering.archive_questions import ArchiveQuestion
from assistant.answering.attribution import say_listed
from assistant.answering.catalog_lines import count_articles, list_article, narrowed_by, say
from assistant.answering.citations import CitationTable
from assistant.answering.leading import leading_sentences
from assistant.answering.meant_article import FindPassages, alike, find_titled, groups_of
from assistant.answering.page_order import quote_verdict
from assistant.answering.scope import Scope
from assistant.archive import Article, Filters, Snapshot, Span
from assistant.errors import ArticleNotFound
from assistant.language import words
from assistant.retrieval import Candidate, content_stems

__all__ = ["ask_which", "find_article", "gather", "summarise"]

SUMMARY_SENTENCES, SUMMARY_WORDS = 3, 90
SHOWN_ARTICLES = 6
FEW_ARTICLES = 2
"""Of so many articles two sentences each are told."""
MOST_LOOKED_AT = 1000
LEAST_MATCH = 0.5
"""MaxSim of an article on the subject."""
SAME_TITLE_SHARE = 0.7
_ARTICLE_ID = re.compile(r"\ba[0-9a-f]{16}\b")


def summarise(article: Article, table: CitationTable) -> list[Statement]:
    spans = leading_sentences(article, SUMMARY_SENTENCES, SUMMARY_WORDS)
    citations = [table.cite_span(article, span) for span in spans]
    title = f"“{article.title}”, " if article.title else ""
    verdict = quote_verdict(article)
    return [
        Statement(one.quote, verdict.status, (one.n,), f"{title}{say_listed(one)}", verdict.reason) for one in citations
    ]


def find_article(question: ArchiveQuestion, filters: Filters, snapshot: Snapshot, find: FindPassages) -> Article | None:
    """The one to be summarised: by its id, else by its headline, else by what is said of it."""
    if named := _ARTICLE_ID.search(question.rest):
        try:
            return snapshot.article(named.group())
        except ArticleNotFound:
            return None
    if titled := _find_headline(question, filters, snapshot) or find_titled(question.rest, snapshot):
        return titled
    if question.kind == "overview":
        return None
    if not question.subject:
        held = snapshot.list_articles(filters=filters, limit=2, leads_only=True)
        return held[0] if len(held) == 1 else None
    found = groups_of(find(question.phrase, filters))
    return found[0].article if found and _score(found[0]) >= LEAST_MATCH else None


def ask_which(filters: Filters, snapshot: Snapshot, table: CitationTable) -> list[Statement]:
    """Where "the article" may be any."""
    held = snapshot.count_articles(filters)
    newest = snapshot.list_articles(filters=filters, limit=3)
    opening = (
        f"Which article do you mean? There are {held:,}{narrowed_by(filters)}: give its headline or its subject. "
        "The newest:"
    )
    return [say(opening), *(list_article(article, table) for article in newest)] if newest else []


def gather(
    question: ArchiveQuestion, scope: Scope, snapshot: Snapshot, find: FindPassages, table: CitationTable
) -> list[Statement] | None:
    """A sentence of each article with the subject's words, those that match best first. None where none has them."""
    articles = scope.list(
        lambda filters, _: snapshot.list_articles(
            query=question.query, filters=filters, limit=MOST_LOOKED_AT, leads_only=True, in_articles=True
        ),
        MOST_LOOKED_AT,
    )
    if not articles:
        return None
    ranked = groups_of(find(question.phrase, scope.wide))
    shown, best = _in_order(articles, ranked)[:SHOWN_ARTICLES], {one.article.group_id: one for one in ranked}
    wanted = content_stems(question.subject)
    if len(articles) == 1:
        spans = _beside_lead(shown[0], best.get(shown[0].group_id), wanted)
        return [list_article(shown[0], table, span) for span in spans] or summarise(shown[0], table)
    each = 2 if len(shown) <= FEW_ARTICLES else 1
    told = [(one, span) for one in shown for span in _tell(one, best.get(one.group_id), wanted, each)]
    return [
        say(_opening(question, len(articles), len(shown), scope)),
        *(list_article(one, table, span) for one, span in told),
    ]


def _opening(question: ArchiveQuestion, count: int, shown: int, scope: Scope) -> str:
    least = "At least " if count == MOST_LOOKED_AT else ""
    which = f"The {shown} that match best:" if shown < count else "A sentence of each:"
    return f"{least}{count_articles(count)} mention “{question.phrase}”{scope.say()}. {which}"


def _in_order(named: Sequence[Article], ranked: Sequence[Candidate]) -> list[Article]:
    """As the search ranks them; those it did not find behind, newest first."""
    places = {one.article.group_id: place for place, one in enumerate(ranked)}
    return sorted(named, key=lambda article: places.get(article.group_id, len(ranked)))


def _tell(article: Article, found: Candidate | None, wanted: frozenset[str], count: int) -> list[Span]:
    """The leading sentences, unless headline and lead say nothing of the subject: then the one that says most of it."""
    leads = leading_sentences(article, count, SUMMARY_WORDS)
    of_lead = content_stems(f"{article.title or ''} {' '.join(article.text[slice(*span)] for span in leads)}")
    if wanted & of_lead or found is None or found.article.article_id != article.article_id:
        return leads
    best = max(
        found.passage.sentences, key=lambda span: len(wanted & content_stems(article.text[slice(*span)])), default=None
    )
    return [best] if best is not None and wanted & content_stems(article.text[slice(*best)]) else leads


def _beside_lead(article: Article, found: Candidate | None, wanted: frozenset[str]) -> list[Span]:
    """The sentences that say most of the subject, in order, where headline and leading sentences say nothing of it."""
    leads = leading_sentences(article, SUMMARY_SENTENCES, SUMMARY_WORDS)
    of_lead = content_stems(f"{article.title or ''} {' '.join(article.text[slice(*span)] for span in leads)}")
    if wanted & of_lead or found is None or found.article.article_id != article.article_id:
        return []
    shares = {span: len(wanted & content_stems(article.text[slice(*span)])) for span in found.passage.sentences}
    told = sorted((span for span in shares if shares[span]), key=lambda span: -shares[span])[:SUMMARY_SENTENCES]
    return sorted(told)


def _find_headline(question: ArchiveQuestion, filters: Filters, snapshot: Snapshot) -> Article | None:
    asked = set(words(question.subject))
    if not asked:
        return None
    found = snapshot.list_articles(query=question.subject, filters=filters, limit=50)
    best = max(found, key=lambda article: alike(asked, article), default=None)
    if best is None or len(asked) < 2 or alike(asked, best) < SAME_TITLE_SHARE:
        return None
    title = set(words(best.title or ""))
    return best if len(asked & title) >= SAME_TITLE_SHARE * len(title) or question.kind == "summary" else None


def _score(candidate: Candidate) -> float:
    return candidate.token_match.score if candidate.token_match is not None else candidate.score
