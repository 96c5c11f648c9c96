"""The retriever in LangChain's words. A file of its own: langchain-core takes a second to import."""

from collections.abc import Callable, Mapping
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.archive import Archive, Filters, Snapshot
from assistant.question import QuestionReader, as_filters
from assistant.question.wording import MAX_CHARACTERS, read_question
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.narrowing import retrieve_alone
from assistant.retrieval.retriever import Ranking, Retriever

__all__ = ["HeardRetriever", "PassageRetriever", "to_document"]

Search = Callable[[str], Ranking]


class PassageRetriever(BaseRetriever):
    """The same search as a LangChain retriever: `Document`s with the passage as text and its place as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    retriever: Retriever
    k: int = 10
    filters: Filters = Filters()
    questions: QuestionReader = Field(default_factory=QuestionReader)
    """Reads what a question says about time, outlet, author and kind, and its spelling."""
    read_filters: bool = True
    """Whether that narrows the search."""
    max_characters: int = MAX_CHARACTERS
    """Of a query."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        filters: Filters | Mapping[str, Any] | None = None,
        read_filters: bool | None = None,
        search: Search | None = None,
    ) -> list[Document]:
        """`k`, `filters` and `read_filters` may be given to `invoke` as well. Raises QuestionError and InputError."""
        del run_manager  # the steps are ours and report nothing of their own
        if search is not None:
            return [to_document(candidate) for candidate in search(query).candidates[: self.k]]
        given = as_filters(filters)
        with self.archive.snapshot() as snapshot:
            found = retrieve_alone(
                self.retriever,
                self.questions,
                snapshot,
                read_question(query, self.max_characters),
                self.filters if given is None else given,
                k=self.k if k is None else k,
                read_filters=self.read_filters if read_filters is None else read_filters,
            )
        return [to_document(candidate) for candidate in found.candidates]


class HeardRetriever(Retriever):
    """The same search for the steps of a chain: callbacks hear of each as one of `PassageRetriever`."""

    def __init__(self, archive: Archive, retriever: Retriever) -> None:
        self._heard = PassageRetriever(archive=archive, retriever=retriever)
        self._retriever = retriever

    def retrieve(
        self, snapshot: Snapshot, question: str, filters: Filters, *, k: int = 10, carried: int = 0
    ) -> Ranking:
        rankings: list[Ranking] = []

        def search(query: str) -> Ranking:
            rankings.append(self._retriever.retrieve(snapshot, query, filters, k=k, carried=carried))
            return rankings[-1]

        self._heard.invoke(question, search=search)
        return rankings[-1]


def to_document(candidate: Candidate) -> Document:
    """A passage in LangChain's words; metadata values are plain, unknown ones are left out."""
    article, passage = candidate.article, candidate.passage
    metadata = {
        "article_id": article.article_id,
        "version": article.version,
        "external_id": article.external_id,
        "title": article.title,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "published_at": article.published_at,
        "url": article.url,
        "start": passage.start,
        "end": passage.end,
        "score": candidate.score,
    }
    return Document(
        id=str(passage.passage_id),
        page_content=passage.text,
        metadata={name: value for name, value in metadata.items() if value not in (None, [])},
    )
