"""When an article's words were first published: with it, or in a later version."""

from datetime import date

from assistant.answer import Citation
from assistant.archive import Article, Snapshot, Span

__all__ = ["days_of_words", "find_wording", "may_be_later"]


def find_wording(article: Article, span: Span, snapshot: Snapshot | None) -> str | None:
    """The day, ISO 8601, of the version from which on the words stand; None where nobody can tell it apart from the
    article's own. The publication's own time where the versions show that the words are as old as that."""
    if snapshot is None or not _may_have_versions(article):
        return None
    held = snapshot.versions(article.article_id)
    places = [place for place, one in enumerate(held) if one.version == article.version]
    if not places or len(held) == 1:
        return None
    wording = _bare(article.text[slice(*span)])
    place = places[0]
    while place and wording in _bare(held[place - 1].text):
        place -= 1
    first = held[place]
    if not place:
        return None if _is_updated(first.published_at, first.updated_at) else first.published_at
    return first.updated_at or (first.stands_from.isoformat() if first.stands_from else None)


def may_be_later(citation: Citation) -> bool:
    """Whether the article was updated after its day, and the words may be of either."""
    return citation.worded_at is None and _is_updated(citation.published_at, citation.updated_at)


def days_of_words(citation: Citation, published_on: date | None) -> tuple[date | None, ...]:
    """The day that "Monday" counts from; two where it may be either."""
    if may_be_later(citation):
        return published_on, _day(citation.updated_at)
    if citation.worded_at in (None, citation.published_at):
        return (published_on,)
    return (_day(citation.worded_at),)


def _may_have_versions(article: Article) -> bool:
    return article.version > 1 or not article.is_current or article.updated_at is not None


def _is_updated(published_at: str | None, updated_at: str | None) -> bool:
    """On a later day, both being known to the day."""
    if not published_at or not updated_at or len(published_at) < 10 or len(updated_at) < 10:
        return False
    return updated_at[:10] > published_at[:10]


def _day(moment: str | None) -> date | None:
    try:
        return date.fromisoformat(moment[:10]) if moment else None
    except ValueError:
        return None


def _bare(text: str) -> str:
    return " ".join(text.split())
