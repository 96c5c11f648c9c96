"""What a question's words are called in the keyword index, and what in it is wanted side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.language import content_words, index_text, stem
from assistant.language.foreign_words import extra_terms, is_function_word, language_of_question, query_terms
from assistant.language.quotations import find_quotations

__all__ = ["TERMS_LIMIT", "Forms", "forms_of_each", "index_form", "phrases_of", "terms_of"]

TERMS_LIMIT = 64
PHRASES_LIMIT, PHRASE_WORDS = 4, 12
_LONGEST_PHRASE = 200


@dataclass(frozen=True, slots=True)
class Forms:
    """What stands for a word."""

    term: str
    """Wherever it stands."""
    in_language: Mapping[str, tuple[str, ...]]
    """By a language's code its stems, in articles of that language alone: "moth" is the German stem of "mother"."""


def terms_of(question: str, languages: Sequence[str] = ()) -> list[str]:
    """The distinct terms to look up, as the index holds them; stop words only where there is nothing else.

    `languages`: those that articles of the archive are in. Where the question is in one of them, its stems are looked
    up too, and its stop words are left out.
    """
    language = language_of_question(question) if languages else None
    if language is not None and language in languages and (own := query_terms(question, language)):
        kept = [stem(word).lower() for word in content_words(question) if not is_function_word(word, language)]
        return list(dict.fromkeys([*kept, *own]))
    terms = [stem(word).lower() for word in content_words(question)] or index_form(question).split()
    return list(dict.fromkeys(terms))


def forms_of_each(words: str, languages: Sequence[str] = ()) -> list[Forms]:
    """For each distinct term of `terms_of` what stands for it."""
    in_language: dict[str, dict[str, list[str]]] = {}
    for word in words.split() if languages else ():
        own = {language: query_terms(word, language) for language in languages}
        for term in terms_of(word):
            found = in_language.setdefault(term, {})
            for language, stems in own.items():
                found.setdefault(language, []).extend(stem for stem in stems if stem != term)
    return [
        Forms(term, {code: tuple(dict.fromkeys(stems)) for code, stems in in_language.get(term, {}).items() if stems})
        for term in terms_of(words)
    ]


def phrases_of(query: str, chosen: Iterable[str]) -> list[str]:
    """What stands in quotation marks: a passage with these words side by side ranks above one that has them apart.

    Only phrases with a chosen term, since the postings of a phrase's words must be read.
    """
    quoted = [
        index_form(one.text).split()[:PHRASE_WORDS]
        for one in find_quotations(query)
        if one.is_closed and 3 <= len(one.text) <= _LONGEST_PHRASE
    ]
    rare = frozenset(chosen)
    return [" ".join(terms) for terms in quoted if len(terms) > 1 and not rare.isdisjoint(terms)][:PHRASES_LIMIT]


def index_form(text: str, language: str | None = None) -> str:
    """Terms parted by single spaces, folded as the tokenizer folds them; NUL would end the text for SQLite. Behind them
    the stems of the text's language, where there are rules for it: whatever finds the words without them still does."""
    terms = index_text(text).replace("\0", " ").lower().split()
    return " ".join([*terms, *extra_terms(text, language)])
