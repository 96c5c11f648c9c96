"""Blocks of a share: some tens of articles that are cut, embedded and stored together, named after what is in them."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.archive.catalog.vectors import vector_key
from assistant.models import count_tokens
from ingest.bulk.rows import Row, item_from, row_of
from ingest.complete import completed
from ingest.sources import Note, ReadArticle, Skip, SoFar
from ingest.split import SPLITTER_VERSION, split

__all__ = ["Block", "blocks_of", "cut_rows", "key_number", "recipe_of"]

FORMAT = 1
"""Changes when stored blocks of before are not to be read any more."""
BLOCK_ARTICLES = 64
"""A run that is killed loses at most this much work of each model; some 350 passages, which take 5 MB with codes."""
BLOCK_CHARACTERS = 1_000_000
BLOCK_ITEMS = 1024
"""Skips and notes included: a damaged file may have nothing else."""


@dataclass(slots=True)
class Block:
    share: int
    part: int
    """Which of its share, in their order."""
    name: str = ""
    rows: list[Row] = field(default_factory=list)
    article_count: int = 0
    size: int = 0
    """Bytes of the share's files that were read for it."""


def recipe_of(model_key: str, *, keeps_codes: bool, release: str) -> str:
    """What else than its items decides what is in a block."""
    return json.dumps([FORMAT, SPLITTER_VERSION, release, model_key, keeps_codes])


def blocks_of(
    items: Iterable[ReadArticle | Skip | Note | SoFar], share: int, size: int, recipe: str
) -> Iterator[Block]:
    """What `read_share` gives, in blocks; `size` is the share's."""
    block, characters, told, so_far = Block(share, 0), 0, 0, 0
    for item in items:
        if isinstance(item, SoFar):
            so_far = item.done
            continue
        block.rows.append(row_of(item))
        if isinstance(item, ReadArticle):
            block.article_count += 1
            characters += len(item.article.text)
        is_full = block.article_count >= BLOCK_ARTICLES or characters >= BLOCK_CHARACTERS
        if is_full or len(block.rows) >= BLOCK_ITEMS:
            block.size, told = so_far - told, so_far
            yield _named(block, recipe)
            block, characters = Block(share, block.part + 1), 0
    block.size = size - told
    if block.rows or block.size:
        yield _named(block, recipe)


def cut_rows(rows: Iterable[Row], model_key: str) -> list[Row]:
    """The rows with what each article says itself, its passages, and the keys that their vectors have."""
    return [_cut(row, model_key) for row in rows]


def key_number(key: bytes) -> int:
    """Eight bytes that stand for a key where very many are held in memory."""
    return int.from_bytes(key[:8], "little")


def _named(block: Block, recipe: str) -> Block:
    digest = hashlib.sha256(recipe.encode())
    for row in block.rows:
        digest.update(json.dumps(row).encode() + b"\n")
    block.name = digest.hexdigest()[:40]
    return block


def _cut(row: Row, model_key: str) -> Row:
    item = item_from(row)
    if not isinstance(item, ReadArticle):
        return row
    whole = completed(item)
    assert isinstance(whole, ReadArticle)
    passages: list[dict[str, Any]] = [
        {
            "key": vector_key(model_key, passage.embedded_input).hex(),
            "start": passage.start,
            "end": passage.end,
            "sentences": [number for span in passage.sentences for number in span],
            "input": passage.embedded_input,
        }
        for passage in split(whole.article, count_tokens)
    ]
    return {**row_of(whole), "passages": passages}
