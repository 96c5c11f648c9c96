"""Questions about the archive itself, answered from its catalog: counts, lists, the newest, what is covered."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from assistant.answer import UNKNOWN_OUTLET, Statement
from assistant.answering.archive_questions import ArchiveQuestion, Extreme
from assistant.answering.catalog_lines import count_articles, list_article, narrowed_by, say
from assistant.answering.citations import CitationTable
from assistant.answering.leading import leading_sentences
from assistant.answering.meant_article import FindPassages
from assistant.answering.mentions import Mentions, read_mentions
from assistant.answering.overviews import ask_which, find_article, gather, summarise
from assistant.answering.scope import Scope
from assistant.archive import Article, Coverage, Filters, Snapshot
from assistant.language import content_words, words
from assistant.language.day_words import days_in_words
from assistant.language.lexicon import HONORIFICS, OFFICES, ROLES, TITLE_ABBREVIATIONS
from assistant.retrieval import content_stems

__all__ = ["LISTED_ARTICLES", "answer_from_catalog", "find_extreme"]

LISTED_ARTICLES = 10
COUNTED_EXAMPLES = 3
"""Articles shown with a count: it can be checked, and is not buried."""
LISTED_OUTLETS = 8
MEANT_AUTHORS = 3
"""A part of a name that more of them have means nobody."""
MOST_LOOKED_AT = 1000
"""Articles on a subject that are looked through for the newest or the oldest that is about it."""
LEAD_CHARACTERS = 1000
"""What is looked through for the subject's words before the first sentence is found, which takes far longer."""
_AUTHORS = frozenset(
    form for noun in ("author", "journalist", "reporter", "writer", "correspondent") for form in (noun, f"{noun}s")
)
_TITLES = frozenset((*HONORIFICS, *OFFICES, *TITLE_ABBREVIATIONS, *ROLES))
COUNTED_AUTHORS = 200
"""Each is a look into the catalog."""
_OF_ARTICLES = ("count", "list", "newest", "oldest")
_OF_KIND = {
    "interview": "an interview",
    "press_release": "a press release",
    "live_blog": "a live blog",
    "opinion": "opinion",
}
_OF_ALL = ("in the archive", "in this archive", "you have", "you hold")


def answer_from_catalog(
    question: ArchiveQuestion, filters: Filters, snapshot: Snapshot, find: FindPassages, table: CitationTable
) -> list[Statement] | None:
    """None where the catalog has no answer of this kind: then the question is put to the articles."""
    if question.kind in _OF_ARTICLES and question.of_kind and not (filters.kinds or question.leaves_out):
        if not snapshot.count_articles(Filters(kinds=(question.of_kind,))):
            return [say(f"No article in the archive is marked as {_OF_KIND[question.of_kind]}.")]
        filters = replace(filters, kinds=(question.of_kind,))
    scope = Scope(filters, question.leaves_out)
    match question.kind:
        case "coverage":
            if _AUTHORS & set(words(question.phrase)) or question.asks_authors:
                return [say(_say_authors(_counted(snapshot.names()[1], filters, snapshot), filters))]
            return [say(_say_coverage(snapshot.coverage(filters)))]
        case "newest" | "oldest":
            article = find_extreme(question.subject, question.kind, filters, snapshot)
            return None if article is None else [list_article(article, table)]
        case "count":
            return _by_author(question, filters, snapshot, table) or _count(question, scope, snapshot, table)
        case "list":
            return _list(question, scope, snapshot, table) or _by_author(question, filters, snapshot, table)
        case "summary" | "overview":
            return _summarise(question, scope, snapshot, find, table)
        case "digest":
            if by_author := _by_author(question, filters, snapshot, table):
                return by_author
            if question.subject:
                return gather(question, scope, snapshot, find, table)
            return _list(replace(question, rest=""), scope, snapshot, table)


def _summarise(
    question: ArchiveQuestion, scope: Scope, snapshot: Snapshot, find: FindPassages, table: CitationTable
) -> list[Statement] | None:
    if question.extreme:
        article = find_extreme(question.subject, question.extreme, scope.filters, snapshot)
    else:
        article = find_article(question, scope.wide, snapshot, find)
    if article is not None:
        return summarise(article, table)
    if question.subject:
        return gather(question, scope, snapshot, find, table) if question.kind == "overview" else None
    if question.kind == "overview":
        return _list(replace(question, rest=""), scope, snapshot, table)
    return ask_which(scope.wide, snapshot, table)


def _count(question: ArchiveQuestion, scope: Scope, snapshot: Snapshot, table: CitationTable) -> list[Statement]:
    if question.subject:
        mentions = _read_mentions(question)
        count = scope.count(partial(mentions.count, snapshot))
        if not count and mentions.is_plain and (without := _without_titles(question)):
            return _count_bare(question, without, scope.filters, snapshot, table)
        said, found = _say_mentions(count, mentions, scope), scope.list(_list_of(mentions, snapshot), COUNTED_EXAMPLES)
    else:
        count = scope.count(snapshot.count_articles)
        said = f"The archive holds {count_articles(count)}{scope.say()}."
        if scope.leaves_out:
            every = snapshot.count_articles(scope.wide)
            said = f"{count:,} of the {count_articles(every)} {'is' if count == 1 else 'are'} not {scope.left_out}."
        found = scope.list(_list_of(None, snapshot), COUNTED_EXAMPLES)
    newest = " The newest:" if count > COUNTED_EXAMPLES else ""
    return [say(f"{said}{newest}"), *(list_article(article, table) for article in found)]


def _list_of(mentions: Mentions | None, snapshot: Snapshot) -> Callable[[Filters, int], list[Article]]:
    """The newest articles, those that mention it where something is named."""
    if mentions is not None:
        return partial(mentions.list, snapshot)
    return lambda filters, limit: snapshot.list_articles(filters=filters, limit=limit, in_articles=True)


def _read_mentions(question: ArchiveQuestion) -> Mentions:
    return read_mentions(question.phrase, question.side_by_side, is_negated=question.is_negated)


def _say_mentions(count: int, mentions: Mentions, scope: Scope) -> str:
    if not count and not mentions.wanted:
        return f"All articles {Mentions(mentions.unwanted).say('mention')}{scope.say()}."
    many = count_articles(count) if count else "No article"
    return f"{many} {mentions.say('mention' if count > 1 else 'mentions', is_one=count == 1)}{scope.say()}."


def _count_bare(
    question: ArchiveQuestion, bare: str, filters: Filters, snapshot: Snapshot, table: CitationTable
) -> list[Statement]:
    """Of "Sheriff Wirth", where the articles write "Sheriff Dana Wirth"."""
    count = snapshot.count_mentions(bare, filters)
    said = f"No article has “{question.phrase}” word for word; {_articles_that(count, 'mention').lower()} “{bare}”."
    found = snapshot.list_articles(query=bare, filters=filters, limit=COUNTED_EXAMPLES, in_articles=True)
    return [say(f"{said[:1].upper()}{said[1:]}"), *(list_article(article, table) for article in found)]


def _without_titles(question: ArchiveQuestion) -> str | None:
    """The name without its titles, where that is all that is asked for."""
    if len(question.side_by_side) != 1 or question.side_by_side[0] != question.phrase:
        return None
    pieces = question.phrase.split()
    bare = [piece for piece in pieces if piece.lower().rstrip(".") not in _TITLES]
    return " ".join(bare) if bare and len(bare) < len(pieces) else None


def _articles_that(count: int, verb: str) -> str:
    """ "3 articles mention", "1 article mentions", "No article mentions"."""
    return f"{count_articles(count) if count else 'No article'} {verb}{'s' if count < 2 else ''}"


def _list(question: ArchiveQuestion, scope: Scope, snapshot: Snapshot, table: CitationTable) -> list[Statement] | None:
    if not question.subject and scope.filters.is_empty and not _asks_for_all(question):
        return None
    most = min(question.most or LISTED_ARTICLES, LISTED_ARTICLES)
    mentions = _read_mentions(question) if question.subject else None
    found = scope.list(_list_of(mentions, snapshot), most)
    if not found:
        return None
    count = scope.count(partial(mentions.count, snapshot) if mentions else snapshot.count_articles)
    newest = f" The newest {most}:" if count > most else ""
    if mentions:
        opening = f"{_say_mentions(count, mentions, scope)}{newest}"
    else:
        opening = f"The archive holds {count_articles(count)}{scope.say()}.{newest}"
    return [say(opening), *(list_article(article, table) for article in found)]


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
        return [say(f"The archive names no author “{question.author}”.{_hint(question.author, authors)}")]
    if len(meant) > MEANT_AUTHORS:
        return [say(f"Several authors are called “{question.author}”: {', '.join(meant[:LISTED_ARTICLES])}.")]
    return _list(replace(question, subject=""), Scope(replace(filters, authors=meant)), snapshot, table)


def _having(part: str, names: Sequence[str]) -> tuple[str, ...]:
    wanted = set(words(part))
    return tuple(name for name in names if wanted and wanted <= set(words(name)))


def _hint(part: str, authors: Sequence[str]) -> str:
    wanted = set(content_words(part))
    alike = [author for author in authors if wanted & set(content_words(author))][:MEANT_AUTHORS]
    return f" There is {', '.join(alike)}." if alike else ""


def find_extreme(subject: str, extreme: Extreme, filters: Filters, snapshot: Snapshot) -> Article | None:
    """The newest or the oldest of the articles that are about the subject; of those that mention it, if none is."""
    found = snapshot.list_articles(query=subject, filters=filters, limit=MOST_LOOKED_AT)
    while extreme == "oldest" and found and len(found) % MOST_LOOKED_AT == 0:
        more = snapshot.list_articles(query=subject, filters=filters, offset=len(found), limit=MOST_LOOKED_AT)
        if not more:
            break
        found += more
    dated = [article for article in found if article.published_on is not None] or found
    in_order = dated if extreme == "newest" else dated[::-1]
    wanted = content_stems(subject)
    return next((article for article in in_order if _is_about(article, wanted)), in_order[0] if in_order else None)


def _is_about(article: Article, wanted: frozenset[str]) -> bool:
    """Whether headline and first sentence have all the words; elsewhere they may stand in passing."""
    title = article.title or ""
    if not wanted <= content_stems(f"{title} {article.text[:LEAD_CHARACTERS]}"):
        return False
    leads = [article.text[slice(*span)] for span in leading_sentences(article)]
    return wanted <= content_stems(" ".join([title, *leads]))


def _asks_for_all(question: ArchiveQuestion) -> bool:
    return not words(question.rest) or question.rest.lower() in _OF_ALL


def _counted(authors: Sequence[str], filters: Filters, snapshot: Snapshot) -> list[tuple[str, int]]:
    """Authors with their articles, those with most first; as they come where there are very many."""
    if len(authors) > COUNTED_AUTHORS:
        return [(author, 0) for author in authors]
    counts = [(one, snapshot.count_articles(replace(filters, authors=(one,)))) for one in authors]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0]))


def _say_authors(authors: Sequence[tuple[str, int]], filters: Filters) -> str:
    named = ", ".join(f"{name} ({count:,})" if count else name for name, count in authors[:LISTED_ARTICLES])
    more = f" and {len(authors) - LISTED_ARTICLES:,} more" if len(authors) > LISTED_ARTICLES else ""
    if not authors:
        return f"The archive names no authors{narrowed_by(filters)}."
    count = f"{len(authors):,} {'author' if len(authors) == 1 else 'authors'}"
    return f"The archive names {count}{narrowed_by(filters)}: {named}{more}."


def _say_coverage(coverage: Coverage) -> str:
    if not coverage.article_count:
        return "The archive holds no articles."
    outlets = [f"{name or UNKNOWN_OUTLET} ({count:,})" for name, count in coverage.publishers[:LISTED_OUTLETS]]
    more = len(coverage.publishers) - len(outlets)
    parts = [f"{', '.join(outlets)}{f' and {more} more' if more > 0 else ''}"]
    if coverage.first_on and coverage.last_on:
        when = days_in_words(coverage.first_on, coverage.last_on)
        parts.append(f"published {when}" if " to " in when else f"published in {when}")
    if coverage.undated_count:
        parts.append(f"{coverage.undated_count:,} without a date")
    known = sum(1 for name, _ in coverage.publishers if name)
    outlets_told = f" from {known:,} outlets" if known > 1 else ""
    return f"The archive holds {count_articles(coverage.article_count)}{outlets_told}: {'; '.join(parts)}."
