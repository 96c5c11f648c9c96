import io
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant import Answer, Answered, Event, Filters, Found, Searching, Stated, Statement
from assistant.errors import ModelUnavailable, QuestionError
from ui.commands.ask import read_question, tell_events

ANSWER = Answer(
    question="?",
    standalone_question="?",
    outcome="answered",
    confidence=0.9,
    reason=None,
    writer="extractive",
    statements=(Statement("One.", "verbatim", (1,)), Statement("Two.", "verbatim", (1,))),
    citations=(),
    passages=(),
    filters=Filters(),
    timings={},
    notices=("Something to know.",),
)


def test_words_make_a_question() -> None:
    assert read_question(["Who", "won?"]) == "Who won?"


def test_no_question_says_what_to_do() -> None:
    nothing: tuple[list[str] | None, ...] = (None, [])
    for words in nothing:
        with pytest.raises(QuestionError, match="copydesk ask"):
            read_question(words)


def test_a_question_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO("\ufeffWer öffnete?\n".encode())))
    assert read_question(["-"]) == "Wer öffnete?"

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"\xff\xfe")))
    with pytest.raises(QuestionError, match="not UTF-8"):
        read_question(["-"])


def test_each_statement_is_shown_before_the_next_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[str] = []

    def events() -> Iterator[Event]:
        yield Searching("?", Filters())
        yield Found(())
        for statement in ANSWER.statements:
            yield Stated(statement, ())
            shown.append(capsys.readouterr().out)
        yield Answered(ANSWER)

    assert tell_events(events()) == ANSWER
    assert shown == ["One. [1]\n", "Two. [1]\n"]
    assert capsys.readouterr().out == "\nNote: Something to know.\n"


def test_a_failure_keeps_what_was_said(capsys: pytest.CaptureFixture[str]) -> None:
    def events() -> Iterator[Event]:
        yield Searching("?", Filters())
        yield Stated(ANSWER.statements[0], ())
        message = "The model stopped."
        raise ModelUnavailable(message)

    with pytest.raises(ModelUnavailable):
        tell_events(events())
    assert capsys.readouterr().out == "One. [1]\n"


def test_what_only_comes_close_is_said_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    reason = "The articles come close but do not answer this."
    close = replace(ANSWER, outcome="closest", reason=reason)

    def events() -> Iterator[Event]:
        yield Searching("?", Filters())
        for statement in close.statements:
            yield Stated(statement, (), close.outcome, close.reason)
        yield Answered(close)

    tell_events(events())
    assert capsys.readouterr().out.startswith(f"{reason}\nOne. [1]\nTwo. [1]\n")
