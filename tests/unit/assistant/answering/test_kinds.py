import pytest

from assistant.answer import Citation
from assistant.answering.attribution import attribute, say_listed
from assistant.answering.citations import CitationTable
from assistant.answering.introductions import Speaker
from assistant.answering.kinds import put_news_first, say_of_kinds
from assistant.answering.source_notes import note_sources
from assistant.answering.statements import state
from assistant.answering.writers import Draft, Source
from assistant.archive import Filters
from tests.unit.assistant.answering.conftest import make_article, make_candidate, make_evidence

NEWS = make_candidate("The Marl mill will close with the loss of 612 jobs, the union said.", kind="news", group_id=1)
RELEASE = make_candidate("The Marl mill will close and 612 jobs will move.", kind="press_release", group_id=2)
OPINION = make_candidate("The Marl mill should never close, whatever 612 jobs cost.", kind="opinion", group_id=3)
QUESTION = "How many jobs are lost when the Marl mill closes?"


def citation(text: str, **given: object) -> Citation:
    return Citation.of(1, make_article(text, **given), (0, len(text)))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "opinion"}, "Ann Lee argues in The Lantern, 4 May 2026"),
        ({"kind": "opinion", "authors": ("Ann Lee", "Bo Marl")}, "Ann Lee, Bo Marl argue in The Lantern, 4 May 2026"),
        ({"kind": "opinion", "authors": ()}, "The Lantern argues, 4 May 2026"),
        ({"kind": "press_release", "publisher": "Marl Foods"}, "from the company: Marl Foods, 4 May 2026"),
        ({"kind": "press_release", "publisher": "City of Marl"}, "from the city: City of Marl, 4 May 2026"),
        ({"kind": "press_release", "publisher": "Marl University"}, "from the university: Marl University, 4 May 2026"),
        ({"kind": "news"}, "The Lantern, 4 May 2026"),
        ({"kind": "analysis"}, "The Lantern, 4 May 2026"),
    ],
)
def test_an_opinion_argues_and_a_release_comes_from_its_sender(given: dict[str, object], words: str) -> None:
    assert attribute(citation("The bridge was shut.", **given)) == words


@pytest.mark.parametrize(
    ("speaker", "given", "words"),
    [
        (
            "Bo Marl",
            {"kind": "press_release", "publisher": "Marl Foods"},
            "Bo Marl, in Marl Foods, 4 May 2026, press release from the company",
        ),
        (
            "City of Marl",
            {"kind": "press_release", "publisher": "City of Marl"},
            "from the city: City of Marl, 4 May 2026",
        ),
        ("Bo Marl", {"kind": "opinion"}, "Bo Marl, in The Lantern, 4 May 2026, opinion"),
        ("Bo Marl", {"kind": "news"}, "Bo Marl, in The Lantern, 4 May 2026"),
    ],
)
def test_who_speaks_in_a_release_or_an_opinion_does_not_make_a_report_of_it(
    speaker: str, given: dict[str, object], words: str
) -> None:
    assert attribute(citation("The bridge was shut.", **given), Speaker(speaker)) == words


def test_in_a_list_the_kind_stands_behind_outlet_and_day() -> None:
    assert say_listed(citation("Shut it.", kind="opinion")) == "The Lantern, 4 May 2026, opinion"
    assert say_listed(citation("It is shut.", kind="live_blog")) == "The Lantern, 4 May 2026, live blog"
    assert say_listed(citation("It is shut.", kind="news")) == "The Lantern, 4 May 2026"
    release = citation("It is shut.", kind="press_release", publisher="Marl Foods")
    assert say_listed(release) == "Marl Foods, 4 May 2026, press release from the company"


@pytest.mark.parametrize("partial", [RELEASE, OPINION])
def test_a_report_that_answers_as_well_goes_first(partial: object) -> None:
    evidence = make_evidence(QUESTION, (partial, 0, 0.7), (NEWS, 0, 0.2))  # type: ignore[arg-type]
    ordered = put_news_first(evidence, Filters()).sentences
    assert [one.sentence.candidate for one in ordered] == [NEWS, partial]
    assert ordered[0].score == pytest.approx(0.7)
    assert ordered[0].score >= ordered[1].score


@pytest.mark.parametrize(
    ("partial", "question", "filters"),
    [
        (OPINION, "What does the columnist say of the Marl mill?", Filters()),
        (OPINION, "Should the Marl mill close?", Filters()),
        (OPINION, QUESTION, Filters(kinds=("opinion",))),
        (OPINION, "How many jobs does Lee count at the Marl mill?", Filters()),
        (RELEASE, "What does the company say about jobs at the Marl mill?", Filters()),
        (RELEASE, "What is in the press release on the Marl mill?", Filters()),
        (RELEASE, QUESTION, Filters(kinds=("press_release",))),
    ],
)
def test_unless_it_is_asked_for(partial: object, question: str, filters: Filters) -> None:
    evidence = make_evidence(question, (partial, 0, 0.7), (NEWS, 0, 0.2))  # type: ignore[arg-type]
    assert put_news_first(evidence, filters) is evidence


def test_a_release_that_is_asked_for_goes_first() -> None:
    evidence = put_news_first(
        make_evidence("What does the company say about jobs at the Marl mill?", (NEWS, 0, 0.7), (RELEASE, 0, 0.2)),
        Filters(),
    )
    assert evidence.sentences[0].sentence.candidate.article.kind == "press_release"
    assert evidence.sentences[0].score == 0.7


def test_a_report_of_something_else_does_not_go_first() -> None:
    other = make_candidate("The council bought chairs.", kind="news", group_id=4)
    evidence = make_evidence(QUESTION, (RELEASE, 0, 0.7), (other, 0, 0.01))
    assert put_news_first(evidence, Filters()) is evidence


def test_nor_one_that_is_as_far_from_the_question() -> None:
    """What became of a driver stands in a release; that a report has as little of the question makes it no answer."""
    release = make_candidate("The driver has been missing since June.", kind="press_release")
    report = make_candidate("Ticketing has seen a lot of change.", kind="news", group_id=4)
    evidence = make_evidence("What has become of Gaspard Nsimba?", (release, 0, 0.85), (report, 0, 0.11))
    assert put_news_first(evidence, Filters()) is evidence


def test_a_statement_has_the_kind_of_what_carries_it() -> None:
    text = OPINION.article.text
    statement = state(Draft(text, (Source(OPINION, (0, len(text))),)), table := CitationTable())
    assert statement.kind == table.citations[0].kind == "opinion"
    assert note_sources(statement, table.citations) == statement


def test_that_no_report_stands_behind_it_is_said() -> None:
    opinion, release, news = (citation("It is shut.", kind=kind) for kind in ("opinion", "press_release", "news"))
    assert say_of_kinds([release], 1) == "Everything here comes from a press release; no independent report is quoted."
    assert say_of_kinds([release, opinion], 2) is not None
    assert say_of_kinds([opinion], 1) == "Everything here is opinion; no report is quoted."
    assert say_of_kinds([release, news], 2) is None
    assert say_of_kinds([], 0) is None
