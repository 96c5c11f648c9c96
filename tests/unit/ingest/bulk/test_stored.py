"""A block's file holds what was put into it, and nothing else passes for one."""

import io
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest

from assistant.archive.article import IncomingArticle
from ingest.bulk.blocks import cut_rows
from ingest.bulk.rows import item_from, row_of
from ingest.bulk.stored import DamagedBlock, Embedding, pack, read_keys, unpack
from ingest.sources import Note, ReadArticle, Skip

TEXT = " ".join(f"The bridge {number} was shut." for number in range(100))
STORY = ReadArticle("a.txt", IncomingArticle(TEXT, title="Brücke"), "no date", ((1, 0), (2, 9)))
ROWS = cut_rows([row_of(Skip("b", "empty")), row_of(STORY), row_of(Note("c", "undated"))], "model")
KEYS = [bytes.fromhex(passage["key"]) for passage in ROWS[1]["passages"]]


def test_items_passages_and_embeddings_come_back() -> None:
    assert len(KEYS) > 1
    embeddings = {key: Embedding(np.full(4, number, np.float32), b"codes\0") for number, key in enumerate(KEYS[1:])}
    content = pack(ROWS, embeddings)
    block = unpack(content)
    assert block.items == [item_from(row) for row in ROWS]
    article = block.items[1]
    assert isinstance(article, ReadArticle)
    assert article.passages is not None
    assert [one.embedded_input for one in article.passages] == [one["input"] for one in ROWS[1]["passages"]]
    assert [number for span in article.passages[0].sentences for number in span] == ROWS[1]["passages"][0]["sentences"]
    assert set(block.embeddings) == set(KEYS[1:]) == set(read_keys(io.BytesIO(content)))
    assert block.embeddings[KEYS[1]].vector.tolist() == [0, 0, 0, 0]
    assert block.embeddings[KEYS[1]].codes == b"codes\0"


def test_two_passages_of_one_key_share_their_vector() -> None:
    rows = [ROWS[1], ROWS[1]]
    content = pack(rows, {KEYS[0]: Embedding(np.ones(4, np.float32))})
    assert read_keys(io.BytesIO(content)) == [KEYS[0]]
    assert len(unpack(content).items) == 2


def test_a_model_without_codes() -> None:
    block = unpack(pack(ROWS, {KEYS[0]: Embedding(np.ones(3, np.float32))}))
    assert block.embeddings[KEYS[0]].codes is None
    assert len(block.embeddings[KEYS[0]].vector) == 3


def test_a_block_without_articles() -> None:
    content = pack([ROWS[0]], {})
    assert unpack(content).items == [Skip("b", "empty")]
    assert read_keys(io.BytesIO(content)) == []
    assert unpack(pack([], {})).items == []


def other_table() -> bytes:
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"embedded": [1], "passages": [1]}), file)
    return file.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"no parquet", pack(ROWS, {})[:-20], pack(ROWS, {})[: len(pack(ROWS, {})) // 2], other_table()]
)
def test_anything_else_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedBlock):
        unpack(content)
    with pytest.raises(DamagedBlock):
        read_keys(io.BytesIO(content))


def test_a_row_that_was_tampered_with_is_damaged() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(pack(ROWS, {})))
    rows = table.to_pylist()
    rows[1]["article"] = rows[1]["article"].replace('"title"', '"other"')
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=table.schema), file)
    with pytest.raises(DamagedBlock, match="other fields"):
        unpack(file.getvalue())


def test_any_reader_of_parquet_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "block.parquet"
    path.write_bytes(pack(ROWS, {KEYS[0]: Embedding(np.ones(4, np.float32), b"c")}))
    table = pyarrow.parquet.read_table(path)
    assert table.column_names == ["kind", "source", "text", "article", "undated", "pages", "embedded", "passages"]
    assert np.frombuffer(table["passages"][1][0]["vector"].as_py(), "<f4").tolist() == [1, 1, 1, 1]
