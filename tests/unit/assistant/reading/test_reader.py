import threading
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import ModelError, ModelMissing
from assistant.models import PassageText
from assistant.reading import CandidateReader, SentenceReader, read_by_words
from assistant.retrieval import Candidate, Rarity
from tests.unit.assistant.answering.conftest import make_candidate

MakeCandidate = Callable[..., Candidate]

QUESTION = "Who shut the Omber bridge?"
TEXT = "The Omber bridge was shut by inspectors. It rained all day."
RARITY = Rarity(100, {"bridg": 5, "omber": 1, "shut": 4})


class Scripted(SentenceReader):
    """The odds it was given for the sentences of TEXT, or the failure; it remembers what it was asked to read."""

    def __init__(self, odds: Sequence[float] = (), failure: ModelError | None = None) -> None:
        self._odds, self._failure = odds, failure
        self.seen: list[PassageText] = []

    def read(self, question: str, passages: Sequence[PassageText]) -> list[NDArray[np.float32]]:
        if self._failure is not None:
            raise self._failure
        self.seen += passages
        return [np.array([self._of(one.text[a:b]) for a, b in one.sentences], np.float32) for one in passages]

    def _of(self, sentence: str) -> float:
        return self._odds[0 if TEXT.startswith(sentence) else 1]


def test_what_the_reader_says_is_kept_sentence_by_sentence() -> None:
    scripted = Scripted([3.0, -2.0])
    reading = CandidateReader(scripted).read(QUESTION, [make_candidate(TEXT)], RARITY)

    assert reading.odds[0].tolist() == [3.0, -2.0]
    assert reading.confidence is not None
    assert reading.notice is None
    seen = scripted.seen[0]
    assert [seen.text[start:end] for start, end in seen.sentences] == [TEXT[:40], TEXT[41:]]


def test_the_better_passage_of_the_search_comes_first_where_they_read_alike() -> None:
    candidates = [make_candidate(TEXT, score=0.5), make_candidate(TEXT, score=0.9, passage_id=2)]
    reading = CandidateReader(Scripted([1.0, 0.0])).read(QUESTION, candidates, RARITY)

    assert reading.odds[1].max() > reading.odds[0].max()


def test_a_reader_that_cannot_run_is_said_and_the_words_decide() -> None:
    reader = CandidateReader(Scripted(failure=ModelMissing("No runtime is installed.")))
    reading = reader.read(QUESTION, [make_candidate(TEXT)], RARITY)

    assert reading.confidence is None
    assert reading.notice == "The sentences were chosen by their words alone: No runtime is installed."
    assert reading.odds[0][0] > reading.odds[0][1]


@pytest.mark.parametrize(
    ("question", "language"), [(QUESTION, "pl"), ("Кто закрыл мост?", "en"), ("谁关闭了桥?", "en")]
)
def test_other_languages_are_not_read(question: str, language: str) -> None:
    scripted = Scripted([3.0, -2.0])
    reading = CandidateReader(scripted).read(question, [make_candidate(TEXT, language=language)], RARITY)

    assert scripted.seen == []
    assert reading.confidence is None
    assert reading.notice == "The sentences were chosen by their words alone: these articles are not in English."


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("Wer hat die Brücke über den Fluss gesperrt?", "de", "These articles are in German, which Copydesk matches"),
        ("Brücke Omber", "de", "These articles are in German, which Copydesk matches"),
        (
            "Wer hat die Brücke über den Fluss gesperrt?",
            "de-AT",
            "These articles are in German, which Copydesk matches",
        ),
        (QUESTION, "de", "The question is in English, these articles are in German. Copydesk does not translate"),
        (
            "Wer hat die Brücke über den Fluss gesperrt?",
            "es",
            "The question is in German, these articles are in Spanish.",
        ),
        (
            "Wer hat die Brücke über den Fluss gesperrt?",
            "en",
            "The question is in German, these articles are in English.",
        ),
        ("¿Quién cerró el puente?", "pl", "The question is in Spanish, these articles are in another language."),
    ],
)
def test_the_reader_is_told_what_two_languages_mean_for_the_answer(question: str, language: str, said: str) -> None:
    scripted = Scripted([3.0, -2.0])
    reading = CandidateReader(scripted).read(question, [make_candidate(TEXT, language=language)], RARITY)

    assert scripted.seen == []
    assert reading.confidence is None
    assert (reading.notice or "").startswith(said)


def test_an_article_in_another_language_stands_behind_those_that_were_read() -> None:
    candidates = [make_candidate(TEXT), make_candidate(TEXT, language="fr", passage_id=2)]
    reading = CandidateReader(Scripted([3.0, -2.0])).read(QUESTION, candidates, RARITY)

    assert np.isfinite(reading.odds[0]).all()
    assert not np.isfinite(reading.odds[1]).any()


def test_words_put_the_sentence_with_more_of_the_question_first() -> None:
    reading = read_by_words(QUESTION, [make_candidate(TEXT)], RARITY)

    assert reading.odds[0].argmax() == 0
    assert (reading.confidence, reading.notice) == (None, None)


def test_nothing_comes_of_nothing() -> None:
    assert CandidateReader(Scripted()).read(QUESTION, [], RARITY).odds == ()


def test_the_model_is_loaded_once_beside_the_search_and_a_failure_waits_for_the_reading() -> None:
    loaded: list[str] = []

    class Slow(Scripted):
        def load(self) -> None:
            loaded.append(threading.current_thread().name)
            raise ModelMissing

    reader = CandidateReader(Slow(failure=ModelMissing("No runtime is installed.")))
    reader.begin_loading()
    reader.begin_loading()
    assert reader.read(QUESTION, [make_candidate(TEXT)], RARITY).notice is not None
    assert loaded == ["load-reader"]
