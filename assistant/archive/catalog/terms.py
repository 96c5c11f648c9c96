"""What a question's words are called in the keyword index, and what in it is wanted side by side."""

from collections.abc import Iterable

from assistant.language import content_words, index_text, stem
from assistant.language.quotations import find_quotations

__all__ = ["TERMS_LIMIT", "index_form", "phrases_of", "terms_of"]

TERMS_LIMIT = 64
PHRASES_LIMIT, PHRASE_WORDS = 4, 12
_LONGEST_PHRASE = 200


def terms_of(question: str) -> list[str]:
    """The distinct terms to look up, as the index holds them; stop words only where there is nothing else."""
    terms = [stem(word).lower() for word in content_words(question)] or index_form(question).split()
    return list(dict.fromkeys(terms))


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


def index_form(text: str) -> str:
    """Terms parted by single spaces, folded as the tokenizer folds them; NUL would end the text for SQLite."""
    return " ".join(index_text(text).replace("\0", " ").lower().split())
