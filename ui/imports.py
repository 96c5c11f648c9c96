"""Imports of others that are kept from happening, where they are only tried or hardly used and cost time and memory."""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = ["deferred", "hidden", "without_stubs"]


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Inside, importing one of these packages fails as if it were not installed; one that is loaded stays."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None is what makes an import fail
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)


@contextmanager
def deferred(name: str) -> Iterator[None]:
    """Whoever imports this package inside has it loaded with the first thing that is taken from it, then or later.

    Not by the standard library's LazyLoader: the second `import` of such a module loads it.
    """
    if name in sys.modules:
        yield
        return
    stand_in = _Later(name)
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        stand_in.step_aside()


@contextmanager
def without_stubs() -> Iterator[None]:
    """Gradio parses the source of each of its components whenever it is imported, and writes what an editor may want of
    it beside that source: half of the import, and a program that changes what it is installed in. It leaves out the
    components whose file nobody can name, so for the while nobody can."""
    find = inspect.getfile

    def find_others(what: Any) -> str:
        if type(what).__name__ == "ComponentMeta":
            message = "not looked for"
            raise OSError(message)
        return find(what)

    inspect.getfile = find_others  # type: ignore[assignment]  # its parameter has another name
    try:
        yield
    finally:
        inspect.getfile = find


class _Later(ModuleType):
    """Stands for a package that is not loaded."""

    def __getattr__(self, name: str) -> object:
        self.step_aside()
        return getattr(import_module(self.__name__), name)

    def step_aside(self) -> None:
        """Whoever imports the package from now on gets it."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
