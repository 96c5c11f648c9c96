"""Cited sentences made by hand."""

from collections.abc import Callable

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.models import LocalEmbeddings

Cite = Callable[..., CitedSentence]


def cite_one(quote: str, *, before: str = "", frame: str = "", published_at: str | None = None) -> CitedSentence:
    return CitedSentence(quote, f"{before} {quote}", before, frame, published_at)


@pytest.fixture
def cite() -> Cite:
    return cite_one


@pytest.fixture(scope="session")
def embeddings() -> LocalEmbeddings:
    """Loaded once: its weights take a third of a second."""
    return LocalEmbeddings()
