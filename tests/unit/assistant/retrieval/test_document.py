from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.archive import Filters
from assistant.errors import ModelError
from assistant.models import pack_tokens, word_pieces
from assistant.retrieval import Candidate, Retriever
from assistant.retrieval.document import document_of, text_of, unpacked_documents

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk

TEXT = "The ferry Heron sank in the harbour."


@pytest.fixture
def candidate(desk: "Desk") -> Candidate:
    desk.put(f"Opening line.\n\n{TEXT}", "A ferry sinks")
    with desk.archive.snapshot() as snapshot:
        found = Retriever(desk.embedder, None).retrieve(snapshot, "ferry Heron", Filters())
    return found.candidates[0]


def codes_of(text: str) -> bytes:
    (piece,) = word_pieces([text])
    vectors = np.random.default_rng(len(text)).normal(size=(len(piece.token_ids), 384)).astype(np.float32)
    return pack_tokens(piece.token_ids, vectors)


def test_every_word_piece_stands_where_it_stands_in_the_article(candidate: Candidate) -> None:
    passage = candidate.passage
    codes = {passage.passage_id: codes_of(f"A ferry sinks\nMay 4, 2026\n{passage.text}")}
    (document,) = unpacked_documents([candidate], codes).values()
    before = len(word_pieces(["A ferry sinks May 4, 2026"])[0].token_ids)
    assert (document.starts[:before] == -1).all()
    text = candidate.article.text
    spans = zip(document.starts[before:].tolist(), document.ends[before:].tolist(), strict=True)
    found = [text[start:end] for start, end in spans]
    assert "".join(found) == "".join(passage.text.split())
    assert len(document.vectors) == len(document.starts) == before + len(found)


def test_a_copy_in_other_words_is_not_met_by_the_words_of_the_first(candidate: Candidate) -> None:
    passage = candidate.passage
    other = replace(candidate, passage=replace(passage, text=passage.text.replace("sank", "foundered")))
    assert unpacked_documents([other], {passage.passage_id: codes_of(passage.text)}) == {}


def test_a_candidate_without_codes_is_left_out(candidate: Candidate) -> None:
    assert unpacked_documents([candidate], {}) == {}


def test_damaged_codes_are_said(candidate: Candidate) -> None:
    codes = codes_of(candidate.passage.text)[:-3]
    with pytest.raises(ModelError, match="damaged"):
        unpacked_documents([candidate], {candidate.passage.passage_id: codes})


def test_what_the_model_reads_begins_with_the_headline(candidate: Candidate) -> None:
    text = text_of(candidate)
    (piece,) = word_pieces([text])
    document = document_of(candidate, np.zeros((len(piece.token_ids), 4), np.float32), piece.offsets)
    assert text == f"A ferry sinks\n{candidate.passage.text}"
    assert document.starts.tolist()[:3] == [-1, -1, -1]
    assert document.starts.tolist()[3] == candidate.passage.start
