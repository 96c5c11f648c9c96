"""An archive without an index, for tests of what does not ask it."""

from assistant.archive import Archive
from assistant.archive.catalog.place import CatalogPlace
from assistant.archive.index.chroma_address import ChromaAddress, ChromaClient
from assistant.archive.index.merging import Merging
from assistant.archive.index.stores import FolderStore
from assistant.archive.writer import Clock
from assistant.models import EmbeddingIdentity


class TailOnly(FolderStore):
    """Builds nothing: every passage stays in the tail, which is searched exactly, as before the first fold."""

    def is_usable(self) -> bool:
        return False


class TailArchive(Archive):
    """Where it has no server to build on it does without Chroma, whose folder takes longer to make than all else."""

    def __init__(
        self,
        catalog: CatalogPlace,
        identity: EmbeddingIdentity | None,
        clock: Clock,
        merging: Merging | None = None,
        chroma: ChromaAddress | ChromaClient | None = None,
    ) -> None:
        super().__init__(catalog, identity, clock, merging, chroma)
        if chroma is None:
            self._store = TailOnly()
