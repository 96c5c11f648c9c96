import pytest

from ingest.clean import moment_in
from ingest.sources.found import Note, ReadArticle, Reading
from ingest.sources.reading import Unreadable
from ingest.sources.row_fields import RowFields
from ingest.web.address import parse_address
from ingest.web.entry import Entry
from ingest.web.fetched import Fetched
from ingest.web.page import article_in_entry, read_page
from tests.web_site import article

READING = Reading(RowFields(), 100_000)
ADDRESS = parse_address("https://www.news.example/a?utm_source=rss")
HINTS = Entry("/a", "From the feed", ("Ann Lee",), "The Lantern", moment_in("2026-05-06"), language="de", text="Whole.")


def fetched(page: str | bytes, content_type: str = "text/html") -> Fetched:
    content = page.encode() if isinstance(page, str) else page
    return Fetched(ADDRESS, content, {"content-type": content_type}, "2026-05-07T00:00:00+00:00")


def read(page: str | bytes, entry: Entry | None = None, content_type: str = "text/html") -> ReadArticle:
    found = fetched(page, content_type)
    item = next(read_page(found, found.content, READING, entry))
    assert isinstance(item, ReadArticle)
    return item


def test_what_the_page_says_goes_before_what_the_feed_says() -> None:
    head = (
        '<meta property="article:published_time" content="2026-05-05T08:00:00+02:00">'
        '<meta name="author" content="Bo Roy">'
        '<meta property="og:site_name" content="Lantern Online">'
    )
    found = read(article("Omber", head=head), HINTS)
    assert found.source == ADDRESS.url
    assert found.article.title == "Omber rebuilds its bridge"
    assert (found.article.authors, found.article.publisher) == (("Bo Roy",), "Lantern Online")
    assert found.article.published_at == "2026-05-05T08:00:00+02:00"
    assert (found.article.fetched_at, found.article.source_name) == ("2026-05-07T00:00:00+00:00", "www.news.example")


def test_the_feed_says_what_the_page_does_not() -> None:
    found = read(article("Omber"), HINTS).article
    assert (found.authors, found.publisher) == (("Ann Lee",), "The Lantern")
    assert (found.published_at, found.published_on) == ("2026-05-06", HINTS.published and HINTS.published.day)


def test_when_it_was_fetched_is_never_when_it_was_published() -> None:
    found = read(article("Omber")).article
    assert (found.published_at, found.published_on, found.updated_at) == (None, None, None)


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://news.example/story/a", "https://news.example/story/a"),
        ("https://www.news.example/story?id=1&fbclid=2", "https://www.news.example/story?id=1"),
        ("https://other.example/a", "https://www.news.example/a"),
        ("https://news.example/", "https://www.news.example/a"),
        ("https://me:key@news.example/b", "https://www.news.example/a"),
        ("javascript:alert(1)", "https://www.news.example/a"),
    ],
)
def test_a_canonical_address_counts_on_its_own_domain(canonical: str, url: str) -> None:
    assert read(article("Omber", head=f'<link rel="canonical" href="{canonical}">')).article.url == url


def test_a_page_cannot_say_it_was_saved_from_elsewhere() -> None:
    page = "<!-- saved from url=(0030)https://other.example/a -->" + article("Omber")
    assert read(page).article.url == "https://www.news.example/a"


def test_the_encoding_of_the_header() -> None:
    page = article("Ömber").encode("cp1252")
    assert read(page, content_type="text/html; charset=windows-1252").article.title == "Ömber rebuilds its bridge"
    content = article("Omber", body="<p>NUL \x00 byte in the last of the paragraphs of this article.</p>")
    items = list(read_page(fetched(content), content.replace("\x00", "&#xD800;\ufffd").encode(), READING))
    assert isinstance(items[0], ReadArticle)
    assert all(isinstance(item, Note) for item in items[1:])


def test_no_article() -> None:
    with pytest.raises(Unreadable, match="no article text"):
        read("<html><body><script>1</script></body></html>")


def test_the_feeds_own_text() -> None:
    found = article_in_entry(HINTS, ADDRESS, "2026-05-07T00:00:00+00:00", READING)
    assert found is not None
    assert (found.text, found.title, found.url, found.language) == (
        "Whole.",
        "From the feed",
        "https://www.news.example/a",
        "de",
    )
    assert article_in_entry(Entry("/a"), ADDRESS, "", READING) is None
