"""Forgetting in the readers' store; that no byte is left in any file is in ../test_forgetting.py."""

import json

from assistant.archive.readers import FORGOTTEN, ReaderStore
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
    assert store.forget(["a1"], [PHRASE]) == 6
    first, *others, last = store.turns(conversation)
    assert (first.question, first.text, first.answer_json) == (FORGOTTEN, "It held.", '{"citations": []}')
    assert [(turn.text, turn.answer_json, turn.state) for turn in others] == [(FORGOTTEN, None, "answered")] * 5
    assert [turn.question for turn in others] == ["One?", "Two?", "Three?", "Four?", "Five?"]
    assert (last.text, last.answer_json) == ("Nothing.", '{"citations": []}')
    assert store.conversations(query="dam ombersund") == []
    assert store.forget(["a1"], []) == 0


def test_reasons_filters_feedback_titles_and_events_too(store: ReaderStore) -> None:
    failed = store.ask(None, "One?", filters_json=json.dumps({"article": "a1"}))
    store.end(failed.turn_id, "failed", reason=f"No answer to {PHRASE}")
    store.add_feedback(failed.turn_id, "", "not supported", words=f"{PHRASE}: no.")
    store.add_feedback(failed.turn_id, "", "wrong source", words="Why?")
    store.rename(failed.conversation_id, PHRASE)
    waiting = store.ask(None, "Two?")
    for text in (PHRASE, "{}"):
        store.add_event(waiting.turn_id, json.dumps({"text": text}))
    store.forget(["a1"], [PHRASE])
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
    with store.forgetting(["a1"], []) as turn_count:
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
