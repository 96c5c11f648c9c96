"""Live blogs in exports."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.archive import IncomingArticle
from assistant.language.entries import find_entries
from ingest.sources import Item, ReadArticle

Read = Callable[..., list[Item]]
POSTS = [
    {"published": "2026-03-04T16:40:00Z", "title": "Toll rises", "body": "<p>Nine were hurt in Skarne.</p>"},
    {"published": "2026-03-04T14:05:00Z", "title": "First reports", "body": "<p>Three were hurt in Skarne.</p>"},
]
BLOG = {"id": "b1", "title": "Storm in Skarne", "published_at": "2026-03-04T08:00:00Z", "type": "liveblog"}


def read_one(path: Path, read: Read, content: object) -> IncomingArticle:
    (path / "a.json").write_text(json.dumps(content))
    (article,) = (item.article for item in read(path) if isinstance(item, ReadArticle))
    return article


@pytest.mark.parametrize("name", ["posts", "entries", "liveBlogUpdate", "live_updates", "blocks"])
@pytest.mark.parametrize("is_listed", [True, False])
def test_entries_are_the_text_each_with_its_time(tmp_path: Path, read: Read, name: str, *, is_listed: bool) -> None:
    blog = {**BLOG, name: POSTS}
    article = read_one(tmp_path, read, [blog] if is_listed else blog)
    assert (article.title, article.kind, article.external_id) == ("Storm in Skarne", "live_blog", "b1")
    assert [entry.at and entry.at.hour for entry in find_entries(article.text)] == [16, 14]
    assert article.text.split("\n\n")[1:3] == ["Toll rises", "Nine were hurt in Skarne."]


def test_entries_need_no_type_where_the_row_has_no_text(tmp_path: Path, read: Read) -> None:
    blog = {
        **BLOG,
        "updates": [{"timestamp": 1772642400, "text": "Nine."}, {"timestamp": 1772632800, "text": "Three."}],
    }
    article = read_one(tmp_path, read, [{key: value for key, value in blog.items() if key != "type"}])
    assert article.text == "16:40 GMT, 4 March 2026\n\nNine.\n\n14:00 GMT, 4 March 2026\n\nThree."
    assert article.kind == "live_blog"


def test_what_stands_above_the_entries_stays(tmp_path: Path, read: Read) -> None:
    article = read_one(tmp_path, read, {**BLOG, "text": "A storm is on its way.", "posts": POSTS})
    assert article.text.startswith("A storm is on its way.\n\n16:40")


def test_an_article_with_related_posts_is_no_live_blog(tmp_path: Path, read: Read) -> None:
    article = read_one(tmp_path, read, [{"title": "T", "text": "A storm is on its way.", "posts": POSTS}])
    assert (article.text, article.kind) == ("A storm is on its way.", "unknown")


def test_a_list_of_articles_called_posts_is_a_list(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"title": "Our blog", "posts": POSTS}))
    assert len([item for item in read(tmp_path) if isinstance(item, ReadArticle)]) == 2
