"""Cut every stored article anew by the rules of today, and embed what is new."""

from collections.abc import Callable, Iterator

from assistant.archive import Archive, Article, IncomingArticle
from assistant.models import Embedder, count_tokens, embed_of
from ingest.split import SPLITTER_VERSION, split

__all__ = ["split_again"]

_BATCH = 100


def split_again(archive: Archive, embedder: Embedder | None, progress: Callable[[int, int], None] | None = None) -> int:
    """How many articles were cut. Each batch is kept: after a stop a second run embeds only what is missing.

    Articles under embargo are cut by the old rules until they come in again.
    """
    embed = embed_of(embedder) if embedder else None
    count = 0
    with archive.writer(embed) as writer:
        for articles, total in _batches(archive):
            batch = [(article, split(_incoming(article), count_tokens)) for article in articles]
            count += writer.cut_anew(batch, embed)
            if progress is not None:
                progress(count, total)
        writer.note_all_cut(SPLITTER_VERSION)
    return count


def _batches(archive: Archive) -> Iterator[tuple[list[Article], int]]:
    """Live articles, a batch in memory at a time, and how many there are."""
    offset = 0
    while True:
        with archive.snapshot() as snapshot:
            total = snapshot.count_articles()
            articles = snapshot.list_articles(offset=offset, limit=_BATCH)
        if not articles:
            return
        yield articles, total
        offset += len(articles)


def _incoming(article: Article) -> IncomingArticle:
    """What the splitter looks at."""
    return IncomingArticle(
        article.text, article.title, published_on=article.published_on, language=article.language, kind=article.kind
    )
