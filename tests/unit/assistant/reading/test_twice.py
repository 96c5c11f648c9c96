from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.models import PassageText
from assistant.reading import SentenceReader
from assistant.reading.twice import HALF_WEIGHT, READ_AGAIN, read_twice

SENTENCES = ("The bridge shut.", "It rained.", "Nobody was hurt.")


def passage(name: str, count: int = len(SENTENCES)) -> PassageText:
    text, spans = "", []
    for sentence in SENTENCES[:count]:
        spans.append((len(text), len(text) + len(f"{name} {sentence}")))
        text += f"{name} {sentence} "
    return PassageText("Headline", text.rstrip(), tuple(spans))


class Surroundings(SentenceReader):
    """A sentence's odds are what `odds` makes of it and of all that it was read with."""

    def __init__(self, odds: Callable[[str, str], float]) -> None:
        self._odds = odds
        self.seen: list[list[str]] = []

    def read(self, question: str, passages: Sequence[PassageText]) -> list[NDArray[np.float32]]:
        self.seen.append([one.text for one in passages])
        return [
            np.array([self._odds(one.text[a:b], one.text) for a, b in one.sentences], np.float32) for one in passages
        ]


def test_a_sentence_is_weighed_whole_and_in_its_half() -> None:
    reader = Surroundings(lambda _, text: 10.0 if "hurt" in text else 0.0)
    (odds,) = read_twice(reader, "?", [passage("A")])
    assert odds.tolist() == pytest.approx([10 * (1 - HALF_WEIGHT)] * 2 + [10.0])
    assert reader.seen[1] == ["A The bridge shut. A It rained.", "A Nobody was hurt."]


def test_only_the_likeliest_are_read_again() -> None:
    names = "ABCDEF"
    reader = Surroundings(lambda _, text: float(names.index(text[0])))
    odds = read_twice(reader, "?", [passage(name) for name in names])
    assert {text[0] for text in reader.seen[1]} == set(names[-READ_AGAIN:])
    assert [one[0] for one in odds] == [0, 1, 2, 3, 4, 5]


def test_a_passage_of_one_sentence_has_no_halves() -> None:
    reader = Surroundings(lambda _, text: 1.0)
    assert [one.tolist() for one in read_twice(reader, "?", [passage("A", 1)])] == [[1.0]]
    assert len(reader.seen) == 1
    assert read_twice(reader, "?", []) == []


def test_what_the_whole_reading_did_not_reach_the_halves_may() -> None:
    reader = Surroundings(lambda one, text: -np.inf if "hurt" in one and "bridge" in text else 2.0)
    (odds,) = read_twice(reader, "?", [passage("A")])
    assert odds.tolist() == [2.0, 2.0, 2.0]
