import pytest

from ingest.web.address import parse_address
from ingest.web.fetched import Fetched, Known
from ingest.web.state import key_of, known_of, written

PAGE = parse_address("https://news.example/a?id=1")


def fetched(**headers: str) -> Fetched:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched(PAGE, b"", named, "2026-05-05T08:00:00+00:00")


def test_what_was_written_is_known_again() -> None:
    known = known_of(written(fetched(etag='W/"1"', last_modified="Tue, 05 May 2026 00:00:00 GMT"), "a1"))
    assert known == Known(PAGE.url, 'W/"1"', "Tue, 05 May 2026 00:00:00 GMT", "2026-05-05T08:00:00+00:00", "a1")
    assert known.conditions() == {"If-None-Match": 'W/"1"', "If-Modified-Since": "Tue, 05 May 2026 00:00:00 GMT"}


def test_an_overlong_mark_is_not_kept() -> None:
    known = known_of(written(fetched(etag="x" * 501)))
    assert known is not None
    assert known.conditions() == {}


@pytest.mark.parametrize("value", [None, "", "nonsense", "[]", '{"v": 0, "url": "x"}', '{"v": 1}', '{"v": 1, "x": 2}'])
def test_what_another_version_wrote_is_nothing(value: str | None) -> None:
    assert known_of(value) is None


def test_the_key_is_the_same_with_tracking_and_tells_nothing() -> None:
    assert key_of(PAGE.url) == key_of(f"{PAGE.url}&utm_source=rss#top")
    assert key_of(PAGE.url) != key_of("https://news.example/a?id=2")
    assert "news.example" not in key_of(PAGE.url)


def test_what_the_header_says() -> None:
    page = fetched(content_type="Text/HTML; charset='windows-1252'")
    assert (page.content_type, page.charset) == ("text/html", "windows-1252")
    assert (fetched().content_type, fetched().charset) == ("", None)
