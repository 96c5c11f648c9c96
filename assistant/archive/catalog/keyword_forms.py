"""Which form the keyword index of a database has."""

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.fts5 import Fts5Keywords
from assistant.archive.catalog.keywords import Keywords
from assistant.archive.catalog.postings import PostingsKeywords

__all__ = ["keywords_of"]


def keywords_of(database: Database) -> Keywords:
    return Fts5Keywords(database) if database.has_fts5 else PostingsKeywords(database)
