"""A newer article about what is asked of now: what happened since may be told in other words than the question's."""

from collections.abc import Sequence
from datetime import date

from assistant.answer import Citation
from assistant.answering.answer_form import form_of
from assistant.answering.attribution import say_where
from assistant.answering.leading import leading_sentences
from assistant.archive import Article
from assistant.language import content_stems, names
from assistant.language.facts import lies_ahead
from assistant.question import ReadFilters, is_in_present
from assistant.retrieval import Candidate

__all__ = ["say_newer"]

UNTOLD_STEMS = 1
"""So many of the question's words, but for names, may be missing: what has happened since is told in others."""


def say_newer(
    asked: str, read: ReadFilters, citations: Sequence[Citation], candidates: Sequence[Candidate]
) -> str | None:
    """`A newer article on this: “Plant saved by Danish buyer” (The Herald, 19 August 2026).`

    None unless a yes or no, or what is so now, is asked of something with a name.
    """
    used = read.filters
    is_of_past = used.as_of is not None or used.date_to is not None or bool(read.event)
    is_open = is_in_present(asked) or lies_ahead(asked)
    is_of_now = read.wants_current or (form_of(asked).name == "whether" and is_open)
    if is_of_past or not is_of_now:
        return None
    cited = {citation.article_id for citation in citations}
    groups = {one.article.group_id for one in candidates if one.article.article_id in cited}
    days = [one.article.published_on for one in candidates if one.article.article_id in cited]
    last = max((day for day in days if day is not None), default=date.max)
    newer = [
        article
        for one in candidates
        if (article := one.article).group_id not in groups and (article.published_on or date.min) > last
        if article.kind != "correction" and _is_about(article, asked)
    ]
    newest = max(newer, key=lambda article: article.published_on or date.min, default=None)
    if newest is None:
        return None
    return f"A newer article on this: “{newest.title}” ({say_where(newest.publisher, newest.published_at)})."


def _is_about(article: Article, asked: str) -> bool:
    """Whether headline and first sentence have every name of the question, and nearly all its other words."""
    named = content_stems(" ".join(asked[start:end] for start, end in names(asked)))
    lead = article.text[slice(*leading_sentences(article)[0])]
    told = content_stems(f"{article.title or ''} {lead}")
    others = content_stems(asked) - named
    is_of_thing = len(others) > UNTOLD_STEMS or len(named) > 1
    return bool(article.title and named) and named <= told and is_of_thing and len(others - told) <= UNTOLD_STEMS
