from datetime import date

import pytest

from assistant.language.foreign_asks import asks_in
from assistant.language.foreign_dates import find_times_in
from assistant.language.foreign_words import is_function_word, query_terms
from assistant.language.rules import LANGUAGES, primary_code, rules_of

ON_THE_FOURTH = {
    "de": "am 4. {} 2026",
    "es": "el 4 de {} de 2026",
    "fr": "le 4 {} 2026",
    "it": "il 4 {} 2026",
    "nl": "op 4 {} 2026",
    "pt": "em 4 de {} de 2026",
}
ASKED = {
    "de": ("Wie viele", "Wann", "Wer", "Warum", "Wo", "Was"),
    "es": ("¿Cuántos", "¿Cuándo", "¿Quién", "¿Por qué", "¿Dónde", "¿Qué"),
    "fr": ("Combien", "Quand", "Qui", "Pourquoi", "Où", "Que"),
    "it": ("Quanti", "Quando", "Chi", "Perché", "Dove", "Che cosa"),
    "nl": ("Hoeveel", "Wanneer", "Wie", "Waarom", "Waar", "Wat"),
    "pt": ("Quantos", "Quando", "Quem", "Por que", "Onde", "O que"),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_reads_every_name_of_every_month(code: str) -> None:
    rules = rules_of(code)
    assert rules is not None
    read = {}
    for name in rules.months:
        (found,) = find_times_in(ON_THE_FOURTH[code].format(name), code, date(2026, 11, 29))
        assert found.first == found.last
        read[name] = found.first.month if found.first else None
    assert read == rules.months
    assert set(read.values()) == set(range(1, 13))


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_asks_for_each_thing(code: str) -> None:
    rules = rules_of(code)
    assert rules is not None
    asked = [asks_in(f"{word} xx yy?", rules) for word in ASKED[code]]
    assert asked == ["number", "when", "who", "why", "where", "what"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_passes_over_its_function_words(code: str) -> None:
    rules = rules_of(code)
    assert rules is not None
    assert [word for word in rules.stop_words if not is_function_word(word, code)] == []
    assert query_terms(" ".join([*sorted(rules.stop_words), "ombersund"]), code) == query_terms("ombersund", code)


def test_a_region_is_no_other_language() -> None:
    assert primary_code("pt-BR") == "pt"
    assert rules_of("pt-BR") is rules_of("pt_PT") or rules_of("pt-BR") is not None


@pytest.mark.parametrize("language", ["en", "en-GB", "ja", "", None])
def test_english_and_others_have_none(language: str | None) -> None:
    assert rules_of(language) is None
