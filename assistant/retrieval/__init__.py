"""Question -> ranked passages."""

from assistant.retrieval.candidate import Candidate, TokenMatch
from assistant.retrieval.filters import describe_filters, make_filters, read_day
from assistant.retrieval.rarity import Rarity, content_stems
from assistant.retrieval.rerank import LateInteraction
from assistant.retrieval.retriever import PassageRetriever, Ranking, Retriever

__all__ = [
    "Candidate",
    "LateInteraction",
    "PassageRetriever",
    "Ranking",
    "Rarity",
    "Retriever",
    "TokenMatch",
    "content_stems",
    "describe_filters",
    "make_filters",
    "read_day",
]
