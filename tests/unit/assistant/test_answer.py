"""The published form of an answer, against its JSON Schema, and the way back."""

import hashlib
import json
import string
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from assistant import Article, Coverage, Filters
from assistant.answer.answer import Answer
from assistant.answer.events import Stated
from assistant.answer.parts import Citation, NearArticle, OtherCopy, RankedPassage, Statement
from assistant.answer.plain import READABLE_SCHEMAS

SCHEMA = json.loads((Path(__file__).parents[3] / "assistant" / "answer.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

TEXT = "Die Brücke kostete 12 Mio. €. 🌉 Niemand kam."
ARTICLE = Article(
    article_id="a0123456789abcdef",
    version=2,
    text=TEXT,
    text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    title="Bridge",
    publisher="The Herald",
    authors=("A. Writer", "B. Writer"),
    published_at="2026-05-04T10:00:00+02:00",
    published_on=date(2026, 5, 4),
    updated_at=None,
    updated_on=None,
    fetched_at=None,
    url="https://example.org/bridge",
    external_id="bridge-1",
    source_name="samples",
    language="de",
    kind="news",
    group_id=1,
    is_current=True,
)

names = st.text(st.characters(codec="utf-8"), max_size=8)
maybe = st.none() | names
days = st.dates()
copies = st.lists(
    st.builds(
        OtherCopy,
        names.filter(bool),
        maybe,
        maybe,
        maybe,
        maybe,
        st.integers(1, 9),
        st.integers(0, 99),
        st.integers(1, 99),
    ),
    max_size=2,
).map(tuple)
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda span: span[0] < span[1])
statements = st.builds(
    Statement,
    text=names,
    status=st.sampled_from(["verbatim", "supported", "partly_supported", "unsupported", "no_claim"]),
    citations=st.lists(st.integers(1, 9)).map(tuple),
    attribution=maybe,
)
citations = st.builds(Citation.of, st.integers(1, 99), st.just(ARTICLE), spans, copies)
passages = st.builds(
    RankedPassage,
    rank=st.integers(1, 10),
    score=st.floats(-10, 10),
    passage_id=st.integers(0, 2**40),
    article_id=names.filter(bool),
    version=st.integers(1, 9),
    external_id=maybe,
    title=maybe,
    publisher=maybe,
    published_at=maybe,
    start=st.integers(0, 99),
    end=st.integers(1, 99),
    text=names,
    also=copies,
)
filters = st.builds(
    Filters,
    date_from=st.none() | days,
    date_to=st.none() | days,
    publishers=st.lists(names).map(tuple),
    authors=st.lists(names).map(tuple),
    kinds=st.lists(names).map(tuple),
    as_of=st.none() | days,
)
coverages = st.builds(
    Coverage,
    article_count=st.integers(0, 10**6),
    passage_count=st.integers(0, 10**7),
    publishers=st.lists(st.tuples(names, st.integers(0, 99)), max_size=3).map(tuple),
    first_on=st.none() | days,
    last_on=st.none() | days,
    undated_count=st.integers(0, 99),
)
answers = st.builds(
    Answer,
    question=names,
    standalone_question=names,
    outcome=st.sampled_from(["answered", "closest", "nothing"]),
    confidence=st.none() | st.floats(0, 1),
    reason=maybe,
    writer=st.just("extractive"),
    statements=st.lists(statements, max_size=2).map(tuple),
    citations=st.lists(citations, max_size=2).map(tuple),
    passages=st.lists(passages, max_size=2).map(tuple),
    filters=filters,
    timings=st.dictionaries(st.text(string.ascii_lowercase), st.floats(0, 1e6), max_size=3),
    tokens=st.dictionaries(st.text(string.ascii_lowercase), st.integers(0, 10**6), max_size=3),
    near_articles=st.lists(st.builds(NearArticle, names.filter(bool), maybe, maybe, maybe, maybe), max_size=2).map(
        tuple
    ),
    coverage=st.none() | coverages,
    notices=st.lists(names, max_size=2).map(tuple),
)


def example() -> Answer:
    citation = Citation.of(1, ARTICLE, (0, 29))
    return Answer(
        question="Was kostete die Brücke?",
        standalone_question="Was kostete die Brücke?",
        outcome="answered",
        confidence=0.91234,
        reason=None,
        writer="extractive",
        statements=(Statement(citation.quote, "verbatim", (1,), "The Herald, 4 May 2026"),),
        citations=(citation,),
        passages=(),
        filters=Filters(date_from=date(2026, 1, 1)),
        timings={"retrieve": 12.345, "total": 20.0},
    )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.slow
@settings(max_examples=150)
@given(answers)
def test_every_answer_is_what_the_schema_says(answer: Answer) -> None:
    plain = json.loads(json.dumps(answer.to_json(), allow_nan=False))

    VALIDATOR.validate(plain)
    assert plain == answer.to_json()


def test_what_is_published() -> None:
    plain = example().to_json()

    assert plain["schema"] == 2
    assert (plain["outcome"], plain["confidence"], plain["abstained"]) == ("answered", 0.9123, False)
    assert plain["text"] == "Die Brücke kostete 12 Mio. €. [1]"
    assert plain["timings"] == {"retrieve": 12.3, "total": 20.0}
    assert plain["filters"]["date_from"] == "2026-01-01"
    assert plain["citations"][0]["quote"] == TEXT[0:29] == "Die Brücke kostete 12 Mio. €."
    assert plain["citations"][0]["authors"] == ["A. Writer", "B. Writer"]
    assert plain["coverage"] is None


def test_nothing_is_left_out_of_the_schema() -> None:
    published = set(SCHEMA["properties"]) - {"schema", "text", "abstained"}  # the last two follow from the others

    assert published == {field.name for field in fields(Answer)}
    for name, kind in (
        ("statement", Statement),
        ("citation", Citation),
        ("passage", RankedPassage),
        ("copy", OtherCopy),
    ):
        assert set(SCHEMA["$defs"][name]["properties"]) == {field.name for field in fields(kind)}


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 1},
        {"outcome": "perhaps"},
        {"confidence": 1.1},
        {"surprise": 1},
        {"abstained": None},
        {"citations": [{"n": 1}]},
        {"filters": {"date_from": "yesterday"}},
        {"timings": {"total": -1}},
    ],
)
def test_the_schema_refuses_what_is_not_an_answer(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid({**example().to_json(), **change})


def test_every_definition_is_closed() -> None:
    objects = [SCHEMA, *SCHEMA["$defs"].values()]

    assert all(one.get("additionalProperties") is False for one in objects if one.get("type") == "object")


@given(spans)
def test_a_quote_is_cut_from_the_article(span: tuple[int, int]) -> None:
    citation = Citation.of(1, ARTICLE, span)

    assert citation.quote == TEXT[span[0] : span[1]]
    assert citation.text_sha256 == ARTICLE.text_sha256


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (4, 3), (0, len(TEXT) + 1)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is outside a text"):
        Citation.of(1, ARTICLE, span)


def test_an_answer_is_a_value() -> None:
    assert example() == example()
    assert replace(example(), outcome="closest") != example()


@settings(max_examples=100)
@given(answers)
def test_a_published_answer_is_read_back(answer: Answer) -> None:
    read = Answer.from_json(json.loads(json.dumps(answer.to_json())))

    assert read.to_json() == answer.to_json()
    assert (read.statements, read.citations, read.filters) == (answer.statements, answer.citations, answer.filters)


def of_schema_1(answer: Answer, *, abstained: bool, reason: str | None) -> dict[str, Any]:
    """As the version before kept it."""
    plain = answer.to_json()
    timings = {**plain["timings"], "output_tokens": 12.0}
    kept = {name: value for name, value in plain.items() if name not in ("outcome", "confidence", "tokens")}
    return {**kept, "schema": 1, "abstained": abstained, "reason": reason, "timings": timings}


def test_an_answer_of_schema_1_is_read() -> None:
    answered = Answer.from_json(of_schema_1(example(), abstained=False, reason=None))
    assert (answered.outcome, answered.confidence, answered.reason) == ("answered", None, None)
    assert (answered.statements, answered.text) == (example().statements, example().text)
    assert (answered.timings, answered.tokens) == ({"retrieve": 12.3, "total": 20.0}, {"output_tokens": 12})

    silent = replace(example(), statements=(), citations=())
    reason = "Its articles are about other things than the question."
    nothing = Answer.from_json(of_schema_1(silent, abstained=True, reason=reason))
    assert (nothing.outcome, nothing.abstained, nothing.reason, nothing.text) == ("nothing", True, reason, reason)
    VALIDATOR.validate(nothing.to_json())


@pytest.mark.parametrize("schema", [0, 3, "2", None])
def test_an_answer_of_another_schema_is_refused(schema: object) -> None:
    assert schema not in READABLE_SCHEMAS
    with pytest.raises(ValueError, match="schema"):
        Answer.from_json({**example().to_json(), "schema": schema})


def test_text_is_the_reason_and_the_statements_without_verdicts() -> None:
    doubtful = Statement("It fell.", "unsupported", (1,), reason="nothing says so")
    answer = replace(example(), outcome="closest", reason="The articles come close.", statements=(doubtful,))
    assert answer.text == "The articles come close. It fell. [1]"
    assert replace(answer, reason=None).text == "It fell. [1]"
    assert not answer.abstained
    assert replace(answer, outcome="nothing", statements=()).abstained


def test_a_statement_on_its_way_says_what_it_comes_to() -> None:
    assert (Stated(example().statements[0], ()).outcome, Stated(example().statements[0], ()).reason) == (
        "answered",
        None,
    )
