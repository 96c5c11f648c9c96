"""The steps, one after another without Ray: what is read, what is embedded, and what is not."""

import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.models import embed_of
from ingest.bulk.blocks import key_number
from ingest.bulk.place import BlockPlace
from ingest.bulk.shares import shares_of, written_share
from ingest.bulk.steps import Claims, HowToRead, Piece, cut_piece, embed_piece, read_pieces, store_piece
from ingest.sources import ReadArticle, Skip, walk
from tests.unit.ingest.bulk.conftest import Coding

NOTHING: NDArray[np.uint64] = np.empty(0, np.uint64)


def read(folder: Path, how: HowToRead, stored: Collection[str] = ()) -> list[Piece]:
    return [piece for share in shares_of(walk([folder])) for piece in read_pieces(written_share(share), how, stored)]


def yes(_: str, numbers: Sequence[int]) -> list[bool]:
    return [True] * len(numbers)


def test_a_block_goes_through_all_steps(
    wire: Callable[..., Path], how: HowToRead, coding: Coding, tmp_path: Path
) -> None:
    place = BlockPlace.at(str(tmp_path / "blocks"))
    place.prepare()
    piece, last = read(wire(3), how)
    assert (piece["articles"], piece["is_stored"], last["name"], last["row_count"]) == (4, False, "", 3)
    done = store_piece(embed_piece(cut_piece(piece, "model", NOTHING, yes), embed_of(coding)), place)
    assert (done["name"], done["passages"], done["embedded"], done["payload"]) == (piece["name"], 4, 4, b"")
    assert done["seconds"] >= piece["seconds"] > 0
    block = place.read(piece["name"])
    assert [type(item) for item in block.items] == [Skip, Skip, *[ReadArticle] * 4]
    assert len(block.embeddings) == len(coding.read) == 4
    assert {one.codes for one in block.embeddings.values()} == {f"codes of {text}".encode() for text in coding.read}


def test_a_block_that_is_stored_passes_untouched(
    wire: Callable[..., Path], how: HowToRead, coding: Coding, tmp_path: Path
) -> None:
    folder = wire(3)
    name = read(folder, how)[0]["name"]
    piece, _ = read(folder, how, {name})
    assert (piece["name"], piece["is_stored"], piece["payload"]) == (name, True, b"")
    place = BlockPlace.at(str(tmp_path / "nowhere"))
    assert store_piece(embed_piece(cut_piece(piece, "model", NOTHING, yes), coding.encode), place) == piece
    assert coding.read == []


def test_a_key_is_embedded_once(wire: Callable[..., Path], how: HowToRead, coding: Coding) -> None:
    first, second = read(wire(3, "one"), how)[0], read(wire(5, "two"), how)[0]
    claims = Claims()
    one = embed_piece(cut_piece(first, "model", NOTHING, claims.claim), embed_of(coding))
    two = embed_piece(cut_piece(second, "model", NOTHING, claims.claim), embed_of(coding))
    assert (one["embedded"], two["embedded"], two["passages"]) == (4, 2, 6)
    assert len(coding.read) == len(set(coding.read)) == 6


def test_a_block_that_is_made_again_has_its_claims_again(wire: Callable[..., Path], how: HowToRead) -> None:
    piece, claims = read(wire(3), how)[0], Claims()
    once = cut_piece(piece, "model", NOTHING, claims.claim)["payload"]
    assert cut_piece(piece, "model", NOTHING, claims.claim)["payload"] == once


def test_what_the_archive_has_is_not_embedded(wire: Callable[..., Path], how: HowToRead, coding: Coding) -> None:
    piece = read(wire(3), how)[0]
    rows = json.loads(cut_piece(piece, "model", NOTHING, yes)["payload"])
    keys = [bytes.fromhex(passage["key"]) for row in rows for passage in row.get("passages", ())]
    known = np.sort(np.array([key_number(key) for key in keys[:3]], np.uint64))
    assert embed_piece(cut_piece(piece, "model", known, yes), embed_of(coding))["embedded"] == 1


def test_too_long_a_text_is_a_skip_and_costs_nothing(wire: Callable[..., Path], coding: Coding) -> None:
    piece = read(wire(3), HowToRead("recipe", 20, 50, 20, 500))[0]
    assert piece["articles"] == 0
    assert embed_piece(cut_piece(piece, "model", NOTHING, yes), coding.encode)["embedded"] == 0
    reasons = [row["text"] for row in json.loads(piece["payload"])]
    assert sum("COPYDESK_MAX_ARTICLE_CHARACTERS" in reason for reason in reasons) == 4


def test_a_mapped_field_that_no_row_has_is_told(wire: Callable[..., Path]) -> None:
    how = HowToRead("recipe", 100_000, 50, 20, 500, None, (("title", "hed"), ("text", "text")))
    *_, last = read(wire(3), how)
    assert (last["row_count"], json.loads(last["missing"])) == (3, ["title"])


@pytest.mark.parametrize("name", [None, "desk"])
def test_a_name_for_the_source_is_part_of_what_is_read(wire: Callable[..., Path], name: str | None) -> None:
    piece = read(wire(1), HowToRead("recipe", 100_000, 50, 20, 500, name))[0]
    articles = [row["article"] for row in json.loads(piece["payload"]) if row["kind"] == "article"]
    assert {article["source_name"] for article in articles} == {name or "wire"}
