"""The pages of docs/reference that are written from the code: `make reference`.

`tests/unit/docs/test_write_reference.py` holds the pages to what this writes.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import typer
from fastapi import FastAPI
from pydantic import SecretStr
from pydantic_core import PydanticUndefined
from starlette.testclient import TestClient
from typer.core import TyperGroup
from typer.main import get_command

import copydesk
from assistant.pipeline import Assistant
from assistant.settings import Settings
from ingest.sources.formats import FORMATS, REFUSED, REFUSED_DOCUMENTS, Format
from ingest.sources.row_names import SHORT_FORMS, USUAL_NAMES
from ui.application import add_api
from ui.cli import EXIT_CODES, app
from ui.desk import Desk

REFERENCE = Path(__file__).parent / "reference"

SETTINGS_ARE = """\
Each is a variable of the environment, or a line of a `.env` file in the folder where Copydesk is started; the
environment wins over the file, an option of a command over both. From Python they are the fields of
`copydesk.Settings`, in lower case and without the `COPYDESK_`. [`.env.example`](../../.env.example) is a file to start
from. A misspelt setting is an error that names the right one."""
COMMANDS_ARE = """\
`copydesk COMMAND --help` prints the same for one command. After `make chat` or `make setup` the program is
`.venv/bin/copydesk`."""
FORMATS_ARE = """\
What is in a file decides how it is read; its suffix counts where the content leaves it open. What becomes of each kind
is in [ingest.md](../guides/ingest.md#what-is-read)."""
NAMES_ARE = """\
In rows of JSON, CSV and the like the first of these names whose value can be one is taken. Upper and lower case, `_`,
`-` and spaces make no difference; a name inside an object is joined to the object's. `--field OURS=THEIRS` names
another one."""

GROUPS = {
    "Archive and search": ("archive", "database", "embedding", "threads", "today"),
    "The model that writes": ("model", "rewrite", "filter", "unsupported"),
    "The page, and serving others": (
        *("host", "port", "public", "trusted", "api", "requests", "questions", "users", "user", "sign"),
    ),
    "The web": ("web", "allow"),
}
"""Headings, and the first words of the settings below each; all others come under `LAST_GROUP`."""
LAST_GROUP = "Limits"
OTHERWISE = {"user_agent": "The web"}
"""Settings whose first word misleads."""
INNER = {"equipped"}
"""Methods that are called for a program, not by it."""
WIDTH = 200
"""Of a line of usage, whatever the terminal has."""


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    return f"`{cell(text)}`" if text else ""


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def group_of(name: str) -> str:
    first = name.partition("_")[0]
    return OTHERWISE.get(name) or next((head for head, words in GROUPS.items() if first in words), LAST_GROUP)


def values_of(annotation: Any) -> str:
    """What a setting may be, in words."""
    if get_origin(annotation) in (Union, UnionType):
        return ", or ".join(values_of(one) for one in get_args(annotation) if one is not NoneType)
    if get_origin(annotation) is Literal:
        return " or ".join(code(str(one)) for one in get_args(annotation))
    words = {bool: "true or false", int: "whole number", float: "number", Path: "path", SecretStr: "secret"}
    return words.get(annotation, "text")


def settings_page() -> str:
    parts = [
        "# Settings",
        SETTINGS_ARE,
    ]
    for group in (*GROUPS, LAST_GROUP):
        rows = [
            (
                f"`COPYDESK_{name.upper()}`",
                values_of(field.annotation),
                default_of(field),
                cell(field.description or ""),
            )
            for name, field in Settings.model_fields.items()
            if group_of(name) == group
        ]
        parts += [f"## {group}", table(("setting", "value", "default", "what it does"), rows)]
    return page(parts)


def default_of(field: Any) -> str:
    nothing = field.default is None or field.default is PydanticUndefined
    return "" if nothing else code(str(field.default)) or "empty"


def commands_page() -> str:
    copydesk_command = get_command(app)
    assert isinstance(copydesk_command, TyperGroup)
    parts = [
        "# Commands",
        COMMANDS_ARE,
        EXIT_CODES,
    ]
    for name, command in flat(copydesk_command.commands):
        context = typer.Context(command, info_name=f"copydesk {name}", terminal_width=WIDTH)
        parts += [f"## copydesk {name}", paragraphs(command.help)]
        parts.append(f"```\n{command.get_usage(context).removeprefix('Usage: ')}\n```")
        records = [one.get_help_record(context) for one in command.params]
        rows = [(code(shown), cell(told)) for shown, told in filter(None, records)]
        if rows:
            parts.append(table(("option", "what it does"), rows))
    return page(parts)


def flat(commands: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, command in commands.items():
        if isinstance(command, TyperGroup):
            yield from flat(command.commands, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def paragraphs(text: str | None) -> str:
    return "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(text or "").split("\n\n"))


def names_page() -> str:
    rows = [(code(name), first_line(getattr(copydesk, name))) for name in copydesk.__all__]
    parts = [
        "# Names",
        "What `import copydesk` offers. [python.md](python.md) shows each of them at work.",
        table(("name", "what it is"), rows),
        "## Assistant",
        "Its methods; each that asks has a twin with an `a` before its name for `async` programs.",
        table(("call", "what it does"), methods_of(copydesk.Assistant, dir(copydesk.Assistant))),
        "## Archive",
        "`assistant.archive`.",
        table(("call", "what it does"), methods_of(copydesk.Archive, vars(copydesk.Archive))),
    ]
    return page(parts)


def first_line(value: object) -> str:
    """What its docstring says first; of a name for several types, these."""
    if isinstance(value, type):
        return first_paragraph(value)
    parts = [getattr(one, "__name__", str(one)) for one in get_args(value)]
    return "one of " + ", ".join(code(str(part)) for part in parts)


def methods_of(kind: type, names: Iterable[str]) -> list[tuple[str, str]]:
    members = [(name, getattr(kind, name)) for name in sorted(names) if not name.startswith("_") and name not in INNER]
    return [
        (code(f"{name}({parameters_of(value)})"), told)
        for name, value in members
        if callable(value) and (told := first_paragraph(value))
    ]


def first_paragraph(value: object) -> str:
    return cell((inspect.getdoc(value) or "").partition("\n\n")[0])


def parameters_of(function: Callable[..., object]) -> str:
    """Names and defaults, without types: the page is for people."""
    found = inspect.signature(function).parameters.values()
    plain = [one.replace(annotation=inspect.Parameter.empty) for one in found if one.name not in ("self", "cls")]
    return str(inspect.Signature(plain))[1:-1]


def addresses_page() -> str:
    server = FastAPI()
    add_api(server, Desk(Path("archive"), no_assistant), Settings())
    document = TestClient(server).get("/api/openapi.json").json()
    rows = [
        (code(f"{method.upper()} {path}"), cell(operation.get("description") or operation["summary"]))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    parts = [
        "# Addresses",
        "What `copydesk serve` and `copydesk chat` answer to programs; [http.md](http.md) shows each at work, and\n"
        "`/api/openapi.json` of a running server has every field.",
        table(("address", "what it does"), rows),
        "`/mcp` speaks the Model Context Protocol ([mcp.md](../guides/mcp.md)).",
    ]
    return page(parts)


def no_assistant() -> Assistant:
    message = "the addresses are listed without an archive"
    raise NotImplementedError(message)


def formats_page() -> str:
    read = [format_ for format_ in FORMATS if format_.suffixes]
    refused = dict.fromkeys((what, advice or "") for _, what, advice in (*REFUSED, *REFUSED_DOCUMENTS))
    names = [(code(field), ", ".join(code(name) for name in usual)) for field, usual in USUAL_NAMES.items()]
    parts = [
        "# Formats",
        FORMATS_ARE,
        table(("kind", "usual suffixes", "read apart, up to"), map(format_row, read)),
        '"Read apart" means in a process of its own, with limits of time and memory (`COPYDESK_PARSE_SECONDS`,\n'
        "`COPYDESK_PARSE_MEMORY_MB`); a larger file of that kind is a skip.",
        "## Not read",
        "Each is a skip in the report that says what to do.",
        table(("what it is", "what to do"), refused),
        "## Names of fields",
        NAMES_ARE,
        table(("field", "names, the likeliest first"), names),
        f"Never taken for the text, since they only tell of it: {', '.join(map(code, sorted(SHORT_FORMS)))}.",
    ]
    return page(parts)


def format_row(format_: Format) -> tuple[str, str, str]:
    limit = f"{format_.risky_up_to // 1_000_000} MB" if format_.risky_up_to else ""
    return format_.name, ", ".join(map(code, format_.suffixes)), limit


def page(parts: Iterable[str]) -> str:
    return "\n\n".join((*parts, "*Written from the code by `make reference`.*")) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "names.md": names_page,
    "addresses.md": addresses_page,
    "formats.md": formats_page,
}


def main() -> None:
    for name, written in PAGES.items():
        (REFERENCE / name).write_text(written(), encoding="utf-8")
        sys.stdout.write(f"{REFERENCE / name}\n")


if __name__ == "__main__":
    main()
