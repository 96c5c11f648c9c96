"""House rules that import-linter and ruff do not see."""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("assistant", "copydesk", "ingest", "ui")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]
IMPORTED = re.compile(r"^\s*from ([\w.]+) import ", re.MULTILINE)
"""By its words: taking a thousand files apart for this takes seconds."""

TESTED_ELSEWHERE = {
    "assistant/archive/article.py": "values without behaviour; every test of the archive builds them",
    "assistant/__main__.py": "a thin caller; tests/integration/test_cli.py runs it",
    "assistant/archive/admission/recut.py": "the writer's; tests/unit/ingest cuts stored articles anew through it",
    "assistant/archive/catalog/page_starts.py": "tests/unit/ingest/test_pipeline.py writes and reads page starts",
    "assistant/archive/history/corrected.py": "the snapshot's; the tests of correction notes go through it",
    "assistant/archive/readers/postgres.py": "needs a server; tests/integration/test_postgres_readers.py starts one",
    "assistant/archive/upkeep/moving.py": "needs a server; tests/integration/test_move.py starts one",
    "assistant/archive/upkeep/targets.py": "needs a server; tests/integration/test_move.py starts one",
    "ingest/sources/apart_child.py": "runs in a process of its own; the tests of ingest/sources/apart.py drive it",
    "ingest/__main__.py": "a thin caller; tests/integration runs `copydesk ingest`",
    "ui/__main__.py": "a thin caller; the browser tests run `copydesk chat`",
    "ui/commands/articles.py": "a thin caller; tests/integration/test_cli.py runs it",
    "ui/commands/doctor.py": "prints what ui/commands/checks.py finds; tests/integration/test_cli.py runs it",
    "ui/commands/opening.py": "builds the parts; tests/integration/test_cli.py runs every command through it",
    "ui/commands/backup.py": "a thin caller; tests/integration/test_upkeep_commands.py runs it",
    "ui/commands/licences.py": "prints what ui/licences.py finds; tests/unit/ui/test_licences.py runs it",
    "ui/commands/mcp.py": "builds the parts; tests/integration/test_mcp.py runs it",
    "ui/commands/move.py": "a thin caller; tests/integration/test_move.py runs it",
    "ui/commands/removal.py": "a thin caller; tests/integration/test_upkeep_commands.py runs it",
    "ui/commands/search.py": "a thin caller; tests/integration/test_cli.py runs it",
    "ui/commands/served.py": "a thin caller; tests/integration/test_served.py runs it",
    "ui/commands/serve.py": "builds the parts; tests/integration/test_served.py runs it",
    "ui/pages/adding.py": "routes; tests/unit/ui/test_adding_pages.py asks them over HTTP",
    "ui/pages/library.py": "a route; tests/unit/ui/test_server.py asks it over HTTP",
    "ui/pages/reader.py": "routes; tests/unit/ui/test_server.py asks them over HTTP",
    "ui/pages/settings.py": "a route; tests/unit/ui/test_server.py asks it over HTTP",
    "ui/pages/share.py": "routes; tests/unit/ui/test_adding_pages.py asks them over HTTP",
    "ui/pages/state.py": "routes; tests/unit/ui/test_adding_pages.py asks them over HTTP",
    "ui/removing.py": "a thin caller; test_adding_pages.py and tests/integration/test_upkeep_commands.py go through it",
    "ui/commands/show.py": "a thin caller; tests/integration/test_cli.py runs it",
}
"""Modules without a unit test of their own, each with the reason."""

FORBIDDEN_WORDS = frozenset(
    {"data", "info", "manager", "helper", "helpers", "utils", "util", "process", "chunk", "snippet"}
)
"""Words of DESIGN section 7 that say nothing, or that have another word here."""

FOREIGN_WORDS = {
    "assistant/retrieval/passage_retriever.py": {"run_manager"},  # a parameter of LangChain's retriever
    "ingest/web/network.py": {"get_extra_info", "info"},  # a method of httpcore's streams
    "assistant/models/chat_compatible.py": {  # the method of LangChain's that it extends, with its parameters
        "_convert_chunk_to_generation_chunk",
        "chunk",
        "default_chunk_class",
        "base_generation_info",
    },
    "assistant/runnable.py": {"run_manager"},  # a parameter of LangChain's
    "assistant/tool.py": {"run_manager"},
    "ui/connections.py": {"data_received", "data"},  # a method of asyncio's protocols
}
"""Names that a foreign library's interface asks for."""


def is_empty(path: Path) -> bool:
    """Whether there is nothing but a docstring."""
    return all(isinstance(node, ast.Expr) for node in parsed(path).body)


def test_every_module_has_a_unit_test_that_mirrors_it() -> None:
    assert [name for name in NAMES if name not in TESTED_ELSEWHERE and not has_mirror(ROOT / name)] == []


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def has_mirror(path: Path) -> bool:
    """`ui/words.py` is mirrored by `tests/unit/ui/test_words.py`, or `test_words_of_dates.py`; or a unit test of
    another name imports it from where it is, or a module beside it, or beside its room, that has a test does: one
    subject, one test."""
    if path.name == "__init__.py" and is_lazy_or_empty(path):
        return True
    return is_tested(path) or any(is_tested(other) for other in around(path) if imports(other, path))


def around(path: Path) -> Iterator[Path]:
    yield from path.parent.glob("*.py")
    if module_name(path).count(".") > 1:
        yield from path.parent.parent.glob("*.py")


def is_tested(path: Path) -> bool:
    if module_name(path) in modules_imported_by_unit_tests():
        return True
    folder = ROOT / "tests" / "unit" / path.relative_to(ROOT).parent
    word = path.parent.name if path.name == "__init__.py" else path.stem
    return any(word.strip("_") in test.stem for test in folder.glob("test_*.py"))


def imports(path: Path, other: Path) -> bool:
    return module_name(other) in modules_imported_by(path)


@cache
def modules_imported_by_unit_tests() -> frozenset[str]:
    return frozenset().union(*map(modules_imported_by, (ROOT / "tests" / "unit").rglob("*.py")))


@cache
def modules_imported_by(path: Path) -> frozenset[str]:
    return frozenset(IMPORTED.findall(path.read_text(encoding="utf-8")))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_lazy_or_empty(path: Path) -> bool:
    """An `__init__` that only hands names on, at once or lazily, is tested by `test_what_is_public_is_there`."""
    body = parsed(path).body
    functions = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    return not any(isinstance(node, ast.ClassDef) for node in body) and functions <= {"__getattr__", "__dir__"}


def test_the_list_of_exceptions_is_true() -> None:
    assert set(TESTED_ELSEWHERE) <= set(NAMES)


def test_what_is_public_is_there() -> None:
    assert {name: fault for name in NAMES if (fault := public_fault(ROOT / name))} == {}


def public_fault(path: Path) -> str | None:
    module = importlib.import_module(module_name(path))
    public = getattr(module, "__all__", None)
    if public is None:
        return "has no __all__" if path.name == "__init__.py" and not is_empty(path) else None
    absent = [name for name in public if not hasattr(module, name)]
    return f"lacks {absent}" if absent else None


@pytest.mark.slow
def test_no_word_that_says_nothing() -> None:
    said = {(name, one) for name in NAMES for one in (*defined_names(ROOT / name), *Path(name).with_suffix("").parts)}

    empty = {(name, one) for name, one in said if FORBIDDEN_WORDS & set(split_words(one))}

    assert empty == {(name, one) for name, words in FOREIGN_WORDS.items() for one in words}


def defined_names(path: Path) -> Iterator[str]:
    """What a module names itself: classes, functions, parameters, variables. Keywords of foreign calls are not."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def split_words(name: str) -> list[str]:
    """`read_HTMLPage` -> read, html, page."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def test_words_are_split() -> None:
    assert split_words("read_HTMLPage2_dataSource") == ["read", "html", "page", "data", "source"]
