"""Feeds and exports of WordPress that lie on the disk, read as any file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.archive import IncomingArticle
from ingest.sources import Apart, Item, Note, ReadArticle, Reading, RowFields, Skip, read_file, walk
from ingest.sources.feed_file import LARGEST_FEED_FILE

Read = Callable[..., list[Item]]

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
AUTHORS = """<wp:author><wp:author_login>jdoe</wp:author_login><wp:author_display_name><![CDATA[Jane Doe]]>
</wp:author_display_name></wp:author><wp:author><wp:author_login>tr</wp:author_login><wp:author_display_name>tr
</wp:author_display_name><wp:author_first_name>Tom</wp:author_first_name><wp:author_last_name>Roe</wp:author_last_name>
</wp:author><wp:author><wp:author_login>admin</wp:author_login><wp:author_display_name>admin</wp:author_display_name>
</wp:author>"""


def site(*items: str) -> str:
    """An export of a site with these posts."""
    head = "<title>Skarne Courier</title><link>https://courier.example</link><language>en-GB</language>"
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{head}{AUTHORS}{"".join(items)}</channel></rss>'


def post(text: str = "The ferry stops.", *, status: str = "publish", kind: str = "post", more: str = "") -> str:
    return (
        "<item><title><![CDATA[Ferry &amp; harbour]]></title><link>https://courier.example/ferry/</link>"
        f"<guid isPermaLink='false'>https://courier.example/?p=1</guid><content:encoded><![CDATA[{text}]]>"
        "</content:encoded><wp:post_date>2026-03-05 00:30:00</wp:post_date>"
        f"<wp:post_date_gmt>2026-03-04 23:30:00</wp:post_date_gmt><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


@pytest.fixture
def article(tmp_path: Path, read: Read) -> Callable[[str], IncomingArticle]:
    def article_in(xml: str) -> IncomingArticle:
        (tmp_path / "a.xml").write_text(xml, encoding="utf-8")
        return next(item.article for item in read(tmp_path / "a.xml") if isinstance(item, ReadArticle))

    return article_in


Article = Callable[[str], IncomingArticle]


def test_a_post_has_the_sites_own_day_and_the_name_behind_its_account(article: Article) -> None:
    found = article(site(post(more="<dc:creator>jdoe</dc:creator>")))
    assert (found.title, found.publisher, found.language) == ("Ferry & harbour", "Skarne Courier", "en")
    assert (found.authors, found.external_id) == (("Jane Doe",), "https://courier.example/?p=1")
    assert (found.published_at, str(found.published_on)) == ("2026-03-05T00:30:00+01:00", "2026-03-05")
    assert (found.updated_at, found.url) == (None, "https://courier.example/ferry/")


@pytest.mark.parametrize(
    ("more", "authors"),
    [
        ("<dc:creator>tr</dc:creator>", ("Tom Roe",)),
        ("<dc:creator>admin</dc:creator>", ()),
        (
            "<dc:creator>jdoe</dc:creator><category domain='author' nicename='cap-a'>Ann Lee</category>"
            "<category domain='author' nicename='cap-b'>Tom Roe</category>",
            ("Ann Lee", "Tom Roe"),
        ),
    ],
)
def test_accounts_are_no_authors(article: Article, more: str, authors: tuple[str, ...]) -> None:
    assert article(site(post(more=more))).authors == authors


def test_a_category_says_the_kind_and_a_tag_does_not(article: Article) -> None:
    tag = "<category domain='post_tag' nicename='interview'>Interview</category>"
    assert article(site(post(more=tag))).kind == "unknown"
    category = "<category domain='category' nicename='opinion'><![CDATA[Opinion]]></category>"
    assert article(site(post(more=tag + category))).kind == "opinion"


def test_blocks_shortcodes_and_captions_are_not_read_as_prose(article: Article) -> None:
    text = (
        "<!-- wp:paragraph --><p>It&#8217;s shut [sic] till May.</p><!-- /wp:paragraph -->"
        '[caption id="a" width="3"]<img src="x.jpg"/> The ferry at dusk.[/caption][gallery ids="1,2"]'
        '<p>[pullquote align="left"]All of it.[/pullquote]</p>'
    )
    assert article(site(post(text))).text == "It’s shut [sic] till May.\n\nAll of it."


def test_paragraphs_of_the_classic_editor_stay_apart(article: Article) -> None:
    text = "One\nline.\n\nTwo.\n\n<h2>A head</h2>\nThree.\n\n<blockquote>Four.</blockquote>\n\nFive."
    assert article(site(post(text))).text == "One line.\n\nTwo.\n\nA head\n\nThree.\n\nFour.\n\nFive."


@pytest.mark.parametrize("status", ["draft", "pending", "private", "trash", "auto-draft"])
def test_what_is_not_published_is_never_shown(article: Article, status: str) -> None:
    assert article(site(post(status=status))).is_withdrawn


def test_a_password_keeps_a_post_from_being_shown(article: Article) -> None:
    assert article(site(post(more="<wp:post_password>x</wp:post_password>"))).is_withdrawn


def test_a_scheduled_post_is_under_embargo_until_its_time(article: Article) -> None:
    assert article(site(post(status="future"))).embargoed_until == "2026-03-05T00:30:00+01:00"


def test_what_is_no_article_is_counted(tmp_path: Path, read: Read) -> None:
    others = [post(kind=kind) for kind in ("attachment", "page", "attachment", "nav_menu_item")]
    (tmp_path / "a.xml").write_text(site(post(), *others))
    items = read(tmp_path / "a.xml")
    assert sum(isinstance(item, ReadArticle) for item in items) == 1
    notes = [item.text for item in items if isinstance(item, Note)]
    assert any("attachments (2), menu items (1), pages of the site (1)" in note for note in notes)


def test_a_field_of_a_plugin_can_be_named(tmp_path: Path, read: Read) -> None:
    meta = "<wp:postmeta><wp:meta_key>guest</wp:meta_key><wp:meta_value>Ann Lee</wp:meta_value></wp:postmeta>"
    (tmp_path / "a.xml").write_text(site(post(more=meta)))
    items = read(tmp_path / "a.xml", {"authors": "meta.guest"})
    assert next(item.article.authors for item in items if isinstance(item, ReadArticle)) == ("Ann Lee",)


ENTRY = """<entry><title type="html">Caf&amp;eacute; &amp;amp; bar</title><id>tag:l.example,2026:1</id>
<link rel="replies" href="https://l.example/cafe#c"/><link rel="alternate" href="https://l.example/cafe"/>
<published>2026-03-04T09:00:00+01:00</published><updated>2026-03-05T09:00:00+01:00</updated>
<author><name>Ann Lee</name></author><author><name>Tom Roe</name></author>{content}</entry>"""


@pytest.mark.parametrize(
    "content",
    [
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The caf&eacute; shut.</p>'
        "<p>No &amp; no.</p></div></content>",
        '<content type="html">&lt;p&gt;The caf&amp;eacute; shut.&lt;/p&gt;'
        "&lt;p&gt;No &amp;amp; no.&lt;/p&gt;</content>",
        "<content>The café shut.\n\nNo &amp; no.</content>",
    ],
)
def test_an_atom_entry(article: Article, content: str) -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Sport – The Lantern</title>
<link href="https://thelantern.example/"/>{ENTRY.format(content=content)}</feed>"""
    found = article(feed)
    assert (found.text, found.title) == ("The café shut.\n\nNo & no.", "Café & bar")
    assert (found.publisher, found.language, found.authors) == ("The Lantern", "en", ("Ann Lee", "Tom Roe"))
    assert (found.url, str(found.published_on), str(found.updated_on)) == (
        "https://l.example/cafe", "2026-03-04", "2026-03-05",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "declared"), [("iso-8859-1", "iso-8859-1"), ("cp1252", "windows-1252"), ("utf-16", "utf-16")]
)
def test_the_declared_encoding_counts(tmp_path: Path, read: Read, encoding: str, declared: str) -> None:
    xml = (
        f'<?xml version="1.0" encoding="{declared}"?><rss {SPACES}><channel><title>Courier &ndash; RSS feed</title>'
        "<item>"
        "<title>Über café</title><media:title>Another</media:title><author>j@c.example (Jane Doe)</author>"
        "<guid isPermaLink='true'>https://c.example/1</guid><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate>"
        "<source url='https://a.example/feed'>The Agency Post</source>"
        "<content:encoded>Größe &mdash; AT&T.</content:encoded></item></channel></rss>"
    )
    (tmp_path / "a.rss").write_bytes(xml.encode(encoding))
    (item,) = [item for item in read(tmp_path) if isinstance(item, ReadArticle)]
    found = item.article
    assert (found.title, found.text, found.authors) == ("Über café", "Größe — AT&T.", ("Jane Doe",))
    assert (found.url, str(found.published_on), found.publisher) == (
        "https://c.example/1", "2026-03-04", "The Agency Post",
    )  # fmt: skip


def test_rdf_whose_items_stand_beside_the_channel(article: Article) -> None:
    found = article(
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f"{SPACES}><channel><title>Skarne Courier</title></channel><item><title>Lamps</title>"
        "<link>https://c.example/2</link><dc:date>2026-03-04</dc:date><dc:creator>Jane Doe</dc:creator>"
        "<content:encoded>They glow.</content:encoded></item></rdf:RDF>"
    )
    assert (found.text, found.publisher, found.authors) == ("They glow.", "Skarne Courier", ("Jane Doe",))
    assert str(found.published_on) == "2026-03-04"


def test_a_teaser_is_no_article_and_the_report_says_what_helps(tmp_path: Path, read: Read) -> None:
    item = "<item><title>T</title><link>https://c.example/3</link><description>Only this …</description></item>"
    (tmp_path / "a.xml").write_text(f"<rss><channel><title>C</title>{item}</channel></rss>")
    note, skip = read(tmp_path / "a.xml")
    assert isinstance(skip, Skip)
    assert "the summary in" in skip.reason
    assert isinstance(note, Note)
    assert "feed's address" in note.text
    (taken,) = [one for one in read(tmp_path / "a.xml", {"text": "description"}) if isinstance(one, ReadArticle)]
    assert taken.article.text == "Only this …"


def test_a_whole_article_in_the_description_is_one(article: Article) -> None:
    paragraphs = "".join(f"&lt;p&gt;{'The quay was shut again. ' * 30}&lt;/p&gt;" for _ in range(3))
    item = f"<item><title>T</title><description>{paragraphs}</description></item>"
    assert article(f"<rss><channel><title>C</title>{item}</channel></rss>").text.startswith(
        "The quay was shut again. The"
    )


def hostile_entities() -> str:
    levels = "".join(f"<!ENTITY a{n} '{more}'>" for n in range(1, 12) for more in [f"&a{n - 1};" * 10])
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{levels}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<rss {SPACES}><channel><title>&a11;</title><item><title>&a11;</title>"
        "<content:encoded>&x;&a11; Shut.</content:encoded></item></channel></rss>"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "xml",
    [
        hostile_entities(),
        f"<rss {SPACES}><channel>{'<item>' * 5000}",
        f"<rss {SPACES}><channel><item><content:encoded>Shut.</content:encoded><title>{'<b>' * 100_000}",
        f"<rss {SPACES}><channel><item><content:encoded>Shut.</content:encoded>{'<wp:x>1</wp:x>' * 200_000}</item>",
        "<rss " + " ".join(f"a{n}='{n}'" for n in range(50_000)) + "><channel>",
        f"<rss><channel><item>{'&amp;' * 1_000_000}",
        "<rss>" + "<!-- " * 200_000,
    ],
    ids=["entities", "items", "depth", "fields", "attributes", "references", "comments"],
)
def test_hostile_xml_is_soon_read_and_grows_into_nothing(tmp_path: Path, xml: str) -> None:
    (tmp_path / "a.xml").write_text(xml)
    with Apart(5, 512) as apart:
        reading = Reading(RowFields(), 100_000, apart=apart)
        items = [
            item for found in walk([tmp_path]) if not isinstance(found, Skip) for item in read_file(found, reading)
        ]
    assert items
    assert all(len(item.article.text) < 100 for item in items if isinstance(item, ReadArticle))
    assert not any("root:" in item.article.text for item in items if isinstance(item, ReadArticle))


def test_a_file_of_more_than_50_mb_is_not_read(tmp_path: Path, read: Read) -> None:
    with (tmp_path / "a.xml").open("wb") as file:
        file.write(b"<rss><channel>")
        file.truncate(LARGEST_FEED_FILE + 1)
    (skip,) = read(tmp_path / "a.xml")
    assert isinstance(skip, Skip)
    assert "larger than 50 MB" in skip.reason


@pytest.mark.parametrize(
    ("name", "xml", "reason"),
    [
        ("a.xml", "<tei><body/></tei>", "neither an RSS or Atom feed"),
        ("a.xml", "<urlset><url/></urlset>", "it is a sitemap"),
        ("a.xml", "<rss><channel/></rss>", "a feed without entries"),
        ("a.rss", "no markup at all", "neither an RSS or Atom feed"),
    ],
)
def test_other_xml(tmp_path: Path, read: Read, name: str, xml: str, reason: str) -> None:
    (tmp_path / name).write_text(xml)
    (skip,) = read(tmp_path / name)
    assert isinstance(skip, Skip)
    assert reason in skip.reason


def test_a_feed_is_known_whatever_it_is_called(tmp_path: Path, read: Read) -> None:
    for name in ("a.txt", "b", "c.html"):
        (tmp_path / name).write_text(site(post()))
        assert any(isinstance(item, ReadArticle) and item.article.title for item in read(tmp_path / name)), name
