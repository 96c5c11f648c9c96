"""News of a turn, for those who do not see the page: each statement once."""

import json
from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Answer, Citation, Found, Searching, Stated, Writing
from assistant.archive import Article, Filters
from assistant.archive.readers import State, StoredTurn
from ui.jobs import Mark, Progress, TurnState
from ui.language import speaking
from ui.said import say_news


def turn(state: State, answer: Answer | None = None, reason: str | None = None) -> StoredTurn:
    answer_json = json.dumps(answer.to_json()) if answer else None
    return StoredTurn("a1", "c1", "Why?", state, reason, answer_json, "", None, None, None, "", None)


def test_each_statement_is_said_once(make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> None:
    answer = make_answer(Citation.of(1, make_article(), (0, 22)), Citation.of(2, make_article(), (23, 39)))
    progress = Progress("Why?")
    steps = []
    for event in (
        Searching("Why?", Filters()),
        Found(answer.passages),
        Writing(0),
        Stated(answer.statements[0], answer.citations[:1]),
    ):
        progress.take(event)
        steps.append(say_news(TurnState(turn("running"), progress, Mark()), Mark()))
    assert steps[:3] == ["Searching", "Found 1 passage", "Writing"]
    assert steps[3].startswith("The bridge was closed.")
    assert say_news(TurnState(turn("running"), progress, Mark()), Mark(4, 0, 1)) == ""
    done = say_news(TurnState(turn("answered", answer), None, Mark()), Mark(4, 0, 1))
    assert "The bridge was closed." not in done
    assert done.startswith("Nobody said why.")
    assert done.endswith("Done: 2 statements")


def test_other_endings_and_waiting_are_said() -> None:
    waiting = TurnState(turn("queued"), Progress("Why?"), Mark(0, 2, 0))
    assert say_news(waiting, Mark()) == "Waiting: 2nd in line"
    assert say_news(TurnState(turn("failed", reason="Ask again."), None, Mark()), Mark()) == "Failed: Ask again."
    assert say_news(TurnState(turn("stopped"), None, Mark()), Mark()) == "Stopped"


def test_who_published_it_and_when_is_said_in_the_language_of_the_reader(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    answer = make_answer(Citation.of(1, make_article(), (0, 22)))
    stated = replace(answer.statements[0], attribution="unknown outlet, 4 May 2026")
    progress = Progress("Why?")
    progress.take(Stated(stated, answer.citations))
    said = f"{stated.text} medio desconocido, 4 de mayo de 2026"
    with speaking("es"):
        assert say_news(TurnState(turn("running"), progress, Mark()), Mark()) == said
        done = TurnState(turn("answered", replace(answer, statements=(stated,))), None, Mark())
        assert say_news(done, Mark()).startswith(said)
