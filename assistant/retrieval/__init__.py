"""Question -> ranked passages."""

from typing import TYPE_CHECKING

from assistant.retrieval.archive_names import ArchiveNames
from assistant.retrieval.candidate import Candidate, TokenMatch
from assistant.retrieval.filters import describe_filters, make_filters, read_day
from assistant.retrieval.listing import near_articles, other_copies, rank_passages
from assistant.retrieval.named_filters import NamedFilters, named_filters_schema, read_named_filters
from assistant.retrieval.narrowing import left_out_notices, prefer_latest, retrieve_narrowed
from assistant.retrieval.question import IN_ORDER, read_question, without_request
from assistant.retrieval.question_filters import ReadFilters, merge_filters, read_filters
from assistant.retrieval.question_reader import QuestionReader
from assistant.retrieval.rarity import Rarity, content_stems
from assistant.retrieval.reporting_cues import without_now
from assistant.retrieval.rerank import LateInteraction
from assistant.retrieval.retriever import Ranking, Retriever

if TYPE_CHECKING:
    from assistant.retrieval.passage_retriever import PassageRetriever

__all__ = [
    "IN_ORDER",
    "ArchiveNames",
    "Candidate",
    "LateInteraction",
    "NamedFilters",
    "PassageRetriever",
    "QuestionReader",
    "Ranking",
    "Rarity",
    "ReadFilters",
    "Retriever",
    "TokenMatch",
    "content_stems",
    "describe_filters",
    "left_out_notices",
    "make_filters",
    "merge_filters",
    "named_filters_schema",
    "near_articles",
    "other_copies",
    "prefer_latest",
    "rank_passages",
    "read_day",
    "read_filters",
    "read_named_filters",
    "read_question",
    "retrieve_narrowed",
    "without_now",
    "without_request",
]


def __getattr__(name: str) -> object:
    """LangChain is imported by whoever asks for its retriever, not by every question."""
    if name != "PassageRetriever":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from assistant.retrieval.passage_retriever import PassageRetriever

    return PassageRetriever
