"""One true answer in all the forms in which models write their markers: what the reader gets is the same."""

from typing import TYPE_CHECKING

import pytest

from assistant.answering import ModelWriter
from tests.scripted_model import saying

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk

ARTICLE = (
    "The ferry Heron sank off Ombersund on Tuesday. All 31 passengers were rescued by the pilot boat Gannet. Skipper "
    "Ole Brand blamed a rotten plank. The Heron was built in 1962."
)
QUESTION = "The ferry Heron: how many passengers were rescued?"
RESCUED = "All 31 passengers were rescued by the Gannet"
BLAMED = "Brand blamed a rotten plank"

ONE_STATEMENT = [
    "{} [1.2].",
    "{}. [1.2]",
    "{}.[1.2]",
    "[1.2] {}.",
    "[1.2]: {}.",
    "{} (1.2).",
    "{} (Source 1.2).",
    "{} (source: 1.2).",
    "{} (Source: [1.2]).",
    "{} [Source: 1.2].",
    "{} [Sources: 1.2].",
    "{} [[1.2]].",
    "{} ([1.2]).",
    "{} **[1.2]**.",
    "{} `[1.2]`.",
    "{} 【1.2】.",
    "{} 【1】.",
    "{} 【1.2†source】.",
    "{} [1].",
    "{} (1).",
    "{}¹.",
    "{} ¹·².",
    "{}.¹",
    "{} ^1^.",
    "{} [^1].\n\n[^1]: 1.2",
    "{} [^1].\n\n[^1]: The Lantern, 4 May 2026",
    "{} <sup>1</sup>.",
    "{} <sup>[1.2]</sup>.",
    "{} [1] 1.2.",
    "{} [passage 1, sentence 2].",
    "{} (Passage 1, Sentence 2).",
    "{} [Passage 1].",
    "{} [The Lantern, 1.2].",
    "{} (see [1.2]).",
    "{} [1.2](#source-1).",
    "{} {{1.2}}.",
    "{}.",
    "{}. Source: [1.2]",
    "{}.\n\nSources: [1.2]",
    "{}.\n\nSources: 1.2",
    "{}.\n\n**Sources:**\n- [1.2] The Lantern, 4 May 2026\n- [1.1]",
    "{} [1].\n\nReferences:\n1. 1.2\n2. 1.1",
    "{} [1.2].\n\n---\nSource: The Lantern",
    "**{}** [1.2].",
    "- {} [1.2]",
    "1. {} [1.2]",
    "> {} [1.2].",
    "## Answer\n{} [1.2].",
    "**Answer:** {} [1.2].",
    "Answer: {}.",
    "Q: How many were rescued?\nA: {} [1.2].",
    "{} [1.2].<|im_end|>",
    "{} [1.2].</s>",
    "Sure! Here is the answer:\n\n{} [1.2].\n\nLet me know if you need more!",
    "Based on the provided evidence, {} [1.2].",
    "According to [1.2], {}.",
    "According to passage 1, {}.",
    "The evidence states that {} [1.2].",
    '{{"statements": [{{"text": "{}.", "ids": ["1.2"]}}]}}',
    '```json\n{{"statements": [{{"text": "{}.", "ids": ["1.2"]}}]}}\n```',
    "<think>Hm [1.1].</think>{} [1.2].",
    "{} <<1.2>>.",
    "{} \\cite{{1.2}}.",
    '{{"answer": "{} [1.2]."}}',
    '```json\n{{"response": "{} [1.2]."}}\n```',
]

TWO_STATEMENTS = [
    "{} [1.2]. {} [1.3].",
    "{}. [1.2] {}. [1.3]",
    "[1.2] {}. [1.3] {}.",
    "[1.2] {}.\n[1.3] {}.",
    "{}. {} [1.2][1.3].",
    "{}. {} [1.2, 1.3].",
    "- {} [1.2]\n- {} [1.3]",
    "* {}\n* {}\n\nSources: [1.2], [1.3]",
    "1. {} (1.2)\n2. {} (1.3)",
    "{}¹. {}².\n\n¹ 1.2\n² 1.3",
    "{} [1]. {} [2].\n\nSources:\n[1] 1.2\n[2] 1.3",
    "According to [1.2], {}. According to [1.3], {}.",
]


@pytest.mark.slow
@pytest.mark.parametrize("form", ONE_STATEMENT)
def test_one_statement_is_cited_whatever_its_marker_looks_like(desk: "Desk", form: str) -> None:
    desk.put(ARTICLE)
    answer = desk.assistant(ModelWriter(saying(form.format(RESCUED)))).ask(QUESTION)
    (statement,) = answer.statements
    assert statement.text.removesuffix(".") == RESCUED
    assert statement.status == "supported"
    assert [citation.quote.partition(" by")[0] for citation in answer.citations] == ["All 31 passengers were rescued"]
    assert answer.outcome == "answered"


@pytest.mark.parametrize("form", TWO_STATEMENTS)
def test_each_of_two_statements_has_its_own_citation(desk: "Desk", form: str) -> None:
    desk.put(ARTICLE)
    answer = desk.assistant(ModelWriter(saying(form.format(RESCUED, BLAMED)))).ask(QUESTION)
    assert [one.text.removesuffix(".") for one in answer.statements] == [RESCUED, BLAMED]
    assert {one.status for one in answer.statements} == {"supported"}
    quotes = [citation.quote.split()[0] for citation in answer.citations]
    assert quotes[:1] == ["All"]
    assert "Skipper" in quotes


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The Heron was built in 1962 (at Ombersund).", "The Heron was built in 1962 (at Ombersund)."),
        ("The pilot boat [sic] rescued all 31 passengers.", "The pilot boat [sic] rescued all 31 passengers."),
        ("An area of 12 km² was searched.", "An area of 12 km² was searched."),
        ("The Heron (31 passengers) sank.", "The Heron (31 passengers) sank."),
    ],
)
def test_other_brackets_and_raised_numbers_stay(desk: "Desk", said: str, shown: str) -> None:
    desk.put(ARTICLE)
    assert desk.assistant(ModelWriter(saying(said))).ask(QUESTION).statements[0].text == shown
