"""The trained reader over candidates; the words alone where it cannot read."""

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.language.foreign_words import is_foreign, is_plainly_english, language_of_question
from assistant.language.rules import rules_of
from assistant.models import PassageText
from assistant.reading.by_words import WordReader
from assistant.reading.calibration import CALIBRATION
from assistant.reading.twice import SentenceReader, read_twice
from assistant.retrieval import Candidate, Rarity

__all__ = ["CandidateReader", "Reading", "read_by_words"]

READ_LANGUAGE = "en"
"""What the reader was trained on."""

RANK_WEIGHT = 5.0
"""What a passage's score in the search, compared with the best one's, adds to the log-odds of its sentences: the
search counts rare words, which the reader does not (docs/explanation/reader.md)."""

_NOT_ENGLISH = "The sentences were chosen by their words alone: these articles are not in English."
_SAME_LANGUAGE = (
    "These articles are in {language}, which Copydesk matches word by word and does not read as it reads English: "
    "check that the sentences answer."
)
_OTHER_LANGUAGE = (
    "The question is in {asked}, these articles are in {language}. Copydesk does not translate: the sentences were "
    "chosen by names, numbers and words that both have."
)
_CANNOT_RUN = "The sentences were chosen by their words alone: {error}"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was made of the candidates; `odds` are those of each candidate's sentences, in the order of the text."""

    odds: tuple[NDArray[np.float32], ...]
    confidence: float | None
    """Calibrated probability that one of the sentences answers; None where the words alone decided."""
    notice: str | None = None
    """For the reader of the answer: why the words alone decided."""
    match: float | None = None
    """MaxSim of the best passage; None where the words alone decided, or where it says nothing."""


class CandidateReader:
    """Safe to share between threads."""

    def __init__(self, reader: SentenceReader | None = None) -> None:
        """Without `reader`, the words alone decide, and nothing is said of it."""
        self._reader = reader
        self._lock = Lock()
        self._loader: Thread | None = None

    def begin_loading(self) -> None:
        """Load the model beside the search that comes before the first reading, which says where that fails."""
        with self._lock:
            if self._loader is None and self._reader is not None:
                self._loader = Thread(target=self._load, args=(self._reader,), name="load-reader")
                self._loader.start()

    def read(
        self, question: str, candidates: Sequence[Candidate], rarity: Rarity, *, stands_alone: bool = True
    ) -> Reading:
        """Never raises a ModelError: a reader that cannot run is said in the notice. Where the question does not stand
        alone its match says nothing."""
        if self._reader is None or not candidates:
            return read_by_words(question, candidates, rarity)
        if not (_is_english(candidates[0]) and _is_in_english(question)):
            return read_by_words(question, candidates, rarity, say_languages(question, candidates[0]))
        read = [candidate for candidate in candidates if _is_english(candidate)]
        try:
            found = read_twice(self._reader, question, [_text_of(candidate) for candidate in read])
        except ModelError as error:
            return read_by_words(question, candidates, rarity, _CANNOT_RUN.format(error=error))
        odds = {id(candidate): one for candidate, one in zip(read, found, strict=True)}
        best = max(candidate.score for candidate in candidates)
        matches = [one.token_match.score for one in candidates if one.token_match is not None and stands_alone]
        match = max(matches, default=None)
        confidence = CALIBRATION.confidence(found, match)
        ranked = tuple(_ranked(candidate, odds.get(id(candidate)), best) for candidate in candidates)
        return Reading(ranked, confidence, match=match)

    @staticmethod
    def _load(reader: SentenceReader) -> None:
        with suppress(ModelError):
            reader.load()


def read_by_words(question: str, candidates: Sequence[Candidate], rarity: Rarity, notice: str | None = None) -> Reading:
    """By the share of the question's meaning in each sentence and the search's own scores."""
    return Reading(WordReader(question, rarity).order(candidates), None, notice)


def say_languages(question: str, best: Candidate) -> str:
    """What Copydesk can do with a question and articles of their languages, for the reader of the answer."""
    asked, rules = language_of_question(question), rules_of(best.article.language)
    asked_rules = rules_of(asked)
    if rules is None and asked_rules is None:
        return _NOT_ENGLISH
    language = rules.name if rules is not None else "English" if _is_english(best) else "another language"
    is_other = is_plainly_english(question) if asked_rules is None else asked_rules is not rules
    name = "English" if asked_rules is None else asked_rules.name
    return (_OTHER_LANGUAGE if is_other else _SAME_LANGUAGE).format(asked=name, language=language)


def _text_of(candidate: Candidate) -> PassageText:
    passage = candidate.passage
    spans = tuple((start - passage.start, end - passage.start) for start, end in passage.sentences)
    return PassageText(candidate.article.title, passage.text, spans)


def _ranked(candidate: Candidate, odds: NDArray[np.float32] | None, best: float) -> NDArray[np.float32]:
    if odds is None:
        return np.full(len(candidate.passage.sentences), -np.inf, np.float32)
    moved: NDArray[np.float32] = odds + np.float32(RANK_WEIGHT * (candidate.score - best))
    return moved


def _is_english(candidate: Candidate) -> bool:
    """As stored at ingest; an article whose language nobody could tell is read."""
    return candidate.article.language in (READ_LANGUAGE, None)


def _is_in_english(question: str) -> bool:
    """As far as function words and script can tell; a question of a few words counts as English."""
    return not is_foreign(question) and _is_latin(question)


def _is_latin(question: str) -> bool:
    letters = [character for character in question if character.isalpha()]
    latin = sum(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return 2 * latin >= len(letters)
