from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.answering.correction_notes import CorrectionNotes
from tests.unit.assistant.answering.conftest import make_article
from tests.unit.assistant.conftest import Desk

COUNCIL = (
    "The council approved the repair of the Marl bridge on Tuesday. The contract is worth 18.4 million crowns. "
    "Work on the Marl bridge begins in July."
)
NOTICE = (
    'Correction: An article of 2 July ("Council approves the Marl bridge repair") gave the value of the contract as '
    "18.4 million crowns. The correct figure is 14.8 million crowns."
)
PAYMENTS = (
    f"The city published its payments for the Marl bridge on Friday. The treasurer held the sum back.\n\n{NOTICE}"
)
WORTH = "How many million crowns is the Marl bridge contract worth?"


def ask(desk: Desk, question: str, **given: object) -> Answer:
    with desk.assistant() as assistant:
        return assistant.ask(question, **given)  # type: ignore[arg-type]  # plain keywords


def put_both(desk: Desk) -> None:
    desk.put(COUNCIL, "Council approves the Marl bridge repair", published="2026-07-02", external_id="one")
    desk.put(PAYMENTS, "What the city will pay", published="2026-07-05", external_id="two", correction=NOTICE)


def test_a_figure_that_another_article_of_the_outlet_corrected_is_never_bare(desk: Desk) -> None:
    put_both(desk)
    answer = ask(desk, WORTH)
    stated = next(one for one in answer.statements if "18.4" in one.text)
    assert stated.correction == "corrected on 5 July: 14.8 million crowns"
    assert f"({stated.correction})" in answer.text
    citation = answer.citations[stated.citations[0] - 1]
    assert citation.correction is not None
    assert (citation.correction.wrong, citation.correction.right) == ("18.4 million crowns", "14.8 million crowns")
    assert PAYMENTS[citation.correction.start : citation.correction.end] == NOTICE


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (
            'In "Council approves the Marl bridge repair" (2 July) the worth of the contract should have read '
            "14.8 million crowns.",
            "corrected on 5 July: 14.8 million crowns",
        ),
        (
            "The worth of the contract for the Marl bridge was given incorrectly in an article of 2 July. The correct "
            "figure is 14.8 million crowns.",
            "corrected on 5 July: 14.8 million crowns",
        ),
        (
            "The 18.4 million crowns for the Marl bridge reported in an article of 2 July include 3.6 million crowns "
            "for lights.",
            None,
        ),
        ("The article of 2 July on the Marl bridge misspelled a name. The correct fare is 3 crowns.", None),
    ],
)
def test_a_notice_need_not_repeat_what_was_wrong(desk: Desk, notice: str, said: str | None) -> None:
    desk.put(COUNCIL, "Council approves the Marl bridge repair", published="2026-07-02", external_id="one")
    desk.put(notice, "Correction", published="2026-07-05", external_id="two", kind="correction", correction=notice)
    stated = next(one for one in ask(desk, WORTH).statements if "18.4" in one.text)
    assert stated.correction == said


BRIBE = "Mayor Ilse Tarn took 40,000 crowns from Norlift, a document shows. She denies it."


@pytest.mark.parametrize(
    ("title", "notice", "said"),
    [
        (
            "Retraction: Mayor took bribe",
            "We have retracted our article of 3 March about Mayor Ilse Tarn. The document was forged.",
            "retracted on 8 March",
        ),
        (
            "Ilse Tarn: an apology",
            "On 3 March we reported that Mayor Ilse Tarn took 40,000 crowns from Norlift. This was untrue.",
            "corrected on 8 March",
        ),
        (
            "Correction",
            "Our article of 3 March gave the wrong age of Ilse Tarn and Norlift. She is 54, not 57.",
            None,
        ),
        (
            "Correction",
            "Our article of 3 March on Ilse Tarn and Norlift showed somebody else's picture.",
            None,
        ),
    ],
)
def test_what_was_taken_back_without_a_right_figure_is_not_bare(
    desk: Desk, title: str, notice: str, said: str | None
) -> None:
    desk.put(BRIBE, "Mayor took bribe", published="2026-03-03", external_id="one")
    desk.put(notice, title, published="2026-03-08", external_id="two", kind="correction", correction=notice)
    answer = ask(desk, "How much did Mayor Tarn take from Norlift?")
    stated = next(one for one in answer.statements if "40,000" in one.text)
    assert stated.correction == said


def test_a_notice_is_no_statement_and_no_side_of_a_conflict(desk: Desk) -> None:
    put_both(desk)
    answer = ask(desk, WORTH)
    assert not any("Correction:" in one.text or "correct figure" in one.text for one in answer.statements)
    assert not any(one.conflict for one in answer.statements)


def test_one_who_asks_for_the_correction_gets_it(desk: Desk) -> None:
    put_both(desk)
    answer = ask(desk, "Which figure of the contract did The Lantern correct?")
    assert any("Correction:" in one.text or "correct figure" in one.text for one in answer.statements)


def test_the_right_figure_comes_first_where_an_article_states_it(desk: Desk) -> None:
    put_both(desk)
    desk.put(
        "The contract of the Marl bridge is worth 14.8 million crowns.",
        "The Marl bridge contract",
        published="2026-07-09",
        external_id="three",
    )
    assert "14.8" in ask(desk, WORTH).statements[0].text


@pytest.mark.parametrize(
    "given",
    [
        {"publisher": "The Courier"},  # another outlet stands by its figure
        {"published": "2026-08-01"},  # after the notice
    ],
)
def test_what_the_notice_cannot_mean_is_left_alone(desk: Desk, given: dict[str, object]) -> None:
    put_both(desk)
    text = "The new school will cost 18.4 million crowns, the school board said."
    desk.put(text, "School", **{"published": "2026-07-03", "external_id": "four", **given})  # type: ignore[arg-type]
    answer = ask(desk, "How many million crowns will the new school cost?")
    assert [one.correction for one in answer.statements if "school" in one.text] == [None]


def test_the_same_outlet_on_another_thing_is_left_alone(desk: Desk) -> None:
    put_both(desk)
    desk.put("The new school will cost 18.4 million crowns, the school board said.", "School", published="2026-07-03",
             external_id="four")  # fmt: skip
    answer = ask(desk, "How many million crowns will the new school cost?")
    assert [one.correction for one in answer.statements if "school" in one.text] == [None]


def test_a_notice_at_the_foot_of_its_own_article_marks_its_citation(desk: Desk) -> None:
    notice = "Correction: An earlier version of this article said that 31 people were hurt. The correct number is 13."
    desk.put(f"The fire at the Marl mill hurt 13 people on Monday.\n\n{notice}", "Fire", correction=notice)
    answer = ask(desk, "How many people did the fire at the Marl mill hurt?")
    assert answer.statements[0].correction is None
    assert answer.citations[0].correction is not None
    assert answer.citations[0].correction.wrong is None


def test_a_notice_about_another_article_marks_not_the_one_it_is_printed_in(desk: Desk) -> None:
    notice = (
        'Correction: An article published on 2 July ("Marl bridge contract goes to Tolland") gave the value of the '
        "contract as 18.4 million crowns. The correct figure is 14.8 million crowns."
    )
    desk.put(f"The contract of the Marl bridge comes to 14.8 million crowns.\n\n{notice}", "What the city pays",
             published="2026-07-05", external_id="pays", correction=notice)  # fmt: skip
    assert [one.correction for one in ask(desk, WORTH).citations] == [None]


def test_an_earlier_version_carries_what_a_later_one_corrected(desk: Desk) -> None:
    from datetime import date

    from assistant.archive import Filters

    notice = "This article was amended on 6 May to say that 13 people were hurt, not 31."
    desk.put("The fire at the Marl mill hurt 31 people on Monday.", "Fire", external_id="fire")
    desk.put(f"The fire at the Marl mill hurt 13 people on Monday.\n\n{notice}", "Fire", external_id="fire",
             updated_at="2026-05-06", updated_on=date(2026, 5, 6), correction=notice)  # fmt: skip
    answer = ask(desk, "How many people did the fire at the Marl mill hurt?", filters=Filters(as_of=date(2026, 5, 4)))
    assert answer.statements[0].text.startswith("The fire at the Marl mill hurt 31")
    assert answer.statements[0].correction == "corrected on 6 May: 13"


def test_a_notice_without_its_article_comes_close_and_no_more(desk: Desk) -> None:
    desk.put(NOTICE, "Correction", kind="correction", correction=NOTICE)
    answer = ask(desk, WORTH)
    assert answer.outcome != "answered"


def test_a_notice_that_names_the_day_and_the_thing_marks_the_article_without_a_figure(desk: Desk) -> None:
    desk.put("The pier of Omber is closed, the harbour office said.", "Pier closed", published="2026-02-09")
    notice = "Clarification: An article of 9 February said that the pier was closed. It is open on weekdays."
    desk.put(notice, "Clarification: pier", published="2026-02-10", kind="correction", correction=notice)
    desk.put("The pool of Omber is closed, the town said.", "Pool shut", published="2026-02-09")
    answer = ask(desk, "Is the pier of Omber closed?")
    notes = {citation.quote[:8]: citation.correction for citation in answer.citations}
    pier = notes.pop("The pier")
    assert pier is not None
    assert (pier.text, pier.wrong) == (notice, None)
    assert not any(notes.values())


@pytest.fixture
def reopened() -> Callable[[Answer], Answer]:
    return lambda answer: Answer.from_json(answer.to_json())


def test_the_note_survives_its_published_form(desk: Desk, reopened: Callable[[Answer], Answer]) -> None:
    put_both(desk)
    answer = ask(desk, WORTH)
    again = reopened(answer)
    assert again.citations == answer.citations
    assert again.statements == answer.statements


SHORT_NOTICE = "In our report of 5 March on the pier we gave the length of the lease as six years. It is seven years."


@pytest.mark.parametrize(
    "question",
    [
        "What happened on 7 March 2026?",
        "What did The Lantern publish in March 2026?",
        "Summarise everything about the pier",
        "What is the latest article?",
    ],
)
def test_a_list_never_shows_the_wrong_figure_of_a_notice_bare(desk: Desk, question: str) -> None:
    desk.put(
        "The city leased the pier to Harrow Leisure for six years. The rent is secret.",
        "Pier leased",
        published="2026-03-05",
        external_id="one",
    )
    desk.put(
        SHORT_NOTICE, "Correction", published="2026-03-07", external_id="two", correction=SHORT_NOTICE,
        kind="correction",
    )  # fmt: skip
    said = [one for one in ask(desk, question).statements if "six years" in one.text]
    assert said
    assert {one.correction for one in said} == {"corrected on 7 March: seven years"}


@pytest.mark.parametrize(
    ("text", "correction"),
    [
        ("We gave it as six years, not the seven that it is.", None),
        (SHORT_NOTICE.split(". ")[1], None),
        (SHORT_NOTICE.split(". ")[0] + ".", "seven years"),
    ],
)
def test_a_sentence_of_a_notice_has_the_note_where_it_says_only_what_was_wrong(
    text: str, correction: str | None
) -> None:
    article = make_article(SHORT_NOTICE if text in SHORT_NOTICE else text, correction=SHORT_NOTICE, kind="correction")
    start = article.text.find(text)
    found = CorrectionNotes(None).find(article, (start, start + len(text)))
    assert (found.right if found else None) == correction
