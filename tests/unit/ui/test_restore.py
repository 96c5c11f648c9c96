"""A stored answer comes back as it was."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from assistant.answer import Answer, Citation, NearArticle, OtherCopy, ResolvedDate, Statement
from assistant.archive import Article, Filters
from ui.restore import answer_from_json


def test_an_answer_survives(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer], other_copy: OtherCopy
) -> None:
    answer = make_answer(
        Citation.of(1, make_article(), (0, 22), (other_copy,)),
        filters=Filters(date(2025, 1, 1), None, ("The Lantern",)),
        near_articles=(NearArticle("a1", "T", None, None, None),),
        notices=("One article was left out.",),
        statements=(Statement("On Monday.", "verbatim", (1,), dates=(ResolvedDate("Monday", date(2026, 5, 4)),)),),
    )
    assert answer_from_json(json.dumps(answer.to_json())) == answer


def test_keys_of_a_later_version_are_left_out(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    answer = make_answer(Citation.of(1, make_article(), (0, 22)))
    plain = answer.to_json()
    plain["mood"] = "calm"
    plain["citations"][0]["colour"] = "blue"
    assert answer_from_json(json.dumps(plain)) == answer


def test_copies_of_an_earlier_version_without_their_place_are_left_out(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer], other_copy: OtherCopy
) -> None:
    plain = make_answer(Citation.of(1, make_article(), (0, 22), (other_copy,))).to_json()
    del plain["citations"][0]["also"][0]["start"]
    restored = answer_from_json(json.dumps(plain))
    assert restored is not None
    assert restored.citations[0].also == ()


@pytest.mark.parametrize("stored", ["", "{", "[]", "null", "{}", '{"schema": 99}', '{"schema": 1}', '"text"'])
def test_what_cannot_be_read_is_none(stored: str) -> None:
    assert answer_from_json(stored) is None
