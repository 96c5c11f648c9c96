"""The archive for programs: articles go in, come out, and are taken away."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from assistant.archive import Archive as StoredArchive
from assistant.archive import Article, Forgotten, IncomingArticle
from assistant.archive.catalog.identity import article_id_of, identity_of
from assistant.errors import InputError, check_whole, check_words
from assistant.models import Embedder, embed_of
from assistant.question import as_filters
from assistant.request import GivenFilters
from assistant.settings import Settings
from ingest.report import Report

if TYPE_CHECKING:
    from ingest.events import IngestEvent

__all__ = ["Archive", "Changes"]


class Changes(TypedDict, total=False):
    """What of an article a new version may say otherwise; the same words as in `IncomingArticle`."""

    text: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published_at: str | None
    updated_at: str | None
    language: str
    kind: str
    agency: str | None
    correction: str | None
    embargoed_until: str | None
    is_withdrawn: bool


class Archive(StoredArchive):
    """A folder of articles; `Assistant.archive` is one. Its methods do what the commands do, with the same reports."""

    embedder: Embedder
    settings: Settings

    def equipped(self, embedder: Embedder, settings: Settings) -> "Archive":
        """With what is needed to add articles: a model to embed them with, and the limits of the settings."""
        self.embedder, self.settings = embedder, settings
        return self

    def add(
        self,
        articles: object,
        *,
        source: str | None = None,
        fields: Mapping[str, str] | None = None,
        sync: bool = False,
        listener: "Callable[[IngestEvent], None] | None" = None,
    ) -> Report:
        """Bring articles in: one or several of mappings (`{"text": …, "title": …}`), LangChain's `Document`s,
        `IncomingArticle`s, paths of files and folders, and web addresses. Adding them again is always safe.

        Every article has one outcome in the report: added, updated, unchanged, duplicate or skipped, with the reason.
        An iterator is read as a stream. `source` names where they come from, `fields` says which field holds what
        (`{"title": "hed"}`), `sync` also removes what given paths held before and hold no more, `listener` hears of
        each article. Raises InputError, SourceError, ArchiveError and ModelError; what was stored by then stays.
        """
        from ingest.given import GivenSource, sort_given
        from ingest.pipeline import ingest

        given = sort_given(articles)
        if sync and (given.addresses or not given.paths):
            message = "`sync` is for files and folders alone. Add them by their paths, and other things without it."
            raise InputError(message)
        sources: list[Any] = [GivenSource(given.articles)] if given.articles or not given.paths else []
        if given.addresses:
            from ingest.web.source import WebSource

            sources.append(WebSource.from_settings(given.addresses, self.settings))
        return ingest(
            given.paths,
            self,
            self.embedder,
            sources=sources,
            field_map=fields,
            source_name=source,
            sync=sync,
            settings=self.settings,
            listener=listener,
        )

    def update(self, article_id: str, **changes: Unpack[Changes]) -> Report:
        """Store a new version of an article: the newest one with these words changed (`text`, `title`, `updated_at` …).

        The version before stays, and is found by its number. Raises ArticleNotFound, and InputError for an article
        that nothing but its text tells from others: add the new one and remove the old.
        """
        from ingest.given import fault_in, with_written_times

        check_words(changes, Changes.__annotations__, "part of an article that can be changed", InputError)
        with self.snapshot() as snapshot:
            stored = snapshot.article(article_id)
        for incoming in _again(stored):
            changed = with_written_times(replace(incoming, **_with_days(changes)))
            if (fault := fault_in(changed)) is not None:
                message = f"Article {stored.article_id} stays as it is: {fault}."
                raise InputError(message)
            if article_id_of(identity_of(changed)) == stored.article_id:
                return self.add(changed)
        message = (
            f"Article {stored.article_id} has no address and no id of its own, so that another text would be another "
            "article. Add the new one and remove this one."
        )
        raise InputError(message)

    def remove(self, *article_ids: str) -> tuple[str, ...]:
        """Take articles out of every search; gives their ids. They stay readable, and adding them brings them back.

        Raises ArticleNotFound before anything is done.
        """
        return tuple(self.remove_articles(article_ids, embed_of(self.embedder)))

    def forget(self, *article_ids: str, words: Sequence[str] = ()) -> Forgotten:
        """Delete articles with all their versions and leave no byte of them in the archive. It cannot be undone.

        `words`: names of one word or some (`["Ines Corrado"]`), with or without articles; saved questions, answers,
        titles and feedback that hold one of them lose their text too. Raises InputError for words that name nothing.
        """
        if not article_ids and not words:
            message = "Nothing is named that could be forgotten. Give ids of articles, words, or both."
            raise InputError(message)
        if isinstance(words, str):
            message = f"`words` is a list of names: say [{words!r}]."
            raise InputError(message)
        with self.snapshot() as snapshot:
            ids = snapshot.article_ids(article_ids, must_be_there=False)
        return self.forget_articles(ids, self.embedder, words=words)

    def export(self, path: str | os.PathLike[str], *, filters: GivenFilters = None, all_versions: bool = False) -> int:
        """Write the articles to a .jsonl file, which `add` and `copydesk ingest` read, or to a .parquet file; says how
        many rows. Raises InputError where it cannot be written."""
        from assistant.exports.articles import export_articles

        return export_articles(self, Path(path), as_filters(filters), all_versions=all_versions)

    def articles(self, *, filters: GivenFilters = None, limit: int = 50, offset: int = 0) -> list[Article]:
        """Live articles, newest first, undated ones last. Raises InputError for a number that is none."""
        for word, given in (("limit", limit), ("offset", offset)):
            check_whole(given, word, least=0)
        with self.snapshot() as snapshot:
            return snapshot.list_articles(filters=as_filters(filters), limit=limit, offset=offset)


def _again(stored: Article) -> Iterable[IncomingArticle]:
    """As it came in: with an id of its own, or known by the path of its file."""
    names = {one.name for one in fields(IncomingArticle)} & {one.name for one in fields(Article)}
    incoming = IncomingArticle(**{name: getattr(stored, name) for name in names})
    yield incoming
    yield replace(incoming, external_id=None, path=stored.external_id)


def _with_days(changes: Mapping[str, Any]) -> dict[str, Any]:
    """A time that changes takes its day with it: it is read anew."""
    days = {name.removesuffix("_at") + "_on": None for name in changes if name in ("published_at", "updated_at")}
    return {**changes, **days}
