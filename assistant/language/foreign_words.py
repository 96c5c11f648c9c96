"""Words of a text that is not English by the rules of its language, and which language a question is in."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from assistant.language.foreign_asks import asks_in
from assistant.language.listed import listed
from assistant.language.rules import LANGUAGES, LanguageRules, rules_of
from assistant.language.stem import stem
from assistant.language.words import STOPWORDS, fold_marks, words

__all__ = [
    "extra_terms",
    "is_foreign",
    "is_function_word",
    "is_plainly_english",
    "language_of_question",
    "meaning_in",
    "query_terms",
    "stems_by_word",
]

_TOKEN = re.compile(r"[^\W_]+")
_ENGLISH_OPENINGS = frozenset(listed("what who whom whose when where why how which did does could should would the"))
_LONGEST_WORD = 40
_LONGEST_QUESTION = 2000

# The stemmer keeps the word it works on in itself, so each thread has its own.
_local = threading.local()


def extra_terms(text: str, language: str | None) -> list[str]:
    """What the keyword index holds of a text beside `index_text`: each stem by the rules of its language that is not
    what the English ones make of the word, as often as it stands there. None for English and unknown languages."""
    rules = rules_of(language)
    if rules is None:
        return []
    return [own for word in _words_in(text, rules) if (own := _stem_in(word, rules)) != stem(fold_marks(word))]


def query_terms(text: str, language: str) -> list[str]:
    """The stems of a question's words that carry meaning, in order, also as typed without accents."""
    rules = rules_of(language)
    if rules is None:
        return []
    found = (
        own
        for word in _words_in(text, rules)
        if fold_marks(word) not in rules.stop_words
        for own in (_stem_in(word, rules), _stem_in(fold_marks(word), rules))
    )
    return list(dict.fromkeys(found))


def meaning_in(text: str, language: str) -> frozenset[str]:
    """The stems of the words that carry meaning, by the rules of the language; empty where it has none."""
    return frozenset(stems_by_word(text, language).values())


def stems_by_word(text: str, language: str) -> dict[str, str]:
    """Each folded word that carries meaning, with its stem."""
    rules = rules_of(language)
    if rules is None:
        return {}
    found = ((fold_marks(word), word) for word in _words_in(text, rules))
    return {folded: _stem_in(word, rules) for folded, word in found if folded not in rules.stop_words}


def is_function_word(word: str, language: str | None = None) -> bool:
    """Whether a folded word carries no meaning in the language, or in any of them: no name of its own."""
    if language is not None:
        rules = rules_of(language)
        return rules is not None and word in rules.stop_words
    return any(word in rules.stop_words for rules in _all_rules())


def language_of_question(text: str) -> str | None:
    """The code of the language, other than English, that the question is in; None for English and where it is not
    plain.

    By its function words: more of them than of English or of any other language, at least two that are not English, or
    one that asks where none is English alone. Names alone tell nothing.
    """
    (best, code), (second, _) = _foreign_scores(text)[:2] or [(0.0, ""), (0.0, "")]
    return code if best > second else None


def is_foreign(text: str) -> bool:
    """Whether a question is in one of the languages, even where two of them fit alike."""
    return bool(_foreign_scores(text))


@lru_cache(maxsize=1024)
def _foreign_scores(text: str) -> list[tuple[float, str]]:
    """The best first, with as many languages as there are; empty where English fits as well."""
    text = text[:_LONGEST_QUESTION]
    tokens = words(text)
    if not tokens or tokens[0] in _ENGLISH_OPENINGS:
        return []
    english = sum(token in STOPWORDS for token in tokens)
    scored = sorted(((_score(text, tokens, rules), rules.code) for rules in _all_rules()), reverse=True)
    return scored if scored[0][0] > english else []


def is_plainly_english(text: str) -> bool:
    """Whether two of its words are English function words, and more than of any other language."""
    tokens = words(text[:_LONGEST_QUESTION])
    english = sum(token in STOPWORDS for token in tokens)
    return english >= 2 and all(english > sum(token in rules.stop_words for token in tokens) for rules in _all_rules())


def _score(text: str, tokens: list[str], rules: LanguageRules) -> float:
    """How many function words, 0 where there are too few to tell; a question word and letters of its own decide between
    neighbours."""
    told_by = rules.stop_words - rules.elisions
    held = [token for token in tokens if token in told_by]
    own = len({token for token in held if token not in STOPWORDS})
    asks = asks_in(text, rules) is not None
    is_mixed = any(token in STOPWORDS and token not in told_by for token in tokens)
    if own < (1 if asks and not is_mixed else 2):  # "wat caused the fire" is misspelt
        return 0.0
    has_marks = not rules.marks.isdisjoint(text.lower())
    return len(held) + 0.5 * asks + 0.75 * has_marks


def _words_in(text: str, rules: LanguageRules) -> Iterator[str]:
    """In lower case with their accents; numbers without the marks between their thousands."""
    text = unicodedata.normalize("NFC", text.lower())
    if rules.elided is not None:
        text = rules.elided.sub(r"\1 ", text)
    for match in _TOKEN.finditer(rules.thousands.sub("", text)):
        yield match.group()


@lru_cache(maxsize=65536)
def _stem_in(word: str, rules: LanguageRules) -> str:
    if len(word) < 3 or len(word) > _LONGEST_WORD or not word.isalpha():
        return fold_marks(word)
    stemmers = _local.__dict__
    if rules.code not in stemmers:
        import snowballstemmer

        stemmers[rules.code] = snowballstemmer.stemmer(rules.stemmer)
    return fold_marks(str(stemmers[rules.code].stemWord(word)))


def _all_rules() -> tuple[LanguageRules, ...]:
    return tuple(rules for code in LANGUAGES if (rules := rules_of(code)) is not None)
