import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, ReadArticle, Skip

Read = Callable[..., list[Item]]

ARTICLES = [{"id": 1, "text": "One."}, {"id": 2, "text": "Two."}]


@pytest.mark.parametrize(
    "document",
    [
        ARTICLES,
        {"articles": ARTICLES},
        {"status": "ok", "Items": ARTICLES},
        {"data": {"articles": ARTICLES}},
        {"response": {"results": ARTICLES}},
        {"meta": {"count": 2}, "results": ARTICLES},
    ],
)
def test_lists_of_articles(tmp_path: Path, read: Read, document: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document, indent=2))
    items = read(path)
    assert [item.article.text for item in items if isinstance(item, ReadArticle)] == ["One.", "Two."]
    assert [item.source for item in items] == [f"{path}:item 1", f"{path}:item 2"]


def test_one_article(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"headline": "Bridge shut", "body": "It was."}))
    (item,) = read(path)
    assert isinstance(item, ReadArticle)
    assert (item.source, item.article.title, item.article.text) == (str(path), "Bridge shut", "It was.")


def test_paragraphs_are_joined(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"content": ["One.", "Two."]}))
    (item,) = read(path)
    assert isinstance(item, ReadArticle)
    assert item.article.text == "One.\n\nTwo."


def test_lines_called_json_are_read_as_lines(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.json"
    path.write_text("\n".join(map(json.dumps, ARTICLES)))
    assert [item.source for item in read(path)] == [f"{path}:line 1", f"{path}:line 2"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"articles": [', "invalid JSON"),
        ('{"a": 1}', "no articles in it"),
        ('"text"', "no articles in it"),
        ("   ", "invalid JSON"),
        ("", "empty"),
        ("[" * 50_000, "nested too deeply"),
    ],
)
def test_a_file_without_articles_is_one_skip(tmp_path: Path, read: Read, content: str, reason: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    (skip,) = read(path)
    assert isinstance(skip, Skip)
    assert reason in skip.reason


def test_items_that_are_no_objects(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([ARTICLES[0], "x", None]))
    items = read(path)
    assert items[1:] == [
        Skip(f"{path}:item 2", "not an object with fields"),
        Skip(f"{path}:item 3", "not an object with fields"),
    ]
