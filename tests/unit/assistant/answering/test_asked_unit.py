import pytest

from assistant.answering.asked_unit import counted_stems, counts_in, has_unit, unit_of


@pytest.mark.parametrize(
    ("question", "unit", "telling", "not_telling"),
    [
        ("How old is Rodaba Noori?", "age", "Noori, 16, leads the team.", "Noori leads a team of 6."),
        ("What did the city spend?", "money", "It cost $3 million.", "It drew 3 million visitors."),
        ("How far below the surface?", "length", "It lies 270 metres down.", "It has 270 rooms."),
        ("By how much did it fall?", "percent", "It fell by 15%.", "It fell in 15 towns."),
        ("In which minute did Berg score?", "minute", "He scored in the 20th minute.", "He scored twice, 2-0."),
        ("How long did it take?", "duration", "It took two hours.", "It took two people."),
    ],
)
def test_a_number_must_be_of_what_is_asked(question: str, unit: str, telling: str, not_telling: str) -> None:
    asked = unit_of(question)

    assert asked == unit
    assert asked is not None
    assert has_unit(asked, telling)
    assert not has_unit(asked, not_telling)


def test_what_is_counted_is_told_by_the_words_behind_how_many() -> None:
    assert counted_stems("How many interstellar grains did he count?") == {"interstellar", "grain"}
    assert counted_stems("Who counted?") == frozenset()
    assert unit_of("Who counted?") is None
    assert has_unit("count", "There are some.")


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("The first patients had been expected on 20 October.", []),
        ("They were expected on October 20, 2025, or by March 2026.", []),
        ("It was put back by more than three months in 2025.", []),
        ("He came at two minutes past seven, at 6.10 or at nine o’clock.", []),
        ("The building cost 96 million crowns, $3.5 million or 7%.", []),
        ("It has 220 beds, of which 180 are in use.", ["180", "220"]),
        ("It treated 31 patients in two days.", ["31"]),
        ("The death toll rose to 1200 on Sunday.", ["1200"]),
        ("It has a staff of 1500, as many as 40 may be ill.", ["1500", "40"]),
        ("1.25 million saw it, from 2000 people at first.", ["1250000", "2000"]),
        ("Turnout was 45%, or 12.5 % less.", []),
        ("The attendance of 11,206 was the largest.", ["11206"]),
    ],
)
def test_days_times_prices_and_measures_are_no_counts(sentence: str, counted: list[str]) -> None:
    assert sorted(counts_in(sentence, counted_stems("How many patients did it treat?"))) == counted


def test_a_measure_that_is_counted_is_a_count() -> None:
    assert counts_in("It was put back by three months.", counted_stems("How many months was it put back?")) == {"3"}
