import pytest

from assistant.language.foreign_asks import asks_in, carries_asked
from assistant.language.rules import rules_of


@pytest.mark.parametrize(
    ("language", "question", "asks"),
    [
        ("de", "Wie viele Künstler treten auf?", "number"),
        ("de", "Seit wann gehört das Patent der Firma?", "when"),
        ("de", "Wer leitete den Aufsichtsrat?", "who"),
        ("de", "Warum standen die Trams still?", "why"),
        ("de", "Wohin brachte man sie?", "where"),
        ("de", "Was sagte er?", "what"),
        ("es", "¿Cuántos países?", "number"),
        ("es", "¿Qué día tiene que declarar?", "when"),
        ("fr", "Combien de messages ?", "number"),
        ("fr", "Qui préside le Medef ?", "who"),
        ("it", "A che ora è arrivata?", "when"),
        ("it", "Quanti episodi?", "number"),
        ("pt", "Por que ele saiu?", "why"),
        ("pt", "Em que cidade foi?", "where"),
        ("nl", "Hoeveel mensen?", "number"),
        ("nl", "Hoe laat begint het?", "when"),
        ("de", "Elmshorn Meteorit", None),
    ],
)
def test_what_a_question_asks_for(language: str, question: str, asks: str | None) -> None:
    rules = rules_of(language)
    assert rules is not None
    assert asks_in(question, rules) == asks


@pytest.mark.parametrize(
    ("language", "question", "sentence", "carries"),
    [
        ("de", "Wie viele kamen?", "Es kamen sechs Millionen.", True),
        ("de", "Wie viele kamen?", "Es kamen manche.", False),
        ("de", "Wann kam er?", "Er kam am Freitag.", True),
        ("it", "Quando è nata?", "È nata negli anni Sessanta.", True),
        ("fr", "Quand est-il venu ?", "Il est venu tard.", False),
        ("de", "Wer kam zu Otto Brandt?", "Am Abend kam Paul Achleitner.", True),
        ("de", "Wer kam zu Otto Brandt?", "Am Abend kam Otto Brandt.", False),
        ("es", "¿Por qué cayó?", "Cayó debido al viento.", True),
        ("es", "¿Dónde cayó?", "Cayó en casa.", None),
    ],
)
def test_a_sentence_carries_what_is_asked(language: str, question: str, sentence: str, carries: bool | None) -> None:
    rules = rules_of(language)
    assert rules is not None
    assert carries_asked(sentence, question, rules) is carries
