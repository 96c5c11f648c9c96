"""As of a day a copy is named in the version of that day."""

from datetime import date

from assistant.answer import Answer
from assistant.archive import Filters
from tests.unit.assistant.conftest import Desk

WIRE = "The ferry Heron sank off Marl on Tuesday. All 31 passengers of the ferry Heron were rescued by a pilot boat."
QUESTION = "How many passengers of the ferry Heron were rescued?"
DAY = Filters(as_of=date(2026, 5, 4))


def ask(desk: Desk, filters: Filters = DAY) -> Answer:
    with desk.assistant() as assistant:
        return assistant.ask(QUESTION, filters=filters)


def put(desk: Desk, outlet: str, text: str = WIRE, updated: str | None = None, published: str = "2026-05-04") -> str:
    day = date.fromisoformat(updated) if updated else None
    return desk.put(text, "Heron", publisher=outlet, external_id=outlet, updated_at=updated, updated_on=day,
                    published=published)  # fmt: skip


def also(answer: Answer) -> list[tuple[str | None, int]]:
    citation = next(one for one in answer.citations if "31 passengers" in one.quote)
    return [(copy.publisher, copy.version) for copy in citation.also]


def test_a_copy_that_was_changed_since_is_named_as_it_was(desk: Desk) -> None:
    put(desk, "The Lantern")
    courier = put(desk, "The Courier")
    put(desk, "The Courier", f"{WIRE} The mayor of Marl wept for a long time over the ferry.", updated="2026-05-09")
    answer = ask(desk)
    assert also(answer) == [("The Courier", 1)]
    with desk.assistant() as assistant:
        for copy in answer.citations[0].also:
            text = assistant.article(copy.article_id, copy.version).text
            assert copy.article_id == courier
            assert text[copy.start : copy.end] == answer.citations[0].quote


def test_a_copy_that_came_later_is_not_named(desk: Desk) -> None:
    put(desk, "The Lantern")
    put(desk, "The Courier", published="2026-05-06")
    assert also(ask(desk)) == []
    assert also(ask(desk, Filters())) == [("The Courier", 1)]


def test_a_copy_that_is_no_copy_any_more_is_named_as_it_was(desk: Desk) -> None:
    put(desk, "The Lantern")
    put(desk, "The Courier")
    put(desk, "The Courier", "The owner of the Heron was arrested. She denies it all.", updated="2026-05-09")
    assert also(ask(desk)) == [("The Courier", 1)]
    assert also(ask(desk, Filters())) == []


def test_a_version_that_was_replaced_names_its_copies(desk: Desk) -> None:
    put(desk, "The Lantern")
    put(desk, "The Lantern", "The owner of the Heron was arrested. She denies it all.", updated="2026-05-09")
    put(desk, "The Courier")
    named = ask(desk)
    outlets = {named.citations[0].publisher, *(name for name, _ in also(named))}
    assert outlets == {"The Lantern", "The Courier"}


def test_the_original_is_cited_before_its_copies(desk: Desk) -> None:
    put(desk, "The Courier", published="2026-05-04")
    put(desk, "The Lantern", published="2026-05-03")
    for filters in (DAY, Filters()):
        assert ask(desk, filters).citations[0].publisher == "The Lantern"
