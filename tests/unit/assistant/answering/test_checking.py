from collections.abc import Callable, Iterator

from assistant.answer import Stated, Writing
from assistant.answering import (
    CheckedAnswer,
    Decision,
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
    assert first.statement.marked_text == f"{FALSE} [1]"
    assert first.statement.reason
    assert first.citations == checked.citations
    assert [one.citations for one in (second, third) if isinstance(one, Stated)] == [(), ()]


def test_what_nothing_supports_goes_out_marked_with_the_quotes_under_it(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = CheckedAnswer(evidence_of(candidate))
    assert (
        list(checked.take([*drafts_of(candidate, FALSE, "So it was"), Written({"output_tokens": 3}, ("So.",))])) == []
    )
    assert (checked.statements, checked.citations, checked.has_waiting) == ([], (), True)
    close = Decision("closest", 0.4, "Not quite.")
    stated = list(checked.come_close(close, drafts_of(candidate, "The ferry Heron sank on Tuesday.")))
    assert [(one.outcome, one.reason) for one in stated if isinstance(one, Stated)] == [("closest", "Not quite.")] * 3
    assert [one.status for one in checked.statements] == ["unsupported", "no_claim", "verbatim"]
    assert (checked.decision, checked.tokens, checked.notices) == (close, {"output_tokens": 3}, ("So.",))


def test_half_support_waits_for_whole_support(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = CheckedAnswer(evidence_of(candidate))
    half = "The ferry Heron sank on Tuesday, “in minutes”."
    assert list(checked.take(drafts_of(candidate, half))) == []
    assert checked.has_waiting


def test_quotes_go_out_under_the_label_that_is_known_before(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = CheckedAnswer(evidence_of(candidate))
    (one,) = checked.take(drafts_of(candidate, "The ferry Heron sank on Tuesday."), Decision("closest", 0.5, "Near."))
    assert isinstance(one, Stated)
    assert (one.outcome, one.reason) == ("closest", "Near.")


def test_unsupported_statements_can_be_dropped(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = CheckedAnswer(evidence_of(candidate), drops_unsupported=True)
    assert len(list(checked.take(drafts_of(candidate, "The ferry Heron sank on Tuesday.", FALSE)))) == 1
    assert checked.notices == ("1 statement was left out because no source backs it.",)


def test_signs_of_life_pass_and_the_writers_last_word_is_kept(candidate_of: Callable[..., Candidate]) -> None:
    checked = CheckedAnswer(evidence_of(candidate_of(TEXT)))
    assert list(checked.take([Writing(0), Written({"output_tokens": 3}, ("So.",))])) == [Writing(0)]
    assert (checked.tokens, checked.notices) == ({"output_tokens": 3}, ("So.",))
