"""Many questions from a file, against an assistant that is a few lines long."""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant, Filters, Turn
from assistant.answer import Answered, Event
from assistant.errors import InputError, ModelCutOff, ModelUnavailable, QuestionError
from assistant.request import Request
from ui.commands.batch import ask_batch


class Echo:
    """Answers with the question itself."""

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def stream_request(self, request: Request, config: object = None) -> Iterator[Event]:
        question = request.question
        assert request.read_filters
        self.asked.append(request)
        if not question.strip():
            message = "The question is empty."
            raise QuestionError(message)
        if question == "away?":
            message = "The model did not answer."
            raise ModelUnavailable(message).noting(may_retry=True)
        if question == "cut?":
            message = "The model broke off."
            partial = Answer(question, question, "answered", 0.9, None, "echo", (), (), (), Filters(), {})
            raise ModelCutOff(message).keeping(partial)
        filters = request.filters or Filters()
        yield Answered(Answer(question, question, "nothing", 0.1, "test", "echo", (), (), (), filters, {}))


def run(
    path: Path,
    capsys: pytest.CaptureFixture[str],
    filters: Filters = Filters(),  # noqa: B008  # frozen
    threads: int = 1,
    resume: Path | None = None,
) -> tuple[int, list[dict[str, Any]], Echo]:
    echo = Echo()
    code = ask_batch(cast(Assistant, echo), path, filters, threads=threads, resume=resume)
    return code, [json.loads(line) for line in capsys.readouterr().out.split("\n") if line], echo


def test_in_order_with_ids_and_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines: list[dict[str, Any]] = [
        {"id": "b", "question": "one\u2028?", "date_from": "2020-01-01", "answers": 5, "evidence": "junk"},
        {"id": 7, "question": "two?", "history": [{"role": "user", "content": "before"}]},
        {"question": "three?", "history": None},
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("\ufeff" + "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    filters = Filters(publishers=("The Herald",))

    code, answers, echo = run(path, capsys, filters)

    assert code == 0
    assert [(answer["id"], answer["question"]) for answer in answers] == [
        ("b", "one\u2028?"),
        (7, "two?"),
        (None, "three?"),
    ]
    assert [next(iter(answer)) for answer in answers] == ["id"] * 3
    assert [one.history for one in echo.asked] == [(), (Turn("user", "before"),), ()]
    assert {one.filters for one in echo.asked} == {filters}


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(
        b'{"id": 1, "question": "one?"}\n'
        b"{not json\n"
        b"\xff\xfe\n"
        b"[1]\n"
        b'{"id": 5}\n'
        b'{"id": 6, "question": "x", "history": [{"role": "robot", "content": ""}]}\n'
        b'{"id": 7, "question": " "}\n'
        b'{"id": 8, "question": "eight?"}\n'
    )

    code, answers, _ = run(path, capsys)

    assert code == 2
    assert [answer["id"] for answer in answers] == [1, None, None, None, 5, 6, 7, 8]
    wanted = {"id", "error", "kind", "may_retry", "exit_code"}
    assert [set(answer) == wanted for answer in answers] == [False] + [True] * 6 + [False]
    assert [answer.get("kind") for answer in answers[1:7:5]] == ["InputError", "QuestionError"]
    assert answers[1]["error"] == "Line 2: not JSON in UTF-8."
    assert "Line 5: `question`" in answers[4]["error"]
    assert "Line 6: `history`" in answers[5]["error"]


def test_the_gravest_failure_decides_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "away?"}\n{\n{"question": "here?"}\n', encoding="utf-8")

    code, answers, _ = run(path, capsys)

    assert code == 4
    assert len(answers) == 3


def test_what_was_checked_before_a_failure_stands_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": 1, "question": "cut?"}\n', encoding="utf-8")

    code, (answer,), _ = run(path, capsys)

    assert (code, answer["id"], answer["error"]) == (4, 1, "The model broke off.")
    assert (answer["partial"]["question"], answer["partial"]["outcome"]) == ("cut?", "answered")


def test_nesting_that_is_too_deep_is_a_bad_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("[" * 200_000 + "\n", encoding="utf-8")

    assert run(path, capsys)[0] == 2


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            run(path, capsys)


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"id": "x", "question": "one?"}\n')))

    code, answers, _ = run(Path("-"), capsys)

    assert (code, answers[0]["id"]) == (0, "x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.binary().map(lambda line: line.replace(b"\n", b"")), max_size=5))
def test_one_line_out_for_each_line_in(tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[bytes]) -> None:
    path = tmp_path / "any.jsonl"
    path.write_bytes(b"\n".join(lines))

    _, answers, _ = run(path, capsys)

    assert len(answers) == sum(bool(line.strip()) for line in lines)


def test_lines_of_text_are_questions_as_they_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.txt"
    path.write_bytes(b'\xef\xbb\xbf  one?\r\n\n"Two", who said?\n{three?\n\xff\n')

    code, answers, _ = run(path, capsys, threads=3)

    assert code == 2
    assert [answer.get("question") for answer in answers] == ["one?", '"Two", who said?', "{three?", None]
    assert answers[3]["error"] == "Line 5: not text in UTF-8."


def test_what_a_line_says_wins_over_what_was_given_for_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    rows: list[dict[str, Any]] = [
        {"filters": {"publishers": "The Post", "date_from": "2026-05"}},
        {"writer": "extractive"},
        {},
    ]
    path.write_text("".join(json.dumps({"question": "x?", **row}) + "\n" for row in rows), encoding="utf-8")

    _, _, echo = run(path, capsys, Filters(publishers=("The Herald",), kinds=("news",)))

    first, second, third = echo.asked
    assert first.filters == Filters(date(2026, 5, 1), publishers=("The Post",), kinds=("news",))
    assert (second.writer, second.filters) == ("extractive", third.filters)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"filters": {"publisher": "x"}}, "Line 1: `publisher` is no filter. Did you mean `publishers`?"),
        ({"filters": {"date_from": "May"}}, "Line 1: 'May' is not a day"),
        ({"filter": {}}, "Did you mean `filters`?"),
        ({"publishers": ["x"]}, "`publishers` belongs in `filters`"),
        ({"read_filters": "no"}, "`read_filters` is true or false."),
    ],
)
def test_what_would_be_passed_over_is_an_error_with_the_right_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: dict[str, Any], said: str
) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"question": "x?", **row}) + "\n", encoding="utf-8")

    code, (answer,), _ = run(path, capsys)

    assert code == 2
    assert said in answer["error"]
    assert "?." not in answer["error"]


def test_a_run_goes_on_where_the_last_one_was_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    rows = [{"id": number, "question": f"question {number}?" if number != 3 else " "} for number in range(20)]
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    whole = run(questions, capsys, resume=answers)
    written = answers.read_bytes()
    answers.write_bytes(written[: len(written) * 2 // 3])
    code, printed, echo = run(questions, capsys, threads=4, resume=answers)

    assert (code, printed, whole[0]) == (2, [], 2)
    assert 0 < len(echo.asked) < 20
    assert answers.read_bytes() == written
    assert run(questions, capsys, resume=answers)[2].asked == []


@pytest.mark.parametrize("there", ['{"id": 9, "question": "x?"}', '{"id": 1, "question": "y?"}', "[]", "no"])
def test_answers_to_other_questions_are_not_gone_on_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str
) -> None:
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": 1, "question": "x?"}\n', encoding="utf-8")
    answers.write_text(there + "\n", encoding="utf-8")

    with pytest.raises(InputError, match="Name another file with --resume"):
        run(questions, capsys, resume=answers)
    assert answers.read_text(encoding="utf-8") == there + "\n"
