"""Where the readers' store is kept: one connection that writes, a few that read, and who lives to answer."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from pathlib import Path

from assistant.archive.catalog.database import Database

__all__ = ["ReadersDatabase"]


class ReadersDatabase(ABC):
    """Safe for several threads; several processes may have the same one open."""

    is_lasting = True
    """False where everything is kept in memory only, since nothing can be written to where it would belong."""

    outlives_programs = True
    """Whether what was written is there though the program that wrote it falls down, forced onto the disk or not; the
    server of a database may be what falls down."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The archive's."""

    @abstractmethod
    def writing(self, *, is_durable: bool = True) -> AbstractContextManager[Database]:
        """One write transaction, after all others and before all others. `is_durable`: it is on the disk when this
        returns; else a crash of the machine, not of the program, may take back the last moments."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Database]:
        """One consistent state, without waiting for what is being written."""

    @abstractmethod
    def cut_log(self) -> None:
        """Leave nothing of what was deleted in the log, unless another reads it just now, and as far as it is ours."""

    @abstractmethod
    def living(
        self, worker_id: str, come_back: Callable[[], None], look: Callable[[], None]
    ) -> AbstractContextManager[None]:
        """Hold what says that this worker lives; it ends with the program, however that ends.

        Where it can be lost without the program's end, it is taken again and `come_back` called; and `look` is called
        now and then.
        """

    @abstractmethod
    def dead_among(self, workers: Collection[str]) -> list[str]:
        """Those of which it is certain that they do not live."""

    @abstractmethod
    def bury(self, worker_id: str) -> None:
        """Take away what is left of one that does not live."""

    @abstractmethod
    def close(self) -> None: ...
