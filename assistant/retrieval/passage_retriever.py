"""The retriever in LangChain's words. A file of its own: langchain-core takes a second to import."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.archive import Archive, Filters
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.question import MAX_CHARACTERS, read_question
from assistant.retrieval.retriever import Retriever

__all__ = ["PassageRetriever", "to_document"]


class PassageRetriever(BaseRetriever):
    """The same search as a LangChain retriever: `Document`s with the passage as text and its place as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    retriever: Retriever
    k: int = 10
    filters: Filters = Filters()
    max_characters: int = MAX_CHARACTERS
    """Of a query."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        """`k` may be given to `invoke` as well. Raises QuestionError and InputError."""
        del run_manager  # the steps are ours and report nothing of their own
        wanted = self.k if k is None else k
        with self.archive.snapshot() as snapshot:
            asked = read_question(query, self.max_characters)
            found = self.retriever.retrieve(snapshot, asked, self.filters, k=wanted).candidates[:wanted]
        return [to_document(candidate) for candidate in found]


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
