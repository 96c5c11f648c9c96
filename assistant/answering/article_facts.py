"""What the catalog knows of an article, said in a sentence: who wrote it, when, where, under which headline."""

import re
from collections.abc import Callable, Sequence

from assistant.answer import Statement
from assistant.answering.article_questions import ArticleField, ArticleQuestion
from assistant.answering.attribution import say_day, say_outlet
from assistant.answering.catalog_lines import count_articles, join_names, list_article, name_article, say, say_of
from assistant.answering.citations import CitationTable
from assistant.answering.meant_article import MeantArticle
from assistant.archive import Article, Snapshot
from assistant.retrieval import content_stems

__all__ = ["called_document", "is_named", "tell_facts", "tell_outlets"]

ALSO_MEANT_GAP = 0.04
"""Where no headline or outlet says which, an article that matches so nearly as well may be the one."""
ALSO_MEANT = 2
COVERS_GAP = 0.12
"""An article whose best passage matches this much worse is about something else."""
LISTED_OUTLETS = 8
_MORE_THAN_A_NAME = re.compile(r":|\b(?:by|in|desk|staff|team|correspondent|reporter)\b", re.IGNORECASE)
"""As in "Interview by Ann Lee": a byline that is told as it stands."""
_DOCUMENT = re.compile(
    r"\b(?:report|letter|review|study|statement|investigation|essay|guide|bulletin|analysis|profile)\b", re.IGNORECASE
)
"""What is written by others than reporters, too."""
_SOMEBODYS = r"(?:\b(?:the|an?|his|her|its|their|whose)|['’]s)\s+(?:[\w’'-]+\s+){0,3}?"
"""Before a document that an article tells of; "this report" and "our report" are the article itself."""


def tell_facts(
    question: ArticleQuestion, meant: Sequence[MeantArticle], snapshot: Snapshot, table: CitationTable
) -> list[Statement] | None:
    """None where nothing shows that the question means an article of the archive, and not what one tells of."""
    if not meant or not _is_article_meant(question, meant[0]):
        return None
    if question.asks_several:
        return tell_outlets(question, meant, table)
    rivals = [] if meant[0].is_named else [one for one in meant[1:] if one.score >= meant[0].score - ALSO_MEANT_GAP]
    told = [meant[0], *rivals[:ALSO_MEANT]]
    if not all(_is_article_meant(question, one) for one in told):
        return None
    return [say_of(_tell(question.fields, one.article, snapshot), one.article, table) for one in told]


def tell_outlets(question: ArticleQuestion, meant: Sequence[MeantArticle], table: CitationTable) -> list[Statement]:
    """All articles on it, and the outlets or authors they are from."""
    close = [one for one in meant if one.score >= meant[0].score - COVERS_GAP]
    near = [article for one in close for article in (one.article, *one.copies)]
    names = [
        name
        for article in near
        for name in (article.authors if question.fields[0] == "author" else (say_outlet(article.publisher),))
    ]
    each = list(dict.fromkeys(names))[:LISTED_OUTLETS]
    who = f", from {join_names(each)}" if each else ""
    return [say(f"{count_articles(len(near)).capitalize()} on this{who}:"), *(list_article(one, table) for one in near)]


def is_named(question: ArticleQuestion, article: Article) -> bool:
    """Whether "it" and "the article" are this one: "the report" is not, where the article tells of one."""
    document = called_document(question)
    return document is None or re.search(rf"{_SOMEBODYS}{document}\b", article.text, re.IGNORECASE) is None


def called_document(question: ArticleQuestion) -> str | None:
    """The word for what others write, too, where it calls the article by that."""
    called = None if question.is_called_article else _DOCUMENT.search(question.asked)
    return called[0].lower() if called else None


def _is_article_meant(question: ArticleQuestion, best: MeantArticle) -> bool:
    """A word such as "letter" or "which journal" means the article itself unless the article tells of one."""
    if best.is_named or question.is_called_article:
        return True
    told = content_stems(best.article.text) - content_stems(best.article.publisher or "")
    return bool(question.called) and question.called.isdisjoint(told)


def _tell(fields: Sequence[ArticleField], article: Article, snapshot: Snapshot) -> str:
    """One sentence with all that is asked."""
    asked = [field for field in fields if field != "headline"]
    if not asked:
        return (
            f"The headline is {name_article(article)}."
            if article.title
            else f"{name_article(article)} has no headline."
        )
    clauses: list[str] = []
    if {"publisher", "published"} <= set(asked) and article.publisher and article.published_at:
        asked = [field for field in asked if field != "published"]
        clauses.append(f"was published by {article.publisher} {_on(article.published_at)}")
        asked.remove("publisher")
    clauses += [_CLAUSES[field](article, snapshot) for field in asked]
    return f"{name_article(article)} {join_names(clauses)}."


def _author(article: Article, snapshot: Snapshot) -> str:
    del snapshot
    if not article.authors:
        return "names no author"
    is_plain = not any(_MORE_THAN_A_NAME.search(author) for author in article.authors)
    return (
        f"was written by {join_names(article.authors)}"
        if is_plain
        else f"has the byline “{', '.join(article.authors)}”"
    )


def _publisher(article: Article, snapshot: Snapshot) -> str:
    del snapshot
    return f"was published by {article.publisher}" if article.publisher else "does not say which outlet published it"


def _published(article: Article, snapshot: Snapshot) -> str:
    del snapshot
    return f"was published {_on(article.published_at)}" if article.published_at else "has no date of publication"


def _updated(article: Article, snapshot: Snapshot) -> str:
    held = len(snapshot.versions(article.article_id))
    kept = f", and the archive holds {held} versions of it" if held > 1 else ""
    if article.updated_at:
        return f"was last updated {_on(article.updated_at)}{kept}"
    return f"names no update{kept}; it {_published(article, snapshot)}"


def _length(article: Article, snapshot: Snapshot) -> str:
    del snapshot
    return f"is {len(article.text.split()):,} words long"


def _address(article: Article, snapshot: Snapshot) -> str:
    del snapshot
    return f"is at {article.url}" if article.url else "came without an address on the web"


_CLAUSES: dict[ArticleField, Callable[[Article, Snapshot], str]] = {
    "author": _author,
    "publisher": _publisher,
    "published": _published,
    "updated": _updated,
    "length": _length,
    "address": _address,
}


def _on(moment: str) -> str:
    """ "on 14 August 2024 (2024-08-14T11:20:00+02:00)": in words, and as the archive has it."""
    link = "on" if len(moment) >= len("YYYY-MM-DD") else "in"
    return f"{link} {say_day(moment)} ({moment})"
