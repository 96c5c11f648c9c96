"""What the page sends becomes turns, turns become what it shows; conversations are kept, restored and never mixed."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from threading import Event as Signal
from typing import Any

import pytest

from assistant.answer import Answer, Event, Found, Searching, Stated, Turn
from assistant.archive import Filters
from assistant.errors import ArchiveMissing, InputError, ModelCutOff, ModelUnavailable
from tests.asking import Asker
from ui.chat import Chat
from ui.desk import Desk
from ui.jobs import Jobs

WHY = "Why was the bridge closed?"


@pytest.fixture
def chat(desk: Desk) -> Chat:
    jobs = Jobs(desk)
    desk.before_closing(jobs.close)
    return Chat(desk, jobs, ("What happened?",))


@pytest.fixture
def page(chat: Chat) -> Asker:
    return Asker(chat)


def held(begun: Signal, go_on: Signal, answer: Answer) -> Callable[[], Iterator[Event]]:
    """A script that waits in the middle, after its first statement."""

    def script() -> Iterator[Event]:
        yield Searching(answer.standalone_question, answer.filters)
        yield Found(answer.passages)
        yield Stated(answer.statements[0], answer.citations)
        begun.set()
        assert go_on.wait(20)
        yield Stated(answer.statements[0], ())

    return script


def test_a_question_is_shown_at_once_and_goes_through_its_steps(page: Asker, scripted: Any, answer: Answer) -> None:
    begun, go_on = Signal(), Signal()
    scripted.script = held(begun, go_on, answer)
    first = page.put(WHY)
    assert first["is_open"]
    assert "Searching the archive…" in first["html"]
    assert first["says"] == "Searching"
    assert begun.wait(20)
    then = page.follow(first)
    assert "is-open" in then["html"]
    assert 'class="marker"' in then["html"]
    assert answer.statements[0].text in then["says"]
    go_on.set()


def test_an_answer_ends_its_turn(page: Asker, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    last = page.ask(WHY)
    assert "is-answered" in last["html"]
    assert "Done: 1 statement" in last["says"]
    assert answer.statements[0].text in "".join(reply["says"] for reply in page.shown)
    assert "question" not in last, "what is being typed meanwhile stays"
    assert last["stamp"] in page.chat.furnish().masthead
    (turn,) = scripted.archive.readers.turns(page.conversation)
    assert (turn.state, turn.text) == ("answered", answer.text)


@pytest.mark.parametrize("question", ["Why  was the\nbridge closed?", "Why was the bridge closed? "])
def test_a_conversation_is_restored_by_ids_and_not_by_words(
    page: Asker, scripted: Any, answer: Answer, question: str
) -> None:
    scripted.answers(answer)
    page.ask(question)
    page.ask(question)
    restored = page.opened()
    assert restored.count("is-answered") == 2
    assert restored.count("Stopped before") == 0
    assert restored.count(f">{question}</h2>") == 2
    assert "Understood as" not in restored


def test_the_next_question_takes_the_turns_along(page: Asker, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    conversation = page.ask(WHY)["conversation"]
    assert page.ask("And when?")["conversation"] == conversation
    assert scripted.asked[1][1] == (Turn("user", WHY), Turn("assistant", answer.text))


def test_readers_do_not_see_each_other(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    ines, teague = Asker(chat, "ines"), Asker(chat, "teague")
    turn = ines.ask("First?")["turn"]
    teague.conversation = ines.conversation
    assert "What happened?" in teague.opened()
    assert teague.ask("Second?")["conversation"] != ines.conversation
    assert [one.question for one in scripted.archive.readers.turns(ines.conversation)] == ["First?"]
    assert "First?" not in asyncio.run(chat.follow("teague", {"turn": turn}))["html"]
    assert "First?" not in chat.stop("teague", {"turn": turn})["html"]
    for name in ("retry", "refine", "edit"):
        with pytest.raises(InputError):
            getattr(chat, name)("teague", {"turn": turn, "question": "?"})


def test_a_failure_says_what_to_do_now_and_after_a_reload(page: Asker, scripted: Any) -> None:
    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        message = "The model did not answer. Ask again."
        raise ModelUnavailable(message)

    scripted.script = fail
    last = page.ask("Why?")
    assert last["question"] == "Why?", "it is given back"
    for shown in (last["html"], page.opened()):
        assert "is-trouble" in shown
        assert "The model did not answer. Ask again." in shown
    assert [turn.state for turn in scripted.archive.readers.turns(page.conversation)] == ["failed"]


def test_what_was_checked_before_a_failure_stays_shown_and_kept(page: Asker, scripted: Any, answer: Answer) -> None:
    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        yield Stated(answer.statements[0], answer.citations)
        message = "The model broke off. Ask again."
        raise ModelCutOff(message).keeping(replace(answer, notices=("This answer is incomplete.",)))

    scripted.script = fail
    last = page.ask(answer.question)
    for shown in (last["html"], page.opened()):
        assert answer.statements[0].text in shown
        assert "This answer is incomplete." in shown
        assert "The model broke off. Ask again." in shown
        assert "The rest of the answer is missing" in shown
        assert "This question could not be answered" not in shown


def test_an_unforeseen_error_is_logged_and_tells_no_secret(
    page: Asker, scripted: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down() -> Iterator[Event]:
        message = "secret internals"
        raise RuntimeError(message)
        yield

    scripted.script = break_down
    last = page.ask(WHY)
    assert "Copydesk failed" in last["html"]
    assert "secret" not in last["html"]
    assert "secret internals" in caplog.text


def test_stopping_keeps_what_was_checked_and_closes_the_stream(page: Asker, scripted: Any, answer: Answer) -> None:
    begun, go_on, closed = Signal(), Signal(), Signal()
    script = held(begun, go_on, answer)

    def closing() -> Iterator[Event]:
        try:
            yield from script()
        finally:
            closed.set()

    scripted.script = closing
    first = page.put(WHY)
    assert begun.wait(20)
    stopped = page.stop(first)
    assert not stopped["is_open"]
    go_on.set()
    assert closed.wait(20)
    for shown in (stopped["html"], page.opened(), page.follow(first)["html"]):
        assert "is-stopped" in shown
        assert answer.statements[0].text in shown
        assert "the rest was not written" in shown
    scripted.answers(answer)
    assert "is-answered" in page.ask("And right after?")["html"]
    assert scripted.asked[-1][1] == (Turn("user", WHY), Turn("assistant", answer.text))


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "why " * 25_000])
def test_what_is_no_question_is_refused_and_no_part_of_a_conversation(
    page: Asker, scripted: Any, question: str
) -> None:
    refused = page.ask(question)
    assert "is-trouble" in refused["html"]
    assert (refused["turn"], page.conversation) == ("", "")
    assert scripted.asked == []


def test_half_a_character_does_no_harm(page: Asker, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    assert "is-answered" in page.ask("Why \ud800?")["html"]


@pytest.mark.parametrize("conversation", ["nobody", "../../etc", "x" * 200, "<script>"])
def test_an_unknown_conversation_is_a_new_one(page: Asker, scripted: Any, answer: Answer, conversation: str) -> None:
    page.conversation = conversation
    assert "What happened?" in page.opened()
    assert page.chat.open("", {"conversation": conversation})["conversation"] == ""
    scripted.answers(answer)
    assert page.ask(WHY)["conversation"] != conversation


@pytest.mark.parametrize(
    "sent", [None, [], "x", 3, {"where": 1}, {"turn": 3}, {"seen": [1]}, {"filters": {"where": 1}}, {"writer": "me"}]
)
def test_what_no_page_of_ours_sends_is_refused(page: Asker, scripted: Any, sent: object) -> None:
    for name in ("open", "ask", "refine", "retry", "edit", "stop"):
        with pytest.raises(InputError, match="Load the page again"):
            getattr(page.chat, name)("", sent)
    assert scripted.asked == []


def test_a_turn_that_is_not_there_says_so(page: Asker) -> None:
    for name in ("retry", "refine", "edit"):
        with pytest.raises(InputError, match="not here any more"):
            getattr(page.chat, name)("", {"turn": "nobody", "question": "Why?"})
    gone = asyncio.run(page.chat.follow("", {"turn": "nobody"}))
    assert "not here any more" in gone["html"]
    assert not gone["is_open"]


def test_without_prepared_questions_the_newest_headlines_are_suggested(desk: Desk) -> None:
    page = Asker.at(desk)
    assert "What is reported about “Crossing shut”?" in page.opened()
    assert page.chat.furnish().publishers == ("The Courier", "The Lantern")


def test_a_missing_archive_is_noticed_when_it_comes(scripted: Any, answer: Answer) -> None:
    is_there = False

    def open_assistant() -> Any:
        if not is_there:
            message = "There is no archive. Run `copydesk ingest PATH`."
            raise ArchiveMissing(message)
        return scripted

    desk = Desk(scripted.archive.path, open_assistant)
    page = Asker.at(desk)
    assert "No articles yet" in page.opened()
    stamp = page.chat.furnish().masthead
    assert "is-trouble" in page.ask(WHY)["html"]
    is_there = True
    scripted.answers(answer)
    last = page.ask(WHY)
    assert "is-answered" in last["html"]
    assert last["stamp"] not in stamp, "the page asks for its masthead anew"
    desk.close()


@pytest.mark.parametrize("days", [("yesterday", ""), ("", "2025-13-01"), ("2025-02-02", "2025-02-01")])
def test_filters_that_make_no_sense_are_refused(page: Asker, scripted: Any, days: tuple[str, str]) -> None:
    refused = page.ask("Why?", filters={"date_from": days[0], "date_to": days[1]})
    assert "is-trouble" in refused["html"]
    assert refused["question"] == "Why?"
    assert scripted.asked == []


def test_filters_reach_the_assistant(page: Asker, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    page.ask("Why?", filters={"as_of": "2025-03-12", "publishers": ["The Lantern"], "authors": ["Ines Corrado"]})
    given = Filters(as_of=date(2025, 3, 12), publishers=("The Lantern",), authors=("Ines Corrado",))
    assert scripted.asked == [("Why?", (), given)]
    assert scripted.filters_read == [True]


@pytest.mark.parametrize(("switch", "asked"), [("model", None), ("extractive", "extractive"), (None, None)])
def test_the_hidden_switch_asks_no_model_where_there_is_none(
    page: Asker, scripted: Any, answer: Answer, switch: str | None, asked: str | None
) -> None:
    scripted.answers(answer)
    page.ask("Why?", writer=switch)
    assert scripted.writers_asked == [asked]


def test_a_dropped_filter_asks_the_same_question_with_what_is_left(page: Asker, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    turn = page.ask("What did the Lantern say in March 2025?")["turn"]
    page.ask("", "refine", turn=turn, filters={"publishers": ["The Lantern"]})
    assert scripted.asked[-1] == ("What did the Lantern say in March 2025?", (), Filters(publishers=("The Lantern",)))
    assert scripted.filters_read == [True, False]
    turns = scripted.archive.readers.turns(page.conversation)
    assert [one.retry_of for one in turns] == [None, turn]


def test_a_follow_up_asked_again_still_follows_what_it_followed(page: Asker, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    page.ask(WHY)
    turn = page.ask("And in 2025?", filters={"publishers": ["The Lantern"]})["turn"]
    before = scripted.asked[-1]
    for _ in range(2):
        turn = page.ask("", "retry", turn=turn)["turn"]
        assert scripted.asked[-1] == before
    page.ask("And who?")
    page.ask("And in 2024?", "edit", turn=turn)
    assert scripted.asked[-1] == ("And in 2024?", *before[1:])


def test_what_was_taken_over_is_left_out_now_and_when_it_is_asked_again(
    page: Asker, scripted: Any, answer: Answer
) -> None:
    scripted.answers(answer)
    page.ask(WHY)
    given = Filters(publishers=("The Lantern",))
    turn = page.ask("And when?", filters={"publishers": ["The Lantern"]})["turn"]
    for name, sent in (("refine", {"alone": True}), ("retry", {}), ("refine", {"filters": {}})):
        turn = page.ask("", name, turn=turn, **sent)["turn"]
        assert scripted.asked[-1][:2] == ("And when?", ())
    assert [filters for _, _, filters in scripted.asked[1:]] == [given, given, given, Filters()]
    assert scripted.filters_read == [True, True, True, True, False]
    page.ask("And who?")
    assert len(scripted.asked[-1][1]) == 10, "what comes after it takes it along"


def test_an_edited_question_that_is_refused_comes_back(page: Asker, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    turn = page.ask(WHY)["turn"]
    refused = page.put(" ", "edit", turn=turn)
    assert "is-trouble" in refused["html"]
    assert refused["question"] == " "


def test_feedback_is_kept_of_ones_own_turns_alone(chat: Chat, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    turn = Asker(chat, "ines").ask(WHY)["turn"]
    said = {"turn": turn, "kind": "not supported", "statement": 0, "words": "It was open."}
    assert "Thank you" in chat.feedback("ines", said)["says"]
    strange: tuple[object, ...] = ({**said, "turn": "nobody"}, {**said, "turn": 3}, [], {**said, "kind": "spam"})
    for sent in strange:
        with pytest.raises(InputError):
            chat.feedback("ines", sent)
    with pytest.raises(InputError, match="not here any more"):
        chat.feedback("teague", said)
    (kept,) = scripted.archive.readers.feedback()
    assert (kept.owner, kept.statement_text, kept.words) == ("ines", answer.statements[0].text, "It was open.")


def test_a_changed_filter_that_makes_no_sense_says_so(page: Asker, scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)
    turn = page.ask("Why?")["turn"]
    refused = page.ask("", "refine", turn=turn, filters={"date_from": "soon"})
    assert "is not a day" in refused["html"]
    assert "question" not in refused
    assert len(scripted.asked) == 1


def test_a_full_line_refuses_and_says_so(desk: Desk, scripted: Any, answer: Answer) -> None:
    begun, go_on = Signal(), Signal()
    scripted.script = held(begun, go_on, answer)
    jobs = Jobs(desk, quotes_at_once=1, most_waiting=1)
    page = Asker(Chat(desk, jobs))
    page.put("First?")
    assert begun.wait(20)
    second = page.put("Second?")
    assert "Waiting: 1st in line." in second["html"]
    assert second["says"] == "Waiting: 1st in line"
    assert "Too many questions are waiting" in page.put("Third?")["html"]
    stopped = page.stop(second)
    assert "Stopped before there was an answer" in stopped["html"]
    go_on.set()
    jobs.close()
