"""The protocol's server over a scripted assistant, asked by the official client in the same process."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from mcp import Client, MCPError
from mcp_types import TextResourceContents

from assistant.answer import Answer, Citation, Turn
from assistant.archive import Article, Filters
from ui.api.room import Room
from ui.desk import Desk
from ui.mcp.arguments import AskArguments
from ui.mcp.over_http import McpOverHttp
from ui.mcp.server import build_server


@pytest.fixture
def use(scripted: Any) -> Callable[[Callable[[Client], Awaitable[None]]], None]:
    """Runs a coroutine with a client of a server over the scripted assistant."""

    def run(asked: Callable[[Client], Awaitable[None]]) -> None:
        async def with_client() -> None:
            room = Room.of(Desk(scripted.archive.path, lambda: scripted), scripted.settings)
            async with Client(build_server(room)) as client:
                await asked(client)

        asyncio.run(with_client())

    return run


def text_of(result: Any) -> str:
    return str(result.content[0].text)


def test_an_answer_has_text_to_read_and_the_exact_spans(
    use: Any, scripted: Any, make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    answer = make_answer(Citation.of(1, make_article(), (0, 22)), notices=("One article was left out.",))
    scripted.answers(answer)

    async def ask(client: Client) -> None:
        arguments = {
            "question": "Why?",
            "history": [{"role": "user", "content": "Who?"}],
            "publishers": ["The Lantern"],
            "date_from": "2025",
        }
        told = await client.call_tool("ask_archive", arguments)
        assert told.structured_content["citations"][0]["quote"] == "The bridge was closed."
        assert "The bridge was closed. [1]" in text_of(told)
        assert "article a0123456789abcdef, version 1, characters 0 to 22" in text_of(told)
        assert text_of(told).endswith("Note: One article was left out.")

    use(ask)
    question, history, filters = scripted.asked[0]
    assert (question, history) == ("Why?", (Turn("user", "Who?"),))
    assert filters.publishers == ("The Lantern",)


def test_a_long_article_is_read_piece_by_piece(use: Any, scripted: Any) -> None:
    with scripted.archive.snapshot() as snapshot:
        article = snapshot.list_articles()[-2]

    async def read(client: Client) -> None:
        wanted: dict[str, Any] = {"article_id": article.article_id, "length": 10}
        first = await client.call_tool("read_article", wanted)
        assert first.structured_content["text"] == article.text[:10]
        assert f"{len(article.text) - 10} characters follow: read on with start=10." in text_of(first)
        last = await client.call_tool("read_article", {**wanted, "start": len(article.text) - 4})
        assert last.structured_content["text"] == article.text[-4:]
        beyond = await client.call_tool("read_article", {**wanted, "start": 10**9})
        assert (beyond.structured_content["text"], beyond.structured_content["end"]) == ("", len(article.text))
        versions = await client.call_tool("list_versions", {"article_id": article.article_id})
        assert [one["version"] for one in versions.structured_content["versions"]] == [1]

    use(read)


def test_articles_are_resources(use: Any, scripted: Any) -> None:
    async def look(client: Client) -> None:
        listed = (await client.list_resources()).resources
        assert {one.title for one in listed} == {"Bridge closed", "Crossing shut", "Untitled"}
        for one in listed:
            (contents,) = (await client.read_resource(str(one.uri))).contents
            assert isinstance(contents, TextResourceContents)
            assert contents.text
        version = await client.read_resource(f"{listed[0].uri}?version=1")
        assert version.contents
        with pytest.raises(MCPError):
            await client.read_resource(f"{listed[0].uri}?version=2")
        assert (await client.list_resources(cursor="100")).resources == []
        assert len((await client.list_resources(cursor="nonsense")).resources) == 3

    use(look)


def test_a_failure_of_the_model_is_told_and_a_crash_says_nothing(use: Any, scripted: Any) -> None:
    def crash() -> Any:
        message = "a secret"
        raise ZeroDivisionError(message)

    async def ask(client: Client) -> None:
        told = await client.call_tool("ask_archive", {"question": 7})
        assert told.is_error
        assert "question" in text_of(told)
        scripted.script = crash
        with pytest.raises(MCPError) as failed:
            await client.call_tool("ask_archive", {"question": "Why?"})
        assert "secret" not in str(failed.value)

    use(ask)


def test_filters_stand_beside_the_question() -> None:
    asking = AskArguments.model_validate({"question": "Why?", "kinds": ["opinion"], "read_filters": False}).to_request()
    assert (asking.filters, asking.read_filters) == (Filters(kinds=("opinion",)), False)
    assert AskArguments.model_validate({"question": "Why?"}).to_request().filters is None


def test_nothing_is_loaded_before_the_first_request(scripted: Any) -> None:
    async def build() -> None:
        room = Room.of(Desk(scripted.archive.path, lambda: scripted), scripted.settings)
        assert McpOverHttp(room)._sessions is None

    asyncio.run(build())
