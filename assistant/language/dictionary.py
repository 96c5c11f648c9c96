"""The words of everyday English."""

from collections.abc import Mapping
from functools import cache

__all__ = ["english_words"]


@cache
def english_words() -> Mapping[str, int]:
    """160,000 words and inflections, lower case, with how often each was met (pyspellchecker's list, from subtitles).

    Loading takes a fifth of a second.
    """
    from spellchecker import SpellChecker

    return dict(SpellChecker(language="en").word_frequency.dictionary)
