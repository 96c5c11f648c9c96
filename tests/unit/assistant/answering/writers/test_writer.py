from collections.abc import Callable, Iterator

import pytest

from assistant.answering import Evidence, ExtractiveWriter, QuestionView, gather_evidence
from assistant.answering.writers.writer import Draft, Source, Writer
from assistant.reading import CandidateReader
from assistant.retrieval import Candidate, Rarity


class Echo:
    """The least that is a writer."""

    name = "echo"
    recipient = None

    def write(self, evidence: Evidence, ends_at: float | None = None) -> Iterator[Draft]:
        for candidate in evidence.candidates:
            yield Draft("Something was said.", tuple(Source(candidate, span) for span in candidate.passage.sentences))


@pytest.mark.parametrize("writer", [Echo(), ExtractiveWriter()])
def test_a_writer_offers_only_sentences_it_was_given(writer: Writer, candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of("The Omber bridge was shut on Monday. Engineers found 14 cracks in a bearing.")
    view = QuestionView("Which bridge?", "Which bridge?", Rarity(10, {}))
    written = writer.write(gather_evidence(view, [candidate], CandidateReader()))
    drafts = [one for one in written if isinstance(one, Draft)]
    assert drafts
    for source in (source for draft in drafts for source in draft.sources):
        assert source.candidate is candidate
        assert source.span in candidate.passage.sentences


@pytest.mark.parametrize("writer", [Echo(), ExtractiveWriter()])
def test_without_evidence_a_writer_writes_nothing(writer: Writer) -> None:
    view = QuestionView("Which bridge?", "Which bridge?", Rarity(10, {}))
    assert list(writer.write(gather_evidence(view, [], CandidateReader()))) == []
