"""Near copies come and go: each group is one voice, and every sentence of every member is found, and found once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingArticle
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.records import StoredArticle
from assistant.archive.catalog.repeats import begin_run
from assistant.archive.catalog.rows import decode_sentences
from assistant.archive.copies.groups import leave_group
from assistant.archive.copies.layout import members_of
from assistant.archive.copies.sentences import Counterparts, sentences_of
from assistant.archive.copies.verdict import compare
from tests.unit.assistant.archive.copies.stories import (
    BRIDGE,
    CUT,
    EDITED,
    FERRY,
    OTHER_FIGURES,
    WITH_MORE,
    article,
    lines_of,
)

NewCatalog = Callable[[], AbstractContextManager[Database]]

LIVE = "SELECT article_key, article_id, identity, group_id, current_version_id, 1 FROM articles WHERE is_live"
TEXTS = (BRIDGE, CUT, EDITED, WITH_MORE, OTHER_FIGURES, FERRY)
STEPS = st.builds(article, st.sampled_from(TEXTS), st.sampled_from("123456"), st.integers(1, 4)) | st.integers(0, 5)


@pytest.mark.slow
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(history=st.lists(STEPS, max_size=9))
def test_whatever_comes_and_goes(new_catalog: NewCatalog, history: list[IncomingArticle | int]) -> None:
    with new_catalog() as catalog:
        for step in history:
            begin_run(catalog)
            with catalog.transaction():
                if isinstance(step, IncomingArticle):
                    admit(catalog, step, lines_of(step.text))
                elif rows := catalog.execute(LIVE).fetchall():
                    leave_group(catalog, StoredArticle(*rows[step % len(rows)]))
            check(catalog)


def check(catalog: Database) -> None:
    check_partition(catalog)
    live: list[int] = []
    for (group_id,) in catalog.execute("SELECT DISTINCT group_id FROM articles WHERE is_live").fetchall():
        live += check_group(catalog, group_id)
    assert sorted(live) == sorted(row[0] for row in catalog.execute("SELECT passage_id FROM passages WHERE is_live"))
    assert sorted(live) == sorted(row[0] for row in catalog.execute("SELECT rowid FROM keyword"))


def check_partition(catalog: Database) -> None:
    """Two live articles share a group when copies lead from one to the other, and not otherwise."""
    rows = catalog.execute(
        "SELECT a.article_key, a.group_id, t.text FROM articles a "
        "JOIN versions v ON v.version_id = a.current_version_id JOIN texts t ON t.text_id = v.text_id WHERE a.is_live"
    ).fetchall()
    label = {key: key for key, _, _ in rows}
    for _ in rows:
        for key, _, text in rows:
            near = [label[other] for other, _, their in rows if text == their or compare(text, their).is_copy]
            label[key] = min([label[key], *near])
    assert len(set(label.values())) == len({(label[key], group) for key, group, _ in rows})
    assert len(set(label.values())) == len({group for _, group, _ in rows})


def check_group(catalog: Database, group_id: int) -> list[int]:
    """The best placed member leads with all of its lines; what the others add is new, and all that is new is added."""
    members = members_of(catalog, group_id)
    assert catalog.execute("SELECT lead_key FROM groups WHERE group_id = ?", (group_id,)).fetchone() == (
        members[0].article_key,
    )
    before = Counterparts()
    numbers = []
    for member in members:
        rows = catalog.execute(
            'SELECT passage_id, start, "end", sentences, group_id FROM passages WHERE version_id = ? AND is_live',
            (member.version_id,),
        ).fetchall()
        numbers += [row[0] for row in rows]
        assert {row[4] for row in rows} <= {group_id}
        assert all(start == decode_sentences(spans)[0][0] for _, start, _, spans, _ in rows)
        assert all(end == decode_sentences(spans)[-1][1] for _, _, end, spans, _ in rows)
        found = {span for row in rows for span in decode_sentences(row[3])}
        all_spans = [span for passage in lines_of(member.text) for span in passage.sentences]
        for sentence in sentences_of(member.text, all_spans):
            is_new = member is members[0] or not before.holds(sentence)
            if not sentence.is_crumb:
                assert (sentence.span in found) is is_new
        before.add(sentences_of(member.text, all_spans))
    return numbers


@pytest.mark.parametrize("texts", [(BRIDGE, CUT, WITH_MORE), (EDITED, CUT, OTHER_FIGURES), (CUT, BRIDGE, FERRY)])
def test_the_order_in_which_they_come_does_not_matter(new_catalog: NewCatalog, texts: tuple[str, ...]) -> None:
    articles = [article(text, str(number), number + 1) for number, text in enumerate(texts)]
    outcomes = set()
    for order in permutations(articles):
        with new_catalog() as catalog:
            for one in order:
                with catalog.transaction():
                    admit(catalog, one, lines_of(one.text))
            check(catalog)
            rows = catalog.execute(
                'SELECT v.external_id, p.start, p."end", l.external_id FROM passages p '
                "JOIN versions v ON v.version_id = p.version_id JOIN groups g ON g.group_id = p.group_id "
                "JOIN articles a ON a.article_key = g.lead_key JOIN versions l ON l.version_id = a.current_version_id "
                "WHERE p.is_live ORDER BY 1, 2"
            )
            outcomes.add(tuple(rows.fetchall()))
    assert len(outcomes) == 1


def test_a_copy_adds_only_the_run_of_sentences_that_is_new(catalog: Database) -> None:
    with catalog.transaction():
        admit(catalog, article(BRIDGE, "1", 1), lines_of(BRIDGE))
        outcome = admit(catalog, article(WITH_MORE, "2", 2), lines_of(WITH_MORE))
    assert (outcome.kind, outcome.is_near_copy, outcome.passage_count) == ("duplicate", True, 1)
    (row,) = catalog.execute('SELECT start, "end", embedded_head FROM passages WHERE version_id = 2 AND is_live')
    assert WITH_MORE[row[0] : row[1]] == "Readers who cross by boat told this paper of queues at both landings."
    assert row[2] == "Head\n"


def test_a_lead_that_comes_later_needs_no_vectors_for_the_words_that_are_there(catalog: Database) -> None:
    with catalog.transaction():
        admit(catalog, article(BRIDGE, "1", 2), lines_of(BRIDGE))
        catalog.execute("INSERT INTO vectors SELECT passage_id, CAST(passage_id AS BLOB), x'00' FROM passages")
        catalog.execute("UPDATE passages SET vector_id = passage_id")
        admit(catalog, article(EDITED, "2", 1), lines_of(EDITED))
    rows = catalog.execute("SELECT version_id, start, vector_id FROM passages WHERE is_live ORDER BY start").fetchall()
    assert [(version, vector) for version, _, vector in rows] == [(2, None), (2, 2), (2, None)]
