"""The faults of a model's server as a reader meets them: through the page, with an archive on disk."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from langchain_core.runnables import RunnableConfig

from assistant.answer import Answered, Event, Turn, WriterChoice, Writing
from assistant.answering import build_writer
from assistant.answering.writing import QUOTES_INSTEAD
from assistant.archive import Archive, IncomingArticle
from assistant.errors import ModelError, ModelLimit
from assistant.models import LocalEmbeddings, count_tokens
from assistant.pipeline import Assistant
from assistant.question import build_rewriter
from assistant.request import GivenFilters
from assistant.retrieval import LateInteraction, Retriever
from assistant.settings import Settings
from ingest.split import split
from tests.asking import Asker
from tests.chat_server import KEY, ChatServer, Handler, chat_server, events, giving, saying
from tests.chat_server import delta as said
from tests.model_faults import FAULTS, UNENDING, UNENDING_SECONDS
from ui.desk import Desk

DEADLINE = 1.5
LEFT_IN_PART = frozenset({"half a stream, closed", "half a stream, reset", "length"})
"""Faults before which a statement of the answer was whole and checked."""
"""Seconds, for what only a deadline ends."""
SLACK = 2
PATIENCE = 30
"""Seconds, for all else: a slow machine must not turn one fault into another."""
FERRY = "The ferry Heron sank off Ombersund on Tuesday. All 31 passengers were rescued by the pilot boat Gannet."
QUESTION = "How many passengers were rescued by the pilot boat Gannet?"


class Noting(Assistant):
    """Keeps what a stream ended in."""

    failure: ModelError | None = None

    def stream(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, Any]] = (),
        filters: GivenFilters = None,
        writer: WriterChoice | None = None,
        *,
        read_filters: bool = True,
        config: RunnableConfig | None = None,
    ) -> Iterator[Event]:
        try:
            yield from super().stream(
                question, history=history, filters=filters, writer=writer, read_filters=read_filters, config=config
            )
        except ModelError as error:
            self.failure = error
            raise


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, local_model: LocalEmbeddings) -> Iterator[Archive]:
    article = IncomingArticle(
        FERRY, "Ferry sinks", "The Lantern", (), "2026-05-04", date(2026, 5, 4), source_name="desk"
    )
    path = tmp_path_factory.mktemp("faults") / "archive"
    with Archive.open(path, local_model.identity, create=True) as opened:
        with opened.writer(local_model.encode) as writer:
            writer.put_many([(article, split(article, count_tokens))], local_model.encode)
        yield opened


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


def settings_at(server: ChatServer, archive: Archive, **given: object) -> Settings:
    known: dict[str, object] = {
        "archive": archive.path,
        "model": "openai:small",
        "model_base_url": server.url,
        "model_api_key": KEY,
        "model_deadline": PATIENCE,
        "model_retries": 0,
        "model_output_tokens": 64,
    }
    return Settings.load(**{**known, **given})


def assistant_at(server: ChatServer, archive: Archive, model: LocalEmbeddings, **given: object) -> Noting:
    settings = settings_at(server, archive, **given)
    retriever = Retriever(model, LateInteraction(model))
    return Noting(archive, retriever, build_writer(settings), settings, None, build_rewriter(settings))


def shown(asker: Asker) -> str:
    return " ".join(f"{reply.get('question')} {reply['html']} {reply['says']}" for reply in asker.shown)


def check_no_key(folder: Path, *texts: str) -> None:
    assert not [place for place, text in enumerate(texts) if KEY in text or KEY[3:] in text]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite3" or path.suffix == ".db" for path in files)
    assert [path for path in files if KEY[3:].encode() in path.read_bytes()] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_offers_quotes_and_leaves_no_key(
    name: str,
    server: ChatServer,
    archive: Archive,
    local_model: LocalEmbeddings,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    server.behaviour, kind, advice = FAULTS[name]
    is_unending = name in UNENDING
    assistant = assistant_at(server, archive, local_model, model_deadline=DEADLINE if is_unending else PATIENCE)
    asker = Asker.at(Desk(archive.path, lambda: assistant))
    begun = time.monotonic()
    asker.ask(QUESTION, writer="model")
    assert time.monotonic() - begun < (UNENDING_SECONDS if is_unending else PATIENCE)
    assert type(assistant.failure) is kind
    message = str(assistant.failure)
    assert advice in message
    assert message.endswith(QUOTES_INSTEAD)
    page = shown(asker)
    partial = assistant.failure.partial if assistant.failure else None
    assert (partial is not None) == (name in LEFT_IN_PART)
    title = "The rest of the answer is missing" if partial else "This question could not be answered"
    assert title in page
    assert "Answer with quotes instead" in page
    assert ("is-answered" in page) == (partial is not None)
    assert "raw provider" not in page
    (kept,) = archive.readers.turns(asker.conversation)
    assert (kept.state, kept.reason, kept.answer_json is not None) == ("failed", message, partial is not None)
    output = capfd.readouterr()
    check_no_key(archive.path, page, caplog.text, output.out, output.err, message, repr(assistant.failure))
    quoted = asker.ask("", "retry", turn=kept.turn_id, writer="extractive")
    assert "All 31 passengers were rescued" in quoted["html"]


def test_a_key_that_the_server_repeats_in_an_answer_is_withheld(
    server: ChatServer, archive: Archive, local_model: LocalEmbeddings
) -> None:
    server.behaviour = saying("All 31 passengers were rescued [1.2]. ", f"Your key is {KEY[:9]}", f"{KEY[9:]} [1.2].\n")
    assistant = assistant_at(server, archive, local_model)
    asker = Asker.at(Desk(archive.path, lambda: assistant))
    asker.ask(QUESTION, writer="model")
    page = shown(asker)
    assert "is-answered" in page
    assert "[key withheld]" in page
    check_no_key(archive.path, page)


# ── One deadline for all calls of an answer ─────────────────────────────────────────────────────────────────────

TALK = (Turn("user", "What happened to the ferry Heron?"), Turn("assistant", "The ferry Heron sank off Ombersund."))
FOLLOW_UP = "And how many passengers were rescued by the pilot boat Gannet?"


def drip_words(handler: Handler, body: dict[str, Any]) -> None:
    """A word now and then, for ever: no read ever times out."""
    events([said("The ")] * 1000, pause=0.1)(handler, body)


def is_rewriting(body: dict[str, Any]) -> bool:
    return "Last question:" in body["messages"][-1]["content"]


def ask_in_time(assistant: Noting, deadline: float) -> list[Event]:
    """Where each call had a deadline of its own, the answer would take more than SLACK beyond it."""
    begun, seen = time.monotonic(), list[Event]()
    try:
        seen.extend(assistant.stream(FOLLOW_UP, TALK))
    except ModelError:
        assert assistant.failure is not None
    assert time.monotonic() - begun < deadline + SLACK
    return seen


def test_rewriting_and_writing_share_the_deadline(
    server: ChatServer, archive: Archive, local_model: LocalEmbeddings
) -> None:
    server.behaviour = drip_words
    assistant = assistant_at(server, archive, local_model, model_deadline=6)
    ask_in_time(assistant, 6)
    assert "in time" in str(assistant.failure)
    assert [is_rewriting(body) for body in server.seen.bodies] == [True, False]


def test_an_answer_comes_in_time_though_the_follow_up_was_not_rewritten(
    server: ChatServer, archive: Archive, local_model: LocalEmbeddings
) -> None:
    def behave(handler: Handler, body: dict[str, Any]) -> None:
        (drip_words if is_rewriting(body) else saying("All 31 passengers were rescued [1.2]."))(handler, body)

    server.behaviour = behave
    *_, answered = ask_in_time(assistant_at(server, archive, local_model, model_deadline=6), 6)
    assert isinstance(answered, Answered)
    assert answered.answer.statements[0].status == "supported"
    assert any("read without the model" in notice for notice in answered.answer.notices)


def test_writing_again_with_less_shares_the_deadline(
    server: ChatServer, archive: Archive, local_model: LocalEmbeddings
) -> None:
    def behave(handler: Handler, body: dict[str, Any]) -> None:
        if is_rewriting(body):
            giving(500)(handler, body)
        elif len(server.seen.bodies) == 2:
            handler.server.stopped.wait(2.5)
            FAULTS["400 context overflow"][0](handler, body)
        else:
            drip_words(handler, body)

    server.behaviour = behave
    assistant = assistant_at(server, archive, local_model, model_deadline=4)
    ask_in_time(assistant, 4)
    assert "in time" in str(assistant.failure)
    assert len(server.seen.bodies) == 3


def test_waits_between_tries_share_the_deadline(
    server: ChatServer, archive: Archive, local_model: LocalEmbeddings
) -> None:
    server.behaviour = giving(429, Retry_After="1")
    assistant = assistant_at(server, archive, local_model, model_deadline=2, model_retries=10)
    ask_in_time(assistant, 2)
    assert "Wait" in str(assistant.failure)


def test_time_that_runs_out_after_a_refusal_leaves_the_refusal_as_the_reason(
    server: ChatServer, archive: Archive, local_model: LocalEmbeddings
) -> None:
    def behave(handler: Handler, body: dict[str, Any]) -> None:
        if is_rewriting(body):
            saying("How many passengers were rescued by the pilot boat Gannet?")(handler, body)
        elif sum(not is_rewriting(one) for one in server.seen.bodies) == 1:
            giving(429)(handler, body)
        else:
            handler.server.stopped.wait(10)

    server.behaviour = behave
    assistant = assistant_at(server, archive, local_model, model_deadline=3, model_retries=10)
    ask_in_time(assistant, 3)
    assert len(server.seen.bodies) == 3
    assert "Wait" in str(assistant.failure)


def test_all_calls_of_an_answer_count_towards_the_limit(server: ChatServer, archive: Archive) -> None:
    server.behaviour = saying("How many passengers were rescued by the pilot boat Gannet?")
    settings = settings_at(server, archive, model_calls_per_minute=1)
    with Assistant.from_settings(settings) as assistant, pytest.raises(ModelLimit, match="Wait"):
        assistant.ask(FOLLOW_UP, history=TALK)
    assert [is_rewriting(body) for body in server.seen.bodies] == [True]


def test_tokens_and_times_of_all_calls_are_told(
    server: ChatServer, archive: Archive, local_model: LocalEmbeddings
) -> None:
    def behave(handler: Handler, body: dict[str, Any]) -> None:
        said = "How many passengers were rescued by the Gannet?" if is_rewriting(body) else "All 31 were rescued [1.2]."
        saying(said)(handler, body)

    server.behaviour = behave
    answer = assistant_at(server, archive, local_model).ask(FOLLOW_UP, history=TALK)
    counted = {"prompt_tokens": 321, "output_tokens": 12, "rewrite_prompt_tokens": 321, "rewrite_output_tokens": 12}
    assert answer.tokens == counted
    assert {"prepare", "retrieve", "evidence", "write", "total"} == set(answer.timings)


def test_stopping_while_a_follow_up_is_read_ends_the_request(
    server: ChatServer, archive: Archive, local_model: LocalEmbeddings
) -> None:
    server.behaviour = drip_words
    stream = assistant_at(server, archive, local_model, model_deadline=60).stream(FOLLOW_UP, TALK)
    assert next(stream) == Writing(0)
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert server.seen.hung_up.wait(UNENDING_SECONDS)
