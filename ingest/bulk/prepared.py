"""What was prepared, as an ingest takes it: the articles in the order of their files, a model that has read them."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.archive.catalog.manifest import PROBE_TEXTS
from assistant.archive.catalog.vectors import vector_key
from assistant.models import Embedded, Embedder, EmbeddingIdentity, TokenVectors, keeps_codes
from ingest.bulk.blocks import key_number
from ingest.bulk.stored import Embedding, StoredBlock
from ingest.source import FileSource, Memory
from ingest.sources import Item, ReadArticle, Reading, SoFar

__all__ = ["KeyIndex", "PreparedEmbedder", "PreparedFiles", "Ready", "RecentBlocks"]

_RECENT = 12
"""Blocks in memory, about 6 MB each: what is read ahead of what is stored."""

ReadBlock = Callable[[str], StoredBlock]


@dataclass(frozen=True, slots=True)
class Ready:
    """A block whose file is there."""

    share: int
    part: int
    name: str
    size: int
    """Bytes of the files that were read for it."""


class RecentBlocks:
    """Reads blocks, and has the last ones in memory. For several threads."""

    def __init__(self, read: ReadBlock, most: int = _RECENT) -> None:
        self._read = read
        self._most = most
        self._blocks: OrderedDict[str, StoredBlock] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, name: str) -> StoredBlock:
        with self._lock:
            block = self._blocks.pop(name, None) or self._read(name)
            self._blocks[name] = block
            if len(self._blocks) > self._most:
                self._blocks.popitem(last=False)
            return block


class KeyIndex:
    """Which blocks have the vector of a key: twelve bytes in memory for each passage."""

    def __init__(self, keys_of_blocks: Iterable[tuple[str, Iterable[bytes]]] = ()) -> None:
        self.names: list[str] = []
        self.numbers: NDArray[np.uint64] = np.empty(0, np.uint64)
        """`key_number` of every key, sorted."""
        self._places: NDArray[np.int32] = np.empty(0, np.int32)
        self.add(keys_of_blocks)

    def add(self, keys_of_blocks: Iterable[tuple[str, Iterable[bytes]]]) -> None:
        numbers, places = [self.numbers], [self._places]
        for name, keys in keys_of_blocks:
            found = np.fromiter(map(key_number, keys), np.uint64)
            numbers.append(found)
            places.append(np.full(len(found), len(self.names), np.int32))
            self.names.append(name)
        joined = np.concatenate(numbers)
        order = np.argsort(joined, kind="stable")
        self.numbers, self._places = joined[order], np.concatenate(places)[order]

    def blocks_with(self, key: bytes) -> list[str]:
        """The names of those that have this key, or one that begins alike."""
        number = np.uint64(key_number(key))
        first, last = np.searchsorted(self.numbers, number, "left"), np.searchsorted(self.numbers, number, "right")
        return [self.names[place] for place in self._places[first:last]]


class PreparedEmbedder:
    """Gives what a model gave before; only what no block has is given to the model itself."""

    def __init__(self, embedder: Embedder, index: KeyIndex, read: ReadBlock) -> None:
        self._embedder = embedder
        self._index = index
        self._read = read
        self._model_key = embedder.identity.key()
        self.embedded_again = 0
        """Passages that no block had a vector of."""

    @property
    def identity(self) -> EmbeddingIdentity:
        return self._embedder.identity

    @property
    def keeps_codes(self) -> bool:
        return keeps_codes(self._embedder)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        found, missing = self._found(texts)
        if missing:
            found |= {
                text: Embedding(vector) for text, vector in zip(missing, self._embedder.encode(missing), strict=True)
            }
        return _stacked(texts, found)

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        found, missing = self._found(texts)
        if missing:
            assert keeps_codes(self._embedder)
            fresh = self._embedder.encode_with_codes(missing)
            pairs = zip(missing, fresh.vectors, fresh.token_codes, strict=True)
            found |= {text: Embedding(vector, codes) for text, vector, codes in pairs}
        return Embedded(_stacked(texts, found), tuple(found[text].codes or b"" for text in texts))

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        assert keeps_codes(self._embedder)
        return self._embedder.encode_tokens(texts)

    def _found(self, texts: Sequence[str]) -> tuple[dict[str, Embedding], list[str]]:
        """What is there, and the texts of which nothing is."""
        found: dict[str, Embedding] = {}
        for text in texts:
            embedding = self._look_up(vector_key(self._model_key, text))
            if embedding is not None:
                found[text] = embedding
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        self.embedded_again += sum(text not in PROBE_TEXTS for text in missing)
        return found, missing

    def _look_up(self, key: bytes) -> Embedding | None:
        dimension = self.identity.dimension
        for name in self._index.blocks_with(key):
            embedding = self._read(name).embeddings.get(key)
            if embedding is None or dimension not in (None, len(embedding.vector)):
                continue
            if embedding.codes is not None or not self.keeps_codes:
                return embedding
        return None


class PreparedFiles(FileSource):
    """What was read of files before, in their order."""

    def __init__(
        self,
        paths: Sequence[Path],
        ready: Iterable[Ready],
        read: ReadBlock,
        *,
        seen: Iterable[tuple[int, Sequence[str]]] = (),
    ) -> None:
        """`seen`: what `RowFields.seen` was for each share. Raises SourceError for a path that does not exist."""
        super().__init__(paths)
        self._ready = sorted(ready, key=lambda one: (one.share, one.part))
        self._read = read
        self._seen = tuple(seen)

    def items(self, reading: Reading, memory: Memory) -> Iterator[Item]:  # noqa: ARG002  # files were read anew
        for row_count, missing in self._seen:
            reading.fields.see(row_count, missing)
        renamed = self._renamed()
        done, total = 0, sum(one.size for one in self._ready)
        for one in self._ready:
            source = ""
            for item in self._read(one.name).items:
                source = item.source
                yield _under_its_name(item, renamed) if isinstance(item, ReadArticle) else item
            done += one.size
            yield SoFar(source, done, total)

    def _renamed(self) -> dict[Path, tuple[str, str]]:
        """Roots that the archive knows by another name than they were read under: that one, and the known one."""
        own = {root: root.resolve().name or str(root.resolve()) for root in self.names}
        return {root: (own[root], name) for root, name in self.names.items() if name != own[root]}


def _under_its_name(item: ReadArticle, renamed: Mapping[Path, tuple[str, str]]) -> ReadArticle:
    for root, (read_as, name) in renamed.items():
        if item.article.source_name == read_as and Path(item.source).is_relative_to(root):
            return replace(item, article=replace(item.article, source_name=name))
    return item


def _stacked(texts: Sequence[str], found: Mapping[str, Embedding]) -> NDArray[np.float32]:
    if not texts:
        return np.zeros((0, 0), np.float32)
    return np.stack([found[text].vector for text in texts]).astype(np.float32, copy=False)
