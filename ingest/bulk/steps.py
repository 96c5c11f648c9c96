"""The steps of a bulk ingest over one block at a time, as Ray's tasks and actors carry them out: read, cut, embed,
store. What goes from one to the next is a `Piece` of plain values."""

import json
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from assistant.archive import Embed
from assistant.models import Embedded
from ingest.bulk.blocks import Block, blocks_of, cut_rows, key_number
from ingest.bulk.place import BlockPlace
from ingest.bulk.rows import Row
from ingest.bulk.shares import read_share, share_from
from ingest.bulk.stored import Embedding, pack
from ingest.pipeline import within_limit
from ingest.sources import Apart, Note, ReadArticle, Reading, RowFields, Skip, SoFar

__all__ = ["Claim", "Claims", "HowToRead", "Piece", "cut_piece", "embed_piece", "read_pieces", "store_piece"]

Claim = Callable[[str, Sequence[int]], Sequence[bool]]
"""See `Claims.claim`."""


class Piece(TypedDict):
    """A block on its way; one without a name says what was seen of its share, behind its last block."""

    name: str
    share: int
    part: int
    size: int
    """Bytes of the files that were read for it."""
    articles: int
    passages: int
    embedded: int
    """Passages that the model read for it."""
    is_stored: bool
    seconds: float
    """Of the processor, until now."""
    row_count: int
    missing: str
    """What `RowFields.seen` says, in JSON."""
    payload: bytes
    """Rows in JSON, then the content of the file, then nothing."""


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What the tasks that read have to know."""

    recipe: str
    max_characters: int
    unpack_ratio: int
    parse_seconds: int
    parse_memory_mb: int
    source_name: str | None = None
    field_map: tuple[tuple[str, str], ...] = ()


class Claims:
    """Which block of a run embeds a key that several have: the first that asks. One for all tasks of a run."""

    def __init__(self) -> None:
        self._owners: dict[int, str] = {}

    def claim(self, block: str, numbers: Sequence[int]) -> list[bool]:
        """For each key whether this block is to embed it; the same answer however often it asks."""
        return [self._owners.setdefault(number, block) == block for number in numbers]


def read_pieces(written_share: bytes, how: HowToRead, stored: Collection[str]) -> Iterator[Piece]:
    """The blocks of a share; of one that is stored no more than its name."""
    share, begun = share_from(written_share), time.process_time()
    fields = RowFields(dict(how.field_map))
    with Apart(how.parse_seconds, how.parse_memory_mb) as apart:
        reading = Reading(fields, how.max_characters, how.source_name, how.unpack_ratio, apart)
        for block in blocks_of(_kept(read_share(share, reading), how), share.number, share.size, how.recipe):
            is_stored = block.name in stored
            payload = b"" if is_stored else json.dumps(block.rows).encode()
            yield _piece(block, payload, is_stored=is_stored, seconds=time.process_time() - begun)
            begun = time.process_time()
    row_count, missing = fields.seen
    yield {
        **_piece(Block(share.number, 0), b"", is_stored=True, seconds=0.0),
        "row_count": row_count,
        "missing": json.dumps(missing),
    }


def cut_piece(piece: Piece, model_key: str, known: NDArray[np.uint64], claim: Claim) -> Piece:
    """With passages, of which those are wanted that no vector is known of and no other block embeds."""
    if piece["is_stored"]:
        return piece
    begun = time.process_time()
    rows = cut_rows(json.loads(piece["payload"]), model_key)
    passages: list[dict[str, Any]] = [passage for row in rows for passage in row.get("passages", ())]
    numbers = [key_number(bytes.fromhex(passage["key"])) for passage in passages]
    unknown = sorted({number for number in numbers if not _is_in(number, known)})
    wanted = {number for number, is_ours in zip(unknown, claim(piece["name"], unknown), strict=True) if is_ours}
    for passage, number in zip(passages, numbers, strict=True):
        passage["is_wanted"] = number in wanted
    return {
        **piece,
        "passages": len(passages),
        "payload": json.dumps(rows).encode(),
        "seconds": piece["seconds"] + time.process_time() - begun,
    }


def embed_piece(piece: Piece, embed: Embed) -> Piece:
    """As the content of a file. Raises ModelError."""
    if piece["is_stored"]:
        return piece
    begun = time.process_time()
    rows: list[Row] = json.loads(piece["payload"])
    texts: dict[bytes, str] = {}
    for row in rows:
        for passage in row.get("passages", ()):
            if passage.pop("is_wanted"):
                texts[bytes.fromhex(passage["key"])] = passage["input"]
    embeddings = _embedded(texts, embed) if texts else {}
    return {
        **piece,
        "embedded": len(texts),
        "payload": pack(rows, embeddings),
        "seconds": piece["seconds"] + time.process_time() - begun,
    }


def store_piece(piece: Piece, place: BlockPlace) -> Piece:
    """When this returns, the block's file is there. Raises OSError."""
    if piece["is_stored"]:
        return piece
    place.write(piece["name"], piece["payload"])
    return {**piece, "payload": b""}


def _kept(
    items: Iterator[ReadArticle | Skip | Note | SoFar], how: HowToRead
) -> Iterator[ReadArticle | Skip | Note | SoFar]:
    """Without the articles that ingest would skip: nothing is embedded for them."""
    for item in items:
        kept = within_limit(item, how.max_characters)
        assert isinstance(kept, ReadArticle | Skip | Note | SoFar)
        yield kept


def _piece(block: Block, payload: bytes, *, is_stored: bool, seconds: float) -> Piece:
    return {
        "name": block.name,
        "share": block.share,
        "part": block.part,
        "size": block.size,
        "articles": block.article_count,
        "passages": 0,
        "embedded": 0,
        "is_stored": is_stored,
        "seconds": seconds,
        "row_count": 0,
        "missing": "[]",
        "payload": payload,
    }


def _is_in(number: int, sorted_numbers: NDArray[np.uint64]) -> bool:
    place = int(np.searchsorted(sorted_numbers, np.uint64(number)))
    return place < len(sorted_numbers) and int(sorted_numbers[place]) == number


def _embedded(texts: dict[bytes, str], embed: Embed) -> dict[bytes, Embedding]:
    given = embed(list(texts.values()))
    if isinstance(given, Embedded):
        pairs = zip(texts, given.vectors, given.token_codes, strict=True)
        return {key: Embedding(vector, codes) for key, vector, codes in pairs}
    return {key: Embedding(vector) for key, vector in zip(texts, given, strict=True)}
