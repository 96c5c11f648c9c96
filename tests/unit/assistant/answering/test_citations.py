from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.citations import CitationTable
from assistant.answering.writers import Source
from assistant.errors import ArchiveDamaged
from assistant.retrieval import Candidate


def test_numbers_follow_first_use_and_the_same_sentence_keeps_its_number(
    candidate_of: Callable[..., Candidate],
) -> None:
    candidate = candidate_of("One thing. Another thing.")
    first, second = (Source(candidate, span) for span in candidate.passage.sentences)
    table = CitationTable()
    assert [table.cite(source).n for source in (second, first, second)] == [1, 2, 1]
    assert [citation.quote for citation in table.citations] == ["Another thing.", "One thing."]


def test_only_copies_with_the_sentence_are_named(candidate_of: Callable[..., Candidate]) -> None:
    """Without an archive to look into, those are the ones of the very same text."""
    candidate = candidate_of("One thing. Another thing.")
    same = replace(candidate.article, article_id="a-same", version=3)
    near = replace(candidate.article, article_id="a-near", text="One thing.", text_sha256="0" * 64)
    candidate = replace(candidate, copies=(near, same))
    (copy,) = CitationTable().cite(Source(candidate, candidate.passage.sentences[1])).also
    assert (copy.article_id, copy.version, (copy.start, copy.end)) == ("a-same", 3, candidate.passage.sentences[1])


def test_copies_of_one_text_are_one_voice(candidate_of: Callable[..., Candidate]) -> None:
    table = CitationTable()
    for text, group in (("One thing.", 1), ("One thing, cut.", 1), ("Another thing.", 2)):
        candidate = candidate_of(text, group_id=group)
        table.cite(Source(candidate, candidate.passage.sentences[0]))
    assert (len(table.citations), table.voice_count) == (3, 2)


@pytest.mark.parametrize("span", [(-1, 3), (0, 0), (3, 2), (0, 10_000)])
def test_a_span_outside_the_article_is_never_cited(
    span: tuple[int, int], candidate_of: Callable[..., Candidate]
) -> None:
    with pytest.raises(ValueError, match="outside"):
        CitationTable().cite(Source(candidate_of("Short text."), span))


def test_a_text_without_its_checksum_is_an_error_and_no_quote(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of("Four people died. Nobody knew.")
    changed = replace(candidate, article=replace(candidate.article, text="Nine people died. Nobody knew."))
    table = CitationTable()
    with pytest.raises(ArchiveDamaged, match="nothing is quoted"):
        table.cite(Source(changed, (0, 17)))
    with pytest.raises(ArchiveDamaged):
        table.cite_span(changed.article, (0, 17))
    assert table.citations == ()


@given(st.data())
def test_every_number_opens_exactly_its_quote(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=2))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    candidate = _candidate(text)
    citation = CitationTable().cite(Source(candidate, (start, end)))
    assert candidate.article.text[citation.start : citation.end] == citation.quote


def _candidate(text: str) -> Candidate:
    from hashlib import sha256

    from assistant.archive import Article, Passage

    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(
        "a1", 1, text, digest, None, None, (), None, None, None, None, None, None, None, "", "en", "unknown", 1, True
    )
    return Candidate(Passage(1, "a1", 1, 0, len(text), text, ()), article, (), 1.0)
