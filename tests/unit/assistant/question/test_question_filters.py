from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Filters
from assistant.question import ArchiveNames, merge_filters, read_filters
from assistant.question.question_filters import carry_filters
from assistant.question.reporting_cues import continues_list, does, wants_current

TODAY = date(2026, 11, 24)
NAMES = ArchiveNames(
    ["The Lantern", "The Morning Herald", "North Courier", "Fortune"],
    ["Jane Doe", "Sam Reed"],
    ["opinion", "interview"],
)
MARCH = {"date_from": date(2010, 3, 1), "date_to": date(2010, 3, 31)}


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("What did the Lantern report in March 2010?", Filters(publishers=("The Lantern",), **MARCH)),  # type: ignore[arg-type]
        ("What happened last week?", Filters(date(2026, 11, 16), date(2026, 11, 22))),
        ("What does Jane Doe think of the dam?", Filters()),
        ("Did Jane Doe ever write about the dam?", Filters(authors=("Jane Doe",))),
        ("What does Jane Doe want of the council?", Filters()),
        ("According to the Herald, who sank the ferry?", Filters(publishers=("The Morning Herald",))),
        ("Which strikes were covered in the Lantern?", Filters(publishers=("The Lantern",))),
        ("What did the North Courier report on the dam?", Filters(publishers=("North Courier",))),
        (
            "Do the Lantern and the Herald agree, as they report, on the dam?",
            Filters(),
        ),
        ("What did both the Lantern and the Herald report?", Filters(publishers=("The Lantern", "The Morning Herald"))),
        ("What has been written on tax by Jane Doe?", Filters(authors=("Jane Doe",))),
        ("Has Jane Doe filed anything?", Filters(authors=("Jane Doe",))),
        ("Everything Jane Doe wrote", Filters(authors=("Jane Doe",))),
        ("How many reporters work for the Lantern?", Filters(publishers=("The Lantern",))),
        ("What is in Jane Doe's columns?", Filters(authors=("Jane Doe",))),
        ("What did Sam Reed write about the dam?", Filters(authors=("Sam Reed",))),
        ("Which opinion pieces are about the dam?", Filters(kinds=("opinion",))),
        ("List the interviews with miners", Filters(kinds=("interview",))),
        ("News since the start of 2020?", Filters(date_from=date(2020, 1, 1))),
    ],
)
def test_what_the_question_says_narrows_it(question: str, filters: Filters) -> None:
    read = read_filters(question, TODAY, NAMES)
    assert read.filters == read.firm == filters


@pytest.mark.parametrize(
    "question",
    [
        "What do outlets other than the North Courier say about the dam?",
        "Which articles on the dam are there apart from those in the North Courier?",
        "What did papers besides the North Courier report on the dam?",
    ],
)
def test_an_outlet_that_is_not_wanted_leaves_all_the_others(question: str) -> None:
    read = read_filters(question, TODAY, NAMES)
    others = Filters(publishers=("The Lantern", "The Morning Herald", "Fortune"))
    assert read.searched.filters == read.searched.firm == others


def test_outlets_that_are_wanted_are_searched_as_they_are() -> None:
    read = read_filters("What did the North Courier report on the dam?", TODAY, NAMES)
    assert read.searched == read


def test_as_of_a_day_may_be_the_day_of_a_fact() -> None:
    read = read_filters("Who was mayor as of 1 May?", TODAY, NAMES)
    assert read.filters == Filters(as_of=date(2026, 5, 1))
    assert read.firm == Filters()


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        ("As of 1 May 2026, who is mayor?", True),
        ("Who was mayor as of May 2026?", True),
        ("Who was mayor as of 2026-05-01?", True),
        ("How many had died by 5 March 2026?", True),
        ("By 5 March 2026, who was mayor?", True),
        ("Who was mayor as of 1 May?", False),
        ("Who led as of 2025?", False),
        ("Had the hall reopened by 1 May 2026?", False),
        ("By 1 May 2026, had the hall reopened?", False),
        ("Which articles were published by 5 March 2026?", False),
    ],
)
def test_a_whole_day_as_of_which_is_asked_is_certain(question: str, is_whole: bool) -> None:
    read = read_filters(question, TODAY, NAMES)
    assert read.is_as_of_whole_day is is_whole
    assert is_whole <= (read.filters.as_of is not None)


def test_a_follow_up_keeps_the_whole_day() -> None:
    before = "As of 1 May 2026, who is mayor?"
    read = carry_filters(read_filters("And at that time, who was treasurer?", TODAY, NAMES), before, TODAY, NAMES)
    assert read.is_as_of_whole_day
    assert read.filters.as_of == date(2026, 5, 1)


@pytest.mark.parametrize(
    "question",
    [
        "Who owns the Lantern?",
        "What is a lantern?",
        "Did they make a fortune in gold?",
        "Who was killed by Sam Reed?",
        "What was said by Jane Doe?",
        "What did everything Jane Doe lost cost?",
        "Who is Jane Doe?",
        "What did the Gazette report?",
        "What has changed since the election?",
        "What percentage of the people is poor today?",
        "Which press releases are there?",
        "Who won the 2018 World Cup?",
    ],
)
def test_a_name_or_number_that_is_only_the_subject_narrows_nothing(question: str) -> None:
    read = read_filters(question, TODAY, NAMES)
    assert read.filters.is_empty
    assert (read.question, read.understood) == (question, ())


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What happened on 11 September 2001?", date(2001, 9, 11), date(2001, 9, 12)),
        ("Who won the cup in March 2010?", date(2010, 3, 1), date(2010, 3, 31)),
        ("Which firm, founded in 2015, do articles call a fraud?", date(2015, 1, 1), date(2015, 12, 31)),
        ("What did the Lantern report on 4 May?", date(2026, 5, 4), date(2026, 5, 4)),
        ("What did the Lantern say in 2010, and what later?", date(2010, 1, 1), date(2010, 12, 31)),
    ],
)
def test_days_that_may_be_the_events_are_tentative_and_stay_in_the_question(
    question: str, first: date, last: date
) -> None:
    read = read_filters(question, TODAY, NAMES)
    assert read.is_tentative
    assert (read.filters.date_from, read.filters.date_to) == (first, last)
    assert (read.firm.date_from, read.firm.date_to) == (None, None)
    assert read.firm.publishers == read.filters.publishers
    assert read.question == question


@pytest.mark.parametrize(
    ("question", "is_tentative"),
    [
        ("When did they last win the cup before this year?", True),
        ("Who ran the mill before last month?", True),
        ("What was decided since last week?", False),
        ("What was decided last week?", False),
    ],
)
def test_what_lies_before_a_time_counted_from_today_may_be_told_later(question: str, is_tentative: bool) -> None:
    assert read_filters(question, TODAY, NAMES).is_tentative is is_tentative


def test_an_event_of_today_is_not_awaited_tomorrow() -> None:
    assert read_filters("What happened on 24 November 2026?", TODAY, NAMES).filters.date_to == TODAY


def test_what_was_understood_is_named_in_the_questions_words() -> None:
    read = read_filters("What did the Lantern report about tax before 2010?", TODAY, NAMES)
    assert read.understood == ("the Lantern", "before 2010")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What is the latest on the strike?", True),
        ("the most recent report about the dam", True),
        ("Which film is Ann Lee's latest?", False),
        ("Who makes the latest phone?", False),
    ],
)
def test_the_latest_is_wanted_only_of_articles(question: str, wanted: bool) -> None:
    assert read_filters(question, TODAY, NAMES).wants_latest is wanted


def test_what_the_caller_gave_wins_and_the_question_fills_the_rest() -> None:
    read = Filters(date(2010, 1, 1), date(2010, 12, 31), ("The Lantern",), as_of=date(2011, 1, 1))
    assert merge_filters(Filters(), read) == read
    given = Filters(date_from=date(2012, 1, 1), authors=("Jane Doe",))
    assert merge_filters(given, read) == Filters(
        date(2012, 1, 1), None, ("The Lantern",), ("Jane Doe",), as_of=date(2011, 1, 1)
    )
    assert merge_filters(Filters(publishers=("The Herald",)), read).publishers == ("The Herald",)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["the Lantern", "reports", "by", "Jane Doe", "in", "2010", "last week", "and", "since", "May", "said", ","]
        ),
        max_size=12,
    )
)
def test_any_words_give_filters_with_names_of_the_archive(pieces: list[str]) -> None:
    question = " ".join(pieces)
    read = read_filters(question, TODAY, NAMES)
    assert set(read.filters.publishers) <= {"The Lantern"}
    assert set(read.filters.authors) <= {"Jane Doe"}
    assert all(words in question for words in read.understood)
    if read.filters.date_from and read.filters.date_to:
        assert read.filters.date_from <= read.filters.date_to


@pytest.mark.parametrize(
    ("between", "is_list"), [(" and the ", True), ("', 'the ", False), (", and by ", True), (" ", False)]
)
def test_names_in_one_breath(between: str, is_list: bool) -> None:
    assert continues_list(between) is is_list


def test_a_verb_of_publishing_is_no_deed() -> None:
    assert [does(word) for word in ("founded", "said", "written", "Published", "about", "")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("question", "earlier", "filters", "left"),
    [
        (
            "And in 2015?",
            "(about: What did the Lantern report on tax in 2010?)",
            Filters(date(2015, 1, 1), date(2015, 12, 31), ("The Lantern",)),
            "And in 2015? (about: What did the Lantern report on tax ?)",
        ),
        (
            "What about the Herald?",
            "(about: What did the Lantern report on tax last week?)",
            Filters(date(2026, 11, 16), date(2026, 11, 22), ("The Morning Herald",)),
            "What about the Herald? (about: What did the Lantern report on tax last week?)",
        ),
        ("Who else?", "(about: Who sank the ferry?)", Filters(), "Who else? (about: Who sank the ferry?)"),
    ],
)
def test_a_follow_up_takes_over_what_it_does_not_say_itself(
    question: str, earlier: str, filters: Filters, left: str
) -> None:
    carried = carry_filters(read_filters(question, TODAY, NAMES), earlier, TODAY, NAMES)
    assert carried.filters == filters
    assert carried.question == left
    assert carried.question[len(carried.question) - carried.carried :].startswith("(about: ")
    assert carried.firm.publishers == filters.publishers


def test_the_days_before_do_not_come_back_where_a_follow_up_names_others() -> None:
    carried = carry_filters(
        read_filters("Who won in 2015?", TODAY, NAMES), "(about: reports of March 2010)", TODAY, NAMES
    )
    assert carried.is_tentative
    assert carried.firm.is_empty


def test_words_are_granted_only_by_the_filters_that_they_made() -> None:
    read = read_filters("Which purchase did the council approve in March 2026?", TODAY, NAMES)
    assert "March 2026" in read.granted(read.filters)
    assert read.granted(Filters()) == ""
    carried = carry_filters(read, "(about: reports of 2012)", TODAY, NAMES)
    assert carried.granted(carried.filters) == ""


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Is the ferry running again?", True),
        ("Has the bridge opened yet?", True),
        ("What is the most recent cost of the repair?", True),
        ("Who is the current mayor?", True),
        ("When did the ferry sail again?", False),
        ("Who was mayor in 2015?", False),
    ],
)
def test_what_asks_how_things_stand_now(question: str, wants: bool) -> None:
    assert wants_current(question) is wants
