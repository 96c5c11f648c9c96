from collections.abc import Callable

import pytest

from assistant.answering.carriers import Carriers
from assistant.answering.writers import Source
from assistant.retrieval import Candidate

TEXT = (
    "The bridge was shut in June. Nobody was hurt in the fall. It cost 14 crowns to mend it. The mayor, Ann Lee, wept. "
    "Traffic went round by Ansty for three weeks."
)


def sources_of(candidate: Candidate) -> list[Source]:
    return [Source(candidate, span) for span in candidate.passage.sentences]


@pytest.fixture
def sources(candidate_of: Callable[..., Candidate]) -> list[Source]:
    return sources_of(candidate_of(TEXT))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("In June the bridge was shut.", 0),
        ("Mending it cost 14 crowns.", 2),
        ("Ann Lee, the mayor, wept.", 3),
        ("Traffic went by Ansty.", 4),
    ],
)
def test_the_sentence_that_carries_a_statement_is_found(sources: list[Source], text: str, position: int) -> None:
    found = Carriers(sources).find(text)
    assert found is not None
    assert found.is_whole
    assert found.sources == (sources[position],)


def test_two_sentences_of_one_article_carry_what_neither_does(sources: list[Source]) -> None:
    found = Carriers(sources).find("The bridge was shut in June, and it cost 14 crowns to mend it.")
    assert found is not None
    assert found.is_whole
    assert found.sources == (sources[0], sources[2])


def test_sentences_of_two_articles_do_not_carry_one_statement(candidate_of: Callable[..., Candidate]) -> None:
    one, other = (
        candidate_of("The bridge was shut in June."),
        candidate_of("It cost 14 crowns to mend it.", passage_id=2),
    )
    sources = [*sources_of(one), *sources_of(other)]
    found = Carriers(sources).find("The bridge was shut in June, and it cost 14 crowns to mend it.")
    assert found is None or len({source.candidate.article.article_id for source in found.sources}) == 1


def test_what_is_near_but_says_otherwise_is_shown_beside_it(sources: list[Source]) -> None:
    found = Carriers(sources).find("It cost 15 crowns to mend it.")
    assert found is not None
    assert not found.is_whole
    assert found.sources == (sources[2],)
    assert "15" in (found.verdict.reason or "")


@pytest.mark.parametrize("text", ["Paris is the capital of France.", "And so it was.", ""])
def test_what_is_about_something_else_is_not(sources: list[Source], text: str) -> None:
    assert Carriers(sources).find(text) is None


def test_only_the_sentences_of_a_passage_are_looked_at_where_they_are_given(sources: list[Source]) -> None:
    carriers = Carriers(sources)
    assert carriers.find("In June the bridge was shut.", sources[1:]) is None
    found = carriers.find("In June the bridge was shut.", sources[:1])
    assert found is not None
    assert found.is_whole


def test_without_sentences_nothing_is_found() -> None:
    assert Carriers([]).find("The bridge was shut in June.") is None


def test_a_number_of_another_sentence_makes_no_support(sources: list[Source]) -> None:
    """Traffic went round for three weeks: the bridge was not shut for three."""
    found = Carriers(sources).find("The bridge was shut for three weeks.")
    assert found is None or not found.is_whole


def test_the_sentence_before_may_give_the_name(candidate_of: Callable[..., Candidate]) -> None:
    text = "The council heard Ann Lee on Friday. The engineer found eleven cracks in the pier. It rained."
    sources = sources_of(candidate_of(text))
    found = Carriers(sources).find("Ann Lee found eleven cracks in the pier.")
    assert found is not None
    assert found.sources[-1] == sources[1]
