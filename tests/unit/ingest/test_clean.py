from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean_url, kind_of, language_of, moment_in, name_in, storable


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_storable_text_is_as_long_as_before_and_can_be_written(text: str) -> None:
    stored, count = storable(text)
    assert len(stored) == len(text)
    assert "\x00" not in stored
    stored.encode()
    assert count == sum(1 for before, after in zip(text, stored, strict=True) if before != after)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("  The\n Lantern ", "The Lantern"),
        ("", None),
        (" \t", None),
        (None, None),
        (True, None),
        (7, "7"),
        ({"name": "BBC News", "id": "bbc"}, "BBC News"),
        ({"id": "bbc"}, "bbc"),
        ([{"name": "AP"}, "Reuters"], "AP"),
        ([], None),
        ({}, None),
        ("Dredging &#8211; what next", "Dredging – what next"),
        ("Marks &amp; Roe&nbsp;Ltd", "Marks & Roe Ltd"),
        ("Tide & Time", "Tide & Time"),
        ("Marks &amp;amp; Roe", "Marks & Roe"),
        ({"rendered": "Lamps &rsquo;lit&rsquo;"}, "Lamps ’lit’"),
        ({"main": "Lamps lit", "kicker": "Harbour"}, "Lamps lit"),
        ("half \ud800 a character", "half \ufffd a character"),
    ],
)
def test_name(value: object, name: str | None) -> None:
    assert name_in(value) == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2015-09-01", "2015-09-01"),
        ("2015-09-01T12:30:00+02:00", "2015-09-01T12:30:00+02:00"),
        (1441103400, "2015-09-01T10:30:00+00:00"),
        (1441103400000, "2015-09-01T10:30:00+00:00"),
        (1441103400.0, "2015-09-01T10:30:00+00:00"),
        ({"$date": "2015-09-01"}, "2015-09-01"),
        (True, None),
        (12, None),
        ("some day soon", None),
        ("2015-09-01" * 50, None),
        (["2015-09-01"], "2015-09-01"),
        (10**400, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_moment(value: object, text: str | None) -> None:
    moment = moment_in(value)
    assert (moment.text if moment else None) == text


@pytest.mark.parametrize(
    ("value", "url"),
    [
        (" https://paper.example/a?b=c ", "https://paper.example/a?b=c"),
        ("HTTP://paper.example", "HTTP://paper.example"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("/2015/story", None),
        ("https://", None),
        ("https://paper.example/a b", None),
        ("https://paper.example/\x00", None),
        ("https://paper.example/" + "a" * 3000, None),
        ("https://[paper.example/a", None),
        ("https://[::1]/a", "https://[::1]/a"),
        (5, None),
    ],
)
def test_url(value: object, url: str | None) -> None:
    assert clean_url(value) == url


@pytest.mark.parametrize(
    ("value", "code"),
    [("en-US", "en"), ("pt_BR", "pt"), ("Spanish", "es"), ("español", "es"), ("", ""), (None, ""), ("??", "")],
)
def test_language(value: object, code: str) -> None:
    assert language_of(value) == code


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("Opinion", "opinion"),
        ("Op-Ed", "opinion"),
        ("Press Release", "press_release"),
        (["Sport", "Analysis"], "analysis"),
        ("Sponsored content", "press_release"),
        ("Letters to the editor", "opinion"),
        ("Leitartikel", "opinion"),
        ("press_releases", "press_release"),
        ("News / Opinion / Columns", "opinion"),
        (["news", "Op-Ed"], "opinion"),
        ("News Analysis", "analysis"),
        ("AdvertiserContentArticle", "press_release"),
        ("BackgroundNewsArticle", "analysis"),
        ("Comments", "unknown"),
        ("article", "unknown"),
        ("Sport", "unknown"),
        (None, "unknown"),
        ([None, 3], "unknown"),
        ([["Politics", "Opinion"]], "opinion"),
        ([{"id": 4, "name": "Press release"}], "press_release"),
        ({"name": "Editorial"}, "opinion"),
        ([[[[["Opinion"]]]]], "unknown"),
    ],
)
def test_kind(value: object, kind: str) -> None:
    assert kind_of(value) == kind


@pytest.mark.parametrize("depth", [30, 600, 900])
@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: [{"name": value}]], ids=["lists", "objects"])
def test_names_nested_to_break_their_reader_cost_no_more_than_themselves(
    depth: int, wrap: Callable[[object], object]
) -> None:
    value: object = "Ines Corrado"
    for _ in range(depth):
        value = wrap(value)
    assert name_in(value) is None


@pytest.mark.parametrize(
    "value", [[["Ines Corrado"]], [[{"name": ["Ines Corrado"]}]], {"name": [{"name": "Ines Corrado"}]}]
)
def test_names_nested_as_exports_nest_them_are_found(value: object) -> None:
    assert name_in(value) == "Ines Corrado"
