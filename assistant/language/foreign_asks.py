"""What a question that is not English asks for, and whether a sentence of its language carries it."""

from __future__ import annotations

import re

from assistant.language.rules import LanguageRules
from assistant.language.words import fold_marks

__all__ = ["asks_in", "carries_asked"]

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+)*")
_YEAR_OR_CLOCK = re.compile(r"\b(?:1[4-9]|20)\d\d\b|\b\d{1,2}[.:h]\s?\d{2}\b|\b\d{1,2}\s?(?:Uhr|h)\b")


def asks_in(question: str, rules: LanguageRules) -> str | None:
    """`number`, `when`, `who`, `why`, `where` or `what`, by the words it begins with; None where they tell nothing."""
    begun = question.lstrip(" ¿¡\"'„“«")
    return next((kind for kind, pattern in rules.asks.items() if pattern.match(begun)), None)


def carries_asked(sentence: str, question: str, rules: LanguageRules) -> bool | None:
    """Whether the sentence has a thing of the kind that is asked for; None where that cannot be told by its words."""
    said = set(_WORD.findall(sentence.lower()))
    match asks_in(question, rules):
        case "number":
            return bool(re.search(r"\d", sentence)) or not rules.numbers.isdisjoint(said)
        case "when":
            names_day = re.search(rf"\b(?:{rules.month}|{rules.weekday})\b", sentence, re.IGNORECASE)
            return bool(names_day or _YEAR_OR_CLOCK.search(sentence)) or not rules.times.isdisjoint(said)
        case "who":
            return _names_another(sentence, question, rules)
        case "why":
            return not rules.reasons.isdisjoint(said)
        case _:
            return None


def _names_another(sentence: str, question: str, rules: LanguageRules) -> bool:
    """Whether a name stands in it that the question has not; of two words where every noun has a capital."""
    asked, fewest = set(_WORD.findall(question.lower())), 2 if rules.capital_nouns else 1
    for match in _NAME.finditer(sentence):
        name = [word for word in _WORD.findall(match.group().lower()) if fold_marks(word) not in rules.stop_words]
        is_begun = match.start() == 0 and len(name) < 2  # the first word of a sentence has a capital anyhow
        if len(name) >= fewest and not is_begun and not asked.issuperset(name):
            return True
    return False
