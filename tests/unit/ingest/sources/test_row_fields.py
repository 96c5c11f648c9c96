import pytest

from assistant.errors import InputError
from ingest.sources.row_fields import RowFields


def test_usual_names_in_any_spelling() -> None:
    row = {"publishedAt": "2015", "Pub Date": "2016", "HED": "Bridge shut", "body-text": "It was.", "_id": 7, "x": 1}
    assert RowFields().values(row) == {
        "published_at": "2015",
        "title": "Bridge shut",
        "text": "It was.",
        "id": 7,
    }


def test_created_is_not_published() -> None:
    assert RowFields().values({"created_at": "2015-01-01", "createdAt": "2015-01-01"}) == {}


def test_blank_is_missing_and_the_next_name_is_taken() -> None:
    row: dict[str, object] = {
        "text": " ",
        "body": None,
        "content": "It was.",
        "authors": [],
        "byline": "By Ines Corrado",
    }
    assert RowFields().values(row) == {"text": "It was.", "authors": "By Ines Corrado"}


def test_a_mapping_wins_and_reaches_into_objects() -> None:
    fields = RowFields({"title": "hed", "body": "content.full", "date": "meta.when"})
    row = {"title": "no", "hed": "yes", "Content": {"full": "It was."}, "text": "no", "meta": {"when": "2015"}}
    assert fields.values(row) == {"title": "yes", "text": "It was.", "published_at": "2015"}
    assert fields.complaints() == []


def test_an_exact_name_with_a_dot_comes_first() -> None:
    assert RowFields({"title": "a.b"}).values({"a.b": "flat", "a": {"b": "deep"}}) == {"title": "flat"}


def test_a_mapped_field_that_no_row_has_is_reported() -> None:
    fields = RowFields({"title": "hed", "text": "story_text"})
    assert fields.complaints() == []
    fields.values({"title": "Bridge shut", "text": "It was."})
    fields.values({"story_text": ""})
    (complaint,) = fields.complaints()
    assert '"hed"' in complaint
    assert "title" in complaint


def test_rows_that_were_read_elsewhere_count_too() -> None:
    mapping = {"title": "hed", "text": "story_text"}
    first, second, empty, whole = (RowFields(mapping) for _ in range(4))
    first.values({"title": "Bridge shut", "story_text": "It was."})
    second.values({"title": "Ferry", "text": "It runs."})
    for one in (first, second, empty):
        whole.see(*one.seen)
    assert (first.seen, empty.seen) == ((1, ["title"]), (0, ["text", "title"]))
    (complaint,) = whole.complaints()
    assert '"hed"' in complaint
    assert RowFields(mapping).complaints() == []


def test_an_unknown_field_names_the_known_ones() -> None:
    with pytest.raises(InputError, match=r'no field "headlin".*title, text'):
        RowFields({"headlin": "hed"})


def test_every_kind_of_label_is_handed_on() -> None:
    assert RowFields().values({"type": "article", "section": "Opinion"})["kind"] == ["article", "Opinion"]


def test_a_site_s_own_fields_are_known_behind_their_prefix() -> None:
    row: dict[str, dict[str, object]] = {
        "attributes": {"title": "Pier", "body": {"value": "It was shut."}, "field_byline": "By Ines Corrado"}
    }
    row["attributes"]["field_publication_date"] = "2026-03-04"
    values = RowFields().values(row)
    assert (values["authors"], values["published_at"]) == ("By Ines Corrado", "2026-03-04")
    within = {"attributes": {"title": "Pier", "field_body": {"value": "It was shut."}, "field_author": "Ines Corrado"}}
    assert RowFields().values(within)["text"] == {"value": "It was shut."}
    assert RowFields().values({"field_title": "Other", "title": "Pier"})["title"] == "Pier"
