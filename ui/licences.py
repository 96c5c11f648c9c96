"""Under which licences Copydesk, what it is built on, and the weights it runs are given away."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata, resources

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["Licensed", "find_licences", "licence_of", "packaged_files"]

NOT_STATED = "not stated; see the package's own files"

Find = Callable[[str], metadata.Distribution]


@dataclass(frozen=True, slots=True)
class Licensed:
    """One package or file of weights, with its licence as whoever made it says."""

    name: str
    version: str
    licence: str


def find_licences(root: str = "copydesk", find: Find = metadata.distribution) -> list[Licensed]:
    """The package `root` and all that it and its extras need, by name. What is not installed here is left out."""
    found = {canonicalize_name(one.name): one for one in _needed(root, find)}
    return [Licensed(one.name, one.version, licence_of(one)) for _, one in sorted(found.items())]


def _needed(root: str, find: Find) -> Iterator[metadata.Distribution]:
    extras_of_root = frozenset(find(root).metadata.get_all("Provides-Extra") or ())
    ahead: list[tuple[str, frozenset[str]]] = [(root, extras_of_root)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while ahead:
        name, extras = ahead.pop()
        if (canonicalize_name(name), extras) in seen:
            continue
        seen.add((canonicalize_name(name), extras))
        try:
            package = find(name)
        except metadata.PackageNotFoundError:
            continue
        yield package
        ahead += [(one.name, frozenset(one.extras)) for one in _requirements(package, extras)]


def _requirements(package: metadata.Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    """Those that hold on this computer, with the extras that are asked for."""
    for line in package.requires or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield one


def licence_of(package: metadata.Distribution) -> str:
    """The expression, else the classifiers, else the first line of the old field, which may hold a whole text."""
    told = package.metadata
    if "License-Expression" in told:
        return told["License-Expression"]
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")]
    named = [name for name in dict.fromkeys(classified) if name != "OSI Approved"]
    if named:
        return ", ".join(named)
    old = told.get_all("License") or [""]
    return old[0].strip().partition("\n")[0] or NOT_STATED


def packaged_files() -> list[tuple[str, str]]:
    """The weights and word lists that travel with Copydesk: each file, and what its notice says of it."""
    notice = resources.files("assistant.models").joinpath("data", "NOTICE").read_text(encoding="utf-8")
    files: list[tuple[str, list[str]]] = []
    for line in notice.splitlines():
        if line and not line[0].isspace():
            files.append((line.strip(), []))
        elif line.strip():
            files[-1][1].append(line.strip())
    return [(name, " ".join(lines)) for name, lines in files]
