"""The forms of editors as they are drawn."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.archive import Article
from ui.add_view import render_add, render_done, render_remove
from ui.adder import Progress
from ui.desk import Scene

SCENE = Scene(Path("/archives/my news"), None, "extractive", None, None, None)


def test_the_forms_say_what_is_taken_and_where_it_goes() -> None:
    page = render_add(SCENE, 500_000_000, None)
    assert "Up to 2,000 files and 500 MB at once" in page
    assert 'action="library/add/files"' in page
    assert 'action="library/add/web"' in page
    assert "copydesk ingest PATH --archive &#x27;/archives/my news&#x27;" in page
    running = render_add(SCENE, 1, Progress("r1", ()))
    assert "<form" not in running
    assert "library/runs/r1" in running


def test_what_removing_and_forgetting_mean_stands_beside_the_buttons(make_article: Callable[..., Article]) -> None:
    page = render_remove(make_article(title="<b>Fire</b>", publisher=None, published_at=None))
    assert "&lt;b&gt;Fire&lt;/b&gt;" in page
    assert "unknown outlet · undated" in page
    assert "backups made with <code>copydesk backup</code> are not touched" in page
    assert "that only name somebody stay as they are" in page
    assert "<code>copydesk forget a0123456789abcdef --words NAME</code>" in page
    assert page.count('method="post" action="library/articles/a0123456789abcdef/remove"') == 2


def test_adversarial_strings_stay_text(hostile_strings: Sequence[str], make_article: Callable[..., Article]) -> None:
    for string in hostile_strings:
        page = render_remove(make_article(title=string, publisher=string, published_at=string)) + render_done(string)
        assert "<script" not in page
        assert "<img" not in page
        assert "<iframe" not in page
