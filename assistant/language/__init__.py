"""Sentences, dates and words: one reading of a text for ingest and for questions."""

from assistant.language.clauses import split_clauses
from assistant.language.dates import Moment, find_dateline, parse_moment
from assistant.language.dictionary import english_words
from assistant.language.names import names
from assistant.language.numbers import numbers
from assistant.language.sentences import LONGEST_SENTENCE, ends_sentence, split_sentences
from assistant.language.stem import stem
from assistant.language.time_phrases import TimePhrase, find_times
from assistant.language.words import STOPWORDS, content_stems, content_words, index_text, words

__all__ = [
    "LONGEST_SENTENCE",
    "STOPWORDS",
    "Moment",
    "TimePhrase",
    "content_stems",
    "content_words",
    "ends_sentence",
    "english_words",
    "find_dateline",
    "find_times",
    "index_text",
    "names",
    "numbers",
    "parse_moment",
    "split_clauses",
    "split_sentences",
    "stem",
    "words",
]
