"""The trained reader over candidates; the words alone where it cannot read."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.models import PassageText
from assistant.reading.calibration import CALIBRATION
from assistant.retrieval import Candidate, Rarity, content_stems

__all__ = ["CandidateReader", "Reading", "SentenceReader", "read_by_words"]

READ_LANGUAGE = "en"
"""What the reader was trained on."""

WORDS_WEIGHT, SEARCH_WEIGHT = 8.0, 6.0
"""Where nothing was read: what the share of the question's meaning in a sentence, and its passage's score, are worth
in log-odds. They put sentences in order; no confidence is made of them."""

RANK_WEIGHT = 5.0
"""What a passage's score in the search, compared with the best one's, adds to the log-odds of its sentences: the
search counts rare words, which the reader does not (docs/explanation/reader.md)."""

_NOT_ENGLISH = "The sentences were chosen by their words alone: these articles are not in English."
_CANNOT_RUN = "The sentences were chosen by their words alone: {error}"


class SentenceReader(Protocol):
    """What the trained reader does, in tests and elsewhere."""

    def read(self, question: str, passages: Sequence[PassageText]) -> list[NDArray[np.float32]]:
        """For each passage the log-odds of each of its sentences. Raises ModelError."""
        ...


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

    def read(
        self, question: str, candidates: Sequence[Candidate], rarity: Rarity, *, stands_alone: bool = True
    ) -> Reading:
        """Never raises a ModelError: a reader that cannot run is said in the notice. Where the question does not stand
        alone its match says nothing."""
        if self._reader is None or not candidates:
            return read_by_words(question, candidates, rarity)
        if not (_is_english(candidates[0]) and _is_latin(question)):
            return read_by_words(question, candidates, rarity, _NOT_ENGLISH)
        read = [candidate for candidate in candidates if _is_english(candidate)]
        try:
            found = self._reader.read(question, [_text_of(candidate) for candidate in read])
        except ModelError as error:
            return read_by_words(question, candidates, rarity, _CANNOT_RUN.format(error=error))
        odds = {id(candidate): one for candidate, one in zip(read, found, strict=True)}
        best = max(candidate.score for candidate in candidates)
        matches = [one.token_match.score for one in candidates if one.token_match is not None and stands_alone]
        match = max(matches, default=None)
        confidence = CALIBRATION.confidence(found, match)
        ranked = tuple(_ranked(candidate, odds.get(id(candidate)), best) for candidate in candidates)
        return Reading(ranked, confidence, match=match)


def read_by_words(question: str, candidates: Sequence[Candidate], rarity: Rarity, notice: str | None = None) -> Reading:
    """By the share of the question's meaning in each sentence and the search's own scores."""
    wanted = content_stems(question)
    total = rarity.weigh(wanted) or 1.0
    best = max((candidate.score for candidate in candidates), default=0.0)

    def odds(candidate: Candidate) -> NDArray[np.float32]:
        covers = [rarity.weigh(wanted & content_stems(text)) / total for text in sentence_texts(candidate)]
        found: NDArray[np.float32] = np.array(
            [WORDS_WEIGHT * cover + SEARCH_WEIGHT * (candidate.score - best) for cover in covers], np.float32
        )
        return found

    return Reading(tuple(map(odds, candidates)), None, notice)


def sentence_texts(candidate: Candidate) -> list[str]:
    passage = candidate.passage
    return [passage.text[start - passage.start : end - passage.start] for start, end in passage.sentences]


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


def _is_latin(question: str) -> bool:
    """A question of a few words cannot be told by more than its script."""
    letters = [character for character in question if character.isalpha()]
    latin = sum(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return 2 * latin >= len(letters)
