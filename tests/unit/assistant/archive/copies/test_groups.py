"""Whatever comes and goes: every live text is found, and found once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.records import StoredArticle, add_article, text_id_of
from assistant.archive.catalog.repeats import begin_run
from assistant.archive.copies.groups import choose_group, lead_of, leave_group

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom

NewCatalog = Callable[[], AbstractContextManager[Database]]

LIVE = "SELECT article_key, article_id, identity, group_id, current_version_id, 1 FROM articles WHERE is_live"
"""Of each live article what a `StoredArticle` holds."""

DAYS = st.sampled_from([None, date(2024, 1, 1), date(2024, 1, 2)])
ARTICLES = st.builds(
    lambda day, **fields: IncomingArticle(published_on=day, published_at=day and day.isoformat(), **fields),
    DAYS,
    text=st.sampled_from(["Dam held.\nNobody hurt.", "Dam broke.", "Ferry sank.\nTwo hurt.\nOne missing."]),
    title=st.sampled_from([None, "Dam", "Ship"]),
    publisher=st.sampled_from([None, "Gazette", "Post"]),
    external_id=st.sampled_from(["1", "2", "3", "4"]),
    path=st.sampled_from([None, "a.txt"]),
    source_name=st.just("desk"),
)
REMOVAL, NEW_RUN = st.integers(0, 3), st.none()
HISTORIES = st.lists(ARTICLES | ARTICLES | ARTICLES | REMOVAL | NEW_RUN, max_size=14)


@pytest.mark.slow
@settings(
    max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(history=HISTORIES)
def test_every_live_text_is_findable_exactly_once(
    new_catalog: NewCatalog, history: list[IncomingArticle | int | None]
) -> None:
    with new_catalog() as catalog:
        for step in history:
            if step is None:
                begin_run(catalog)
                continue
            with catalog.transaction():
                if isinstance(step, IncomingArticle):
                    admit(catalog, step, lines_of(step.text))
                elif rows := catalog.execute(LIVE).fetchall():
                    leave_group(catalog, StoredArticle(*rows[step % len(rows)]))
            check_groups(catalog)
            check_passages(catalog)
            check_past(catalog)


def lines_of(text: str) -> list[IncomingPassage]:
    passages, start = [], 0
    for line in text.split("\n"):
        passages.append(IncomingPassage(start, start + len(line), ((start, start + len(line)),), line))
        start += len(line) + 1
    return passages


def live_texts(catalog: Database) -> list[tuple[int, int, str]]:
    """Of each live article its number, its group and its text."""
    return catalog.execute(
        "SELECT a.article_key, a.group_id, t.text FROM articles a "
        "JOIN versions v ON v.version_id = a.current_version_id JOIN texts t ON t.text_id = v.text_id WHERE a.is_live"
    ).fetchall()


def check_groups(catalog: Database) -> None:
    """Equal texts share a group, unlike ones do not; each group in use is led by one of its own, others by nobody."""
    live = live_texts(catalog)
    assert len({text for _, _, text in live}) == len({group for _, group, _ in live}) == len({row[1:] for row in live})
    leads = dict(catalog.execute("SELECT group_id, lead_key FROM groups WHERE lead_key IS NOT NULL"))
    assert leads.keys() == {group for _, group, _ in live}
    assert all((lead, group) in {row[:2] for row in live} for group, lead in leads.items())


def check_passages(catalog: Database) -> None:
    """Live passages are each text's lines, once; the keyword index holds these alone, under the lead's title."""
    rows = catalog.execute(
        "SELECT p.passage_id, substr(t.text, p.start + 1, p.\"end\" - p.start), lower(coalesce(v.title, '')), "
        "v.version_id FROM passages p JOIN versions v ON v.version_id = p.version_id "
        "JOIN texts t ON t.text_id = v.text_id WHERE p.is_live"
    ).fetchall()
    expected = [line for text in {text for _, _, text in live_texts(catalog)} for line in text.split("\n")]
    assert sorted(row[1] for row in rows) == sorted(expected)
    rows_of_index = catalog.execute("SELECT rowid, title FROM keyword")
    indexed = {number: " ".join(title.split()) for number, title in rows_of_index}  # in tables terms stand apart
    assert indexed == {row[0]: row[2] for row in rows}
    leading = "SELECT a.current_version_id FROM groups g JOIN articles a ON a.article_key = g.lead_key"
    assert {row[3] for row in rows} == {row[0] for row in catalog.execute(leading)}


def check_past(catalog: Database) -> None:
    """Each version that another took the place of keeps its own lines for questions as of a day; a live one has none.

    The days that an article's versions stand follow one another without a gap.
    """
    rows = catalog.execute(
        "SELECT v.version_id, t.text, a.is_live AND a.current_version_id = v.version_id, v.article_key, v.stands_from, "
        "v.stands_until FROM versions v JOIN articles a ON a.article_key = v.article_key "
        "JOIN texts t ON t.text_id = v.text_id ORDER BY v.article_key, v.ordinal"
    ).fetchall()
    for version_id, text, is_live, *_ in rows:
        past = catalog.execute(
            'SELECT substr(?, start + 1, "end" - start) FROM passages WHERE version_id = ? AND is_past ORDER BY start',
            (text, version_id),
        ).fetchall()
        assert [row[0] for row in past] == ([] if is_live else text.split("\n"))
    numbers = {row[0] for row in catalog.execute("SELECT passage_id FROM passages WHERE is_past")}
    assert numbers == {row[0] for row in catalog.execute("SELECT rowid FROM past_keyword")}
    for earlier, later in pairwise(rows):
        assert earlier[5] == (later[4] if earlier[3] == later[3] else None)
        assert earlier[3] != later[3] or earlier[4] <= later[4]


def test_an_article_does_not_find_itself(catalog: Database) -> None:
    with catalog.transaction():
        first = admit(catalog, IncomingArticle("Dam held.", external_id="1"), lines_of("Dam held."))
    (row,) = catalog.execute(LIVE).fetchall()
    itself = StoredArticle(*row)
    text_id = text_id_of(catalog, "Dam held.")
    assert text_id is not None
    with catalog.transaction():
        group_id, lead = choose_group(catalog, text_id, itself)
        assert (group_id != itself.group_id, lead) == (True, None)
        other = add_article(catalog, "another")
        assert choose_group(catalog, text_id, other) == (itself.group_id, (text_id, first.article_id))
    assert lead_of(catalog, itself.group_id or 0) == (text_id, first.article_id)


def test_the_heir_is_the_earliest_published_and_undated_ones_come_last(newsroom: "Newsroom") -> None:
    text = "The dam held.\nNobody was hurt."
    lead, *others = newsroom.put(
        newsroom.article(text, "Lead", external_id="1", published="2024-01-09"),
        newsroom.article(text, "Undated", external_id="2"),
        newsroom.article(text, "Late", external_id="3", published="2024-01-03"),
        newsroom.article(text, "Early", external_id="4", published="2024-01-02"),
    )
    titles = []
    for _ in others:
        with newsroom.archive.writer() as writer:
            writer.remove(lead.article_id)
        with newsroom.archive.snapshot() as snapshot:
            (owner,) = {passage.article_id for passage in snapshot.passages(range(1, 20))}
            lead = next(outcome for outcome in others if outcome.article_id == owner)
            titles.append(snapshot.article(owner).title)
    assert titles == ["Early", "Late", "Undated"]
