"""Sentences that are not English, put in order by their words; the sentences are real ones, or made after them."""

import pytest

from assistant.reading.by_words import WordReader, sentence_texts
from assistant.retrieval import Candidate, Rarity
from tests.unit.assistant.answering.conftest import make_candidate

GERMAN = (
    "Jetzt ist klar: Es waren Meteoriten, die über Elmshorn heruntergegangen sind. "
    "Die Teile seien in Elmshorn vermutlich als Meteoriten-Hagel niedergegangen - mit einer Geschwindigkeit von 150 "
    "Kilometern pro Stunde. "
    "Die Anwohner riefen zur Sicherheit die Feuerwehr."
)


def first_of(question: str, candidate: Candidate, rarity: Rarity | None = None) -> str:
    (odds,) = WordReader(question, rarity or Rarity(100, {})).order([candidate])
    return sentence_texts(candidate)[int(odds.argmax())]


def test_a_sentence_with_the_kind_of_thing_that_is_asked_for_comes_first() -> None:
    candidate = make_candidate(GERMAN, language="de")

    assert "150 Kilometern" in first_of("Wie schnell fielen die Meteoriten auf Elmshorn?", candidate)
    assert "Meteoriten, die" in first_of("Was fiel auf Elmshorn, waren es Meteoriten?", candidate)


def test_inflected_and_joined_words_meet() -> None:
    text = "Der Missbrauchsskandal ist ein Genickschuss. Die Kirche hat viele Häuser. Es regnet heute in Bayern."
    candidate = make_candidate(text, language="de")

    assert first_of("Was sagte er über den Skandal?", candidate).startswith("Der Missbrauchsskandal")
    assert first_of("Wem gehört das Haus?", candidate).startswith("Die Kirche")


def test_function_words_of_the_language_do_not_count() -> None:
    text = "¿Qué es lo que se hizo por el que no está en la casa? El menor salió ileso de la caída."
    assert first_of("¿Cómo salió el menor de la caída?", make_candidate(text, language="es")).startswith("El menor")


def test_a_caption_stands_behind_a_sentence() -> None:
    text = "Ana Ruiz en el puente de Omber\n\nEl puente de Omber se cerró por obras."
    assert first_of("¿Se cerró el puente de Omber?", make_candidate(text, language="es")).startswith("El puente")


def test_an_english_question_is_matched_as_it_is_written() -> None:
    candidate = make_candidate(GERMAN, language="de")
    reader = WordReader("How fast did the meteorites fall on Elmshorn?", Rarity(100, {}))

    assert reader.rules_for(candidate) is None
    assert reader.rules_for(make_candidate("A plain text.", language="en")) is None


def test_a_question_in_one_language_is_not_read_by_the_rules_of_another() -> None:
    reader = WordReader("Wie schnell fielen die Meteoriten auf Elmshorn?", Rarity(100, {}))

    assert reader.rules_for(make_candidate(GERMAN, language="de")) is not None
    assert reader.rules_for(make_candidate("El menor salió ileso.", language="es")) is None


def test_an_archive_indexed_by_the_english_rules_alone_weighs_words_by_those() -> None:
    """Of "häuser" it knows no stem but "hauser"."""
    frequencies = {"hauser": 90, "elmshorn": 1}
    text = "Die Häuser der Stadt sind alt. Elmshorn liegt an der Krückau."
    found = first_of("Wie sind die Häuser in Elmshorn?", make_candidate(text, language="de"), Rarity(100, frequencies))

    assert found.startswith("Elmshorn")


@pytest.mark.parametrize(
    ("sentence", "states"), [("Elmshorn hat 50.000 Einwohner.", True), ("Elmshorn hat nette Einwohner.", False)]
)
def test_a_sentence_without_what_is_asked_for_states_nothing(sentence: str, states: bool) -> None:
    candidate = make_candidate(sentence, language="de")
    reader = WordReader("Wie viele Einwohner hat Elmshorn?", Rarity(100, {}))

    assert reader.cover(candidate, sentence) == 1.0
    assert reader.states(candidate, sentence) is states
