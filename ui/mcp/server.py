"""The server of the Model Context Protocol, over standard input and output or over HTTP."""

from collections.abc import Callable
from importlib import metadata
from typing import Any, TypeVar

from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)
from pydantic import ValidationError

from assistant.errors import CopydeskError
from ui.api.room import Room
from ui.api.seats import call
from ui.mcp.replies import schema_of, text_of_article
from ui.mcp.resources import TEMPLATES, list_articles, read_uri
from ui.mcp.tools import ToolRow, tool_rows
from ui.problems import say_faults

__all__ = ["build_server", "serve_stdio"]

_INSTRUCTIONS = (
    "Copydesk answers from an archive of news articles and cites the exact sentences. Pass its quotes on word for "
    "word, with outlet and date, and say so where it found nothing."
)
_READS_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Context = ServerRequestContext[Any]
Found = TypeVar("Found")


def build_server(room: Room) -> "Server[Any]":
    """Ready to be run on any transport."""
    rows = {row.name: row for row in tool_rows()}
    tools = [_described(row) for row in rows.values()]

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=tools)

    async def call_tool(_: Context, asked: CallToolRequestParams) -> CallToolResult:
        if asked.name not in rows:
            raise MCPError(INVALID_PARAMS, f"There is no such tool. There are: {', '.join(rows)}.")
        return await _call(room, rows[asked.name], asked.arguments or {})

    async def list_resources(_: Context, asked: PaginatedRequestParams | None) -> ListResourcesResult:
        cursor = asked.cursor if asked is not None else None
        return await _or_fail(room, lambda: list_articles(room.desk.assistant(), cursor))

    async def list_templates(_: Context, __: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(resource_templates=TEMPLATES)

    async def read_resource(_: Context, asked: ReadResourceRequestParams) -> ReadResourceResult:
        uri = str(asked.uri)
        article = await _or_fail(room, lambda: read_uri(room.desk.assistant(), uri))
        told = TextResourceContents(uri=uri, mime_type="text/plain", text=text_of_article(article))
        return ReadResourceResult(contents=[told])

    return Server(
        "copydesk",
        version=metadata.version("copydesk"),
        title="Copydesk",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


async def serve_stdio(room: Room) -> None:
    """Until the client closes the input. The transport keeps what others print off the protocol."""
    from mcp.server.stdio import stdio_server

    server = build_server(room)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _described(row: ToolRow) -> Tool:
    return Tool(
        name=row.name,
        title=row.title,
        description=row.description,
        input_schema=row.takes.model_json_schema(),
        output_schema=schema_of(row.answers),
        annotations=_READS_ONLY,
    )


async def _call(room: Room, row: ToolRow, arguments: dict[str, Any]) -> CallToolResult:
    """A failure is a result that the model can read and act on."""
    try:
        reply = await row.run(room, row.takes.model_validate(arguments))
    except ValidationError as error:
        faults = "; ".join(f"{fault['where']} {fault['why']}" for fault in say_faults(error.errors()))
        return _failed(f"The arguments cannot be used: {faults}.")
    except CopydeskError as error:
        return _failed(str(error))
    return CallToolResult(
        content=[TextContent(type="text", text=reply.text)], structured_content=dict(reply.structured)
    )


def _failed(message: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=message)], is_error=True)


async def _or_fail(room: Room, what: Callable[[], Found]) -> Found:
    try:
        return await call(room.seats, what)
    except CopydeskError as error:
        raise MCPError(INVALID_PARAMS, str(error)) from None
