"""What a page says of itself, also when it says it badly or with bad intent."""

import json
from html import escape
from typing import Any

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language import dates
from ingest.sources.page_facts import PageFacts, read_page_facts
from ingest.sources.page_schema import schema_nodes

NOTHING = PageFacts(None, None, (), None, None, None, None, (), (), None, None, None, False)


def facts(head: str = "", body: str = "<p>Text.</p>", lang: str = "") -> PageFacts:
    page = f"<!DOCTYPE html><html{lang}><head>{head}</head><body>{body}</body></html>"
    return read_page_facts(lxml.html.fromstring(page), page)


def meta(name: str, content: str, attribute: str = "property") -> str:
    return f'<meta {attribute}="{escape(name)}" content="{escape(content)}">'


def schema(**fields: Any) -> str:
    return script({"@type": "NewsArticle", **fields})


def script(document: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(document)}</script>'


def published(found: PageFacts) -> str | None:
    return found.published.text if found.published else None


def test_a_page_that_says_nothing_has_no_facts() -> None:
    assert facts() == NOTHING
    assert facts('<meta property="og:title"><meta content="x"><meta name="" content="x">') == NOTHING


@pytest.mark.parametrize("attribute", ["property", "name", "itemprop"])
def test_metas_by_any_attribute_in_any_case(attribute: str) -> None:
    head = meta(" Og:Site_Name ", " The  Lantern ", attribute) + meta("DC.Creator", "Ines Corrado", attribute)
    found = facts(head + meta("DatePublished", "2025-03-11", attribute) + meta("LASTMOD", "2025-03-12", attribute))
    assert (found.publisher, found.authors, published(found)) == ("The Lantern", ("Ines Corrado",), "2025-03-11")
    assert found.updated is not None
    assert found.updated.text == "2025-03-12"


def test_the_first_usable_value_counts() -> None:
    head = "".join(
        meta("article:published_time", value) for value in ("soon", "03/04/2025", "2025-03-11", "2025-03-12")
    )
    authors = meta("author", "https://lantern.example/ines") + meta("byl", "By Ines Corrado")
    found = facts(head + authors + meta("date", "2001-01-01"))
    assert published(found) == "2025-03-11"
    assert found.authors == ("Ines Corrado",)


@pytest.mark.parametrize(
    ("written", "headline"),
    [
        ("AT&amp;T &quot;sold&quot;", 'AT&T "sold"'),
        ("Bridge&nbsp;shut", "Bridge shut"),
        ("Bridge&#10;shut&nbsp;", "Bridge shut"),
        ("&nbsp;", None),
        ("half &#xD800; a character&#0;", "half \ufffd a character\ufffd"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("x" * 5000, "x" * 1000),
    ],
)
def test_names_escaped_twice_are_one_clean_line(written: str, headline: str | None) -> None:
    assert facts(meta("og:title", written)).headline == headline
    assert facts(schema(headline=written, publisher={"name": written})).publisher == headline


@pytest.mark.parametrize(
    ("heading", "declared", "headline"),
    [
        ("Bridge shut for good", "Bridge shut | Lantern", "Bridge shut"),
        ("“Bridge” shut", "'Bridge' shut | Lantern", "“Bridge” shut"),
        ("The Lantern", "Bridge shut", "Bridge shut"),
        ("", "Bridge shut", "Bridge shut"),
        ("Bridge shut", "", "Bridge shut"),
        ("Ignored", "Shut – Lantern", "Shut"),
        ("Ignored", "Shut – Lantern – more", "Shut – Lantern – more"),
    ],
)
def test_the_headline_is_the_declared_one_as_readers_saw_it(heading: str, declared: str, headline: str) -> None:
    head = meta("og:title", declared) + meta("og:site_name", "Lantern")
    assert facts(head, f"<h1>{heading}</h1>").headline == headline


def test_of_several_headings_none_is_the_headline_by_itself() -> None:
    assert facts(body="<h1>Bridge shut</h1><h1>Ferry sank</h1>").headline is None


def test_a_publisher_with_a_patterns_characters_is_taken_literally() -> None:
    head = meta("og:title", "Shut | News (+ more") + meta("og:site_name", "News (+ more")
    assert facts(head).headline == "Shut"


@pytest.mark.parametrize(
    "document",
    [
        {"@graph": [{"@type": "WebPage"}, {"@type": ["Thing", "NewsArticle"], "headline": "Bridge shut"}]},
        [[{"@type": "BlogPosting", "headline": "Bridge shut"}]],
        {"@type": "WebPage", "mainEntity": {"@type": "Report", "headline": "Bridge shut"}},
        {"@graph": {"@type": "ReportageNewsArticle", "headline": "Bridge shut"}},
        [{"@type": "NewsArticle", "headline": "Bridge shut"}, {"@type": "NewsArticle", "headline": "Another"}],
    ],
)
def test_the_first_article_wherever_it_stands(document: object) -> None:
    assert facts(script(document)).headline == "Bridge shut"


@pytest.mark.parametrize(
    "document",
    [
        {"@type": "Person", "name": "Ines", "headline": "no"},
        {"@type": "ArticleList", "headline": "no"},
        {"@type": {"x": 1}, "headline": "no"},
        {"@type": 7, "headline": "no"},
        "NewsArticle",
        None,
        {
            "@type": "NewsArticle",
            "headline": {"a": 1},
            "publisher": [],
            "author": 0,
            "inLanguage": {},
            "datePublished": [],
        },
        {"@type": "NewsArticle", "datePublished": "03/04/2025", "articleSection": {"a": "Opinion"}},
    ],
)
def test_what_is_no_article_or_says_nothing_readable_gives_nothing(document: object) -> None:
    found = facts(script(document))
    assert (found.headline, found.publisher, found.authors, found.published, found.language) == (
        None,
        None,
        (),
        None,
        None,
    )


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "null", "NaN", '{"@type": "NewsArticle"', "1" * 5000, "<!-- {} -->", r'"\ud800"']
)
def test_json_that_is_none_leaves_the_metas(text: str) -> None:
    head = f'<script type="application/ld+json">{text}</script>' + meta("og:title", "Bridge shut")
    assert facts(head).headline == "Bridge shut"


def test_a_semicolon_or_line_break_within_does_no_harm() -> None:
    head = '<script type="application/ld+json">\n{"@type": "NewsArticle", "headline": "Bridge\n shut"};\n</script>'
    assert facts(head).headline == "Bridge shut"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<time itemprop="datePublished" datetime="2025-03-11">x</time>', ("2025-03-11", None)),
        ('<span itemprop="dateModified" content="2025-03-12">x</span>', (None, "2025-03-12")),
        ('<time class="entry-date updated" datetime="2025-03-12">x</time>', (None, "2025-03-12")),
        ("<time>11 March 2025</time><time>11 March 2025</time>", ("2025-03-11", None)),
        ("<time>11 March 2025</time><time>12 March 2025</time>", (None, None)),
        ('<time>1 May 2001</time><time class="published">11 March 2025</time>', ("2025-03-11", None)),
        ("<time>March 2025</time>", (None, None)),
        ("<time>3 days ago</time>", (None, None)),
        ("<time></time>", (None, None)),
        ('<time datetime="now">11 March 2025</time>', (None, None)),
    ],
)
def test_marked_times(body: str, expected: tuple[str | None, str | None]) -> None:
    found = facts(body=body)
    assert (published(found), found.updated.text if found.updated else None) == expected


def test_declared_dates_come_before_shown_ones() -> None:
    head = meta("article:published_time", "2025-03-11T06:30:00+01:00")
    assert published(facts(head, '<time class="published">1 May 2001</time>')) == "2025-03-11T06:30:00+01:00"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (meta("og:url", "https://lantern.example/a"), "https://lantern.example/a"),
        (meta("og:url", "javascript:alert(1)") + meta("og:url", "https://b.example/"), "https://b.example/"),
        ('<link rel="canonical" href="https://lantern.example/c">' + meta("og:url", "https://b.example/"),
         "https://lantern.example/c"),
        ('<link rel="canonical" href="http://[::1">', None),
        ("<!-- saved from url=(0030)https://m.lantern.example/b -->" + meta("og:url", "https://evil.example/"),
         "https://m.lantern.example/b"),
        ("<!-- saved from url=(0030)https://m.lantern.example/b -->" + meta("og:url", "https://lantern.example/b"),
         "https://lantern.example/b"),
        ("<!-- saved from url=(0030)http://[::1 -->", None),
        (meta("og:url", "data:text/html,x"), None),
        (meta("og:url", "https://"), None),
    ],
)  # fmt: skip
def test_an_address_is_not_taken_from_another_page(head: str, url: str | None) -> None:
    assert facts(head).url == url


def test_language_and_kinds() -> None:
    assert facts(lang=' lang="de-AT"').language == "de-AT"
    assert facts(meta("og:locale", "fr_FR")).language == "fr_FR"
    assert facts(schema(inLanguage={"name": "Spanish"}), lang=' lang="de"').language == "Spanish"
    assert facts(schema(articleSection=["Opinion", 7, None]) + meta("article:section", "Sport")).kinds == (
        "NewsArticle", "Opinion", "Sport",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("It costs 4 million, not 3 million.", "It costs 4 million, not 3 million."),
        ({"@type": "CorrectionComment", "text": "It costs 4 million."}, "It costs 4 million."),
        ("https://gazette.example/corrections", None),
        ([], None),
    ],
)
def test_a_correction_that_is_declared(declared: object, expected: str | None) -> None:
    assert facts(schema(correction=declared)).correction == expected


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("".join(meta("date", f"сентябрь {number}{number} x 2015") for number in range(3000)), ""),
        ("", "".join(f"<time>сентябрь {number} x 2015</time>" for number in range(3000))),
        (meta("og:title", " " * 500_000 + "x") + meta("og:site_name", "x"), ""),
        (meta("author", "a, " * 500_000) + meta("date", "1" * 1_000_000), ""),
        ("", "<h1>" * 3000 + "x"),
    ],
    ids=["dates", "times", "spaces", "authors", "headings"],
)
def test_no_page_makes_more_than_a_few_dates_be_tried(head: str, body: str) -> None:
    """What dateparser is asked takes milliseconds each; the rest of a page is read once. A hang runs into the limit."""
    asked = dates._through_dateparser.cache_info().misses
    assert published(facts(head, body)) is None
    assert dates._through_dateparser.cache_info().misses - asked <= 60


def test_of_a_large_graph_not_everything_is_looked_at() -> None:
    many: list[object] = [{"@graph": [{"@graph": [{"@graph": [{}] * 50}] * 50}] * 50}] * 3
    tree = lxml.html.fromstring(f"<html><head>{script(many)}</head></html>")
    assert sum(1 for _ in schema_nodes(tree)) <= 2000


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "@id", "@graph", "x"]), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        "@type",
        "headline",
        "author",
        "publisher",
        "datePublished",
        "dateModified",
        "inLanguage",
        "articleSection",
        "@graph",
    ]
)


@pytest.mark.slow
@settings(deadline=None)
@given(fields=st.dictionaries(NAMES, VALUES), kind=st.sampled_from(["NewsArticle", "WebPage"]))
def test_any_json_gives_facts_that_can_be_stored(fields: dict[str, Any], kind: str) -> None:
    found = facts(script({"@type": kind, **fields}))
    for value in (found.headline, found.publisher, *found.authors):
        assert value is None or (value == " ".join(value.split()) != "" and "\0" not in value)
        (value or "").encode()
