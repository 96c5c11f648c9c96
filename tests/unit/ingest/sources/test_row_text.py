import pytest

from ingest.sources.row_text import CUT, ENTITIES, MARKUP, RowText, holds_text, read_text_value


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("  As it\r\nstands. ", RowText("  As it\r\nstands. ")),
        (["One.", "", "Two."], RowText("One.\n\n\n\nTwo.")),
        ("<p>One.</p>", RowText("One.", (MARKUP,))),
        ("It&#8217;s", RowText("It’s", (ENTITIES,))),
        ("One. Tw… [+9 chars]", RowText("One.", (CUT,))),
        (
            [{"type": "paragraph", "content": [{"type": "text", "text": "One "}, {"type": "text", "text": "two."}]}],
            RowText("One two."),
        ),
        (
            {
                "nodeType": "document",
                "content": [
                    {
                        "nodeType": "paragraph",
                        "content": [
                            {"nodeType": "text", "value": "See "},
                            {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": "this"}]},
                            {"nodeType": "text", "value": "."},
                        ],
                    },
                    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "Two."}]},
                ],
            },
            RowText("See this.\n\nTwo."),
        ),
        ({"a": 1}, None),
        (7, None),
        (["x", 7], None),
    ],
)
def test_a_value_to_a_text(value: object, read: RowText | None) -> None:
    assert read_text_value(value, most=1000) == read


@pytest.mark.parametrize(
    "value", [[{"title": "A", "text": "x"}, {"title": "B", "text": "y"}], {"x": {"text": "y"}}, " "]
)
def test_a_list_of_articles_is_no_text(value: object) -> None:
    assert not holds_text(value)


def test_objects_nested_to_break_their_reader_hold_none() -> None:
    value: object = "x"
    for _ in range(500):
        value = {"text": [value]}
    assert not holds_text(value)
