"""Where the words somebody looked for stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive.catalog.excerpts import find_excerpt, find_words


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("The ferries left; a Ferry sank.", "ferry", ["ferries", "Ferry"]),
        ("She was running, he runs.", "run", ["running", "runs"]),
        ("Café owners; the cafe closed.", "cafe", ["Café", "cafe"]),
        ("In 2019 12 ships, 1,600 crates.", "12 2019", ["2019", "12"]),
        ("橋は月曜日に閉鎖された。", "閉鎖", ["閉鎖"]),
        ("Мост закрыт. Мост открыт.", "мост", ["Мост", "Мост"]),
        ("افتتاح الجسر اليوم", "الجسر", ["الجسر"]),
        ("Nothing of it.", "zeppelin", []),
        ("Anything", "?!", []),
        ("the of and", "the", ["the"]),
    ],
)
def test_each_form_that_the_index_takes_for_the_word(text: str, query: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_words(text, query)] == found


@given(text=st.text(max_size=400), query=st.text(max_size=40))
def test_spans_lie_in_order_within_the_text_and_the_excerpt(text: str, query: str) -> None:
    words = find_words(text, query)
    edges = [edge for word in words for edge in word]
    assert edges == sorted(edges)
    excerpt = find_excerpt(text, query)
    assert (excerpt is None) == (not words)
    if excerpt is not None:
        assert 0 <= excerpt.start < excerpt.end <= len(text)
        assert all(excerpt.start <= start < end <= excerpt.end for start, end in excerpt.words)


def test_the_stretch_with_most_of_the_words_is_chosen() -> None:
    text = "The mayor spoke. " + "Rain fell all day long. " * 40 + "The mayor opened the bridge. " + "It rained. " * 40
    excerpt = find_excerpt(text, "mayor bridge")
    assert excerpt is not None
    assert "The mayor opened the bridge." in text[excerpt.start : excerpt.end]
    assert excerpt.end - excerpt.start <= 240
