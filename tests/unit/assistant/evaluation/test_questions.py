import contextlib
import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Turn
from assistant.errors import InputError
from assistant.evaluation.questions import (
    Evidence,
    GoldQuestion,
    load_questions,
    parse_question,
    questions_of_split,
    sample_questions,
)


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_set_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"id": "q1", "question": "Who?"}\n')))
    assert [one.question for one in load_questions(Path("-"))] == ["Who?"]


def test_a_line_with_everything(tmp_path: Path) -> None:
    line = {
        "id": "q1",
        "question": "How many ants?",
        "type": "number",
        "answerable": True,
        "answers": ["12", "twelve"],
        "answer_groups": [["12"], ["ants"]],
        "evidence": [{"doc_id": "a", "start": 3, "end": 9, "quote": "twelve"}, {"doc_id": "b"}],
        "evidence_also": [{"doc_id": "c", "start": 0, "end": 1}],
        "history": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}],
        "date_from": "2020-01-01",
        "evidence_sets": [[{"doc_id": "a", "start": 3, "end": 9}], [{"doc_id": "b"}, {"doc_id": "c"}]],
        "split": "report",
        "about": "a",
    }

    (question,) = load_questions(write(tmp_path / "q.jsonl", json.dumps(line), ""))

    assert question == GoldQuestion(
        question_id="q1",
        question="How many ants?",
        kind="number",
        answerable=True,
        answers=("12", "twelve"),
        answer_groups=(("12",), ("ants",)),
        evidence=(Evidence("a", (3, 9)), Evidence("b")),
        evidence_also=(Evidence("c", (0, 1)),),
        history=(Turn("user", "Hello"), Turn("assistant", "Hi")),
        date_from=date(2020, 1, 1),
        evidence_sets=((Evidence("a", (3, 9)),), (Evidence("b"), Evidence("c"))),
        split="report",
        about="a",
    )


def test_what_answers_by_itself() -> None:
    one, two, three = Evidence("a", (0, 3)), Evidence("a", (5, 9)), Evidence("b")
    assert GoldQuestion("1", "x").sufficient == ()
    assert GoldQuestion("1", "x", evidence=(one, two), evidence_also=(three,)).sufficient == ((one, two), (three,))
    assert GoldQuestion("1", "x", evidence=(one, two), evidence_sets=((two,),)).sufficient == ((two,),)


def test_one_part_of_a_set() -> None:
    first, other = GoldQuestion("1", "x", split="choose"), GoldQuestion("2", "x", split="report")
    assert questions_of_split([first, other], "report") == (other,)
    with pytest.raises(InputError, match="has these: choose, report"):
        questions_of_split([first, other], "train")


def test_unanswerable_by_null_is_neither(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path / "q.jsonl", '{"id": 7, "question": "x?", "answerable": null}'))

    assert question.answerable is None
    assert question.question_id == "7"
    assert question.groups == ()


def test_separators_inside_a_text_do_not_end_a_line(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path / "q.jsonl", '{"id": "1", "question": "one\u2028two\x85three"}'))

    assert question.question == "one\u2028two\x85three"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: a question must be a JSON object"),
        ('{"id": "x"}', "line 2: `question` must be a text"),
        ('{"id": "x", "question": " "}', "line 2: `question` must be a text"),
        ('{"question": "x"}', "line 2: `id` is missing"),
        ('{"id": "x", "question": "x", "answerable": "yes"}', "line 2: `answerable` must be"),
        ('{"id": "x", "question": "x", "answers": "yes"}', "line 2: `answers` must be"),
        ('{"id": "x", "question": "x", "answers": [""]}', "line 2: `answers` must be"),
        ('{"id": "x", "question": "x", "answer_groups": {"a": 1}}', "line 2: `answer_groups` must be"),
        ('{"id": "x", "question": "x", "evidence": [1]}', "line 2: `evidence` must be"),
        ('{"id": "x", "question": "x", "evidence": [{"start": 1}]}', "line 2: `evidence` needs a `doc_id`"),
        ('{"id": "x", "question": "x", "evidence": [{"doc_id": "a", "start": 2}]}', "line 2: `evidence` needs whole"),
        (
            '{"id": "x", "question": "x", "evidence": [{"doc_id": "a", "start": 2, "end": 2}]}',
            "line 2: `evidence` needs whole",
        ),
        ('{"id": "x", "question": "x", "history": [{"role": "system", "content": "x"}]}', "line 2: `history` must be"),
        ('{"id": "1", "question": "again"}', "'1' is used twice"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = write(tmp_path / "q.jsonl", '{"id": "1", "question": "x"}', line)

    with pytest.raises(InputError) as caught:
        load_questions(path)

    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")

    for name in ("missing", "binary", "."):
        with pytest.raises(InputError, match="cannot be read"):
            load_questions(tmp_path / name)
    with pytest.raises(InputError, match="holds no question"):
        load_questions(write(tmp_path / "empty.jsonl", "", " "))


FIELDS = st.sampled_from(["id", "question", "answers", "evidence", "doc_id", "start", "end", "history"])
VALUES = st.none() | st.booleans() | st.integers() | st.text()


@pytest.mark.slow
@given(st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner)))
def test_any_json_is_a_question_or_a_value_error(row: object) -> None:
    with contextlib.suppress(ValueError):
        assert parse_question(row).question.strip()


def test_a_sample_is_the_same_each_time_and_in_order() -> None:
    questions = [GoldQuestion(str(number), "x") for number in range(100)]

    drawn = sample_questions(questions, 10, seed=3)

    assert drawn == sample_questions(questions, 10, seed=3)
    assert drawn != sample_questions(questions, 10, seed=4)
    assert [int(question.question_id) for question in drawn] == sorted(int(q.question_id) for q in drawn)
    assert sample_questions(questions, None) == tuple(questions) == sample_questions(questions, 100)


def test_days_and_speakers_are_read_for_the_errors() -> None:
    row = {"question": "Who said so?", "type": "who_said_what", "answers": ["Lee"], "date_from": "2026-05-01"}

    read = parse_question(row)

    assert (read.date_from, read.date_to, read.has_days) == (date(2026, 5, 1), None, True)
    assert read.speakers == ("Lee",)
    assert parse_question({**row, "question": "What did Lee say?"}).speakers == ()
    assert parse_question({**row, "speakers": ["Ann Lee"]}).speakers == ("Ann Lee",)
    with pytest.raises(ValueError, match="date_from"):
        parse_question({**row, "date_from": "in May"})
