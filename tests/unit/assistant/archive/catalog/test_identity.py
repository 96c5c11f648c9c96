import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive import IncomingArticle
from assistant.archive.catalog.identity import article_id_of, canonical_url, fold_name, identity_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://News.Example/a/B?id=3", "https://news.example/a/B?id=3"),
        ("HTTPS://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=3&fbclid=y&gclid=z", "https://news.example/a?id=3"),
        ("https://news.example/a?UTM_Medium=x", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?empty=", "https://news.example/a?empty="),
        ("https://news.example", "https://news.example/"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://news.example/%7Eann/caf%c3%a9", "https://news.example/~ann/caf%C3%A9"),
        ("https://news.example/café", "https://news.example/caf%C3%A9"),
        ("https://news.example/a%2Fb", "https://news.example/a%2Fb"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("  https://news.example/a\n", "https://news.example/a"),
    ],
)
def test_an_address_has_one_spelling(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize(
    "url",
    [None, "", " ", "news.example/a", "/a/b", "ftp://news.example/a", "javascript:alert(1)", "https://", "http://[::1",
     "https://news.example:port/a", "mailto:desk@news.example", "https://" + "a" * 70 + ".example/"],
)  # fmt: skip
def test_what_is_no_web_address_is_missing(url: str | None) -> None:
    assert canonical_url(url) is None


@given(st.text(), st.text(alphabet=string.printable))
def test_no_text_breaks_the_address_and_a_second_look_changes_nothing(wild: str, path: str) -> None:
    for url in (wild, f"https://news.example/{wild}", f"https://news.example/{path}?{path}"):
        once = canonical_url(url)
        assert once is None or canonical_url(once) == once


ARTICLE = IncomingArticle(text="The bridge is open.", title="Bridge", source_name="desk")


def test_the_first_that_is_given_counts() -> None:
    by_text = identity_of(ARTICLE)
    by_path = identity_of(replace(ARTICLE, path="a.txt"))
    by_id = identity_of(replace(ARTICLE, path="a.txt", external_id="7"))
    by_url = identity_of(replace(ARTICLE, path="a.txt", external_id="7", url="https://news.example/a"))
    assert len({by_text, by_path, by_id, by_url}) == 4
    assert by_url == identity_of(replace(ARTICLE, url="https://news.example/a?utm_source=feed", source_name="other"))


def test_blank_is_missing() -> None:
    assert identity_of(replace(ARTICLE, url=" ", external_id="", path="\t")) == identity_of(ARTICLE)
    assert identity_of(replace(ARTICLE, url="not an address", external_id="7")) == identity_of(
        replace(ARTICLE, external_id="7")
    )


def test_ids_belong_to_their_source() -> None:
    one, two = replace(ARTICLE, external_id="7"), replace(ARTICLE, external_id="7", source_name="elsewhere")
    assert identity_of(one) != identity_of(two)
    assert identity_of(replace(ARTICLE, source_name="a", external_id="b/c")) != identity_of(
        replace(ARTICLE, source_name="a/b", external_id="c")
    )


def test_an_article_id_is_short_and_stable() -> None:
    assert article_id_of(identity_of(replace(ARTICLE, external_id="7"))) == "a7508e68e07e2e7f8"


def test_names_meet_whatever_their_case_and_spacing() -> None:
    assert fold_name("  The  GAZETTE ") == fold_name("the gazette")
    assert fold_name("Straße") == fold_name("STRASSE")
