from dataclasses import asdict, replace

import pytest

from assistant.evaluation import compare, summarise
from tests.unit.assistant.evaluation.conftest import RIGHT
from ui.score_tables import comparison_table, kind_table, report_table, result_line
from ui.terminal import output

RESULT = replace(
    RIGHT,
    question_id="q1",
    question="Who\x1b[2J?",
    answer="It was\nthe mayor.",
    milliseconds=12.3,
    first_hit_rank=2,
    citation_count=3,
    exact_quote_count=3,
)


def test_one_question_on_one_line() -> None:
    assert result_line(RESULT) == ("q1 [fact] hit 2, cites 1/3, holds the answer, 12 ms: Who? -> It was the mayor.")
    missed = replace(RESULT, first_hit_rank=None, holds_answer=False, abstained=True, answer="")
    assert result_line(missed).endswith("hit -, cites 1/3, misses the answer, 12 ms: Who? -> abstained")
    refused = replace(RESULT, has_evidence=False, holds_answer=None, error="too long")
    assert result_line(refused).endswith("no evidence, cites 1/3, no gold answer, 12 ms: Who? -> refused: too long")


def test_all_measures_with_their_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    report = summarise([RESULT, replace(RESULT, question_id="q2", kind="quote", first_hit_rank=None)])

    output().print(report_table(report))

    rows = {line[:22].strip(): line[22:].split() for line in capsys.readouterr().out.splitlines()}
    assert rows["evidence hit@5"] == ["0.500", "0.095", "0.905", "2"]
    assert rows["all evidence@10"] == ["-", "0"]
    assert rows["words, mean"] == ["4.0"]
    assert rows["questions"] == ["2"]
    assert rows["answerable: answered"][-1] == "0"


def test_outcomes_and_confidence(capsys: pytest.CaptureFixture[str]) -> None:
    sure = replace(RESULT, outcome="answered", confidence=0.9, first_evidence_statement=1)
    wrong = replace(sure, answerable=False, has_evidence=False, confidence=0.4, is_from_elsewhere=True)

    output().print(report_table(summarise([sure, replace(sure, outcome="closest"), wrong])))

    rows = {line[:22].strip(): line[22:].split() for line in capsys.readouterr().out.splitlines()}
    assert rows["answerable: answered"][0] == "0.500"
    assert rows["answerable: closest"][0] == "0.500"
    assert rows["unanswerable: answered"][0] == "1.000"
    assert rows["own article only"] == ["-", "0"]
    assert rows["answered, evid. first"][0] == "0.500"
    assert rows["evidence first"][0] == "1.000"
    assert rows["confidence, AUROC"][0] == "1.000"
    assert rows["calibration error"][0] == "0.200"


def test_a_row_for_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    report = summarise([RESULT, replace(RESULT, question_id="q2", kind="quote\x1b[1m", first_hit_rank=None)])

    output().print(kind_table(report))

    lines = capsys.readouterr().out.splitlines()
    assert " ".join(lines[1].split()) == "fact 1 0 [0 79] 100 [21 100] 100 [21 100] 100 [21 100] 0 [0 79]"
    assert lines[2].startswith("quote ")
    assert max(len(line.rstrip()) for line in lines) <= 80


def test_two_runs_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    missed = replace(RESULT, holds_answer=False)

    output().print(comparison_table(compare({"q1": asdict(missed)}, [RESULT])))

    rows = {" ".join(line.split()[:-6]): line.split()[-6:] for line in capsys.readouterr().out.splitlines()}
    assert rows["holds answer"] == ["0.000", "1.000", "1", "0", "1.00", "1"]
    assert rows["hit at 1"] == ["0.000", "0.000", "0", "0", "1.00", "1"]
