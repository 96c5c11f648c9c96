"""Blocks: which articles stand together, and what a block is called."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.archive.article import IncomingArticle
from assistant.archive.catalog.vectors import vector_key
from assistant.models import count_tokens
from ingest.bulk.blocks import (
    BLOCK_ARTICLES,
    BLOCK_CHARACTERS,
    BLOCK_ITEMS,
    Block,
    blocks_of,
    cut_rows,
    key_number,
    recipe_of,
)
from ingest.bulk.rows import item_from, row_of
from ingest.complete import completed
from ingest.sources import Note, ReadArticle, Skip, SoFar
from ingest.split import split

Plain = ReadArticle | Skip | Note | SoFar


def story(number: int, text: str = "It was shut.") -> ReadArticle:
    return ReadArticle(f"a.jsonl:line {number}", IncomingArticle(f"{number}. {text}", external_id=str(number)))


def blocks(items: list[Plain], size: int = 100, recipe: str = "one") -> list[Block]:
    return list(blocks_of(items, 7, size, recipe))


def test_a_block_is_full_by_articles_characters_or_items() -> None:
    by_articles = blocks([story(n) for n in range(BLOCK_ARTICLES + 1)])
    assert [block.article_count for block in by_articles] == [BLOCK_ARTICLES, 1]
    assert [(block.share, block.part) for block in by_articles] == [(7, 0), (7, 1)]
    by_characters = blocks([story(n, "x" * (BLOCK_CHARACTERS // 2)) for n in range(3)])
    assert [block.article_count for block in by_characters] == [2, 1]
    by_items = blocks([Skip("a", "empty")] * (BLOCK_ITEMS + 1))
    assert [len(block.rows) for block in by_items] == [BLOCK_ITEMS, 1]


def test_the_bytes_of_a_share_are_those_of_its_blocks() -> None:
    def items() -> Iterator[Plain]:
        for number in range(BLOCK_ARTICLES * 2):
            yield story(number)
            if number % 10 == 0:
                yield SoFar("a", number, 200)

    assert [block.size for block in blocks_of(items(), 0, 200, "one")] == [60, 60, 80]
    assert blocks([]) != [], "a file in which nothing is still has bytes"
    assert blocks([], size=0) == []


def test_a_name_says_what_is_in_a_block_and_how_it_was_made() -> None:
    (one,), (same,) = blocks([story(1), story(2)]), blocks([story(1), story(2)], size=7)
    assert one.name == same.name
    others = [
        blocks([story(2), story(1)])[0].name,
        blocks([story(1)])[0].name,
        blocks([story(1), replace(story(2), undated="no date")])[0].name,
        blocks([story(1), story(2)], recipe="two")[0].name,
    ]
    assert len({one.name, *others}) == 5


def test_a_recipe_tells_models_and_releases_apart() -> None:
    recipes = {
        recipe_of(model, keeps_codes=codes, release=release)
        for model in ("m", "n")
        for codes in (True, False)
        for release in ("1", "2")
    }
    assert len(recipes) == 8


@pytest.mark.parametrize("text", ["The bridge was shut on Monday. It is old. " * 60, "Die Brücke ist am Montag zu."])
def test_an_article_is_completed_and_cut_as_an_ingest_does_it(text: str) -> None:
    item = story(1, text)
    (row,) = cut_rows([row_of(item)], "model")
    whole = completed(item)
    assert isinstance(whole, ReadArticle)
    assert item_from(row) == whole
    wanted = split(whole.article, count_tokens)
    assert [passage["input"] for passage in row["passages"]] == [one.embedded_input for one in wanted]
    assert [passage["key"] for passage in row["passages"]] == [
        vector_key("model", one.embedded_input).hex() for one in wanted
    ]
    assert [(passage["start"], passage["end"]) for passage in row["passages"]] == [
        (one.start, one.end) for one in wanted
    ]


def test_what_is_no_article_stays() -> None:
    rows = [row_of(Skip("a", "empty")), row_of(Note("b", "undated"))]
    assert cut_rows(rows, "model") == rows


def test_a_key_stands_for_itself_in_eight_bytes() -> None:
    assert key_number(b"\x01" + b"\0" * 31) == 1
    assert key_number(vector_key("m", "a")) != key_number(vector_key("m", "b"))
