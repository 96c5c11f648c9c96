"""A passage of one member as it stands in another."""

from typing import TYPE_CHECKING

import pytest

from assistant.archive import Article, Passage, Snapshot
from tests.unit.assistant.archive.copies.stories import BRIDGE, CUT, EDITED, WITH_MORE, article, lines_of

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom

LINES = BRIDGE.split("\n")
MOVED = "\n".join([LINES[0], *LINES[2:4], "Nothing else was known on the day itself, the council added.", LINES[4]])


def put(newsroom: "Newsroom", *texts: str) -> None:
    with newsroom.archive.writer() as writer:
        for number, text in enumerate(texts, start=1):
            writer.put(article(text, str(number), number), lines_of(text))


def lead_passages(snapshot: Snapshot) -> tuple[Article, list[Passage]]:
    lead = snapshot.article("1")
    return lead, snapshot.article_passages(lead.article_id)


@pytest.mark.parametrize("text", [EDITED, WITH_MORE, CUT, BRIDGE])
def test_it_is_cut_from_the_other_ones_text(newsroom: "Newsroom", text: str) -> None:
    put(newsroom, BRIDGE, text)
    with newsroom.archive.snapshot() as snapshot:
        lead, passages = lead_passages(snapshot)
        other = snapshot.article("2")
        assert [copy.external_id for copy in snapshot.copies(lead.article_id)] == ["2"]
        found = [snapshot.stand_in(passage, lead, other) for passage in passages]
        for passage, stands in zip(passages, found, strict=True):
            if stands is None:
                assert text == CUT
                assert passage.start >= len(CUT)
                continue
            assert (stands.article_id, stands.passage_id) == (other.article_id, passage.passage_id)
            assert stands.text == other.text[stands.start : stands.end]
            lines = [other.text[start:end] for start, end in stands.sentences]
            assert len(lines) == len(passage.sentences)
            assert all(line in other.text.split("\n") for line in lines)
            assert stands.text.split()[-4:] == passage.text.split()[-4:]
        assert snapshot.stand_in(passages[0], lead, lead) is passages[0]


def test_what_says_another_thing_there_does_not_stand_in(newsroom: "Newsroom") -> None:
    put(newsroom, BRIDGE, BRIDGE.replace("nobody had been", "somebody had not been"))
    with newsroom.archive.snapshot() as snapshot:
        lead, passages = lead_passages(snapshot)
        stands = snapshot.stand_in(passages[1], lead, snapshot.article("2"))
        assert stands is not None
        assert [stands.text for _ in stands.sentences] == [LINES[2]], "without the sentence that denies another thing"


def test_a_stretch_with_much_between_is_cited_without_that(newsroom: "Newsroom") -> None:
    between = "\n".join("One more line of words that nobody else has printed anywhere." for _ in range(3))
    put(newsroom, BRIDGE, BRIDGE.replace(LINES[1], f"{between}\n{LINES[1]}"))
    with newsroom.archive.snapshot() as snapshot:
        lead, passages = lead_passages(snapshot)
        other = snapshot.article("2")
        if not snapshot.copies(lead.article_id):
            pytest.fail("the longer one is a copy")
        stands = snapshot.stand_in(passages[0], lead, other)
        assert stands is not None
        assert stands.text in (LINES[0], LINES[1])
