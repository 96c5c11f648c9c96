from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import BaseMessage
from langchain_core.outputs import LLMResult
from langchain_core.runnables import RunnableLambda
from langsmith.utils import get_env_var
from pydantic import SecretStr

from assistant.errors import ModelCutOff, ModelError, ModelLimit, ModelUnavailable
from assistant.models import Ended, LanguageModel, Words
from assistant.models.chat import CHARACTERS_A_TOKEN
from assistant.models.chat_faults import check_ending
from assistant.models.heard import NO_STREAM
from tests.scripted_model import saying, scripted

ASKED = [("system", "Write."), ("human", "What happened?")]


def words_of(pieces: Sequence[Any]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Words))


def test_words_come_as_they_are_said_and_the_end_last() -> None:
    pieces = list(saying("The ferry", " sank.").stream(ASKED))
    assert words_of(pieces) == "The ferry sank."
    assert pieces[-1] == Ended(None, None, 0)
    assert saying("The ferry", " sank.").complete(ASKED) == "The ferry sank."


def test_the_model_gets_who_speaks_and_what() -> None:
    heard: list[tuple[str, str]] = []

    def hear(messages: Sequence[BaseMessage]) -> Iterator[str]:
        heard.extend((message.type, message.text) for message in messages)
        yield "Yes."

    scripted(hear).complete([*ASKED, ("ai", "The ferry."), ("human", "{braces} stay")])
    assert heard == [*ASKED, ("ai", "The ferry."), ("human", "{braces} stay")]


@pytest.mark.parametrize("ending", [None, "length", "content_filter", "something new"])
def test_an_answer_that_the_server_does_not_call_whole_is_none(ending: str | None) -> None:
    with pytest.raises(ModelCutOff):
        list(saying("Half an", ending=ending).stream(ASKED))


@pytest.mark.parametrize("ending", ["stop", "STOP", "end_turn", "completed"])
def test_providers_call_a_whole_answer_by_many_names(ending: str) -> None:
    check_ending(ending, "model.example", 10)
    assert isinstance(list(saying("Whole.", ending=ending).stream(ASKED))[-1], Ended)


def test_one_that_never_stops_is_stopped() -> None:
    def chatter(messages: Sequence[BaseMessage]) -> Iterator[str]:
        while True:
            yield "word "

    heard: list[Any] = []
    with pytest.raises(ModelCutOff, match="without coming to an end"):
        heard.extend(scripted(chatter, output_tokens=50).stream(ASKED))
    assert 0 < len(words_of(heard)) <= 50 * CHARACTERS_A_TOKEN


@pytest.mark.slow
def test_a_failure_of_ours_is_no_failure_of_the_server() -> None:
    with pytest.raises(ZeroDivisionError):
        list(saying("x", failure=ZeroDivisionError()).stream(ASKED))


def test_a_malformed_answer_is_the_servers() -> None:
    with pytest.raises(ModelUnavailable, match=r"model\.example"):
        list(saying("x", failure=ValueError("secret")).stream(ASKED))


def test_calls_are_counted() -> None:
    model = saying("Yes.", calls_per_minute=2)
    model.complete(ASKED)
    model.complete(ASKED)
    with pytest.raises(ModelLimit):
        model.complete(ASKED)


class Watching(BaseCallbackHandler):
    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.tags: list[str] = []
        self.said: list[str] = []
        self.failures: list[BaseException] = []
        self.parts: list[str] = []

    def on_chat_model_start(self, serialized: Any, messages: list[list[BaseMessage]], **kwargs: Any) -> None:
        self.asked += [[message.text for message in one] for one in messages]
        self.tags += kwargs["tags"]

    def on_llm_end(self, response: LLMResult, **kwargs: Any) -> None:
        self.said.append(response.generations[0][0].text)

    def on_llm_error(self, error: BaseException, **kwargs: Any) -> None:
        self.failures.append(error)

    def on_llm_new_token(self, token: str | list[Any], **kwargs: Any) -> None:
        self.parts.append(str(token))


def watched(model: LanguageModel) -> Watching:
    watching = Watching()
    asking: RunnableLambda[str, str] = RunnableLambda(lambda _: model.complete(ASKED))
    with suppress(ModelError):
        asking.invoke("?", config={"callbacks": [watching]})
    return watching


def test_callbacks_of_a_surrounding_run_see_the_call_and_none_of_its_parts() -> None:
    watching = watched(saying("Y", "es", "."))
    assert watching.asked == [[text for _, text in ASKED]]
    assert (watching.said, watching.parts, watching.failures) == (["Yes."], [], [])
    assert watching.tags == [NO_STREAM] == ["nostream"], "LangGraph shows no message of it"


def test_callbacks_are_told_of_each_failure_in_our_words() -> None:
    watching = watched(saying(failure=ValueError("secret"), retries=0))
    assert watching.said == []
    assert [type(failure) for failure in watching.failures] == [ModelUnavailable]
    cut_off = watched(saying("Half an", ending=None))
    assert [type(failure) for failure in cut_off.failures] == [ModelCutOff]


def test_callbacks_do_not_hear_what_was_only_reasoning_nor_the_key() -> None:
    assert watched(saying("First I look.</think>", "Yes.")).said == ["Yes."]
    assert watched(saying("The key is sk-", "12345678.", secret=SecretStr("sk-12345678"))).said != []
    assert "12345678" not in watched(saying("It is sk-", "12345678.", secret=SecretStr("sk-12345678"))).said[0]


def test_tracing_is_ignored_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With LANGSMITH_TRACING LangChain sends every run to another host."""
    from langsmith.utils import tracing_is_enabled

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # an lru_cache under overloads
    seen: list[object] = []

    def note(messages: Sequence[BaseMessage]) -> Iterator[str]:
        seen.append(tracing_is_enabled())
        yield "Yes."

    assert tracing_is_enabled()
    scripted(note).complete(ASKED)
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # an lru_cache under overloads
    assert seen == [False]


def test_only_a_messages_text_counts_whatever_a_provider_cites_in_it() -> None:
    """What opens is the evidence that was sent, by its markers: a block of citations could lead anywhere."""
    block = {
        "type": "text",
        "text": "Yes [1.1].",
        "annotations": [{"type": "citation", "url": "https://evil.example/", "cited_text": "No."}],
    }
    foreign = {"type": "image", "url": "https://evil.example/x.png"}
    assert scripted(lambda _: iter([[block], [foreign], [block]])).complete(ASKED) == "Yes [1.1].Yes [1.1]."


def test_a_key_that_the_server_repeats_is_withheld() -> None:
    model = saying("You sent sk-01", "23456789", ", did you", secret=SecretStr("sk-0123456789"))
    assert model.complete(ASKED) == "You sent [key withheld], did you"
