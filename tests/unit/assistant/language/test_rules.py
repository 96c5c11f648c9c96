import pytest

from assistant.language.rules import LANGUAGES, primary_code, rules_of
from assistant.language.words import fold_marks


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_all_its_rules(code: str) -> None:
    rules = rules_of(code)

    assert rules is not None
    assert set(rules.months.values()) == set(range(1, 13))
    assert all(fold_marks(word) == word for word in rules.stop_words)
    assert len(rules.stop_words) > 80
    assert set(rules.asks) == {"number", "when", "who", "why", "where", "what"}
    assert list(rules.asks)[-1] == "what"  # the first that fits is taken, and this one fits most


def test_a_region_is_no_other_language() -> None:
    assert primary_code("pt-BR") == "pt"
    assert rules_of("pt-BR") is rules_of("pt_PT") or rules_of("pt-BR") is not None


@pytest.mark.parametrize("language", ["en", "en-GB", "ja", "", None])
def test_english_and_others_have_none(language: str | None) -> None:
    assert rules_of(language) is None
