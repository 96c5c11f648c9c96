import pytest

from assistant.language.foreign_words import (
    extra_terms,
    is_function_word,
    is_plainly_english,
    language_of_question,
    meaning_in,
    query_terms,
)


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("de", "die Häuser der Städte", "Haus Stadt"),
        ("es", "han reconocido las elecciones", "reconocieron elección"),
        ("fr", "les élections ont été annoncées", "élection annoncé"),
        ("it", "le elezioni, dell’atterraggio", "elezione atterraggio"),
        ("pt", "os carros foram arrombados", "carro arrombado"),
        ("nl", "de gemeenten hebben besloten", "gemeente besloten"),
    ],
)
def test_inflected_words_meet(language: str, written: str, asked: str) -> None:
    assert set(query_terms(asked, language)) <= meaning_in(written, language) | set(extra_terms(written, language))


def test_a_question_typed_without_accents_finds_the_word() -> None:
    assert meaning_in("la elección", "es") & set(query_terms("eleccion", "es"))


def test_the_index_gets_only_what_the_english_rules_do_not_give() -> None:
    assert extra_terms("Haus und Häuser", "de") == ["haus"]
    assert extra_terms("Häuser", "en") == extra_terms("Häuser", None) == []


def test_a_large_number_is_one_word() -> None:
    assert "2225" in query_terms("2.225 Betroffene", "de")
    assert "5000" in meaning_in("plus de 5 000 messages", "fr")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie viele Tote gab es bei der Flut im Ahrtal?", "de"),
        ("Wer schoss das erste Tor?", "de"),
        ("Was kostet der Eintritt?", "de"),
        ("Quel âge a Sophie Binet ?", "fr"),
        ("¿Qué países reconocieron a Palestina?", "es"),
        ("Quanti anni ha Cecilia Sala?", "it"),
        ("Quantas corridas tem o calendário da NASCAR?", "pt"),
        ("Hoeveel mensen wonen er in de stad?", "nl"),
    ],
)
def test_a_question_tells_its_language_by_its_function_words(question: str, language: str) -> None:
    assert language_of_question(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "What was the verdict in the trial of Angela de la Cruz?",
        "How was Die Zeit founded?",
        "What type of company is Van Gend en Loos?",
        "UN figure Afghan non-combatants dead this year",
        "Dell G3 15 laptop coupon code",
        "Elmshorn Meteorit",
        "wat caused the hosptal fire",
        "",
    ],
)
def test_english_and_bare_names_are_taken_for_no_other_language(question: str) -> None:
    assert language_of_question(question) is None


def test_plain_english() -> None:
    assert is_plainly_english("Who shut the bridge?")
    assert not is_plainly_english("Elmshorn Meteorit")
    assert not is_plainly_english("Was kostet der Eintritt in Chemnitz?")


def test_an_article_or_preposition_names_nothing() -> None:
    assert is_function_word("der")
    assert is_function_word("les", "fr")
    assert not is_function_word("der", "fr")
    assert not is_function_word("spiegel")
