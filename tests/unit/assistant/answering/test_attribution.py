from collections.abc import Callable

import pytest

from assistant.answer import Citation
from assistant.answering.attribution import attribute, say_day
from assistant.answering.citations import CitationTable
from assistant.answering.statements import state
from assistant.answering.writers import Draft, Source
from assistant.retrieval import Candidate


@pytest.mark.parametrize(
    ("published_at", "publisher", "words"),
    [
        ("2026-05-04T09:30:00+02:00", "The Lantern", "The Lantern, 4 May 2026"),
        ("2026-05", "The Lantern", "The Lantern, May 2026"),
        ("2026", None, "unknown outlet, 2026"),
        (None, None, "unknown outlet, undated"),
    ],
)
def test_what_is_not_known_is_said_to_be_unknown(
    published_at: str | None, publisher: str | None, words: str, candidate_of: Callable[..., Candidate]
) -> None:
    article = candidate_of("Some words here.", published_at=published_at, publisher=publisher).article
    assert attribute(Citation.of(1, article, (0, 4))) == words


def test_who_speaks_in_an_unknown_outlet(candidate_of: Callable[..., Candidate]) -> None:
    text = "Ann Lee said it was shut."
    candidate = candidate_of(text, publisher=None)

    statement = state(Draft(text, (Source(candidate, (0, len(text))),)), CitationTable())

    assert statement.attribution == "Ann Lee, in an unknown outlet, 4 May 2026"


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        (
            '"It was shut for everybody," Ann Lee, the mayor, said on Friday.',
            "Ann Lee, the mayor, in The Lantern, 4 May 2026 (Friday: 1 May 2026)",
        ),
        ("Ann Lee told The Lantern it was shut.", "Ann Lee, told The Lantern on 4 May 2026"),
        ('One sign read "no way through here for anybody".', "unattributed quote, The Lantern, 4 May 2026"),
        ("The bridge was shut.", "The Lantern, 4 May 2026"),
    ],
)
def test_who_says_it_where_and_when(text: str, attribution: str, candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(text)

    statement = state(Draft(text, (Source(candidate, (0, len(text))),)), CitationTable())

    assert statement.attribution == attribution
    assert statement.text == text


def test_an_entry_of_a_live_blog_has_its_own_time(candidate_of: Callable[..., Candidate]) -> None:
    text = "09:40 GMT, 6 May 2026\n\nIt burned on Monday.\n\n23:05 GMT, 4 May 2026\n\nIt began."
    candidate = candidate_of(text)
    start = text.index("It burned")

    statement = state(Draft("It burned on Monday.", (Source(candidate, (start, start + 20)),)), CitationTable())

    assert statement.attribution == "The Lantern, 6 May 2026, 09:40 (Monday: 4 May 2026)"


@pytest.mark.parametrize("given", ["2025-13-40", "a-b", '1-"', "..", "2025-x-y"])
def test_what_is_no_day_stands_as_it_was_given(given: str) -> None:
    assert say_day(given) == given


def test_a_quotation_in_another_language_is_not_called_unattributed(candidate_of: Callable[..., Candidate]) -> None:
    text = "„Die Brücke bleibt neun Wochen zu“, sagte Ann Lee."
    candidate = candidate_of(text, language="de")

    statement = state(Draft(text, (Source(candidate, (0, len(text))),)), CitationTable())

    assert statement.attribution == "The Lantern, 4 May 2026"
