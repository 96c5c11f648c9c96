from dataclasses import replace

import pytest

from assistant.evaluation import QuestionResult, summarise
from ui.evaluate import report_table, result_line
from ui.terminal import output

RESULT = QuestionResult(
    question_id="q1",
    question="Who\x1b[2J?",
    kind="fact",
    answerable=True,
    abstained=False,
    answer="It was\nthe mayor.",
    milliseconds=12.3,
    has_evidence=True,
    first_hit_rank=2,
    has_all_evidence=None,
    evidence_level="span",
    holds_answer=True,
    citation_count=3,
    citation_hit_count=1,
    exact_quote_count=3,
)


def test_one_question_on_one_line() -> None:
    assert result_line(RESULT) == ("q1 [fact] hit 2, cites 1/3, holds the answer, 12 ms: Who? -> It was the mayor.")
    missed = replace(RESULT, first_hit_rank=None, holds_answer=False, abstained=True, answer="")
    assert result_line(missed).endswith("hit -, cites 1/3, misses the answer, 12 ms: Who? -> abstained")
    refused = replace(RESULT, has_evidence=False, holds_answer=None, error="too long")
    assert result_line(refused).endswith("no evidence, cites 1/3, no gold answer, 12 ms: Who? -> refused: too long")


def test_a_column_for_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    report = summarise([RESULT, replace(RESULT, question_id="q2", kind="quote", first_hit_rank=None)])

    output().print(report_table(report))

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["all", "fact", "quote"]
    hits = next(line for line in lines if line.startswith("evidence hit@5"))
    assert hits.split("  ")[0] == "evidence hit@5"
    assert "0.500 [0.09 0.91]" in hits
    assert next(line for line in lines if line.startswith("all evidence@10")).split()[-1] == "-"


def test_one_kind_needs_no_column_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    output().print(report_table(summarise([RESULT])))

    assert capsys.readouterr().out.splitlines()[0].split() == ["all"]
