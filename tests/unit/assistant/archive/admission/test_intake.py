"""Embargo: stored, and found by nobody before its time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Archive, Filters, IncomingArticle
from assistant.archive.admission.embargo import embargo_end
from assistant.archive.admission.intake import is_known, take_in
from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.catalog.database import Database
from assistant.errors import ArticleNotFound

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Clock:
    """A time that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(newsroom: "Newsroom", tmp_path: Path, clock: Clock) -> Iterator["Newsroom"]:
    with Archive.open(tmp_path / "timed", newsroom.embedder.identity, create=True, clock=clock) as archive:
        yield type(newsroom)(archive, newsroom.embedder)


def found(room: "Newsroom", text: str) -> tuple[list[str], list[str]]:
    """What keyword and dense search find for a text that is a whole passage."""
    with room.archive.snapshot() as snapshot:
        hits = snapshot.search_dense(room.embedder.encode([f"None\n{text}"])[0], 5)
        dense = [one.text for one in snapshot.passages([hit.passage_id for hit in hits if hit.score > 0.99])]
    return room.keyword(text), dense


@pytest.mark.parametrize(
    ("given", "end"),
    [
        (None, None),
        (" ", None),
        ("2026-05-04T12:00:00+00:00", None),
        ("2026-05-04T14:00:00+02:00", None),
        ("2026-05-04T12:00:01Z", NOON + timedelta(seconds=1)),
        ("2026-05-04T00:00:00", None),  # noon at the last place that this hour comes to
        ("2026-05-04T00:01:00", NOON + timedelta(minutes=1)),
        ("2026-05-05", NOON + timedelta(days=1)),
        ("tomorrow", datetime.max.replace(tzinfo=UTC)),
        ("9999-12-31T23:59:59", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_when_an_embargo_ends(given: str | None, end: datetime | None) -> None:
    assert embargo_end(IncomingArticle("x", embargoed_until=given), NOON) == end


def test_an_article_under_embargo_is_found_from_its_time_on(room: "Newsroom", clock: Clock) -> None:
    text = "The minister resigns.\nShe will say so at two."
    article = replace(room.article(text, external_id="1"), embargoed_until="2026-05-04T14:00:00Z")
    (outcome,) = room.put(article)
    assert (outcome.kind, outcome.passage_count) == ("added", 0)
    assert outcome.note is not None
    assert "2026-05-04T14:00+00:00" in outcome.note
    assert found(room, "The minister resigns.") == ([], [])
    with room.archive.snapshot() as snapshot:
        assert (snapshot.coverage().article_count, snapshot.passage_count) == (0, 0)
        assert snapshot.list_articles(filters=Filters()) == []
        with pytest.raises(ArticleNotFound):
            snapshot.article(outcome.article_id)
    assert room.archive.status().held_count == 1
    (again,) = room.put(article)
    assert again.kind == "unchanged"
    embedded = len(room.embedder.encoded)
    clock.moment += timedelta(hours=2)
    with room.archive.snapshot() as snapshot:  # a question is enough
        assert snapshot.article(outcome.article_id).text == text
        assert snapshot.coverage().article_count == 1
    assert len(room.embedder.encoded) == embedded, "the vectors were there already"
    assert found(room, "The minister resigns.") == (["The minister resigns."], ["The minister resigns."])
    assert room.archive.status().held_count == 0
    assert room.put(article)[0].kind == "unchanged"


def test_a_new_version_under_embargo_leaves_the_old_one_live(room: "Newsroom", clock: Clock) -> None:
    old = room.article("The bridge is closed.", external_id="1")
    new = replace(room.article("The bridge opens.", external_id="1"), embargoed_until="2026-05-04T13:00:00Z")
    room.put(old)
    assert room.put(new)[0].kind == "updated"
    for _ in range(2):
        assert [outcome.kind for outcome in room.put(old, new)] == ["unchanged", "unchanged"]
    assert found(room, "The bridge is closed.")[1] == ["The bridge is closed."]
    clock.moment += timedelta(hours=1)
    with room.archive.writer():  # so is the next one who writes
        pass
    assert room.keyword("bridge") == ["The bridge opens."]
    with room.archive.snapshot() as snapshot:
        assert [version.text for version in snapshot.versions("1")] == ["The bridge is closed.", "The bridge opens."]


def test_an_embargo_that_is_lifted_moved_or_comes_late(room: "Newsroom", clock: Clock) -> None:
    article = room.article("The bridge opens.", external_id="1")
    room.put(replace(article, embargoed_until="2026-05-04T13:00:00Z"))
    room.put(replace(article, embargoed_until="2026-05-04T18:00:00Z"))
    clock.moment += timedelta(hours=2)
    assert room.keyword("bridge") == []
    assert room.put(article)[0].kind == "added"
    assert (room.keyword("bridge"), room.archive.status().held_count) == (["The bridge opens."], 0)
    assert room.put(replace(article, embargoed_until="2026-05-04T18:00:00Z"))[0].kind == "updated"
    assert room.keyword("bridge") == [], "the text that is live is the one that nobody may see yet"
    clock.moment += timedelta(hours=6)
    assert room.keyword("bridge") == ["The bridge opens."]


def test_an_embargo_without_a_readable_end_does_not_end(room: "Newsroom", clock: Clock) -> None:
    (outcome,) = room.put(replace(room.article("Soon.", external_id="1"), embargoed_until="on release"))
    assert outcome.note is not None
    assert "cannot be read" in outcome.note
    clock.moment += timedelta(days=36500)
    assert room.keyword("soon") == []


def test_while_nobody_may_write_an_embargo_that_ended_is_kept(room: "Newsroom", clock: Clock) -> None:
    room.put(replace(room.article("The bridge opens.", external_id="1"), embargoed_until="2026-05-04T13:00:00Z"))
    with room.archive.writer():
        clock.moment += timedelta(hours=2)
        assert room.keyword("bridge") == []
        with room.archive.snapshot() as snapshot:
            assert any("embargo has ended" in notice for notice in snapshot.notices)
    assert room.keyword("bridge") == ["The bridge opens."]
    with room.archive.snapshot() as snapshot:
        assert not any("embargo has ended" in notice for notice in snapshot.notices)


def test_a_rebuild_with_another_model_embeds_what_waits(
    room: "Newsroom", clock: Clock, other_model: "CountingEmbedder"
) -> None:
    room.put(room.article("It rains.", external_id="2"))
    room.put(replace(room.article("The bridge opens.", external_id="1"), embargoed_until="2026-05-04T13:00:00Z"))
    room.archive.rebuild(other_model)
    embedded = len(other_model.encoded)
    clock.moment += timedelta(hours=2)
    moved = type(room)(room.archive, other_model)
    assert found(moved, "The bridge opens.") == (["The bridge opens."], ["The bridge opens."])
    assert moved.archive.status().unembedded_count == 0
    assert len(other_model.encoded) == embedded + 1, "nothing but the question"


# ── What an article costs ───────────────────────────────────────────────────────────────────────────────────────

TABLES_THAT_GROW = re.compile(
    r"SCAN (a|v|t|p|s|b|articles|versions|texts|passages|groups|sketches|bands|likenesses|cuts|bylines|vectors)\b"
)


def told(catalog: Database, articles: Sequence[IncomingArticle], room: "Newsroom") -> list[str]:
    """The statements that take these articles in, with their values."""
    statements: list[str] = []
    assert isinstance(catalog, SqliteDatabase)
    catalog.connection.set_trace_callback(statements.append)
    outcomes = []
    for article in articles:
        assert not is_known(catalog, article, NOON)
        outcomes.append(take_in(catalog, article, room.passages(article), NOON))
    catalog.connection.set_trace_callback(None)
    assert [(one.kind, one.is_near_copy) for one in outcomes] == [
        ("added", False),
        ("duplicate", False),
        ("duplicate", True),
        ("updated", False),
    ]
    return statements


def test_an_article_costs_the_same_however_many_there_are(catalog: Database, newsroom: "Newsroom") -> None:
    """Whatever is asked of a table that grows is looked up, never searched from its beginning to its end."""
    story = "\n".join(
        f"In year {year} the ferry carried {year * 7} people to port number {year % 9}." for year in range(60)
    )
    new = newsroom.article(story, "Ferries", external_id="1", authors=("Ada Byron",), published="2026-05-01")
    copy = replace(new, external_id="2", publisher="Herald")
    near = replace(new, external_id="3", publisher="Globe", text=story.replace("year 7 ", "the seventh year "))
    changed = replace(new, text=f"{story}\nNobody was hurt.", updated_at="2026-05-02", updated_on=date(2026, 5, 2))
    scans = {}
    for statement in told(catalog, [new, copy, near, changed], newsroom):
        if statement.startswith("--") or "keyword" in statement:
            continue  # FTS5's own
        plan = [row[3] for row in catalog.execute(f"EXPLAIN QUERY PLAN {statement}")]
        if any(TABLES_THAT_GROW.match(step) for step in plan):
            scans[statement[:200]] = plan
    assert scans == {}
