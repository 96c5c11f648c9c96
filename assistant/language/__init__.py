"""Sentences, dates and words: one reading of a text for ingest and for questions."""

from assistant.language.dates import Moment, find_dateline, parse_moment
from assistant.language.names import names
from assistant.language.numbers import numbers
from assistant.language.sentences import LONGEST_SENTENCE, split_sentences
from assistant.language.stem import stem
from assistant.language.words import STOPWORDS, content_words, index_text, words

__all__ = [
    "LONGEST_SENTENCE",
    "STOPWORDS",
    "Moment",
    "content_words",
    "find_dateline",
    "index_text",
    "names",
    "numbers",
    "parse_moment",
    "split_sentences",
    "stem",
    "words",
]
