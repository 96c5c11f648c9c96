"""One block as a Parquet file: a row an item, in their order; passages with key, vector and token codes in a list."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import IncomingPassage
from ingest.bulk.rows import PlainItem, Row, item_from, passage_from

__all__ = ["DamagedBlock", "Embedding", "StoredBlock", "pack", "read_keys", "unpack"]


class DamagedBlock(ValueError):
    """The file is not what a bulk ingest writes."""


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """What the model gave for one passage."""

    vector: NDArray[np.float32]
    codes: bytes | None = None
    """Packed token vectors; None from a model that has none."""


@dataclass(slots=True)
class StoredBlock:
    items: list[PlainItem] = field(default_factory=list)
    embeddings: dict[bytes, Embedding] = field(default_factory=dict)
    """By key; a passage whose key is known from elsewhere has none here."""


def pack(rows: Sequence[Row], embeddings: Mapping[bytes, Embedding]) -> bytes:
    """The rows of `cut_rows`; the first passage of a key with its embedding where that is among these."""
    pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    left = dict(embeddings)
    table = pyarrow.Table.from_pylist([_stored(row, left) for row in rows], schema=_schema(pyarrow))
    file = io.BytesIO()
    parquet.write_table(table, file, compression="zstd", use_dictionary=["kind"])
    return file.getvalue()


def unpack(content: bytes) -> StoredBlock:
    """Raises DamagedBlock."""
    block = StoredBlock()
    try:
        for row in _table(io.BytesIO(content)).to_pylist():
            passages = [_passage(one, block.embeddings) for one in row["passages"] or ()]
            block.items.append(item_from(_plain(row), passages))
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedBlock(str(error)) from error
    return block


def read_keys(file: BinaryIO) -> list[bytes]:
    """The keys of the passages that have a vector in this block; no more of the file is read. Raises DamagedBlock."""
    return [key for row in _table(file, ["embedded"]).column("embedded").to_pylist() for key in row or ()]


def _schema(pyarrow: Any) -> Any:
    passage = pyarrow.struct(
        [
            ("key", pyarrow.binary()),
            ("start", pyarrow.int64()),
            ("end", pyarrow.int64()),
            ("sentences", pyarrow.list_(pyarrow.int64())),
            ("input", pyarrow.string()),
            ("vector", pyarrow.binary()),
            ("codes", pyarrow.binary()),
        ]
    )
    return pyarrow.schema(
        [
            ("kind", pyarrow.string()),
            ("source", pyarrow.string()),
            ("text", pyarrow.string()),
            ("article", pyarrow.string()),
            ("undated", pyarrow.string()),
            ("pages", pyarrow.string()),
            ("embedded", pyarrow.list_(pyarrow.binary())),
            ("passages", pyarrow.list_(passage)),
        ]
    )


def _stored(row: Row, left: dict[bytes, Embedding]) -> Row:
    written: Row = {name: json.dumps(row[name], ensure_ascii=False) for name in ("article", "pages") if name in row}
    passages = [_stored_passage(one, left.pop(bytes.fromhex(one["key"]), None)) for one in row.get("passages", ())]
    embedded = [one["key"] for one in passages if one["vector"] is not None]
    return {**row, **written, "embedded": embedded, "passages": passages}


def _stored_passage(passage: Row, embedding: Embedding | None) -> Row:
    stored = {**passage, "key": bytes.fromhex(passage["key"]), "vector": None, "codes": None}
    if embedding is not None:
        stored |= {"vector": np.asarray(embedding.vector, "<f4").tobytes(), "codes": embedding.codes}
    return stored


def _passage(stored: Mapping[str, Any], embeddings: dict[bytes, Embedding]) -> IncomingPassage:
    if stored["vector"] is not None:
        embeddings[stored["key"]] = Embedding(np.frombuffer(stored["vector"], "<f4"), stored["codes"])
    return passage_from(stored["start"], stored["end"], stored["sentences"], stored["input"])


def _plain(row: Row) -> Row:
    return {**row, **{name: json.loads(row[name]) for name in ("article", "pages") if row[name] is not None}}


def _table(file: BinaryIO, columns: Sequence[str] | None = None) -> Any:
    pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    try:
        table = parquet.read_table(file, columns=columns)
    except (pyarrow.ArrowException, OSError) as error:
        raise DamagedBlock(str(error)) from error
    schema = _schema(pyarrow)
    if any(name not in table.column_names or table.schema.field(name).type != schema.field(name).type
           for name in columns or schema.names):  # fmt: skip
        message = "it has other columns"
        raise DamagedBlock(message)
    return table
