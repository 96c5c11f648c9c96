"""What feeds say of whether an article may be shown, in rows as they come."""

from pathlib import Path

import pytest

from assistant.archive import IncomingArticle
from ingest.sources.found import FoundFile, Note, ReadArticle, Reading, Skip
from ingest.sources.row_fields import RowFields
from ingest.sources.row_standing import correction_in
from ingest.sources.rows import MARKUP, article_in_row

FILE = FoundFile(Path("/wire/a.json"), "wire", "a.json")


def article_of(row: dict[str, object], fields: dict[str, str] | None = None) -> IncomingArticle:
    item = next(article_in_row({"text": "It was shut.", **row}, "a", FILE, Reading(RowFields(fields), 1000)))
    assert isinstance(item, ReadArticle)
    return item.article


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"pubstatus": "canceled"}, True),
        ({"pubStatus": "stat:Withheld"}, True),
        ({"status": "KILLED"}, True),
        ({"withdrawn": True}, True),
        ({"killed": "yes"}, True),
        ({"retracted": 1}, True),
        ({"status": "published", "killed": True}, True),
        ({"status": "draft"}, True),
        ({"status": "Pending Review"}, True),
        ({"pubstatus": "usable"}, False),
        ({"status": "published"}, False),
        ({"status": 200}, False),
        ({"status": True}, False),
        ({"withdrawn": False}, False),
        ({"withdrawn": "killed by a friend"}, False),
        ({"status": {"a": 1}}, False),
        ({}, False),
    ],
)
def test_withdrawn(row: dict[str, object], expected: bool) -> None:
    assert article_of(row).is_withdrawn is expected


def test_a_status_under_another_name() -> None:
    assert article_of({"state": "killed"}, {"status": "state"}).is_withdrawn


@pytest.mark.parametrize(
    ("row", "until"),
    [
        ({"status": "scheduled", "date": "2024-05-03"}, "2024-05-03"),
        ({"status": "future"}, "embargoed"),
        ({"embargo": "2024-05-03T10:00:00Z"}, "2024-05-03T10:00:00+00:00"),
        ({"embargoed_until": "2024-05-03"}, "2024-05-03"),
        ({"embargoed": False}, None),
        ({"embargo": ""}, None),
        ({"embargo": "none"}, None),
        ({"embargo": True}, "True"),
        ({"embargo": "until the minister has spoken"}, "until the minister has spoken"),
        ({"pubstatus": "embargoed"}, "embargoed"),
        ({"pubstatus": "embargoed", "embargoed": "2024-05-03T10:00:00Z"}, "2024-05-03T10:00:00+00:00"),
        ({}, None),
    ],
)
def test_an_embargo_whose_end_is_not_plain_never_ends(row: dict[str, object], until: str | None) -> None:
    assert article_of(row).embargoed_until == until


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"paywall": True}, True),
        ({"is_premium": "true"}, True),
        ({"isAccessibleForFree": False}, True),
        ({"isAccessibleForFree": True}, False),
        ({"paywall": "metered"}, False),
        ({}, False),
    ],
)
def test_paywalled(row: dict[str, object], expected: bool) -> None:
    assert article_of(row).is_paywalled is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" The name was wrong. ", "The name was wrong."),
        ([{"text": "One."}, "Two.", 7, [["x"]]], "One.\nTwo."),
        ({"note": "One."}, "One."),
        ({}, None),
        ([], None),
        (7, None),
    ],
)
def test_corrections(value: object, expected: str | None) -> None:
    assert correction_in(value) == expected


AP = {
    "altids": {"itemid": "7f"},
    "headlines": {"basic": "Bridge shut", "seo": "Why the bridge is shut"},
    "creator": [{"by_line": "By INES CORRADO"}, {"by_line": "Paul Dravin"}, {"role": "editor"}],
    "pubstatus": "usable",
    "agency": "Associated Press",
    "dates": [{"published": "2024-05-03T10:00:00-05:00"}],
    "body_nitf": "<body.content><block><p>OMBERSUND (AP) — It was shut.</p>"
    "<p>It opens in &ldquo;June&rdquo;.</p></block></body.content>",
}
AP_FIELDS = {
    "id": "altids.itemid",
    "title": "headlines.basic",
    "authors": "creator.by_line",
    "body": "body_nitf",
    "date": "dates.published",
}


def test_an_item_of_a_news_agency() -> None:
    fields = RowFields(AP_FIELDS)
    article, note = article_in_row(AP, "a", FILE, Reading(fields, 1000))
    assert article == ReadArticle(
        "a",
        IncomingArticle(
            text="OMBERSUND (AP) — It was shut.\n\nIt opens in “June”.",
            title="Bridge shut",
            language="",
            authors=("Ines Corrado", "Paul Dravin"),
            published_at="2024-05-03T10:00:00-05:00",
            published_on=article.article.published_on if isinstance(article, ReadArticle) else None,
            external_id="7f",
            source_name="wire",
            agency="Associated Press",
        ),
    )
    assert note == Note("a", MARKUP)
    assert fields.complaints() == []


@pytest.mark.parametrize("text", ["A < b", "Use <p> for paragraphs.", "<b>It was shut.</b>", "  It was\r\nshut. "])
def test_what_is_no_markup_is_kept_character_for_character(text: str) -> None:
    assert article_of({"text": text}).text == text


def test_markup_without_words_is_no_text() -> None:
    row: dict[str, object] = {"text": "<p><img src='a.png'></p>"}
    assert list(article_in_row(row, "a", FILE, Reading(RowFields(), 1000))) == [
        Skip("a", "it has no text: there is none between the tags of its text")
    ]
