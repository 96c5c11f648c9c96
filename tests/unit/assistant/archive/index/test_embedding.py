"""What the model is given to read, and how often."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingArticle, IncomingPassage, Vectors
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import Model
from assistant.archive.index.embedding import new_inputs, searchable_inputs, vectors_for
from assistant.errors import ModelError

NewCatalog = Callable[[], AbstractContextManager[Database]]

MODEL = Model("key", "name", 3)


class Recorder:
    """Gives each text a vector of its own and remembers every call."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(list(texts))
        return np.array([[1, len(text), sum(map(ord, text))] for text in texts], dtype=np.float32)


INPUTS = st.lists(
    st.tuples(st.sampled_from(["", "Head: ", "Text.", "x"]), st.sampled_from(["Text.", "A", "é\U0001f600 b"])),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(inputs=INPUTS, wild=st.text(st.characters(codec="utf-8"), max_size=8), page=st.integers(1, 4))
def test_the_model_reads_exactly_what_was_handed_over(
    new_catalog: NewCatalog, inputs: list[tuple[str, str]], wild: str, page: int
) -> None:
    with new_catalog() as catalog:
        assume(catalog.has_fts5 or "\0" not in wild)  # PostgreSQL refuses NUL
        expected = []
        for number, (head, text) in enumerate(inputs):
            whole = f"{text}{number}"
            passages = [IncomingPassage(0, len(whole), (), head + whole), IncomingPassage(0, 1, (), wild)]
            with catalog.transaction():
                admit(catalog, IncomingArticle(whole, external_id=str(number)), passages)
            expected += [head + whole, wild]
        numbered = list(enumerate(expected, start=1))
        assert new_inputs(catalog, 0) == numbered
        found: list[tuple[int, str]] = []
        while batch := searchable_inputs(catalog, found[-1][0] if found else 0, page):
            assert len(batch) <= page
            found += batch
        assert found == numbered


def test_the_model_is_asked_once_for_each_text_it_has_not_seen(catalog: Database) -> None:
    embed = Recorder()
    with catalog.transaction():
        first = vectors_for(catalog, MODEL, [(1, "a"), (2, "b"), (3, "a")], embed)
        second = vectors_for(catalog, MODEL, [(4, "b"), (5, " a\n")], embed)
        third = vectors_for(catalog, MODEL, [(6, " a\n")], embed)
    assert embed.calls == [["a", "b"], [" a\n"]]
    assert [number for number, _ in (*first, *second, *third)] == [1, 2, 3, 4, 5, 6]
    ids = dict((*first, *second, *third))
    assert (ids[1], ids[2], ids[5]) == (ids[3], ids[4], ids[6])
    assert len(set(ids.values())) == 3


def test_vectors_of_another_model_are_not_taken_for_this_ones(catalog: Database) -> None:
    embed = Recorder()
    with catalog.transaction():
        ((_, one),) = vectors_for(catalog, MODEL, [(1, "a")], embed)
        ((_, other),) = vectors_for(catalog, Model("key", "name", 3, edition=2), [(1, "a")], embed)
    assert one != other
    assert embed.calls == [["a"], ["a"]]


def test_nothing_to_embed_asks_nobody(catalog: Database) -> None:
    embed = Recorder()
    assert vectors_for(catalog, MODEL, [], embed) == []
    assert embed.calls == []


def test_a_model_of_another_dimension_stores_nothing(catalog: Database) -> None:
    with pytest.raises(ModelError, match="Check the model"), catalog.transaction():
        vectors_for(catalog, Model("key", "name", 4), [(1, "a")], Recorder())
    assert catalog.execute("SELECT count(*) FROM vectors").fetchone() == (0,)


def test_passages_with_a_vector_or_without_life_are_left_out(catalog: Database) -> None:
    for text in ("First.", "Second."):
        with catalog.transaction():
            passages = [IncomingPassage(0, 3, (), text), IncomingPassage(3, 5, (), text[::-1])]
            admit(catalog, IncomingArticle(text, external_id="1"), passages)
    assert [number for number, _ in searchable_inputs(catalog, 0, 10)] == [1, 2, 3, 4], "a question may be as of a day"
    catalog.execute("UPDATE passages SET is_past = FALSE")
    assert [number for number, _ in searchable_inputs(catalog, 0, 10)] == [3, 4]
    with catalog.transaction():
        found = vectors_for(catalog, MODEL, new_inputs(catalog, 0)[:1], Recorder())
        catalog.executemany("UPDATE passages SET vector_id = ?2 WHERE passage_id = ?1", found)
    assert [number for number, _ in new_inputs(catalog, 0)] == [4]
    assert [number for number, _ in searchable_inputs(catalog, 3, 10)] == [4]
