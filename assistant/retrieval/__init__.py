"""Question -> ranked passages."""

from typing import TYPE_CHECKING

from assistant.retrieval.candidate import Candidate, TokenMatch
from assistant.retrieval.listing import near_articles, other_copies, rank_passages
from assistant.retrieval.narrowing import left_out_notices, prefer_latest, retrieve_alone, retrieve_narrowed
from assistant.retrieval.rarity import Rarity, content_stems
from assistant.retrieval.rerank import LateInteraction
from assistant.retrieval.retriever import Ranking, Retriever
from assistant.retrieval.variety import make_room

if TYPE_CHECKING:
    from assistant.retrieval.passage_retriever import PassageRetriever

__all__ = [
    "Candidate",
    "LateInteraction",
    "PassageRetriever",
    "Ranking",
    "Rarity",
    "Retriever",
    "TokenMatch",
    "content_stems",
    "left_out_notices",
    "make_room",
    "near_articles",
    "other_copies",
    "prefer_latest",
    "rank_passages",
    "retrieve_alone",
    "retrieve_narrowed",
]


def __getattr__(name: str) -> object:
    """LangChain is imported by whoever asks for its retriever, not by every question."""
    if name != "PassageRetriever":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from assistant.retrieval.passage_retriever import PassageRetriever

    return PassageRetriever
