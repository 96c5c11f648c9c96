from datetime import date

import pytest

from assistant.language.foreign_dates import find_times_in

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("language", "question", "first", "last"),
    [
        ("de", "Was geschah am 4. März 2026?", "2026-03-04", "2026-03-04"),
        ("de", "Was geschah am Mittwoch, den 4. März 2026 im Ort?", "2026-03-04", "2026-03-04"),
        ("de", "Wer trat im Oktober 2021 zurück?", "2021-10-01", "2021-10-31"),
        ("de", "Was kostete es im Jahr 2019?", "2019-01-01", "2019-12-31"),
        ("de", "Was geschah seit dem 20. August 2021?", "2021-08-20", None),
        ("de", "Was geschah vor dem 20. August 2021?", None, "2021-08-19"),
        ("de", "Was geschah bis Mai 2020?", None, "2020-05-31"),
        ("fr", "Que s’est-il passé le 4 mars 2026 ?", "2026-03-04", "2026-03-04"),
        ("fr", "Qui a gagné le 1er mai 2024 ?", "2024-05-01", "2024-05-01"),
        ("fr", "Que s’est-il passé en août 2023 ?", "2023-08-01", "2023-08-31"),
        ("es", "¿Qué pasó el 4 de marzo de 2026?", "2026-03-04", "2026-03-04"),
        ("es", "¿Qué ha cambiado desde mayo de 2025?", "2025-05-01", None),
        ("es", "¿Qué pasó el 4 de marzo?", "2026-03-04", "2026-03-04"),
        ("it", "Che cosa è successo il 4 marzo 2026?", "2026-03-04", "2026-03-04"),
        ("it", "Chi ha vinto nel 2001?", "2001-01-01", "2001-12-31"),
        ("it", "Che cosa è successo l’8 maggio 2024?", "2024-05-08", "2024-05-08"),
        ("pt", "O que aconteceu em 4 de março de 2026?", "2026-03-04", "2026-03-04"),
        ("pt", "Quem venceu em 2019?", "2019-01-01", "2019-12-31"),
        ("nl", "Wat gebeurde er op 4 maart 2026?", "2026-03-04", "2026-03-04"),
        ("nl", "Wie vertrok er in oktober 2021?", "2021-10-01", "2021-10-31"),
    ],
)
def test_a_time_is_read(language: str, question: str, first: str | None, last: str | None) -> None:
    (found,) = find_times_in(question, language, TODAY)
    assert (found.first, found.last) == tuple(day and date.fromisoformat(day) for day in (first, last))


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Wie viele der 2019 Plätze sind frei?"),
        ("de", "Was geschah am 31. Februar 2026?"),
        ("de", "Was sagte Mai-Britt in der Marsch?"),
        ("en", "Was it on 4 March 2026?"),
        ("ja", "2026年3月4日"),
    ],
)
def test_what_is_no_time_is_none(language: str, question: str) -> None:
    assert find_times_in(question, language, TODAY) == []


def test_a_day_without_a_year_says_so() -> None:
    (found,) = find_times_in("Was geschah am 4. März?", "de", TODAY)
    assert not found.has_year
    assert "am 4. März" in "Was geschah am 4. März?"[found.start : found.end]
