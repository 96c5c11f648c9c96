"""Find the files below the given paths, always in the same order."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.errors import SourceError
from ingest.clean import storable
from ingest.sources.found import FoundFile, Skip

__all__ = ["check_paths", "walk"]

_OUTSIDE = "a symbolic link that leads out of the ingested folder: ingest the place that it leads to"


def check_paths(paths: Sequence[Path]) -> list[Path]:
    """The paths without those that lie inside another one of them. Raises SourceError if any does not exist.

    One mistyped path stops the run before it has done anything: what was meant is not known.
    """
    if not paths:
        message = "Nothing was given to ingest. Name files or folders of articles."
        raise SourceError(message)
    missing = [str(path) for path in paths if not os.path.lexists(path)]
    if missing:
        message = f"There is no file or folder {', '.join(missing)}. Nothing was ingested: correct the path."
        raise SourceError(message)
    resolved = [path.resolve() for path in paths]
    return [path for number, path in enumerate(paths) if not _is_covered(number, resolved)]


def _is_covered(number: int, resolved: Sequence[Path]) -> bool:
    """Whether a path comes a second time, or lies in a folder that is given too."""
    path = resolved[number]
    return path in resolved[:number] or any(other in path.parents for other in resolved)


def walk(
    paths: Sequence[Path], *, leave_out: Path | None = None, names: Mapping[Path, str] | None = None
) -> Iterator[FoundFile | Skip]:
    """Every file below the paths: names in sorted order, the files of a folder before its sub-folders.

    Links are followed inside a given folder, but no folder is entered twice, so a link to a parent of a file does no
    harm; one that leads out of the given folder is skipped: what lies there was not given. Hidden folders (`.git`) are
    not entered; a hidden file is skipped with a reason. `leave_out` is a folder that is skipped as a whole;
    `names` are those of folders that were ingested before under another one.
    """
    for path in paths:
        if _is_folder(path):
            name = (names or {}).get(path) or path.resolve().name or str(path.resolve())
            yield from _walk_folder(path, name, leave_out)
        else:
            folder = path.absolute().parent
            yield FoundFile(path, folder.resolve().name or str(folder), storable(path.name)[0])


def _walk_folder(root: Path, root_name: str, leave_out: Path | None) -> Iterator[FoundFile | Skip]:
    entered: set[tuple[int, int]] = set()
    waiting = [(root, "")]
    real_root = root.resolve()
    while waiting:
        folder, below_root = waiting.pop()
        source = storable(str(folder))[0]
        try:
            status, names = folder.stat(), sorted(entry.name for entry in folder.iterdir())
        except OSError as error:
            yield Skip(source, reason_of(error))
            continue
        if (status.st_dev, status.st_ino) in entered:
            continue
        entered.add((status.st_dev, status.st_ino))
        if leave_out is not None and folder.resolve() == leave_out:
            yield Skip(source, "Copydesk's invented sample articles: they never go where real ones are")
            continue
        outside = {name for name in names if not name.startswith(".") and _leads_out(folder / name, real_root)}
        yield from (Skip(storable(str(folder / name))[0], _OUTSIDE) for name in names if name in outside)
        folders = {name: None for name in names if name not in outside and _is_folder(folder / name)}
        for name in names:
            if name in folders or name in outside:
                continue
            found = FoundFile(folder / name, root_name, storable(f"{below_root}{name}")[0])
            yield Skip(found.source, "hidden file") if name.startswith(".") else found
        visible = (name for name in reversed(folders) if not name.startswith("."))
        waiting += [(folder / name, f"{below_root}{name}/") for name in visible]


def _leads_out(path: Path, root: Path) -> bool:
    """Whether this is a link to something that is not below the root; not a link to nothing."""
    try:
        return path.is_symlink() and path.exists() and not path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a loop of links
        return False


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def reason_of(error: OSError) -> str:
    """Why a file or folder could not be read, in the words of a report."""
    reasons: list[tuple[type[OSError], str]] = [
        (FileNotFoundError, "not there any more, or a link to nothing"),
        (PermissionError, "no permission to read it"),
        (IsADirectoryError, "a folder"),
    ]
    found = next((reason for kind, reason in reasons if isinstance(error, kind)), None)
    return found or f"cannot be read: {(error.strerror or type(error).__name__).lower()}"
