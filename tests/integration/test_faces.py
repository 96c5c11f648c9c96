"""One question through every face: the same text, statuses and citations, whoever asks and however."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client

from assistant.pipeline import Assistant
from assistant.settings import Settings
from ui.cli import main

QUESTION = "Why was Candlemaker Bridge closed?"
Asked = dict[str, Any]


@pytest.fixture(scope="module")
def by_python(samples_archive: Path) -> Iterator[Asked]:
    with Assistant.from_settings(Settings.load(archive=samples_archive)) as assistant:
        yield json.loads(json.dumps(assistant.ask(QUESTION).to_json()))


def by_json(address: str) -> Asked:
    return dict(httpx.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=60).json())


def by_lines(address: str) -> Asked:
    accept = {"accept": "application/x-ndjson"}
    told = httpx.post(f"{address}/api/ask", json={"question": QUESTION}, headers=accept, timeout=60)
    return dict(json.loads(told.text.splitlines()[-1])["answer"])


def by_events(address: str) -> Asked:
    accept = {"accept": "text/event-stream"}
    told = httpx.post(f"{address}/api/ask", json={"question": QUESTION}, headers=accept, timeout=60)
    name, data = told.text.strip().split("\n\n")[-1].split("\n")
    assert name == "event: answered"
    return dict(json.loads(data.removeprefix("data: "))["answer"])


def by_completion(address: str) -> Asked:
    body = {"model": "copydesk", "messages": [{"role": "user", "content": QUESTION}], "copydesk": {"sources": False}}
    told = httpx.post(f"{address}/v1/chat/completions", json=body, timeout=60).json()
    message = told["choices"][0]["message"]
    assert message["content"] == told["copydesk"]["text"]
    assert [one["copydesk"]["quote"] for one in message["annotations"]] == [
        told["copydesk"]["citations"][number - 1]["quote"]
        for statement in told["copydesk"]["statements"]
        for number in statement["citations"]
    ]
    return dict(told["copydesk"])


def by_streamed_completion(address: str) -> Asked:
    body = {"model": "copydesk-quotes", "messages": [{"role": "user", "content": QUESTION}], "stream": True}
    told = httpx.post(f"{address}/v1/chat/completions", json={**body, "copydesk": {"sources": False}}, timeout=60)
    *parts, last, done = told.text.strip().split("\n\n")
    assert done == "data: [DONE]"
    said = [json.loads(part.removeprefix("data: "))["choices"][0]["delta"] for part in parts]
    answer = dict(json.loads(last.removeprefix("data: "))["copydesk"])
    assert "".join(delta.get("content", "") for delta in said) == answer["text"]
    return answer


def by_mcp(address: str) -> Asked:
    async def ask() -> Asked:
        async with Client(f"{address}/mcp") as client:
            return dict((await client.call_tool("ask_archive", {"question": QUESTION})).structured_content)

    return asyncio.run(ask())


FACES = (by_json, by_lines, by_events, by_completion, by_streamed_completion, by_mcp)


def essence(answer: Asked) -> tuple[Any, ...]:
    statements = [(one["text"], one["status"], one["citations"]) for one in answer["statements"]]
    return answer["outcome"], answer["text"], statements, answer["citations"]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.__name__)
def test_every_face_of_the_server_says_what_python_says(
    face: Callable[[str], Asked], served: str, by_python: Asked
) -> None:
    assert by_python["citations"]
    assert essence(face(served)) == essence(by_python)


def test_so_does_the_command_line(samples_archive: Path, by_python: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ask", QUESTION, "--json", "--archive", str(samples_archive)])
    assert essence(json.loads(capsys.readouterr().out)) == essence(by_python)
