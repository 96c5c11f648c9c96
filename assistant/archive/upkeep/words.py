"""The keyword index made from the articles, step by step, so that a stop loses no more than a step."""

from collections.abc import Callable

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.held_languages import write_terms_version
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.past_passages import index_past
from assistant.archive.upkeep.tables import Notes
from assistant.errors import ArchiveDamaged

__all__ = ["clear_words", "index_words"]

_BATCH = 100
_ARTICLES = (
    "SELECT a.article_key, v.version_id, v.text_id, v.title, v.publisher, v.language FROM articles a "
    "JOIN versions v ON v.version_id = a.current_version_id WHERE a.is_live AND a.article_key > ? "
    "ORDER BY a.article_key LIMIT ?"
)
_PAST = "SELECT DISTINCT version_id FROM passages WHERE is_past AND version_id > ? ORDER BY version_id LIMIT ?"


def clear_words(database: Database) -> None:
    """Begin anew. Belongs into the caller's transaction."""
    Notes(database).drop("words:")
    keywords_of(database).clear()


def index_words(database: Database, step: Callable[[int], None]) -> int:
    """Index what is not yet; says how many live passages are. Raises ArchiveDamaged where those are not all of them."""
    notes, keywords = Notes(database), keywords_of(database)
    last = int(notes.read("words:live") or 0)
    while rows := database.execute(_ARTICLES, (last, _BATCH)).fetchall():
        with database.transaction():
            keywords.index_all(
                (_passages_of(database, version_id, text_id), title, publisher, language)
                for _, version_id, text_id, title, publisher, language in rows
            )
            last = rows[-1][0]
            notes.write("words:live", str(last))
        step(len(rows))
    last = int(notes.read("words:past") or 0)
    while rows := database.execute(_PAST, (last, _BATCH)).fetchall():
        with database.transaction():
            for (version_id,) in rows:
                index_past(database, version_id)
            last = rows[-1][0]
            notes.write("words:past", str(last))
    with database.transaction():
        write_terms_version(database)
    indexed, live = (
        int(database.execute(query).fetchone()[0])
        for query in ("SELECT count(*) FROM keyword", "SELECT count(*) FROM passages WHERE is_live")
    )
    if indexed != live:
        message = f"The keyword index holds {indexed:,} of {live:,} passages. Move the archive again to another place."
        raise ArchiveDamaged(message)
    return live


def _passages_of(database: Database, version_id: int, text_id: int) -> list[tuple[int, str]]:
    spans = database.execute(
        'SELECT passage_id, start, "end" FROM passages WHERE version_id = ? AND is_live', (version_id,)
    ).fetchall()
    text = database.execute("SELECT text FROM texts WHERE text_id = ?", (text_id,)).fetchone()[0]
    return [(number, text[start:end]) for number, start, end in spans]
