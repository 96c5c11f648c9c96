"""The leading sentences of an article: where news says what it is about."""

import re
from collections.abc import Sequence

from assistant.answering.correction_notes import is_in_notice
from assistant.archive import Article, Span
from assistant.language import ends_sentence, split_sentences, words

__all__ = ["TOP_CHARACTERS", "is_caption", "leading_sentences"]

LEAST_WORDS = 6
"""A leading sentence has at least so many; shorter ones are bylines and datelines."""
LEAST_WORDS_RUNNING = 3
"""Of one that the same line goes on behind."""
TOP_CHARACTERS = 300
"""Where the first sentence begins: headline, byline and caption may stand above it."""
READ_CHARACTERS = 6000
"""The beginning of an article that its leading sentences are looked for in."""
_CAPTION = re.compile(
    r"\b(?:image|photo|picture|credit)s?:|\((?:left|right|cent(?:er|re)|pictured|file (?:photo|image))\)|^\W*https?://",
    re.IGNORECASE,
)


def leading_sentences(article: Article, count: int = 1, most_words: int = 90) -> list[Span]:
    """The first whole sentences of the text; headline, byline and dateline left out. The first one always comes."""
    title = words(article.title or "")
    text = article.text[:READ_CHARACTERS]
    spans = split_sentences(text)
    leads = [span for span in spans if _is_lead(text[slice(*span)], title) or _runs_on(text, span, title)]
    whole = [span for span in leads if not is_in_notice(article, span)] or leads or spans[:1]
    chosen: list[Span] = []
    length = 0
    for span in whole[:count]:
        length += len(text[slice(*span)].split())
        if chosen and length > most_words:
            break
        chosen.append(span)
    return chosen


def is_caption(sentence: str) -> bool:
    """Whether it names a picture or an address: words beside the text, not of it."""
    return _CAPTION.search(sentence) is not None


def _runs_on(text: str, span: Span, title: Sequence[str]) -> bool:
    """Whether a short one is of the text all the same: most of its words are no names, and the line goes on."""
    sentence, behind = text[slice(*span)], text[span[1] : span[1] + 2]
    said = sentence.split()
    is_told = len(said) >= LEAST_WORDS_RUNNING and 2 * sum(word[0].islower() for word in said) > len(said)
    return is_told and behind[:1] == " " and behind.strip() != "" and _is_lead(sentence, title, LEAST_WORDS_RUNNING)


def _is_lead(sentence: str, title: Sequence[str], least_words: int = LEAST_WORDS) -> bool:
    is_whole = ends_sentence(sentence) and not sentence[:1].islower() and not is_caption(sentence)
    return is_whole and len(sentence.split()) >= least_words and words(sentence) != list(title)
