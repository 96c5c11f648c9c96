from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.timeliness import fit_to_time
from assistant.archive import Filters
from assistant.language import find_times
from assistant.question import AskedTimes, ReadFilters
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

TODAY = date(2026, 11, 29)


def read(question: str, *, wants_current: bool = False) -> ReadFilters:
    event = AskedTimes.of(question, find_times(question, TODAY))
    return ReadFilters(Filters(), Filters(), question, event=event, wants_current=wants_current)


@pytest.mark.parametrize(
    ("question", "older", "newer", "is_newest_first"),
    [
        ("How many hikers are missing?", "Five hikers are missing.", "Two hikers are still missing.", True),
        (
            "Who is chair of the club?",
            "Bo Marl was elected chair of the club.",
            "The club elected Ann Lee chair.",
            True,
        ),
        (
            "Who was chair of the club?",
            "Bo Marl was elected chair of the club.",
            "The club elected Ann Lee chair.",
            False,
        ),
        ("How many hikers are missing?", "Five hikers are missing.", "The hikers were hungry.", False),
    ],
)
def test_how_things_are_is_told_by_the_newest_that_says_as_much(
    question: str, older: str, newer: str, is_newest_first: bool
) -> None:
    old = make_candidate(older, published_on=date(2023, 3, 2), published_at="2023-03-02")
    new = make_candidate(newer, published_on=date(2026, 10, 5), published_at="2026-10-05", passage_id=2)
    evidence = fit_to_time(make_evidence(question, (old, 0, 0.8), (new, 0, 0.1)), read(question))

    assert evidence.sentences[0].sentence.text == (newer if is_newest_first else older)


def test_the_figure_of_another_year_is_no_answer() -> None:
    question = "How many people died in 2025?"
    old = make_candidate("Nineteen people died in 2024.", published_on=date(2025, 1, 15), published_at="2025-01-15")
    new = make_candidate("Thirty-one died in 2025. Most walked.", published_on=date(2026, 1, 13), passage_id=2)
    evidence = fit_to_time(make_evidence(question, (old, 0, 0.9), (new, 0, 0.4), (new, 1, 0.3)), read(question))

    assert [one.sentence.text for one in evidence.sentences] == ["Thirty-one died in 2025.", "Most walked."]
    assert not evidence.is_of_other_time


def test_a_figure_of_a_quarter_stands_behind_that_of_the_year() -> None:
    question = "How many burglaries were there in 2025?"
    told = make_candidate(
        "In the first quarter of 2025 there were 97 burglaries. Police counted 412 burglaries in 2025.",
        published_on=date(2026, 1, 20),
    )
    evidence = fit_to_time(make_evidence(question, (told, 0, 0.9), (told, 1, 0.4)), read(question))

    assert [one.sentence.text[:6] for one in evidence.sentences] == ["Police", "In the"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How many berths were sold in the third quarter?", "Third-quarter sales rose to 61 berths."),
        ("How many berths were sold in Q2?", "In the second quarter 54 berths were sold."),
        ("How many berths were sold in the first half?", "In the first six months 99 berths were sold."),
    ],
)
def test_the_figure_of_another_part_of_the_year_is_no_answer(question: str, first: str) -> None:
    told = (
        "In the second quarter 54 berths were sold.",
        "Third-quarter sales rose to 61 berths.",
        "In the first six months 99 berths were sold.",
    )
    candidates = [make_candidate(one, passage_id=number) for number, one in enumerate(told)]
    evidence = make_evidence(question, *((one, 0, 0.5) for one in candidates))

    assert [one.sentence.text for one in fit_to_time(evidence, read(question)).sentences] == [first]


def test_quarters_that_are_compared_both_stay() -> None:
    question = "Compare sales in the second and third quarters"
    told = make_candidate("In the second quarter 54 were sold. In the third quarter 61 were sold.")
    evidence = fit_to_time(make_evidence(question, (told, 0, 0.9), (told, 1, 0.4)), read(question))

    assert len(evidence.sentences) == 2


def test_where_there_is_nothing_else_it_comes_close() -> None:
    question = "How many people died in 2025?"
    old = make_candidate("Nineteen people died in 2024.", published_on=date(2025, 1, 15))
    evidence = fit_to_time(make_evidence(question, (old, 0, 0.9)), read(question))

    assert len(evidence.sentences) == 1
    assert evidence.is_of_other_time


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who is the police chief now?", "Sten Winter took over as police chief."),
        ("Who is the current police chief?", "Sten Winter took over as police chief."),
        ("Who was police chief in the war?", "Dora Hale was named police chief."),
    ],
)
def test_how_things_stand_now_is_told_by_the_newest_article_that_answers(question: str, first: str) -> None:
    hale = make_candidate("Dora Hale was named police chief.", published_on=date(2024, 6, 4), title="Hale")
    winter = make_candidate(
        "Sten Winter took over as police chief.", published_on=date(2026, 7, 4), title="Winter", passage_id=2
    )
    said = make_candidate(
        "The police chief opened a station.", published_on=date(2026, 9, 4), title="Station", passage_id=3
    )
    scored = ((hale, 0, 0.9), (winter, 0, 0.1), (said, 0, 0.05))
    wants_current = "now" in question or "current" in question
    evidence = fit_to_time(make_evidence(question, *scored), read(question, wants_current=wants_current))

    assert evidence.sentences[0].sentence.text == first
    assert [one.score for one in evidence.sentences] == sorted((one.score for one in evidence.sentences), reverse=True)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Is Grace Oka still general secretary?", "The League has a new leader: Luis Bran beat Grace Oka."),
        ("Who is general secretary of the League now?", "The League has a new leader: Luis Bran beat Grace Oka."),
        (
            "Is Grace Oka still general secretary of the League?",
            "The League has a new leader: Luis Bran beat Grace Oka.",
        ),
        (
            "Who was general secretary of the League in the war?",
            "Grace Oka was elected general secretary of the League.",
        ),
    ],
)
def test_whoever_lost_the_post_later_does_not_hold_it_now(question: str, first: str) -> None:
    elected = make_candidate(
        "Grace Oka was elected general secretary of the League.", published_on=date(2023, 5, 15), title="Vote"
    )
    beaten = make_candidate(
        "The League has a new leader: Luis Bran beat Grace Oka. Oka left by the back door.",
        published_on=date(2026, 5, 10),
        title="League",
        passage_id=2,
    )
    other = make_candidate(
        "A new theatre was opened by Oka.", published_on=date(2026, 9, 1), title="Stage", passage_id=3
    )
    scored = ((elected, 0, 0.9), (beaten, 0, 0.001), (other, 0, 0.0005), (beaten, 1, 0.0001))
    evidence = fit_to_time(make_evidence(question, *scored), read(question, wants_current="war" not in question))

    assert evidence.sentences[0].sentence.text == first


def test_the_headline_or_the_lead_says_of_which_quarter_the_rest_of_an_article_tells() -> None:
    question = "What were sales in the third quarter?"
    titled = make_candidate("Sales rose to 612 million.", title="Orvane slips in first quarter")
    led = make_candidate("Orvane earned 58 in the second quarter. Sales came to 688 million.", passage_id=2)
    other = make_candidate("Sales of bread came to 3 million.", passage_id=3)
    scored = ((titled, 0, 0.5), (led, 1, 0.4), (other, 0, 0.01))
    evidence = fit_to_time(replace(make_evidence(question, *scored), confidence=0.8), read(question))

    assert [one.sentence.text for one in evidence.sentences] == ["Sales of bread came to 3 million."]
    assert evidence.confidence is not None
    assert evidence.confidence < 0.5  # what is of another quarter no longer counts


def test_a_newer_figure_of_something_else_does_not_tell_how_things_stand_now() -> None:
    question = "How much does parking cost now?"
    parking = make_candidate("Parking fees rise to £2.10 an hour in April.", published_on=date(2026, 1, 15))
    rent = make_candidate("A flat now costs £1,140 a month.", published_on=date(2026, 11, 12), passage_id=2)
    evidence = make_evidence(question, (parking, 0, 0.9), (rent, 0, 0.1))

    assert fit_to_time(evidence, read(question, wants_current=True)).sentences[0].sentence.text.startswith("Parking")


def test_who_left_is_no_answer_to_what_is_not_asked_of_people() -> None:
    question = "What is Orvane's latest forecast for the year?"
    told = make_candidate("Orvane raised the forecast for the year.", published_on=date(2026, 7, 22))
    left = make_candidate("Koss will step down at Orvane this year.", published_on=date(2026, 10, 6), passage_id=2)
    evidence = make_evidence(question, (told, 0, 0.9), (left, 0, 0.002))

    assert fit_to_time(evidence, read(question, wants_current=True)).sentences[0].sentence.text.startswith("Orvane")


BLOG = (
    "09:40 GMT, 5 March 2026\n\nFour people died in the fire, not seven.\n\n"
    "08:15 GMT, 5 March 2026\n\nSeven people have died in the fire.\n\n"
    "07:00 GMT, 5 March 2026\n\nTwo people died in the fire."
)


def test_the_newest_entry_of_a_live_blog_has_the_figure() -> None:
    question = "How many people died in the fire?"
    blog = make_candidate(BLOG, published_on=date(2026, 3, 4), title="Fire")
    texts = [blog.article.text[slice(*span)] for span in blog.passage.sentences]
    scored = [(blog, index, 0.5 if "Seven" in text else 0.2) for index, text in enumerate(texts) if "people" in text]
    evidence = fit_to_time(make_evidence(question, *scored), read(question))

    assert evidence.sentences[0].sentence.text == "Four people died in the fire, not seven."
    assert all(one.score < 0.2 for one in evidence.sentences[1:])


def test_the_newest_entry_counts_in_other_words_for_the_same_happening() -> None:
    question = "How many people died in the storm?"
    blog = make_candidate(
        "18:05 GMT, 5 March 2026\n\nThe toll has risen to 5, police say.\n\n"
        "08:15 GMT, 5 March 2026\n\nThree people are dead after the storm, police say.",
        published_on=date(2026, 3, 5),
        title="Storm",
    )
    texts = [blog.article.text[slice(*span)] for span in blog.passage.sentences]
    scored = [(blog, index, 0.5 if "Three" in text else 0.05) for index, text in enumerate(texts) if "police" in text]
    evidence = fit_to_time(make_evidence(question, *scored), read(question))

    assert evidence.sentences[0].sentence.text == "The toll has risen to 5, police say."


def test_what_is_no_figure_stays_with_the_entry_that_tells_it() -> None:
    question = "What did the chief say about the fire?"
    blog = make_candidate(BLOG, published_on=date(2026, 3, 4), title="Fire")
    spoken = make_evidence(question, (blog, 3, 0.5), (blog, 1, 0.2))

    assert fit_to_time(spoken, read(question)).sentences == spoken.sentences


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Albion sacked coach Jan Holm on Sunday after six defeats. Mia Farr takes charge of it. Fans cheered.",
            "Mia Farr takes charge",
        ),
        ("Mayor Ona Reed resigned on Friday. Fans of hers wept. Piet Rook is acting mayor.", "Piet Rook is"),
        ("Mayor Ona Reed resigned and Piet Rook took over. Reed was appointed in 2020.", "Mayor Ona Reed"),
        ("Mayor Ona Reed resigned on Friday. Reed was appointed in 2020.", "Mayor Ona Reed"),
    ],
)
def test_who_it_is_now_is_told_by_the_sentence_with_who_came(text: str, first: str) -> None:
    question = "Who is it now?"
    told = make_candidate(text, published_on=date(2026, 10, 5))
    scored = [(told, place, 0.9 if place == 0 else 0.01) for place in range(len(told.passage.sentences))]
    evidence = fit_to_time(make_evidence(question, *scored), read(question, wants_current=True))

    assert evidence.sentences[0].sentence.text.startswith(first)


def test_what_is_to_come_does_not_say_when_something_was() -> None:
    question = "When was the last strike?"
    told = make_candidate("The deal runs until September 2028. The last strike was in 2011.", published_on=TODAY)
    evidence = make_evidence(question, (told, 0, 0.7), (told, 1, 0.3))

    assert fit_to_time(evidence, replace(read(question), today=TODAY)).sentences[0].sentence.text.endswith("2011.")
    ahead = "When will the deal end?"
    evidence = make_evidence(ahead, (told, 0, 0.7), (told, 1, 0.3))
    assert fit_to_time(evidence, replace(read(ahead), today=TODAY)).sentences[0].sentence.text.endswith("2028.")


def test_a_sentence_without_a_time_is_of_the_year_that_its_article_begins_with() -> None:
    question = "How many cyclists were killed in 2024?"
    old = make_candidate("In 2024, 212 people were killed. Of cyclists 27 were killed.", published_on=date(2025, 1, 14))
    new = make_candidate(
        "In 2025 238 people were killed. Of cyclists 30 were killed.", published_on=date(2026, 1, 13), passage_id=2
    )
    evidence = make_evidence(question, (new, 1, 0.5), (old, 1, 0.3))
    assert fit_to_time(evidence, read(question)).sentences[0].sentence.text == "Of cyclists 27 were killed."


def test_who_gave_the_post_up_is_not_who_holds_it_now() -> None:
    question = "Who is the energy minister?"
    told = make_candidate("Ilka Brandt gave up the energy ministry on Tuesday. Her successor is Wim Kroon.")
    evidence = fit_to_time(make_evidence(question, (told, 0, 0.9), (told, 1, 0.05)), read(question))
    assert evidence.sentences[0].sentence.text == "Her successor is Wim Kroon."


def test_what_is_compared_keeps_both_times() -> None:
    question = "Compare the price of salmon in August and September"
    told = make_candidate(
        "A kilo of salmon cost 118 crowns in September. In August it was 109.", published_on=date(2026, 10, 14)
    )
    evidence = fit_to_time(make_evidence(question, (told, 0, 0.6), (told, 1, 0.4)), read(question))
    assert len(evidence.sentences) == 2
