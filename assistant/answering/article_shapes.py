"""What an article looks like, for questions that say it: "the interview with", "the live blog on"."""

import re
from collections.abc import Callable

from assistant.archive import Article

__all__ = ["looks_as_called"]

LEAST_LINES = 3
"""Questions that stand by themselves make an interview, lines that begin with a time a live page, from so many on."""
_QUESTION_LINE = re.compile(r"^[^\n]{3,200}\?\s*$", re.MULTILINE)
_TIMED_LINE = re.compile(r"^\W*(?:[01]?\d|2[0-3])[.:][0-5]\d\b", re.MULTILINE)
_OBITUARY = re.compile(r"\bobituar|\bdies at\b|\bdied at\b|\bdead at\b|\b1[89]\d\d\s*[-–—]\s*20\d\d\b", re.IGNORECASE)
_LETTER = re.compile(r"\bletters?\b|^\W*(?:sir|madam|dear (?:sir|madam|editor)s?)\b", re.IGNORECASE)
_OPINION = re.compile(r"\bopinion\b|\bcomment\b", re.IGNORECASE)
_RELEASE = re.compile(
    r"\bpress (?:office|cent(?:er|re)|release)\b|\bcommunications\b|FOR IMMEDIATE RELEASE", re.IGNORECASE
)


def looks_as_called(question: str, article: Article) -> bool:
    """Whether the question calls it by a kind of article that it is one of."""
    return any(called.search(question) and looks(article) for called, looks in _SHAPES)


def _about(article: Article) -> str:
    return "\n".join((article.text[:100], article.title or "", article.publisher or "", *article.authors))


def _is_interview(article: Article) -> bool:
    is_said = article.kind == "interview" or "interview" in _about(article).lower()
    return is_said or len(_QUESTION_LINE.findall(article.text)) >= LEAST_LINES


def _is_live(article: Article) -> bool:
    return len(_TIMED_LINE.findall(article.text)) >= LEAST_LINES


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[Article], bool]], ...] = (
    (re.compile(r"\binterview", re.IGNORECASE), _is_interview),
    (re.compile(r"\blive\b", re.IGNORECASE), _is_live),
    (re.compile(r"\bobituar|\bobit\b", re.IGNORECASE), lambda article: _OBITUARY.search(_about(article)) is not None),
    (re.compile(r"\bletters?\b", re.IGNORECASE), lambda article: _LETTER.search(_about(article)) is not None),
    (
        re.compile(r"\b(?:opinion|op-?ed|comment|column|editorial)\b", re.IGNORECASE),
        lambda article: article.kind == "opinion" or _OPINION.search(_about(article)) is not None,
    ),
    (
        re.compile(r"\brelease\b", re.IGNORECASE),
        lambda article: article.kind == "press_release" or _RELEASE.search(_about(article)) is not None,
    ),
)
