from datetime import date

import pytest

from assistant.answer import Answer
from assistant.archive import Filters, forget_articles
from tests.unit.assistant.conftest import Desk

TEXT = "The contract for the Marl bridge is worth 18.4 million crowns. Work begins in July."
QUESTION = "How many million crowns is the contract for the Marl bridge worth?"
NOTICE = (
    "Correction: An article of 2 July gave the Marl bridge contract as 18.4 million crowns. It is 14.8 million crowns."
)


def put(desk: Desk, text: str = TEXT, **given: object) -> str:
    return desk.put(text, "Marl bridge", published="2026-07-02", external_id="b", **given)


def ask(desk: Desk, filters: Filters | None = None) -> Answer:
    with desk.assistant() as assistant:
        return Answer.from_json(assistant.ask(QUESTION, filters=filters).to_json())


def review(desk: Desk, answer: Answer) -> list[tuple[int, str, str]]:
    with desk.assistant() as assistant:
        return [(one.n, one.change, one.text) for one in assistant.review(answer)]


def test_nothing_is_said_while_nothing_changed(desk: Desk) -> None:
    put(desk)
    assert review(desk, ask(desk)) == []


def test_a_correction_that_came_since(desk: Desk) -> None:
    put(desk)
    answer = ask(desk)
    desk.put(f"The treasurer told the council.\n\n{NOTICE}", "Payments", published="2026-07-05", correction=NOTICE)
    said = "Source 1 (The Lantern) was corrected on 5 July 2026: 14.8 million crowns, not 18.4 million crowns."
    assert review(desk, answer)[0] == (1, "corrected", said)
    assert review(desk, ask(desk)) == []  # the new answer says so itself


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("18.4", "16.9"), "the cited words no longer stand in it."),
        (f"{TEXT} The mayor wept.", "the cited words still stand in it."),
    ],
)
def test_a_new_version(desk: Desk, text: str, said: str) -> None:
    put(desk)
    answer = ask(desk)
    put(desk, text, updated_at="2026-07-06", updated_on=date(2026, 7, 6))
    assert review(desk, answer)[0] == (1, "changed", f"Source 1 (The Lantern) was updated on 6 July 2026: {said}")


def test_an_answer_as_of_a_day_expects_later_versions(desk: Desk) -> None:
    put(desk)
    answer = ask(desk, Filters(as_of=date(2026, 7, 3)))
    put(desk, TEXT.replace("18.4", "16.9"), updated_at="2026-07-06", updated_on=date(2026, 7, 6))
    assert review(desk, answer) == []


def test_withdrawn_removed_and_forgotten(desk: Desk) -> None:
    article_id = put(desk)
    answer = ask(desk)
    put(desk, is_withdrawn=True, updated_at="2026-07-07", updated_on=date(2026, 7, 7))
    assert [change for _, change, _ in review(desk, answer)] == ["withdrawn"]
    forget_articles(desk.archive.path, [article_id])
    assert review(desk, answer) == [(1, "forgotten", "Source 1 (The Lantern) is no longer in the archive.")]


def test_what_is_taken_out_of_search(desk: Desk) -> None:
    article_id = put(desk)
    answer = ask(desk)
    with desk.archive.writer() as writer:
        writer.remove(article_id)
    assert [change for _, change, _ in review(desk, answer)] == ["removed"]
