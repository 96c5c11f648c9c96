"""The Model Context Protocol, by its official client, on standard input and output and over HTTP."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp_types import TextResourceContents

PROGRAM = "from ui.cli import main; main()"
QUESTION = "Why was Candlemaker Bridge closed?"
TOOLS = ["ask_archive", "search_archive", "read_article", "list_versions", "dossier"]


def stdio_server(samples_archive: Path) -> StdioServerParameters:
    return StdioServerParameters(
        command=sys.executable,
        args=["-c", PROGRAM, "mcp", "--archive", str(samples_archive)],
        env=dict(os.environ),
    )


async def use_every_tool(client: Client) -> None:
    tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == TOOLS
    assert all(tool.output_schema and tool.annotations and tool.annotations.read_only_hint for tool in tools)

    asked = await client.call_tool("ask_archive", {"question": QUESTION})
    answer = asked.structured_content
    assert answer["outcome"] == "answered"
    assert "[1]" in asked.content[0].text  # type: ignore[union-attr]  # every reply is one text

    for citation in answer["citations"]:
        wanted = {"article_id": citation["article_id"], "version": citation["version"], "start": citation["start"]}
        length = citation["end"] - citation["start"]
        read = (await client.call_tool("read_article", {**wanted, "length": length})).structured_content
        assert read["text"] == citation["quote"], "the exact span"

    found = (await client.call_tool("search_archive", {"question": QUESTION, "limit": 2})).structured_content
    assert [passage["rank"] for passage in found["passages"]] == [1, 2]
    first = found["passages"][0]["article_id"]
    versions = (await client.call_tool("list_versions", {"article_id": first})).structured_content
    assert versions["article_id"] == first
    assert next(one["version"] for one in versions["versions"]) == 1
    dossier = (
        await client.call_tool("dossier", {"question": "Who was for and who against the ferry?"})
    ).structured_content
    assert dossier["dossier_schema"] == 1

    resources = (await client.list_resources()).resources
    assert len(resources) > 20
    contents = (await client.read_resource(str(resources[0].uri))).contents[0]
    assert isinstance(contents, TextResourceContents)
    assert resources[0].title is not None
    assert contents.text.startswith(resources[0].title)
    assert [one.uri_template for one in (await client.list_resource_templates()).resource_templates]


async def be_refused(client: Client) -> None:
    """In words that a model can act on."""
    for name, arguments, why in (
        ("ask_archive", {}, "question"),
        ("ask_archive", {"question": " "}, "question"),
        ("ask_archive", {"question": "x" * 90_000}, "characters"),
        ("ask_archive", {"question": "x", "date_from": "soon"}, "YYYY-MM-DD"),
        ("ask_archive", {"question": "x", "outlet": "y"}, "outlet"),
        ("read_article", {"article_id": "nobody"}, "no article"),
        ("read_article", {"article_id": "a", "version": 10**30}, "version"),
    ):
        told = await client.call_tool(name, arguments)
        assert told.is_error, arguments
        text = told.content[0].text  # type: ignore[union-attr]  # every reply is one text
        assert why in text
        assert len(text) < 1000
    with pytest.raises(MCPError, match="no such tool"):
        await client.call_tool("delete_archive", {})
    for uri in ("copydesk://articles/nobody", "copydesk://else", "file:///etc/passwd"):
        with pytest.raises(MCPError):
            await client.read_resource(uri)


@pytest.mark.parametrize("use", [use_every_tool, be_refused])
def test_over_http(served: str, use: Callable[[Client], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Client(f"{served}/mcp") as client:
            await use(client)

    asyncio.run(run())


def test_on_standard_input_and_output(samples_archive: Path) -> None:
    async def run() -> None:
        async with Client(stdio_server(samples_archive)) as client:
            await use_every_tool(client)
            await be_refused(client)

    asyncio.run(run())


def test_nothing_but_the_protocol_is_printed_and_the_end_of_input_ends_it(tmp_path: Path) -> None:
    """There is no archive here: that is a matter of the tools, not of the start."""
    hello: dict[str, Any] = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    wanted = {"name": "ask_archive", "arguments": {"question": "Why?"}}
    ask = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": wanted}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "mcp", "--archive", str(tmp_path / "none")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for message in (hello, ready, ask):
            program.stdin.write(json.dumps(message) + "\n")
        program.stdin.flush()
        lines = [json.loads(program.stdout.readline()) for _ in range(2)]
        program.stdin.close()
        assert program.stdout.read() == ""
        assert program.wait(30) == 0
    assert [line["id"] for line in lines] == [1, 2]
    assert lines[1]["result"]["isError"] is True
    assert "copydesk ingest" in lines[1]["result"]["content"][0]["text"]
