import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest
from langchain_core.exceptions import ContextOverflowError
from langchain_core.messages import BaseMessage

from assistant.answer import Writing
from assistant.answering import Draft, Evidence, ModelWriter, QuestionView, Written, gather_evidence
from assistant.answering.writers.build import build_writer
from assistant.answering.writers.model import MOST_STATEMENTS, Budget, Output
from assistant.errors import ModelCutOff, ModelOverfull, ModelSilent
from assistant.models import LanguageModel
from assistant.reading import CandidateReader
from assistant.retrieval import Candidate, Rarity
from assistant.settings import Settings
from tests.scripted_model import saying, scripted

TEXT = "The ferry Heron sank on Tuesday. All 31 passengers were rescued."
MakeCandidate = Callable[..., Candidate]


@pytest.fixture
def evidence(candidate_of: MakeCandidate) -> Evidence:
    view = QuestionView("What sank?", "What sank?", Rarity(10, {}))
    return gather_evidence(view, [candidate_of(TEXT)], CandidateReader())


def drafts(model: LanguageModel, evidence: Evidence) -> list[Draft]:
    return [one for one in ModelWriter(model).write(evidence) if isinstance(one, Draft)]


def said(model: LanguageModel, evidence: Evidence) -> list[tuple[str, int]]:
    return [(draft.text, len(draft.sources)) for draft in drafts(model, evidence)]


def test_drafts_have_the_sentences_their_ids_were_given_to(evidence: Evidence) -> None:
    first, second = drafts(saying("The Heron sank [1", ".1]. All were", " saved [1.2]."), evidence)
    assert (first.text, second.text) == ("The Heron sank.", "All were saved.")
    assert [source.span for source in (*first.sources, *second.sources)] == list(
        evidence.candidates[0].passage.sentences
    )


def test_invented_ids_are_dropped_and_counted(evidence: Evidence) -> None:
    *_, last = ModelWriter(saying("It sank [9.9][1.1][7].")).write(evidence)
    assert last == Written({}, ("2 citations were removed because they pointed to nothing.",))


def test_each_draft_is_given_out_before_the_next_is_written(evidence: Evidence) -> None:
    told: list[str] = []

    def tell(messages: Sequence[BaseMessage]) -> Iterator[str]:
        for part in ("It sank [1.1].", " All were saved [1.2]."):
            told.append(part)
            yield part

    written = ModelWriter(scripted(tell)).write(evidence)
    assert isinstance(next(one for one in written if isinstance(one, Draft)), Draft)
    written.close()  # type: ignore[attr-defined]  # it is a generator


def test_signs_of_life_show_how_many_and_never_what(evidence: Evidence) -> None:
    written = list(ModelWriter(saying("It ", "sank [1.1].", " All", " were.")).write(evidence))
    assert {one.statement_count for one in written if isinstance(one, Writing)} >= {0, 1}


@pytest.mark.parametrize("text", ["NOT_IN_EVIDENCE", "not_in_evidence.", "**NOT_IN_EVIDENCE**", "Not in evidence."])
def test_a_model_that_finds_nothing_writes_nothing(text: str, evidence: Evidence) -> None:
    assert drafts(saying(text), evidence) == []


@pytest.mark.parametrize("text", ["", "  ", "Sure!", '{"statements": ', "null and void:"])
def test_a_model_that_writes_no_statement_and_not_that_there_is_none_has_failed(text: str, evidence: Evidence) -> None:
    with pytest.raises(ModelSilent, match="choose another model"):
        drafts(saying(text), evidence)


def test_a_passage_as_a_whole_and_talk_are_told_apart(evidence: Evidence) -> None:
    first, second = drafts(saying("It sank [1]. Let me know if you need more!"), evidence)
    assert (first.sources, first.passages, first.is_aside) == ((), evidence.candidates, False)
    assert second.is_aside


@pytest.mark.parametrize("output", ["text", "json"])
def test_the_form_that_a_model_writes_in_is_its_own(output: Output, evidence: Evidence) -> None:
    for said in ('{"statements": [{"text": "It sank.", "ids": ["1.1"]}]}', "It sank [1.1]."):
        (draft,) = [one for one in ModelWriter(saying(said), output=output).write(evidence) if isinstance(one, Draft)]
        assert (draft.text, len(draft.sources)) == ("It sank.", 1)


def test_reasoning_is_no_statement(evidence: Evidence) -> None:
    assert said(saying("<think>It burned [1.1].</think>", "It sank [1.1]."), evidence) == [("It sank.", 1)]
    assert said(saying("Hm, it may", "</think>It sank [1.1]."), evidence) == [("It sank.", 1)]
    with pytest.raises(ModelCutOff, match="reasoning"):
        drafts(saying("It burned [1.1].", "</think>", "It sank [1.1]."), evidence)


def test_one_that_never_stops_is_stopped(evidence: Evidence) -> None:
    numbers = itertools.count()

    def chatter(messages: Sequence[BaseMessage]) -> Iterator[str]:
        while True:
            yield f"It sank {next(numbers)} times [1.1]. "

    written: list[object] = []
    with pytest.raises(ModelCutOff, match="without coming to an end"):
        written.extend(ModelWriter(scripted(chatter)).write(evidence))
    assert sum(isinstance(one, Draft) for one in written) <= MOST_STATEMENTS + 1


def test_the_model_is_asked_with_evidence_within_the_budget(candidate_of: MakeCandidate) -> None:
    heard: list[str] = []

    def hear(messages: Sequence[BaseMessage]) -> Iterator[str]:
        heard.append(messages[1].text)
        yield "NOT_IN_EVIDENCE"

    long = " ".join(f"Sentence {n} tells of the ferry Heron." for n in range(300))
    view = QuestionView("What of the ferry?", "What of it?", Rarity(10, {}))
    evidence = gather_evidence(view, [candidate_of(long)], CandidateReader())
    writer = ModelWriter(scripted(hear), Budget(context=1500, output=100), today=lambda: date(2026, 11, 24))
    list(writer.write(evidence))
    assert "24 November 2026" in heard[0]
    assert "Question: What of it?" in heard[0]
    assert 0 < len(re.findall(r"^\[1\.\d+\]", heard[0], re.MULTILINE)) < 100
    assert len(heard[0]) < 1500 * 3


@pytest.mark.slow
def test_a_model_that_reads_less_is_asked_again_with_less(candidate_of: MakeCandidate) -> None:
    heard: list[int] = []

    def refuse(messages: Sequence[BaseMessage]) -> Iterator[str]:
        heard.append(len(messages[1].text))
        if len(heard) == 1:
            raise ContextOverflowError
        yield "It is of the ferry [1.1]."

    long = " ".join(f"Sentence {n} tells of the ferry Heron." for n in range(300))
    view = QuestionView("What of the ferry?", "What of it?", Rarity(10, {}))
    evidence = gather_evidence(view, [candidate_of(long)], CandidateReader())
    *_, last = ModelWriter(scripted(refuse)).write(evidence)
    assert isinstance(last, Written)
    assert "saw fewer passages" in last.notices[0]
    assert heard[1] < heard[0] * 0.7

    def refuse_always(messages: Sequence[BaseMessage]) -> Iterator[str]:
        raise ContextOverflowError
        yield ""

    with pytest.raises(ModelOverfull, match="COPYDESK_MODEL_CONTEXT_TOKENS"):
        list(ModelWriter(scripted(refuse_always)).write(evidence))


def test_json_output(evidence: Evidence) -> None:
    writer = ModelWriter(saying('{"statements": [{"text": "It sank.", ', '"ids": ["1.1"]}]}'), output="json")
    (draft,) = [one for one in writer.write(evidence) if isinstance(one, Draft)]
    assert (draft.text, len(draft.sources)) == ("It sank.", 1)


def test_without_evidence_no_model_is_asked(evidence: Evidence) -> None:
    empty = gather_evidence(evidence.view, [], CandidateReader())
    assert list(ModelWriter(saying("Paris.")).write(empty)) == [Written()]


def test_the_settings_say_who_writes() -> None:
    assert build_writer(Settings.load()).name == "extractive"
    assert build_writer(Settings.load(model=" ")).recipient is None
    writer = build_writer(Settings.load(model="openai:small", model_base_url="http://127.0.0.1:1/v1"))
    assert (writer.name, writer.recipient) == ("openai:small", "127.0.0.1")
