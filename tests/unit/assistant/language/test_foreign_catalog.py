from datetime import date

import pytest

from assistant.language.foreign_catalog import in_english
from assistant.language.rules import LANGUAGES, rules_of

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("¿Cuántos artículos hay?", "How many articles are there?"),
        (
            "¿Cuántos artículos escribió Ann Lee en octubre de 2026?",
            "How many articles did Ann Lee write in October 2026?",
        ),
        ("¿Quién escribió el artículo sobre el puerto?", "Who wrote the article about puerto?"),
        ("¿Qué pasó ayer?", "What happened yesterday?"),
        ("Was ist gestern passiert?", "What happened yesterday?"),
        ("Wer hat den Artikel über den Streik geschrieben?", "Who wrote the article about Streik?"),
        ("Combien d’articles parlent de la grève ?", "How many articles mention grève?"),
        ("Quando è stato pubblicato l'articolo sullo sciopero?", "When was the article about sciopero published?"),
        ("Hoeveel artikelen zijn er?", "How many articles are there?"),
        ("Quantos artigos escreveu Tom Roe?", "How many articles did Tom Roe write?"),
        ("Buenos días", "Hello"),
        ("Danke schön!", "Thanks"),
    ],
)
def test_a_question_about_the_archive_is_read_in_any_of_the_languages(question: str, english: str) -> None:
    assert in_english(question, TODAY) == english


@pytest.mark.parametrize(
    "question",
    [
        "How many articles are there?",
        "Hi there",
        "¿Qué pasó en el puerto el 4 de mayo?",
        "¿Quién escribió la novela?",
        "¿Cuántas personas murieron en el incendio?",
        "Wer hat den Vertrag unterschrieben?",
        "",
        "¿?",
        "hola " * 100,
    ],
)
def test_whatever_asks_something_of_the_articles_stays_as_it_is(question: str) -> None:
    assert in_english(question, TODAY) is None


def test_every_language_asks_the_same_of_the_archive() -> None:
    every = [rules for rules in map(rules_of, LANGUAGES) if rules is not None]
    assert len({frozenset(rules.archive_questions) for rules in every}) == 1
    assert len({frozenset(rules.relative_times) for rules in every}) == 1
