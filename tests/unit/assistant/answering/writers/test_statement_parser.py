import itertools
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.writers.json_parser import JsonParser, answer_schema
from assistant.answering.writers.statement_parser import DraftParser, Parsed, StatementParser

KNOWN = {(passage, sentence) for passage in range(1, 5) for sentence in range(1, 9)}

ANSWER = """The ferry sank off Ombersund [2.3]. All 31 passengers [1.2][4.1] were rescued, Mr. Lee said. [1.1] \
"Why?" he asked [3.1, 3.2].
- It cost $2.5 million in the U.S. last year 【2.4†x】.
- [2.2] A leading one
Nobody knows [9.9] why [sic]. See [here](http://evil.example/x.y?z=1) [1.1-3]. In [2023] he left.
![img](http://e/x.png) End [2.1](http://evil)."""

STATEMENTS = [
    Parsed("The ferry sank off Ombersund.", ((2, 3),)),
    Parsed("All 31 passengers were rescued, Mr. Lee said.", ((1, 2), (4, 1), (1, 1))),
    Parsed('"Why?" he asked.', ((3, 1), (3, 2))),
    Parsed("It cost $2.5 million in the U.S. last year.", ((2, 4),)),
    Parsed("A leading one", ((2, 2),)),
    Parsed("Nobody knows why [sic].", ()),
    Parsed("See here.", ((1, 1), (1, 2), (1, 3))),
    Parsed("In [2023] he left.", ()),
    Parsed("End.", ((2, 1),)),
]


def read(parser: DraftParser, parts: Sequence[str]) -> list[Parsed]:
    return [*(one for part in parts for one in parser.feed(part)), *parser.finish()]


def cut(text: str, places: Sequence[int]) -> list[str]:
    edges = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(edges)]


def test_statements_with_their_ids() -> None:
    parser = StatementParser(KNOWN)
    assert read(parser, [ANSWER]) == STATEMENTS
    assert parser.unknown_count == 1


@given(st.lists(st.integers(0, 10_000), max_size=60))
def test_where_the_text_is_cut_changes_nothing(places: list[int]) -> None:
    parser = StatementParser(KNOWN)
    assert read(parser, cut(ANSWER, places)) == STATEMENTS
    assert parser.unknown_count == 1


def test_character_by_character() -> None:
    assert read(StatementParser(KNOWN), list(ANSWER)) == STATEMENTS


def test_a_statement_with_its_marker_before_the_full_stop_waits_for_nothing() -> None:
    parser = StatementParser(KNOWN)
    assert parser.feed("The ferry sank [2.3") == []
    assert parser.feed("]") == []
    assert parser.feed(".") == [Parsed("The ferry sank.", ((2, 3),))]


def test_another_waits_for_what_follows() -> None:
    parser = StatementParser(KNOWN)
    assert parser.feed("The ferry sank. ") == []
    assert parser.feed("[2.3] ") == []
    assert parser.feed("A") == [Parsed("The ferry sank.", ((2, 3),))]


@pytest.mark.parametrize("text", ["", " \n ", "[1.1]", "**", "...", "[1.1].", "\u200b"])
def test_what_has_no_words_is_no_statement(text: str) -> None:
    assert read(StatementParser(KNOWN), list(text)) == []


@given(st.text(alphabet="ab .[]()1,2\n!【】<>*\u200b\u202e", max_size=60))
def test_only_known_ids_come_out_and_no_brackets_of_markers(text: str) -> None:
    for statement in read(StatementParser(KNOWN), list(text)):
        assert all(one in KNOWN or (one[1] == 0 and one[0] <= 4) for one in statement.ids)
        assert "\u200b" not in statement.text
        assert "[1.2]" not in statement.text


FORMS = [
    "[1.1]",
    "(2.3)",
    "([1.2], [1.3])",
    "[1.2], [1.3]",
    "[1] 1.1",
    "^1^",
    "<sup>2</sup>",
    "[[1.2]]",
    "[2](http://e)",
]
FORMS += [
    "(Source 1.1)",
    "[Source: 1.1]",
    "（1.1）",
    "【1†a】",
    "[The Lantern, 2.3]",
    "(see [1.1])",
    "**[1.1]**",
    "[P1S2]",
    r"\[1.1\]",
    "[id=1.1]",
    "",
]
LEADS = ["", "- ", "* ", "1. ", "**", "According to [1.1], ", "[2.2] ", "![x](http://e/x.png) "]
WORDS = [
    "The ferry sank in 2019",
    "It cost $2.5 million (3.2 in all)",
    "“Why?” Mr. Lee asked",
    "An area of 12 km² burned",
]
GAPS = [" ", "\n", "\n\n"]
SENTENCES = st.tuples(*map(st.sampled_from, (LEADS, WORDS, FORMS, [".", ". [3.1]", "!"], GAPS)))
ENDS = ["", "Sources: [1.1], [1.2]", "Sources:\n[1] 1.1\n[2] 2.3", "[^1]: 1.1", "Let me know if you need more!", "**"]


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(SENTENCES, max_size=5), st.sampled_from(ENDS))
def test_markers_of_every_form_come_out_the_same_however_the_text_is_cut(
    sentences: list[tuple[str, ...]], end: str
) -> None:
    text = "".join(f"{lead}{words} {form}{stop}{gap}" for lead, words, form, stop, gap in sentences) + "\n\n" + end
    assert read(StatementParser(KNOWN), list(text)) == (whole := read(StatementParser(KNOWN), [text]))
    assert not [one.text for one in whole if re.search(r"\[|http|\d\.\d(?! million| in all)|Sources|sup>|\*", one.text)]


@given(st.lists(st.integers(0, 400), max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_table_is_read_row_by_row_without_its_head(places: list[int]) -> None:
    table = (
        "| Fact | Source |\n|:---|---|\n| 88 people were aboard the ferry | [1.1] |\n"
        "| Built in | 1974 | [2.3] |\n\nSee [more](http://evil.example)\n"
    )
    assert read(StatementParser(KNOWN), cut(table, places)) == [
        Parsed("88 people were aboard the ferry", ((1, 1),)),
        Parsed("Built in: 1974", ((2, 3),)),
    ]


def test_a_run_without_end_is_cut() -> None:
    parser = StatementParser(KNOWN)
    taken = [one for _ in range(2000) for one in parser.feed("word ")]
    assert taken
    assert max(len(one.text) for one in taken) <= 2000


def test_what_was_fed_can_be_forgotten() -> None:
    parser = StatementParser(KNOWN)
    parser.feed("I think the ferry [9.9]")
    parser.discard()
    assert read(parser, ["It sank [1.1]."]) == [Parsed("It sank.", ((1, 1),))]
    assert parser.unknown_count == 0


JSON = (
    '{"statements": [{"text": "It [sank] {off} \\"Omber\\".", "ids": ["2.3", "9.9"]}, '
    '{"text": "**All** well.", "ids": ["1.1"]}]}'
)


@given(st.lists(st.integers(0, 1000), max_size=30))
def test_json_statements_come_one_by_one(places: list[int]) -> None:
    parser = JsonParser(KNOWN)
    assert read(parser, cut(JSON, places)) == [
        Parsed('It [sank] {off} "Omber".', ((2, 3),)),
        Parsed("All well.", ((1, 1),)),
    ]
    assert parser.unknown_count == 1


def test_a_json_statement_comes_with_its_last_brace() -> None:
    parser = JsonParser(KNOWN)
    assert parser.feed('{"statements": [{"text": "It sank.", "ids": ["2.3"]') == []
    assert parser.feed("}") == [Parsed("It sank.", ((2, 3),))]


@pytest.mark.parametrize(
    "text",
    [
        '{"statements": []}',
        "[]",
        "{}",
        "null",
        '{"statements": [{"text": 7}]}',
        '{"statements": [{"ids": []}, 3]}',
        "[" * 9,
    ],
)
def test_json_without_statements(text: str) -> None:
    assert read(JsonParser(KNOWN), [text]) == []


@pytest.mark.parametrize("ids", ['"2.3"', "[2.3]", '["x.y", "2.", null, "٢.٣", "99999999999999999999.1"]', "7"])
def test_json_ids_that_are_none(ids: str) -> None:
    (statement,) = read(JsonParser(KNOWN), [f'[{{"text": "It sank.", "ids": {ids}}}]'])
    assert set(statement.ids) <= {(2, 3)}


def test_the_schema_allows_only_ids_that_exist() -> None:
    statement = answer_schema([(1, 1), (2, 3)])["properties"]["statements"]["items"]
    assert statement["properties"]["ids"]["items"] == {"enum": ["1.1", "2.3"]}
