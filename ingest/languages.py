"""The language of a text that does not declare one."""

import re
from functools import cache
from typing import Any

__all__ = ["language_in"]

_LOOKED_AT = 3000
"""Characters: more makes the guess slower, not better."""
_FEWEST_LETTERS = 60
"""Below this many a name decides the guess."""
_SURE = 0.9
"""Probability below which a guess is none; on short headlines the model is wrong more often than that says."""
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[a-z']+")
_ENGLISH = frozenset(("the", "of", "and", "to", "that", "was", "with", "said", "for", "is"))
_ENGLISH_SHARE = 0.12


def language_in(text: str) -> str:
    """A code such as `de`; English, the language Copydesk speaks, where the text is too short or unclear to tell."""
    beginning = text[:_LOOKED_AT]
    letter_count = len(_LETTER.findall(beginning))
    if letter_count < _FEWEST_LETTERS and beginning.isascii():
        return "en"
    words = _WORD.findall(beginning.lower())
    if words and sum(word in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words):
        return "en"  # no need to load a model
    language, probability = _identifier().classify(beginning)
    return str(language) if probability >= _SURE else "en"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
