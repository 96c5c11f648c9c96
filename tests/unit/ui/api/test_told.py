"""Answers and passages as plain text."""

from collections.abc import Callable

from assistant.answer import Answer, Citation
from assistant.archive import Article
from ui.api.told import NO_PASSAGE, tell_answer, tell_passages


def test_an_answer_has_its_statements_and_then_its_sources(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    answer = make_answer(Citation.of(1, make_article(), (0, 22)), reason="It is close.", notices=("One was left out.",))
    told = tell_answer(answer, None)
    lines = told.splitlines()
    assert "It is close." in lines[0]
    assert lines[1].startswith("The bridge was closed. [1]")
    assert "Sources" in lines
    assert "One was left out." in told
    assert "\x1b" not in told


def test_nothing_is_said_in_words(make_answer: Callable[..., Answer]) -> None:
    assert "None of them." in tell_answer(make_answer(outcome="nothing", reason="None of them."), None)
    assert tell_passages(()) == f"{NO_PASSAGE}\n"


def test_what_a_terminal_could_obey_is_left_out(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    hostile = "Red \x1b[31malert\x07 and \u202eback."
    told = tell_answer(make_answer(Citation.of(1, make_article(hostile, title=hostile), (0, len(hostile)))), None)
    assert not {"\x1b", "\x07", "\u202e"} & set(told)
