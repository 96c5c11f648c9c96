"""Words of articles that are not in English: in the keyword index by the rules of their language too."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.catalog.excerpts import find_words
from assistant.archive.catalog.held_languages import TERMS_VERSION, held_languages
from assistant.archive.catalog.place import place_of
from assistant.archive.catalog.terms import terms_of
from assistant.language import index_text

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom

GERMAN = "Die Häuser der Städte stehen leer."
ENGLISH = "The houses of the city stand empty."
OLD = "older version"


def put(newsroom: "Newsroom", text: str, language: str, external_id: str = "1") -> None:
    newsroom.put(replace(newsroom.article(text, external_id=external_id), language=language))


def make_old(newsroom: "Newsroom") -> None:
    """Leave the archive as the version before these rules left it."""
    with closing(sqlite3.connect(newsroom.archive.path / "catalog.sqlite3")) as database:
        for number, body in database.execute("SELECT rowid, body FROM keyword").fetchall():
            text = GERMAN if "hauser" in body else ENGLISH
            database.execute("UPDATE keyword SET body = ? WHERE rowid = ?", (index_text(text), number))
        database.execute("DELETE FROM manifest WHERE name = 'terms_version' OR name LIKE 'terms:%'")
        database.commit()


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("de", GERMAN, "Wem gehört das Haus?"),
        ("es", "Los países reconocieron el tratado.", "¿Qué país lo ha reconocido?"),
        ("fr", "Elle a annoncé des élections.", "Quand est l’élection ?"),
        ("it", "Parla dell’atterraggio a Roma.", "Quando è stato un atterraggio?"),
        ("pt", "Os carros sumiram.", "Onde está o carro?"),
        ("nl", "De gemeenten hebben besloten.", "Wat heeft de gemeente gedaan?"),
    ],
)
def test_other_forms_of_a_word_are_found(newsroom: "Newsroom", language: str, text: str, question: str) -> None:
    put(newsroom, text, language)

    assert newsroom.keyword(question) == [text]


def test_the_library_finds_other_forms_of_a_word_alone(newsroom: "Newsroom") -> None:
    put(newsroom, GERMAN, "de")

    with newsroom.archive.snapshot() as snapshot:
        assert [article.text for article in snapshot.list_articles(query="Haus")] == [GERMAN]
        assert snapshot.list_articles(query="Haus Dorf") == []


def test_an_english_archive_holds_and_looks_up_what_it_did(newsroom: "Newsroom") -> None:
    put(newsroom, ENGLISH, "en")
    with closing(sqlite3.connect(newsroom.archive.path / "catalog.sqlite3")) as database:
        assert held_languages(SqliteDatabase(database)) == ()
        assert database.execute("SELECT body FROM keyword").fetchall() == [(index_text(ENGLISH),)]
    assert terms_of("Wem gehört das Haus?") == ["wem", "gehort", "das", "haus"]
    assert terms_of("Wem gehört das Haus?", ["de"]) == ["gehort", "haus"]
    assert terms_of("Who owns the house?", ["de"]) == terms_of("Who owns the house?")


def test_an_archive_made_before_answers_as_before_and_says_how_to_bring_it_up_to_date(newsroom: "Newsroom") -> None:
    put(newsroom, GERMAN, "de")
    make_old(newsroom)

    assert newsroom.keyword("Wie viele Häuser stehen leer?") == [GERMAN]
    assert newsroom.keyword("Wem gehört das Haus?") == []
    assert any(OLD in notice and "copydesk rebuild" in notice for notice in newsroom.archive.status().notices)

    newsroom.archive.rebuild(newsroom.embedder)
    assert newsroom.keyword("Wem gehört das Haus?") == [GERMAN]
    assert not any(OLD in notice for notice in newsroom.archive.status().notices)


def test_articles_added_to_an_old_archive_are_found_by_both_rules(newsroom: "Newsroom") -> None:
    put(newsroom, GERMAN, "de")
    make_old(newsroom)
    put(newsroom, "Ein Haus brennt.", "de", "2")

    assert set(newsroom.keyword("Welche Häuser brennen?")) == {GERMAN, "Ein Haus brennt."}


def test_an_old_archive_in_english_has_nothing_to_bring_up_to_date(newsroom: "Newsroom") -> None:
    put(newsroom, ENGLISH, "en")
    make_old(newsroom)

    assert not any(OLD in notice for notice in newsroom.archive.status().notices)


def test_the_version_is_kept(newsroom: "Newsroom") -> None:
    place = place_of(newsroom.archive.path, newsroom.archive.database)
    with closing(place.readers()) as readers, readers.reading() as database:
        (value,) = database.execute("SELECT value FROM manifest WHERE name = 'terms_version'").fetchone()
    assert int(value) == TERMS_VERSION


def test_found_words_are_marked_by_the_rules_of_the_text() -> None:
    assert find_words("Die Schulen schließen.", "Schule", "de") == ((4, 11),)
    assert find_words("Die Schulen schließen.", "Schule") == ()
