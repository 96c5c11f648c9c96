"""Many questions from a file, against an assistant that is a few lines long."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant, Filters, Turn
from assistant.answer import WriterChoice
from assistant.errors import InputError, ModelUnavailable, QuestionError
from ui.commands.batch import ask_batch


class Echo:
    """Answers with the question itself."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Sequence[Turn], Filters | None]] = []

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        writer: WriterChoice | None = None,
        *,
        read_filters: bool = True,
    ) -> Answer:
        assert read_filters
        self.asked.append((question, history, filters))
        if not question.strip():
            message = "The question is empty."
            raise QuestionError(message)
        if question == "away?":
            message = "The model did not answer."
            raise ModelUnavailable(message)
        return Answer(question, question, "nothing", 0.1, "test", "echo", (), (), (), filters or Filters(), {})


def run(
    path: Path,
    capsys: pytest.CaptureFixture[str],
    filters: Filters = Filters(),  # noqa: B008  # frozen
) -> tuple[int, list[dict[str, Any]], Echo]:
    echo = Echo()
    code = ask_batch(cast(Assistant, echo), path, filters)
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
    assert [history for _, history, _ in echo.asked] == [(), (Turn("user", "before"),), ()]
    assert {given for _, _, given in echo.asked} == {filters}


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
    assert [set(answer) == {"id", "error"} for answer in answers] == [False] + [True] * 6 + [False]
    assert answers[1]["error"] == "Line 2: not JSON in UTF-8."
    assert "Line 5: `question`" in answers[4]["error"]
    assert "Line 6: `history`" in answers[5]["error"]


def test_the_gravest_failure_decides_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "away?"}\n{\n{"question": "here?"}\n', encoding="utf-8")

    code, answers, _ = run(path, capsys)

    assert code == 4
    assert len(answers) == 3


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


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # the first one imports
@given(st.lists(st.binary().map(lambda line: line.replace(b"\n", b"")), max_size=5))
def test_one_line_out_for_each_line_in(tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[bytes]) -> None:
    path = tmp_path / "any.jsonl"
    path.write_bytes(b"\n".join(lines))

    _, answers, _ = run(path, capsys)

    assert len(answers) == sum(bool(line.strip()) for line in lines)
