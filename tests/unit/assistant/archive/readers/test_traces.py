"""Forgetting in the readers' store; that no byte is left in any file is in ../test_forgetting.py."""

import json

from assistant.archive.readers import FORGOTTEN, ReaderStore, Sought, Taken, TakenTurn
from assistant.archive.readers.values import DELETED_MEANWHILE_REASON

PHRASE = "What of the “dam” at Ombersund & beyond"


def test_only_turns_that_quote_lose_their_text(store: ReaderStore) -> None:
    conversation = store.create()
    answers = [
        (f"{PHRASE}, then?", "It held.", '{"citations": []}'),
        ("One?", "It held.", json.dumps({"text": PHRASE})),
        ("Two?", "It held.", json.dumps({"text": PHRASE}, ensure_ascii=False)),
        ("Three?", f"{PHRASE}.", None),
        ("Four?", "It held.", '{"citations": [{"article_id": "a1"}]}'),
        ("Five?", "It held.", '{"html": "What of the “dam” at Ombersund &amp; beyond"}'),
        ("Six?", "Nothing.", '{"citations": []}'),
    ]
    for question, text, answer_json in answers:
        asked = store.ask(conversation, question)
        store.end(asked.turn_id, "answered", text=text, answer_json=answer_json)
    assert store.forget(Sought.of(["a1"], [PHRASE])) == 6
    first, *others, last = store.turns(conversation)
    assert (first.question, first.text, first.answer_json) == (FORGOTTEN, "It held.", '{"citations": []}')
    assert [(turn.text, turn.answer_json, turn.state) for turn in others] == [(FORGOTTEN, None, "answered")] * 5
    assert [turn.question for turn in others] == ["One?", "Two?", "Three?", "Four?", "Five?"]
    assert (last.text, last.answer_json) == ("Nothing.", '{"citations": []}')
    assert store.conversations(query="dam ombersund") == []
    assert store.forget(Sought.of(["a1"], [])) == 0


def test_reasons_filters_feedback_titles_and_events_too(store: ReaderStore) -> None:
    failed = store.ask(None, "One?", filters_json=json.dumps({"article": "a1"}))
    store.end(failed.turn_id, "failed", reason=f"No answer to {PHRASE}")
    store.add_feedback(failed.turn_id, "", "not supported", words=f"{PHRASE}: no.")
    store.add_feedback(failed.turn_id, "", "wrong source", words="Why?")
    store.rename(failed.conversation_id, PHRASE)
    waiting = store.ask(None, "Two?")
    for text in (PHRASE, "{}"):
        store.add_event(waiting.turn_id, json.dumps({"text": text}))
    store.forget(Sought.of(["a1"], [PHRASE]))
    turn = store.turn(failed.turn_id)
    assert turn is not None
    assert (turn.state, turn.reason, turn.filters_json, turn.text) == ("failed", None, None, FORGOTTEN)
    assert [one.words for one in store.feedback()] == ["Why?", FORGOTTEN]
    assert sorted(one.title for one in store.conversations()) == [FORGOTTEN, "Two?"]
    assert [event.seq for event in store.events(waiting.turn_id)] == [2]


def test_what_is_being_answered_ends_for_it_may_quote_what_is_forgotten(store: ReaderStore) -> None:
    worker = store.register_worker()
    running, waiting = store.ask(None, "One?"), store.ask(None, "Two?")
    store.start(running.turn_id, worker.worker_id)
    with store.forgetting(Sought.of(["a1"], [])) as turn_count:
        assert not store.end(running.turn_id, "answered", text="a1 says so.")
        assert store.start(waiting.turn_id, worker.worker_id), "it may begin"
        store.end(waiting.turn_id, "answered", answer_json='{"citations": ["a1"]}')
        late = store.ask(None, "Three?")
        store.end(late.turn_id, "answered", answer_json='{"citations": ["a1"]}')
        assert turn_count() == 0
    assert turn_count() == 2
    ended = store.turn(running.turn_id)
    assert ended is not None
    assert (ended.state, ended.reason) == ("failed", DELETED_MEANWHILE_REASON)
    assert [turn.text for one in (waiting, late) if (turn := store.turn(one.turn_id))] == [FORGOTTEN] * 2


def test_whatever_names_what_is_forgotten_goes_and_is_listed_before(store: ReaderStore) -> None:
    asked = store.ask(None, "What did “Inés  CORRADO” say?", filters_json=json.dumps({"author": "ines corrado"}))
    store.end(asked.turn_id, "answered", text="It held.", answer_json='{"citations": []}')
    told = store.ask(asked.conversation_id, "Who said so?")
    store.end(told.turn_id, "answered", text="A witness.", answer_json=json.dumps({"text": "Inés Corrado did."}))
    other = store.ask(asked.conversation_id, "What of Corrado Inesco?")
    store.end(other.turn_id, "answered", text="Ines met Mr Corrado.", answer_json='{"authors": ["Ines", "Corrado"]}')
    store.add_feedback(other.turn_id, "", "other", words="Ask Ines Corrado’s lawyer.")
    store.rename(asked.conversation_id, "The Ines Corrado case")
    waiting = store.ask(None, "Two?")
    store.add_event(waiting.turn_id, json.dumps({"text": "Inés Corrado"}))
    sought = Sought.of([], [], ["ines corrado"])
    taken = store.would_forget(sought)
    assert [(one.question, one.is_question_taken, one.is_answer_taken) for one in taken.turns] == [
        ("What did “Inés  CORRADO” say?", True, False),
        ("Who said so?", False, True),
    ]
    assert (taken.title_count, taken.feedback_count) == (1, 1)
    assert isinstance(taken.turns[0], TakenTurn)
    assert store.forget(sought) == 2
    turns = store.turns(asked.conversation_id)
    assert [(turn.question, turn.text) for turn in turns] == [
        (FORGOTTEN, "It held."),
        ("Who said so?", FORGOTTEN),
        ("What of Corrado Inesco?", "Ines met Mr Corrado."),
    ]
    assert [turn.filters_json for turn in turns] == [None] * 3
    assert [one.words for one in store.feedback()] == [FORGOTTEN]
    assert store.events(waiting.turn_id) == []
    assert store.would_forget(sought) == Taken()
