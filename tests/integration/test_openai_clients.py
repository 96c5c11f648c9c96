"""OpenAI's own clients, LangChain's, and chat pages' ways of calling, against the running server."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from langchain_openai import ChatOpenAI
from openai import APIStatusError, AsyncOpenAI, BadRequestError, NotFoundError, OpenAI
from pydantic import SecretStr

QUESTION = "Why was Candlemaker Bridge closed?"
MESSAGES: Any = [{"role": "user", "content": QUESTION}]


@pytest.fixture
def client(served: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{served}/v1", api_key="none", max_retries=0) as opened:
        yield opened


def test_a_completion_is_one_that_the_client_knows(client: OpenAI) -> None:
    told = client.chat.completions.create(model="copydesk", messages=MESSAGES)
    message = told.choices[0].message
    assert message.content is not None
    assert message.annotations
    whole = told.model_extra
    assert whole is not None
    quotes = [citation["quote"] for citation in whole["copydesk"]["citations"]]
    for annotation in message.annotations:
        where = annotation.url_citation
        assert message.content[where.start_index : where.end_index] in quotes
        assert where.url.startswith("http")
    assert told.usage is not None
    assert told.usage.prompt_tokens > 0
    assert told.choices[0].finish_reason == "stop"


def test_a_stream_too_and_the_asynchronous_client(served: str, client: OpenAI) -> None:
    stream = client.chat.completions.create(
        model="copydesk-quotes", messages=MESSAGES, stream=True, stream_options={"include_usage": True}
    )
    parts = list(stream)
    said = "".join(part.choices[0].delta.content or "" for part in parts if part.choices)
    assert parts[-1].usage is not None
    assert parts[-1].usage.completion_tokens > 0

    async def ask() -> tuple[str, str]:
        async with AsyncOpenAI(base_url=f"{served}/v1", api_key="none", max_retries=0) as opened:
            whole = await opened.chat.completions.create(model="copydesk-quotes", messages=MESSAGES)
            streamed = await opened.chat.completions.create(model="copydesk-quotes", messages=MESSAGES, stream=True)
            pieces = [part.choices[0].delta.content or "" async for part in streamed]
            return whole.choices[0].message.content or "", "".join(pieces)

    assert set(asyncio.run(ask())) == {said}


def test_models_vectors_and_errors_are_those_of_the_client(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["copydesk", "copydesk-quotes"]
    assert client.models.retrieve("copydesk").owned_by == "copydesk"
    vector = client.embeddings.create(model="all-MiniLM-L6-v2", input="A bridge").data[0].embedding
    assert len(vector) == 384
    with pytest.raises(NotFoundError) as unknown:
        client.chat.completions.create(model="gpt-7", messages=MESSAGES)
    assert (unknown.value.code, unknown.value.type) == ("model_not_found", "not_found_error")
    for content in ("", "x" * 90_000, [{"type": "image_url", "image_url": {"url": "data:,"}}]):
        with pytest.raises(BadRequestError):
            client.chat.completions.create(model="copydesk", messages=[{"role": "user", "content": content}])  # type: ignore[list-item, misc]
    with pytest.raises(APIStatusError) as much:
        client.chat.completions.create(model="copydesk", messages=[{"role": "user", "content": "x" * 1_100_000}])
    assert (much.value.status_code, much.value.code) == (413, "TooLarge")


def test_langchains_client(served: str) -> None:
    model = ChatOpenAI(base_url=f"{served}/v1", api_key=SecretStr("none"), model="copydesk", stream_usage=True)
    told = model.invoke(QUESTION)
    assert "[1]" in told.text
    assert told.usage_metadata is not None
    pieces = list(model.stream([("system", "Answer briefly."), ("human", QUESTION)]))
    assert "".join(piece.text for piece in pieces) == told.text
    assert asyncio.run(model.ainvoke(QUESTION)).text == told.text


def test_a_follow_up_is_read_with_the_conversation_before_it(client: OpenAI) -> None:
    """As Open WebUI sends it: a system prompt, the whole answer with its sources, and more than anybody reads."""
    first = client.chat.completions.create(model="copydesk", messages=MESSAGES).choices[0].message.content
    conversation: Any = [
        {"role": "system", "content": "You are a helpful assistant."},
        *MESSAGES,
        {"role": "assistant", "content": first},
        {"role": "user", "content": [{"type": "text", "text": "When did it reopen?"}]},
    ]
    extra = {"chat_id": "c", "session_id": "s", "features": {"web_search": False}, "model_item": {"id": "copydesk"}}
    told = client.chat.completions.create(
        model="copydesk", messages=conversation, temperature=0.7, tools=[], seed=1, extra_body=extra
    )
    assert told.model_extra is not None
    assert "Bridge" in told.model_extra["copydesk"]["standalone_question"]


def test_what_chat_pages_ask_beside_questions_takes_no_search(served: str) -> None:
    open_webui = {
        "model": "copydesk",
        "stream": False,
        "metadata": {"task": "title_generation"},
        "messages": [
            {
                "role": "user",
                "content": "### Task:\nGenerate a concise, 3-5 word title.\n### Output:\n"
                'JSON format: { "title": "…" }\n'
                f"### Chat History:\n<chat_history>\nUSER: {QUESTION}\nASSISTANT: Cracks.\n</chat_history>",
            }
        ],
    }
    libre_chat = {
        "model": "copydesk",
        "temperature": 0.2,
        "presence_penalty": 0,
        "frequency_penalty": 0,
        "user": "65f",
        "messages": [
            {
                "role": "user",
                "content": "Provide a concise, 5-word-or-less title for the conversation, using title case "
                f"conventions. Only return the title itself.\n\nConversation:\nUser: {QUESTION}\nAI: Cracks.",
            }
        ],
    }
    titles = []
    for body in (open_webui, libre_chat):
        told = httpx.post(f"{served}/v1/chat/completions", json=body, timeout=60).json()
        titles.append(told["choices"][0]["message"]["content"])
        assert "copydesk" not in told
    assert [json.loads(titles[0])["title"], titles[1]] == ["Why was Candlemaker Bridge closed"] * 2
