from collections.abc import Iterator

import pytest

from assistant.answer import Stated
from assistant.answering.checking import CheckedAnswer
from assistant.answering.evidence import Evidence
from assistant.answering.outcome import Decision
from assistant.answering.parts import Part
from assistant.answering.writers import Draft, ExtractiveWriter, Source
from assistant.answering.writing import QUOTES_INSTEAD, check_drafts, draft_answer
from assistant.archive import Filters
from assistant.errors import ModelCutOff, ModelError
from assistant.retrieval import Ranking
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

CANDIDATE = make_candidate("A ticket costs 4 crowns. It rained all day long.")
EVIDENCE = make_evidence("How much is the ticket?", (CANDIDATE, 0, 0.9), (CANDIDATE, 1, 0.1))
PART = Part("How much is the ticket?", Ranking((CANDIDATE,)), Filters(), EVIDENCE, Decision("answered", 0.9))


class Breaking:
    """Writes so many statements, then breaks off."""

    name, recipient = "breaking", "host"

    def __init__(self, count: int) -> None:
        self._count = count

    def write(self, evidence: Evidence, ends_at: float | None = None) -> Iterator[Draft]:
        source = Source(CANDIDATE, CANDIDATE.passage.sentences[0])
        yield from [Draft("A ticket costs 4 crowns.", (source,))] * self._count
        message = "The answer was cut off."
        raise ModelCutOff(message)


def run(writer: ExtractiveWriter | Breaking) -> tuple[list[str], ModelError | None]:
    told: list[str] = []
    drafts = draft_answer(writer, ExtractiveWriter(), PART, [PART], 0.0)
    stream = check_drafts(CheckedAnswer(EVIDENCE), drafts, writer, ExtractiveWriter(), PART, [PART])
    while True:
        try:
            event = next(stream)
        except StopIteration as ended:
            return told, ended.value
        if isinstance(event, Stated):
            told.append(event.statement.text)


def test_without_a_model_the_articles_are_quoted() -> None:
    told, failure = run(ExtractiveWriter())
    assert told[0] == "A ticket costs 4 crowns."
    assert failure is None


def test_what_was_given_out_stays_when_a_model_breaks_off() -> None:
    told, failure = run(Breaking(1))
    assert told == ["A ticket costs 4 crowns."]
    assert failure is not None
    assert QUOTES_INSTEAD in str(failure)


def test_a_model_that_breaks_off_before_anything_is_an_error() -> None:
    with pytest.raises(ModelCutOff, match="cut off"):
        run(Breaking(0))
