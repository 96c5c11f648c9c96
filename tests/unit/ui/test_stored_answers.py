"""Answers out of the store: by conversation, by turn, and only for whom they belong to."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.archive import ConversationStore
from ui.readers import THIS_MACHINE, Reader
from ui.stored_answers import find_given


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    made = ConversationStore(tmp_path / "readers.sqlite3")
    yield made
    made.close()


def test_turns_are_found_with_what_was_said_before_them(
    store: ConversationStore, make_answer: Callable[..., Answer]
) -> None:
    talk = store.create()
    for question in ("Why?", "When?"):
        store.append(talk, "user", question)
        answer = replace(make_answer(), question=question)
        store.append(talk, "assistant", "Because.", json.dumps(answer.to_json()))
    store.append(talk, "user", "And then?")
    store.append(talk, "assistant", "(forgotten)", None)
    whole = find_given(store, THIS_MACHINE, talk)
    assert whole is not None
    assert (whole.title, [given.answer.question for given in whole.answers]) == ("Why?", ["Why?", "When?"])
    second = find_given(store, THIS_MACHINE, f"{talk}-4")
    assert second is not None
    assert [turn.content for turn in second.answers[0].history] == ["Why?", "Because."]
    for name in (f"{talk}-1", f"{talk}-6", f"{talk}-0", f"{talk}-99", "nobody", "../x", talk + "é", ""):
        assert find_given(store, THIS_MACHINE, name) is None, name
    assert find_given(store, Reader("eve", "editor"), talk) is None
