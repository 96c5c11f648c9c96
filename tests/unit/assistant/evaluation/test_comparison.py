import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.evaluation import compare, load_run, summarise
from tests.unit.assistant.evaluation.conftest import RIGHT

WRONG = replace(RIGHT, first_hit_rank=None, holds_answer=False, citation_hit_count=0)


def test_what_changed_is_told_question_by_question() -> None:
    before = {name: asdict(replace(WRONG, question_id=name)) for name in ("1", "2", "gone")}
    before["3"] = asdict(replace(RIGHT, question_id="3"))
    after = [RIGHT, replace(WRONG, question_id="2"), replace(WRONG, question_id="3"), replace(RIGHT, question_id="new")]

    comparison = compare(before, after)

    changes = {change.measure: change for change in comparison.changes}
    holds = changes["holds_answer"]
    assert (holds.before, holds.after, holds.count) == (0.3333, 0.3333, 3)
    assert (holds.better, holds.worse, holds.chance) == (("1",), ("3",), 1.0)
    assert changes["abstains_rightly"].better == ()
    assert "all_evidence_at_10" not in changes
    assert (comparison.only_before, comparison.only_after) == (("gone",), ("new",))
    assert comparison.to_json()["changes"][0]["measure"] == "hit_at_1"


def test_where_the_evidence_stood_is_compared() -> None:
    first, third = replace(RIGHT, first_evidence_statement=1), replace(RIGHT, first_evidence_statement=3)
    changes = {change.measure: change for change in compare({"1": asdict(first)}, [third]).changes}
    assert changes["evidence_first"].worse == ("1",)
    assert changes["evidence_first_3"].worse == ()


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(summarise([RIGHT]).to_json(with_results=True)))

    changes = compare(load_run(path), [RIGHT]).changes

    assert changes
    assert all(change.before == change.after for change in changes)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"results": [{}]}'])
def test_what_is_no_run_is_refused_with_the_command_that_makes_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(content)

    with pytest.raises(InputError, match="--json --verbose"):
        load_run(path)
