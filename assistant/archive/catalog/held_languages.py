"""By which rules the keyword index holds the words of articles, and of which languages it holds them."""

from assistant.archive.catalog.database import Database
from assistant.language.rules import LANGUAGES, primary_code

__all__ = ["TERMS_VERSION", "are_terms_old", "held_languages", "note_language", "write_terms_version"]

TERMS_VERSION = 2
"""1: every word by the English stemmer; 2: also by the stemmer of the article's own language."""

_PREFIX = "terms:"


def note_language(connection: Database, language: str | None) -> None:
    """Remember that articles of this language are in the index by its rules; nothing for languages without rules."""
    code = primary_code(language)
    if code in LANGUAGES:
        connection.upsert("manifest", {"name": _PREFIX + code, "value": "1"}, "name")


def held_languages(connection: Database) -> tuple[str, ...]:
    """The codes of those that were noted: six look-ups at most, none of an article."""
    names = [_PREFIX + code for code in LANGUAGES]
    marks = ", ".join("?" * len(names))
    rows = connection.execute(f"SELECT name FROM manifest WHERE name IN ({marks}) ORDER BY name", names)  # noqa: S608  # question marks
    return tuple(name.removeprefix(_PREFIX) for (name,) in rows)


def write_terms_version(connection: Database) -> None:
    """Belongs to a new archive, and to making the whole keyword index anew."""
    connection.upsert("manifest", {"name": "terms_version", "value": str(TERMS_VERSION)}, "name")


def are_terms_old(connection: Database) -> bool:
    """Whether live articles in one of the languages are in the index by the English rules alone."""
    row = connection.execute("SELECT value FROM manifest WHERE name = 'terms_version'").fetchone()
    if row is not None and int(row[0]) >= TERMS_VERSION:
        return False
    marks = ", ".join("?" * len(LANGUAGES))
    found = connection.execute(
        f"SELECT 1 FROM articles a JOIN versions v ON v.version_id = a.current_version_id WHERE a.is_live "  # noqa: S608  # question marks
        f"AND (v.language IN ({marks}) OR substr(v.language, 1, 3) IN ({marks})) LIMIT 1",
        (*LANGUAGES, *(f"{code}-" for code in LANGUAGES)),
    )
    return found.fetchone() is not None
