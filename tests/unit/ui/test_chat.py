"""Events become views; conversations are kept, restored and never mixed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.answer import Answer, Citation, Event, Searching, Stated, Turn
from assistant.archive import Article, Filters
from assistant.errors import ArchiveMissing, ModelCutOff, ModelUnavailable
from ui.chat import Chat, View
from ui.desk import Desk

NO_FILTERS: tuple[str, str, list[str], list[str]] = ("", "", [], [])


@pytest.fixture
def answer(make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> Answer:
    return make_answer(Citation.of(1, make_article(), (0, 22)))


@pytest.fixture
def chat(scripted: Any) -> Chat:
    return Chat(Desk(scripted.archive.path, lambda: scripted), ("What happened?",))


def ask(chat: Chat, question: str = "Why was the bridge closed?", conversation: str = "") -> list[View]:
    return list(chat.ask(question, conversation, *NO_FILTERS))


def conversation_of(views: list[View]) -> str:
    return next(view.conversation for view in views if view.conversation)


def test_a_question_goes_through_its_steps(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    views = ask(chat)
    lives = [view.live for view in views if view.live is not None]
    assert views[0].is_busy is True
    assert views[0].question == ""
    assert "Searching the archive…" in lives[0]
    assert any("Found 1 passage in 1 article" in live for live in lives)
    assert "is-open" in lives[-2]
    assert 'class="marker"' in lives[-2]
    assert "is-answered" in lives[-1]
    assert views[-1].is_busy is False
    assert all(view.is_busy is not True for view in views[1:])


def test_a_conversation_is_restored(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    conversation = conversation_of(ask(chat))
    restored = chat.arrive(conversation)
    assert restored.conversation == conversation
    assert restored.thread is not None
    assert "is-answered" in restored.thread
    assert "Why was the bridge closed?" in restored.thread
    assert restored.live == ""


def test_the_next_question_takes_the_turns_along(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    conversation = conversation_of(ask(chat))
    views = ask(chat, "And when?", conversation)
    assert conversation_of(views) == conversation
    assert scripted.asked[1][1] == (Turn("user", "Why was the bridge closed?"), Turn("assistant", answer.text))
    assert any(view.thread and "is-answered" in view.thread for view in views)


def test_two_readers_do_not_mix(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    first, second = chat.ask("First?", "", *NO_FILTERS), chat.ask("Second?", "", *NO_FILTERS)
    views: dict[str, list[View]] = {"First?": [], "Second?": []}
    for one, other in zip(first, second, strict=True):
        views["First?"].append(one)
        views["Second?"].append(other)
    conversations = {question: conversation_of(seen) for question, seen in views.items()}
    assert len(set(conversations.values())) == 2
    for question, absent in (("First?", "Second?"), ("Second?", "First?")):
        turns = scripted.archive.readers.turns(conversations[question])
        assert turns[0].question == question
        assert all(absent not in turn.question + turn.text for turn in turns)


def test_a_failure_says_what_to_do_and_gives_the_question_back(chat: Chat, scripted: Any) -> None:
    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        message = "The model did not answer. Ask again."
        raise ModelUnavailable(message)

    scripted.script = fail
    views = ask(chat, "Why?")
    assert views[-1].question == "Why?"
    assert views[-1].is_busy is False
    assert views[-1].live is not None
    assert "is-trouble" in views[-1].live
    assert "The model did not answer. Ask again." in views[-1].live
    restored = chat.arrive(conversation_of(views))
    assert restored.thread is not None
    assert "The model did not answer. Ask again." in restored.thread


def test_what_was_checked_before_a_failure_stays_shown_and_kept(chat: Chat, scripted: Any, answer: Answer) -> None:
    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        yield Stated(answer.statements[0], answer.citations)
        message = "The model broke off. Ask again."
        raise ModelCutOff(message).keeping(replace(answer, notices=("This answer is incomplete.",)))

    scripted.script = fail
    views = ask(chat, answer.question)
    restored = chat.arrive(conversation_of(views))
    for shown in (views[-1].live, restored.thread):
        assert shown is not None
        assert answer.statements[0].text in shown
        assert "This answer is incomplete." in shown
    assert views[-1].live is not None
    assert "The model broke off. Ask again." in views[-1].live
    assert "The rest of the answer is missing" in views[-1].live
    assert "This question could not be answered" not in views[-1].live


def test_an_unforeseen_error_is_not_swallowed(chat: Chat, scripted: Any) -> None:
    def break_down() -> Iterator[Event]:
        message = "secret internals"
        raise RuntimeError(message)
        yield

    scripted.script = break_down
    with pytest.raises(RuntimeError):
        ask(chat)
    failed = chat.fail()
    assert failed.live is not None
    assert "secret" not in failed.live
    assert failed.is_busy is False


def test_stopping_closes_the_assistants_stream(chat: Chat, scripted: Any) -> None:
    closed: list[bool] = []

    def endless() -> Iterator[Event]:
        try:
            while True:
                yield Searching("Why?", Filters())
        finally:
            closed.append(True)

    scripted.script = endless
    views = chat.ask("Why?", "", *NO_FILTERS)
    for _ in range(3):
        next(views)
    views.close()  # type: ignore[attr-defined]  # a generator
    assert closed == [True]


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_asks_nothing(chat: Chat, scripted: Any, question: str) -> None:
    assert ask(chat, question) == [View(is_busy=False)]
    assert scripted.asked == []


def test_half_a_character_does_no_harm(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    assert ask(chat, "Why \ud800?")[-1].is_busy is False


@pytest.mark.parametrize("conversation", ["nobody", "../../etc", "x" * 500, "<script>", "\ud800"])
def test_an_unknown_conversation_is_a_new_one(chat: Chat, scripted: Any, answer: Answer, conversation: str) -> None:
    arrived = chat.arrive(conversation)
    assert arrived.conversation == ""
    assert arrived.thread is not None
    assert "What happened?" in arrived.thread
    scripted.answers(answer)
    assert conversation_of(ask(chat, conversation=conversation)) != conversation


def test_without_prepared_questions_the_newest_headlines_are_suggested(scripted: Any) -> None:
    arrived = Chat(Desk(scripted.archive.path, lambda: scripted)).arrive("")
    assert arrived.thread is not None
    assert "What is reported about “Crossing shut”?" in arrived.thread
    assert arrived.publishers == ("The Courier", "The Lantern")


def test_a_missing_archive_is_noticed_when_it_comes(scripted: Any, answer: Answer) -> None:
    is_there = False

    def open_assistant() -> Any:
        if not is_there:
            message = "There is no archive. Run `copydesk ingest PATH`."
            raise ArchiveMissing(message)
        return scripted

    chat = Chat(Desk(scripted.archive.path, open_assistant))
    arrived = chat.arrive("")
    assert arrived.thread is not None
    assert "No articles yet" in arrived.thread
    assert "copydesk ingest PATH" in arrived.thread
    assert "is-trouble" in (ask(chat)[-1].live or "")
    is_there = True
    scripted.answers(answer)
    assert "is-answered" in (ask(chat)[-1].live or "")


@pytest.mark.parametrize("days", [("yesterday", ""), ("", "2025-13-01"), ("2025-02-02", "2025-02-01")])
def test_filters_that_make_no_sense_are_refused(chat: Chat, days: tuple[str, str]) -> None:
    views = list(chat.ask("Why?", "", *days, [], []))
    assert "is-trouble" in (views[-1].live or "")
    assert views[-1].question == "Why?"


@pytest.mark.parametrize(("switch", "asked"), [("model", None), ("extractive", "extractive"), ("", None)])
def test_the_hidden_switch_asks_no_model_where_there_is_none(
    chat: Chat, scripted: Any, answer: Answer, switch: str, asked: str | None
) -> None:
    scripted.answers(answer)
    list(chat.ask("Why?", "", "", "", [], [], switch))
    assert scripted.writers_asked == [asked]


def refine(chat: Chat, question: str, conversation: str, **filters: object) -> list[View]:
    return list(
        chat.ask(
            "half typed", conversation, *NO_FILTERS, refined=json.dumps({"question": question, "filters": filters})
        )
    )


def test_a_dropped_filter_asks_the_same_question_with_what_is_left(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    conversation = conversation_of(ask(chat, "What did the Lantern say in March 2025?"))
    views = refine(chat, "What did the Lantern say in March 2025?", conversation, publishers=["The Lantern"])
    assert scripted.asked[-1] == ("What did the Lantern say in March 2025?", (), Filters(publishers=("The Lantern",)))
    assert scripted.filters_read == [True, False]
    assert [view.question for view in views if view.question is not None] == []
    stored = scripted.archive.readers.turns(conversation)
    assert [turn.state for turn in stored] == ["answered"] * 2


def test_a_follow_up_asked_again_still_follows_what_it_followed(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    conversation = conversation_of(ask(chat))
    ask(chat, "And in 2025?", conversation)
    before = scripted.asked[-1][1]
    for _ in range(2):
        refine(chat, "And in 2025?", conversation)
        assert scripted.asked[-1][1] == before
    ask(chat, "And who?", conversation)
    refine(chat, "And in 2025?", conversation)
    assert scripted.asked[-1][1] == before


@pytest.mark.parametrize(
    "sent", ["{", "[]", '{"question": 3}', '{"question": "x", "filters": {"where": 1}}', "x" * 10**6]
)
def test_what_no_page_of_ours_sends_changes_nothing(chat: Chat, scripted: Any, answer: Answer, sent: str) -> None:
    scripted.answers(answer)
    list(chat.ask("Why?", "", *NO_FILTERS, refined=sent))
    assert scripted.asked == [("Why?", (), Filters())]
    assert scripted.filters_read == [True]


def test_a_changed_filter_that_makes_no_sense_says_so(chat: Chat, scripted: Any) -> None:
    views = refine(chat, "Why?", "", date_from="soon")
    assert "is not a day" in (views[-1].live or "")
    assert (views[-1].question, views[-1].is_busy) == (None, False)
    assert scripted.asked == []


def test_a_question_as_of_a_day(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    list(chat.ask("Why?", "", *NO_FILTERS, as_of="2025-03-12"))
    assert scripted.asked == [("Why?", (), Filters(as_of=date(2025, 3, 12)))]
