"""Which article a question means: by its headline, else by what is said of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.article_questions import ArticleQuestion
from assistant.answering.article_shapes import looks_as_called
from assistant.archive import Article, Filters, Snapshot
from assistant.language import content_words, words
from assistant.question import ReadFilters
from assistant.retrieval import Candidate, content_stems

__all__ = ["FindPassages", "MeantArticle", "alike", "find_meant", "find_titled", "groups_of"]

FindPassages = Callable[[str, Filters], Sequence[Candidate]]
"""Search the archive: the best passages for a text, within filters."""

SAME_TITLE_SHARE = 0.7
"""Of the words of a headline, and of the words given for it, that must agree for it to be meant."""
QUOTED_SHARE = 0.5
"""The same for words in quotation marks, which a headline may have within it."""
LEAST_WORDS = 2
"""Of a headline without quotation marks: one word is anybody's."""
OUTLET_GAP = 0.15
"""Of the outlet that is named, the best article is meant unless another outlet's matches so much better."""
DAY_GAP = 0.05
"""The same for the day that is named: it may be the day of something told."""
LEAST_MATCH = 0.35
"""MaxSim below which no article is about what was said of it."""


SHAPE_BONUS = 0.08
"""On top of MaxSim, for an interview where an interview is asked for."""
_SUBTITLE = re.compile(r"[:–—|]|\s-\s")


@dataclass(frozen=True, slots=True)
class MeantArticle:
    article: Article
    is_named: bool
    """By its headline, or as an article of the outlet or author that the question names."""
    score: float = 1.0
    copies: tuple[Article, ...] = ()
    """Of other outlets."""


def find_meant(
    question: ArticleQuestion, read: ReadFilters, snapshot: Snapshot, find: FindPassages
) -> list[MeantArticle]:
    """The articles that may be meant, best first, each group of copies once; empty where none comes near."""
    subject = _without_names(question.subject, read.named)
    if titled := find_titled(question.quoted or subject, snapshot, is_quoted=question.quoted is not None):
        return [MeantArticle(titled, is_named=True)]
    if not content_words(subject):
        return _only_one(question, read, snapshot)

    def search(filters: Filters) -> list[MeantArticle]:
        found = groups_of(find(subject, filters))
        return sorted((_measured(one, question.asked, filters) for one in found), key=lambda one: -one.score)

    if question.asks_whether:  # the one who is named may not have written it
        read = replace(read, named=replace(read.named, authors=()))
    everywhere = search(replace(read.named, publishers=(), authors=()))
    for filters, gap in _narrower(read):
        there = search(filters)
        if there and there[0].score >= max(LEAST_MATCH, everywhere[0].score - gap):
            return there
    return [one for one in everywhere if one.score >= LEAST_MATCH]


def _measured(candidate: Candidate, asked: str, filters: Filters) -> MeantArticle:
    bonus = SHAPE_BONUS if looks_as_called(asked, candidate.article) else 0.0
    is_named = bool(filters.publishers or filters.authors)
    return MeantArticle(candidate.article, is_named, _score(candidate) + bonus, candidate.copies)


def groups_of(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best passage of each group of copies, best first."""
    best: dict[int, Candidate] = {}
    for candidate in sorted(candidates, key=_score, reverse=True):
        best.setdefault(candidate.article.group_id, candidate)
    return list(best.values())


def find_titled(text: str, snapshot: Snapshot, *, is_quoted: bool = False) -> Article | None:
    """The article with this headline, which need not be given in full; without quotation marks most of it must be."""
    asked = words(text)
    if not asked or (not is_quoted and len(content_words(text)) < LEAST_WORDS):
        return None
    found = snapshot.list_articles(query=" ".join(asked), limit=50)
    best = max(found, key=lambda article: _likeness(asked, article, is_quoted), default=None)
    return best if best is not None and _likeness(asked, best, is_quoted) > 0 else None


def alike(asked: Iterable[str], article: Article) -> float:
    """The share of the words given that the headline has."""
    title, given = set(words(article.title or "")), set(asked)
    return len(given & title) / len(given) if title and given else 0.0


def _likeness(asked: Sequence[str], article: Article, is_quoted: bool) -> float:
    title = words(article.title or "")
    if title[: len(asked)] == list(asked) and (
        is_quoted or words(_SUBTITLE.split(article.title or "", maxsplit=1)[0]) == list(asked)
    ):
        return 2.0
    given, of_title = set(asked), set(title)
    share = len(given & of_title) / max(len(of_title), 1)
    least = QUOTED_SHARE if is_quoted else SAME_TITLE_SHARE
    return share if share >= least and alike(given, article) >= SAME_TITLE_SHARE else 0.0


def _narrower(read: ReadFilters) -> list[tuple[Filters, float]]:
    """What else the question names, narrowest first, each with how much worse its best article may match."""
    days = replace(Filters(), date_from=read.filters.date_from, date_to=read.filters.date_to)
    named = read.named
    tried: list[tuple[Filters, float]] = []
    if not days.is_empty:
        tried.append((replace(named, date_from=days.date_from, date_to=days.date_to), DAY_GAP))
    if not named.is_empty:
        tried.append((named, OUTLET_GAP))
        tried += [
            (one, OUTLET_GAP)
            for one in (Filters(publishers=named.publishers), Filters(authors=named.authors))
            if not one.is_empty
        ]
    return tried


def _only_one(question: ArticleQuestion, read: ReadFilters, snapshot: Snapshot) -> list[MeantArticle]:
    """The only article that what is named leaves: of the archive, where nothing is named."""
    if not question.is_called_article and read.named.is_empty:
        return []
    found = snapshot.list_articles(
        filters=read.filters if read.named.is_empty else read.named, limit=2, leads_only=True
    )
    return [MeantArticle(found[0], is_named=True)] if len(found) == 1 else []


def _without_names(subject: str, named: Filters) -> str:
    known = content_stems(" ".join((*named.publishers, *named.authors)))
    left = [piece for piece in subject.split() if not content_stems(piece) or not content_stems(piece) <= known]
    return " ".join(left)


def _score(candidate: Candidate) -> float:
    return candidate.token_match.score if candidate.token_match is not None else candidate.score
