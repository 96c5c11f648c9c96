from datetime import date

import pytest

from assistant.answering.reported import Report, are_figures_apart, are_times_apart, is_one_event, takes_back
from tests.unit.assistant.answering.conftest import make_article


def report(sentence: str, day: str | None = "2026-05-20") -> Report:
    published = date.fromisoformat(day) if day else None
    return Report(sentence, make_article(sentence, published_at=day, published_on=published))


@pytest.mark.parametrize(
    ("sentence", "frame"),
    [
        ("Ann Lee said the bridge was shut on Monday.", {"bridg"}),
        ("The bridge was painted, police said.", {"bridg", "paint"}),
        ("According to the Omber Council, 12 tents burned.", {"tent"}),
    ],
)
def test_who_says_it_and_when_are_no_part_of_what_happened(sentence: str, frame: set[str]) -> None:
    assert {stem for stem in report(sentence).frame if not stem.startswith("=")} == frame


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (("It rained in 2025.", "2026-01-02"), ("It rained in 2024.", "2025-01-02"), False),
        (("It rained last year.", "2026-01-02"), ("It rained last year.", "2025-01-02"), False),
        (("It rained this summer.", "2026-08-02"), ("It rained this summer.", "2025-08-02"), False),
        (("It rained in the first quarter.", "2026-08-02"), ("It rained in the second quarter.", "2026-08-02"), False),
        (("It rained on Monday.", "2026-05-20"), ("It rained on Friday.", "2026-05-23"), False),
        (("It rained on Monday.", "2026-05-20"), ("It rained on Tuesday.", "2026-05-20"), True),
        (
            ("It rained, police said on Monday.", "2026-05-20"),
            ("It rained, police said on Friday.", "2026-05-23"),
            True,
        ),
        (("It rained.", "2026-05-20"), ("It rained.", "2026-05-22"), True),
        (("It rained.", "2026-05-20"), ("It rained.", "2025-05-22"), False),
        (("It rained.", None), ("It rained.", "2025-05-22"), True),
        (("It rained in 2019.", "2026-05-20"), ("It rained.", "2026-05-20"), False),
        (("It rained in 2025.", "2026-05-20"), ("It rained.", "2026-01-12"), True),
    ],
)
def test_reports_are_of_one_event_only_where_their_times_allow_it(
    one: tuple[str, str | None], other: tuple[str, str | None], is_one: bool
) -> None:
    assert is_one_event(report(*one), report(*other)) is is_one


@pytest.mark.parametrize(
    ("one", "other", "are_apart"),
    [
        ("340 homes were cleared.", "410 houses were evacuated.", True),
        ("340 homes were cleared.", "Three hundred and forty homes were cleared.", False),
        ("More than 2,000 people marched.", "Some 2,400 people marched.", False),
        ("More than 2,000 people marched.", "Some 9,000 people marched.", True),
        ("The detour is nine kilometres.", "The detour is 9,000 metres long.", False),
        ("The repair cost 14.8 million crowns.", "The repair cost 14.82 million crowns.", False),
        ("It cost 21 million crowns.", "It cost 21 million euros.", False),
        ("It cost 21 million crowns.", "It costs 2 million crowns a year.", False),
        ("The river rose to 5 metres.", "The river rose 40 centimetres.", False),
        ("The train carried 140 people.", "The crash hurt 27 people.", False),
        ("The hall has 180 seats.", "The hall added 40 seats.", False),
        ("It will cut 300 jobs.", "It will cut 220 jobs.", True),
        ("The tunnel is 2 kilometres long.", "The tunnel will take 30 months.", False),
    ],
)
def test_figures_are_apart_only_where_they_are_of_one_thing(one: str, other: str, are_apart: bool) -> None:
    assert are_figures_apart(report(one), report(other), "", frozenset()) is are_apart


@pytest.mark.parametrize(
    ("later", "takes"),
    [
        ("Nine people were hurt, not six as reported.", True),
        ("The mill will cut nine jobs instead of the six it had announced.", True),
        ("The toll went up from six to nine.", True),
        ("Nine people were hurt.", False),
        ("Nine people were hurt, not seven as reported.", False),
    ],
)
def test_a_later_report_takes_back_the_figure_it_names(later: str, takes: bool) -> None:
    assert takes_back(report(later), report("Six people were hurt.")) is takes


def test_a_time_that_is_put_off_is_another_time() -> None:
    one, other = report("It opens on 3 June."), report("It was put back to 9 July.")
    assert are_times_apart(one, other)
    assert not are_times_apart(one, report("It opens."))


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("The pier will stay shut until November.", "2026-11-30"),
        ("The pier is closed until November.", "2026-11-30"),
        ("Repairs must be done before November.", "2026-10-31"),
        ("The council has put off the vote until 4 March.", "2027-03-04"),
        ("The pier was shut until November.", "2025-11-30"),
        ("By November the toll had risen to 12.", "2025-11-30"),
        ("The pier is closed until July 2026.", "2026-07-31"),
    ],
)
def test_an_end_without_a_year_is_the_next_one_where_it_is_to_come(sentence: str, last: str) -> None:
    assert [end.isoformat() for _, end in report(sentence, "2026-06-03").times] == [last]


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("From November onwards a ticket costs £3.", "2026-11-01"),
        ("A ticket has cost £3 since November.", "2025-11-01"),
        ("The fare is £3 since November.", "2025-11-01"),
    ],
)
def test_a_beginning_without_a_year_is_the_next_one_where_it_is_to_come(sentence: str, first: str) -> None:
    assert [begin.isoformat() for begin, _ in report(sentence, "2026-06-03").times] == [first]
