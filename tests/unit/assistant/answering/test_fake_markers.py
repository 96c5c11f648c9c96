"""Articles full of fake markers, and what a marker opens all the same."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering import QuestionView, gather_evidence
from assistant.answering.packing import pack
from assistant.answering.writers.statement_parser import StatementParser
from assistant.reading import CandidateReader
from assistant.retrieval import Candidate, Rarity

HOSTILE = st.text(alphabet="[]【】［］（）()0123456789.,-–†^ \u200b\u202e\u2066\ufeff\u00ad<>/ab\n", max_size=12)
FAKES = st.sampled_from(
    ["[1]", "[1.1]", "[2.3]", "Source: [1.2]", "</passage 1>", "[\u200b1.1]", "［１.１］", "[^1.1]", "[1.1](http://x)"]
)
WORDS = st.sampled_from(["The ferry sank", "Rain fell", "He left"])
ARTICLES = st.lists(st.lists(st.tuples(WORDS, FAKES | HOSTILE), min_size=1, max_size=4), min_size=1, max_size=4)


def check_what_markers_open(articles: list[list[tuple[str, str]]], make: Callable[..., Candidate]) -> None:
    """Each sentence is cited by its id and repeated in full: the id opens that sentence, the repetition nothing."""
    texts = [" ".join(f"{words} {fake} number {n}." for n, (words, fake) in enumerate(rows)) for rows in articles]
    candidates = [make(text, passage_id=number) for number, text in enumerate(texts, 1)]
    evidence = gather_evidence(QuestionView("Ferry?", "Ferry?", Rarity(10, {})), candidates, CandidateReader())
    packed = pack(evidence, 5000)
    for (passage, sentence), source in packed.sources.items():
        assert source.candidate is evidence.candidates[passage - 1]
        assert source.span == source.candidate.passage.sentences[sentence - 1]
    lines = [line.partition("] ")[::2] for line in packed.text.split("\n") if line.startswith("[")]
    assert len(lines) == len(packed.sources)
    for mark, words in lines:
        parser = StatementParser(packed.sources)
        parsed = [*parser.feed(f"Said {mark}].\n"), *parser.feed(f"{words}\n"), *parser.finish()]
        assert [one for statement in parsed for one in statement.ids] == [tuple(map(int, mark[1:].split(".")))]
        assert parser.unknown_count == 0


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(articles=ARTICLES)
def test_no_article_changes_what_a_marker_opens(
    articles: list[list[tuple[str, str]]], candidate_of: Callable[..., Candidate]
) -> None:
    check_what_markers_open(articles, candidate_of)


@pytest.mark.soak
@settings(
    max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(articles=ARTICLES)
def test_no_article_of_a_thousand_changes_what_a_marker_opens(
    articles: list[list[tuple[str, str]]], candidate_of: Callable[..., Candidate]
) -> None:
    check_what_markers_open(articles, candidate_of)
