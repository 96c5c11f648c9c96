from collections.abc import Callable, Iterator

from assistant.answer import Stated, Writing
from assistant.answering import (
    CheckedAnswer,
    Draft,
    Evidence,
    QuestionView,
    Source,
    Written,
    gather_evidence,
    load_chooser,
)
from assistant.retrieval import Candidate, Rarity

TEXT = "The ferry Heron sank on Tuesday. All 31 passengers were rescued."
FALSE = "The ferry Osprey sank on Friday with 99 aboard."


def evidence_of(candidate: Candidate) -> Evidence:
    return gather_evidence(QuestionView("What sank?", "What sank?", Rarity(10, {})), [candidate], load_chooser())


def drafts_of(candidate: Candidate, *texts: str) -> Iterator[Draft]:
    for text in texts:
        yield Draft(text, (Source(candidate, candidate.passage.sentences[0]),))


def test_nothing_goes_out_before_something_is_supported(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = CheckedAnswer(evidence_of(candidate))
    taken = checked.take(drafts_of(candidate, FALSE, "The ferry Heron sank on Tuesday.", FALSE))
    first, second, third = taken
    assert isinstance(first, Stated)
    assert [statement.status for statement in checked.statements] == ["unsupported", "verbatim", "unsupported"]
    assert first.statement.marked_text == f"{FALSE} [1] [not supported]"
    assert first.statement.reason
    assert first.citations == checked.citations
    assert [one.citations for one in (second, third) if isinstance(one, Stated)] == [(), ()]


def test_an_answer_of_which_nothing_is_supported_goes_out_not_at_all(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = CheckedAnswer(evidence_of(candidate))
    assert list(checked.take(drafts_of(candidate, FALSE, FALSE))) == []
    assert (checked.statements, checked.citations) == ([], ())


def test_unsupported_statements_can_be_dropped(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = CheckedAnswer(evidence_of(candidate), drops_unsupported=True)
    assert len(list(checked.take(drafts_of(candidate, "The ferry Heron sank on Tuesday.", FALSE)))) == 1
    assert checked.notices == ("1 statement was left out: its sources do not carry what it says.",)


def test_signs_of_life_pass_and_the_writers_last_word_is_kept(candidate_of: Callable[..., Candidate]) -> None:
    checked = CheckedAnswer(evidence_of(candidate_of(TEXT)))
    assert list(checked.take([Writing(0), Written({"output_tokens": 3.0}, ("So.",))])) == [Writing(0)]
    assert (checked.timings, checked.notices) == ({"output_tokens": 3.0}, ("So.",))
