"""Tables copied from one database into another, and compared until both hold the same."""

from collections.abc import Callable, Sequence

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.shapes import TableShape
from assistant.archive.upkeep.tables import Digest, Notes, count_rows, digest_of, fill, shed
from assistant.archive.upkeep.words import clear_words
from assistant.errors import ArchiveDamaged

__all__ = ["MoveProgress", "StageCounter", "copy_tables"]

MoveProgress = Callable[[str, int, int], None]
"""Told what is done now (`copying`, `comparing`, `indexing`), how much of it is done, and how much there is."""
_OF_WORDS = {"articles", "passages", "texts", "versions"}
"""Tables that the keyword index is made from."""


class StageCounter:
    """Tells how much of one stage is done."""

    def __init__(self, what: str, total: int, progress: MoveProgress, done: int = 0) -> None:
        self._what, self._total, self._progress, self._done = what, total, progress, done
        progress(what, done, total)

    def add(self, count: int) -> None:
        self._done += count
        self._progress(self._what, self._done, max(self._done, self._total))


def copy_tables(
    source: Database,
    target: Database,
    shapes: Sequence[TableShape],
    stamp: str,
    what: str,
    progress: MoveProgress,
) -> dict[str, Digest]:
    """Copy tables, compare them, and copy once more which of them came out otherwise.

    `what` names them together, `stamp` the state of the source: under another one what is in the target is looked
    through again. Raises ArchiveDamaged where both do not agree at the end.
    """
    notes = Notes(target)
    if notes.read(f"copied:{what}") != stamp:
        for shape in shapes:
            _begin_anew(source, target, shape)
        with target.transaction():
            notes.write(f"copied:{what}", stamp)
    total = sum(count_rows(source, shape) for shape in shapes)
    done = StageCounter("copying", total, progress, sum(count_rows(target, shape) for shape in shapes))
    for shape in shapes:
        fill(source, target, shape, done.add)
    digests = _compared(source, target, shapes, StageCounter("comparing", 2 * total, progress))
    wrong = [shape for shape in shapes if digests[shape.name] is None]
    for shape in wrong:
        _begin_anew(source, target, shape)
        fill(source, target, shape, lambda _: None)
    digests |= _compared(source, target, wrong, StageCounter("comparing", 0, progress))
    found = {name: digest for name, digest in digests.items() if digest is not None}
    if missing := [shape.name for shape in shapes if shape.name not in found]:
        message = (
            f"What was copied is not what is in the archive: {', '.join(missing)}. The archive is as it was. Check the "
            "disks of both places, and move it to another one."
        )
        raise ArchiveDamaged(message)
    return found


def _begin_anew(source: Database, target: Database, shape: TableShape) -> None:
    """Leave of a table what is right, and look through all of it again."""
    with target.transaction():
        Notes(target).drop(f"rows:{shape.name}")
        if shape.name in _OF_WORDS:
            clear_words(target)
    shed(source, target, shape)


def _compared(
    source: Database, target: Database, shapes: Sequence[TableShape], done: StageCounter
) -> dict[str, Digest | None]:
    """What both hold of each table; None where they do not agree."""
    digests: dict[str, Digest | None] = {}
    for shape in shapes:
        ours, theirs = (digest_of(database, shape, done.add) for database in (source, target))
        digests[shape.name] = ours if ours == theirs else None
    return digests
