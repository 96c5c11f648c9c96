"""Every module can be the first that is imported: no circle holds together by the order of imports alone.

Imports are followed in the text as Python would run them: to start 700 interpreters takes minutes.
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("assistant", "copydesk", "ingest", "ui")


@pytest.mark.slow
def test_every_module_can_be_imported_first() -> None:
    assert faults_of(read_modules(ROOT, PACKAGES)) == {}


@pytest.mark.parametrize(
    ("modules", "fault"),
    [
        ({"a": "from b import B\nA = 1", "b": "from a import A\nB = 1"}, "a has no A yet"),
        ({"a": "from b import B", "b": "def late():\n    from a import B\nB = 1"}, None),
        ({"a": "A = 1\nfrom b import B", "b": "from a import A\nB = 1"}, "b has no B yet"),
        ({"a": "", "a.b": "from c import C", "c": "from a.b import B\nC = 1"}, "a.b has no B yet"),
        ({"a": "from c import C", "a.b": "B = 1", "c": "from a.b import B\nC = 1"}, "c has no C yet"),
        ({"a": "def __getattr__(name):\n    pass\nfrom a.b import B", "a.b": "from a import A\nB = 1"}, None),
    ],
)
def test_a_circle_is_found(modules: dict[str, str], fault: str | None) -> None:
    found = faults_of({name: ast.parse(text).body for name, text in modules.items()})

    assert fault in found.values() if fault else found == {}


def read_modules(root: Path, packages: Iterable[str]) -> dict[str, list[ast.stmt]]:
    files = [path for package in packages for path in (root / package).rglob("*.py")]
    return {_name(path.relative_to(root)): ast.parse(path.read_text(encoding="utf-8")).body for path in files}


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def faults_of(modules: dict[str, list[ast.stmt]]) -> dict[str, str]:
    """What each module fails with that cannot be imported first."""
    steps = {name: list(_steps(body)) for name, body in modules.items()}
    return {name: fault for name in sorted(steps) if (fault := _Interpreter(steps).load(name))}


def _steps(body: Iterable[ast.stmt]) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """In order: what is imported from which module, or (None) the names that are bound."""
    for one in body:
        match one:
            case ast.ImportFrom(module=str(module), names=names):
                yield module, tuple(alias.name for alias in names)
                yield None, tuple(alias.asname or alias.name for alias in names)
            case ast.Import(names=names):
                yield from ((alias.name, ()) for alias in names)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield None, (name,)
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=orelse):
                yield from _steps(orelse)
            case ast.If() | ast.Try() | ast.With() | ast.For() | ast.While():
                parts = [getattr(one, part, []) for part in ("body", "orelse", "finalbody")]
                yield from _steps([statement for part in parts for statement in part])
            case _:
                yield None, tuple(node.id for node in ast.walk(one) if isinstance(node, ast.Name))


class _Interpreter:
    """A fresh one: what is loaded, and the names that each module has so far."""

    def __init__(self, steps: dict[str, list[tuple[str | None, tuple[str, ...]]]]) -> None:
        self._steps = steps
        self._names: dict[str, set[str]] = {}
        self._is_loaded: set[str] = set()

    def load(self, module: str) -> str | None:
        """What fails, if anything does."""
        for name in _with_parents(module):
            if name in self._names or name not in self._steps:
                continue
            self._names[name] = set()
            for source, names in self._steps[name]:
                if source is None:
                    self._names[name] |= set(names)
                elif fault := self._take(source, names):
                    return fault
            self._is_loaded.add(name)
        return None

    def _take(self, source: str, names: tuple[str, ...]) -> str | None:
        if source not in self._steps:
            return None
        if fault := self.load(source):
            return fault
        for name in names:
            if f"{source}.{name}" in self._steps:
                if fault := self.load(f"{source}.{name}"):
                    return fault
            elif source not in self._is_loaded and not {name, "__getattr__"} & self._names[source]:
                return f"{source} has no {name} yet"
        return None


@cache
def _with_parents(module: str) -> tuple[str, ...]:
    parts = module.split(".")
    return tuple(".".join(parts[:count]) for count in range(1, len(parts) + 1))
