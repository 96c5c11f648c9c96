from assistant.archive import Hit
from assistant.retrieval.variety import make_room, spread
from tests.unit.assistant.answering.conftest import make_candidate
from tests.unit.assistant.conftest import Desk

HITS = [Hit(number, 1.0 - number / 100) for number in range(40)]


def test_the_last_places_go_to_outlets_that_have_none() -> None:
    outlets = {hit.passage_id: "lantern" for hit in HITS} | {33: "courier", 35: "courier", 37: "post", 38: None}
    kept = [hit.passage_id for hit in spread(HITS, 30, lambda _: outlets)]
    assert kept == [*range(28), 33, 37]


def test_where_all_are_there_nothing_moves() -> None:
    everywhere = {hit.passage_id: ("lantern", "courier")[hit.passage_id % 2] for hit in HITS}
    assert spread(HITS, 30, lambda _: everywhere) == HITS[:30]
    assert spread(HITS[:20], 30, lambda _: {}) == HITS[:20]


def test_of_the_passages_that_are_read_too() -> None:
    of_lantern = [make_candidate(f"{n} cracks.", score=0.9 - n / 100, publisher="The Lantern") for n in range(10)]
    other = make_candidate("No cracks.", score=0.79, publisher="The Courier")
    far = make_candidate("Chairs.", score=0.2, publisher="The Post")
    assert make_room([*of_lantern, other, far], 8) == (*of_lantern[:7], other)
    assert make_room([*of_lantern, far], 8) == tuple(of_lantern[:8])
    assert make_room(of_lantern[:3], 8) == tuple(of_lantern[:3])
    assert make_room([], 8) == ()


def test_fourteen_articles_of_one_paper_leave_room_for_the_other_side(desk: Desk) -> None:
    for number in range(14):
        desk.put(
            f"The council of Marl backs the new harbour, sitting {number} heard. The harbour of Marl will bring jobs.",
            f"Council backs harbour {number}",
            external_id=str(number),
        )
    desk.put("Fishermen oppose the new harbour of Marl, they told the council.", "Fishermen against",
             publisher="The Courier", external_id="other")  # fmt: skip
    with desk.assistant() as assistant:
        answer = assistant.ask("What do the council and the fishermen of Marl say of the new harbour?")
    assert "The Courier" in {passage.publisher for passage in answer.passages}
    assert "The Courier" in {citation.publisher for citation in answer.citations}
