from datetime import date

import pytest

from assistant.answering.conflicts import Voice, find_voices
from assistant.retrieval import Candidate
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

QUESTION = "How many people did the Omber flood kill?"


def report(text: str, day: int, group: int) -> Candidate:
    published = date(2026, 5, day)
    return make_candidate(text, group_id=group, published_at=published.isoformat(), published_on=published)


def voices_of(question: str, *candidates: Candidate) -> list[Voice]:
    evidence = make_evidence(question, *((candidate, 0, 0.9 - 0.1 * n) for n, candidate in enumerate(candidates)))
    return find_voices(evidence, evidence.sentences)


EARLY = report("The Omber flood killed 12 people.", 4, 1)


@pytest.mark.parametrize(
    ("later", "standings"),
    [
        ("The Omber flood killed 17 people, police said.", ["disagrees", "disagrees"]),
        (
            "The Omber flood killed 17 people, not 12 as reported, police said in a correction.",
            ["newest", "superseded"],
        ),
        ("The number of people the Omber flood killed was revised to 17.", ["newest", "superseded"]),
        ("The Omber flood did not kill people, police said.", ["disagrees", "disagrees"]),
        ("The Omber flood killed 12 people, the mayor said.", [None, None]),
    ],
)
def test_reports_that_give_other_figures_stand_side_by_side_newest_first(
    later: str, standings: list[str | None]
) -> None:
    voices = voices_of(QUESTION, EARLY, report(later, 6, 2))

    assert [voice.standing for voice in voices] == standings
    if standings[0]:
        assert voices[0].scored.sentence.text == later


def test_a_failure_is_no_denial_and_another_town_no_other_report() -> None:
    off = report("The merger of Bex and Tol is off, both firms said on Monday.", 4, 1)
    failed = report("The merger of Bex and Tol failed because the unions were never asked.", 5, 2)
    assert [voice.standing for voice in voices_of("Is the merger of Bex and Tol off?", off, failed)] == [None] * 2

    east = report("Burglaries in Ost fell by 9 percent in 2025.", 4, 1)
    west = report("Burglaries in Skarne fell by 4 percent in 2025.", 5, 2)
    voices = voices_of("By how much did burglaries in Ost fall in 2025?", east, west)
    assert [voice.standing for voice in voices] == [None] * len(voices)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (  # the denial is of something else
            "How much did the airport lose in 2025?",
            "The airport lost 31 million crowns in 2025, and nobody misses it.",
            "The airport lost 31 million crowns in 2025, its report shows.",
        ),
        (  # a plan, and what came of it
            "How many bicycles did Tekla sell in 2025?",
            "Tekla expects to sell 40,000 bicycles in 2025.",
            "Tekla sold 33,000 bicycles in 2025.",
        ),
        (  # a part of it
            "How many dockers walked out?",
            "Some 300 dockers at pier 4 walked out on Monday.",
            "In all, 2,100 dockers walked out on Monday.",
        ),
        (  # of two sorts
            "How much is a ticket for the tower?",
            "An adult's ticket for the tower costs 12 crowns.",
            "A child's ticket for the tower costs 5 crowns.",
        ),
        (
            "How much does a ticket to Skarne cost?",
            "A single ticket to Skarne costs 14 crowns.",
            "A return ticket to Skarne costs 25 crowns.",
        ),
        (
            "How many runners finished the Omber race?",
            "In the Omber race 310 women finished on Sunday.",
            "In the Omber race 540 men finished on Sunday.",
        ),
        (
            "Who won the Omber race?",
            "Ann Lee won the women's race in Omber on Sunday.",
            "Tom Roe won the men's race in Omber on Sunday.",
        ),
        (
            "How many ships does the port of Omber load a day?",
            "The port of Omber loads 30 ships a day in summer.",
            "The port of Omber loads 12 ships a day in winter.",
        ),
    ],
)
def test_what_is_not_the_same_thing_does_not_disagree(question: str, one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        assert [voice.standing for voice in voices_of(question, report(first, 4, 1), report(second, 5, 2))] == [
            None
        ] * 2


def test_a_later_toll_comes_first_however_unlikely_its_words() -> None:
    question = "How many people died in the Omber earthquake?"
    early = report("At least 12 people died in the Omber earthquake, officials said on Monday.", 4, 1)
    later = report("The death toll of the Omber earthquake rose to 31 on Thursday, officials said.", 7, 2)
    evidence = make_evidence(question, (early, 0, 0.99), (later, 0, 0.001))
    voices = find_voices(evidence, evidence.sentences)

    assert [(voice.standing, voice.scored.sentence.candidate) for voice in voices] == [
        ("newest", later),
        ("superseded", early),
    ]


def test_copies_of_one_text_are_one_voice() -> None:
    copy = report("The Omber flood killed 17 people.", 6, 1)

    assert len(voices_of(QUESTION, EARLY, copy)) == 1


def test_a_sentence_on_another_thing_is_no_other_voice() -> None:
    other = report("The council bought 17 chairs.", 6, 2)

    assert len(voices_of(QUESTION, EARLY, other)) == 1


def test_other_names_for_who_disagree() -> None:
    one = report("Ann Lee opened the Omber bridge.", 4, 1)
    other = report("The Omber bridge was opened by Bob Ray.", 4, 2)

    voices = voices_of("Who opened the Omber bridge?", one, other)

    assert [voice.standing for voice in voices] == ["disagrees", "disagrees"]


def test_other_times_of_day_disagree() -> None:
    one = report("The fire in Kelder began at 3 a.m. in a bakery.", 4, 1)
    other = report("The Kelder fire broke out at about 4.30 a.m., the brigade said.", 4, 2)

    voices = voices_of("When did the fire in Kelder start?", one, other)

    assert [voice.standing for voice in voices] == ["disagrees", "disagrees"]


def test_a_correction_notice_makes_the_later_report_the_newest() -> None:
    corrected = make_candidate(
        "The Omber flood killed 17 people.",
        group_id=2,
        published_at="2026-05-06",
        published_on=date(2026, 5, 6),
        correction="An earlier version gave another figure.",
    )

    assert [voice.standing for voice in voices_of(QUESTION, EARLY, corrected)] == ["newest", "superseded"]


def test_other_figures_are_no_conflict_where_no_figure_is_asked_for() -> None:
    reopened = report("Candlemaker Bridge was opened again after 420 days, and a van was the first to cross.", 6, 2)
    closed = report("Inspectors found cracks in 4 of its bearings and closed Candlemaker Bridge at once.", 1, 1)
    found = voices_of("Why was Candlemaker Bridge closed?", reopened, closed)
    assert [voice.standing for voice in found] == [None] * len(found)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many goals did Quill score?",
            "Quill scored two goals against Skarreby.",
            "Quill scored three goals against Linden.",
        ),
        (
            "When was the trial of Bo Krantz?",
            "The trial of Bo Krantz opens on 4 August in Omber.",
            "The trial of Bo Krantz ended on 28 August with a verdict.",
        ),
        ("How do the tram works go?", "The tram works at pier 2 go well.", "The tram works at pier 11 go well."),
        (
            "How many people marched in Omber in 2021?",
            "About 2,000 people marched in Omber on 3 May 2024.",
            "Some 9,000 people marched in Omber on 3 May 2024.",
        ),
        (
            "When did the fire in Kelder start?",
            "The fire in Kelder began at 3 a.m. in a bakery.",
            "The Kelder fire broke out shortly after 3.15 a.m., the brigade said.",
        ),
        ("Who won the Omber cup?", "Omber Albion won the cup in 2024.", "Skarreby Town won the cup in 2025."),
        (
            "Who was at the opening of the hall?",
            "Ann Lee was at the opening of the hall.",
            "Bob Ray was at the opening of the hall.",
        ),
        (
            "What did they say of the flood?",
            "“I lost my books in the flood,” said Ann Lee.",
            "“We did not lose my books in the flood,” said Bob Ray.",
        ),
        (
            "When was Omber bridge closed?",
            "Omber bridge was closed on 10 March.",
            "Omber bridge was opened again on 4 May.",
        ),
        (
            "How many people did the Omber flood of 2019 kill?",
            "The Omber flood killed 12 people on Monday.",
            "The Omber flood killed 17 people on Monday.",
        ),
        ("Did the mayor know of it?", "The mayor knew of it in 2024.", "The mayor did not know of it in 2019."),
        (
            "How much was the fine for Norlift?",
            "The court fined Norlift 3 million crowns.",
            "Norlift made a profit of 5 million crowns after the fine.",
        ),
        (
            "How much does a ticket for the ferry cost?",
            "A return ticket for the ferry costs 24 crowns.",
            "An adult ticket for the ferry costs 14 crowns.",
        ),
        (
            "How many people were arrested at the march?",
            "Between 30 and 40 people were arrested at the march in Omber on Saturday.",
            "36 people were arrested at the march in Omber on Saturday.",
        ),
    ],
)
def test_two_things_are_no_conflict(question: str, one: str, other: str) -> None:
    found = voices_of(question, report(one, 6, 2), report(other, 7, 1))
    assert {voice.standing for voice in found} == {None}


def test_a_third_voice_that_differs_from_nobody_has_no_standing() -> None:
    later = report("The Omber flood killed 17 people, police said.", 6, 2)
    third = report("The Omber flood that killed people was the worst in years.", 7, 3)

    assert [voice.standing for voice in voices_of(QUESTION, EARLY, later, third)] == ["disagrees", "disagrees", None]


def test_the_killed_and_the_hurt_are_two_figures() -> None:
    killed = report("Three people were killed in the crash near Omber.", 4, 1)
    hurt = report("Eleven people were injured in the crash near Omber.", 4, 2)

    for question in ("How many people were hurt in the crash near Omber?", "What happened in the crash near Omber?"):
        assert not any(voice.standing for voice in voices_of(question, hurt, killed))
