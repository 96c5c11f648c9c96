import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.quotations import blank_quotations, find_quotations, has_quotation_marks


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said "it is safe" twice.', ["it is safe"]),
        ("She said “it is safe” twice.", ["it is safe"]),
        ("She said ‘it is safe’ twice.", ["it is safe"]),
        ("She said 'it is safe' twice.", ["it is safe"]),
        ("Sie sagte: „Es ist sicher“, mehrmals.", ["Es ist sicher"]),
        ("Sie sagte: »Es ist sicher«, mehrmals.", ["Es ist sicher"]),
        ("Elle a dit « c'est sûr » hier.", [" c'est sûr "]),
        ("彼女は「安全だ」と言った。", ["安全だ"]),
        ("Hon sa ”det är säkert” i går.", ["det är säkert"]),
        ("She said ‘I don’t know’, and the players’ union agreed.", ["I don’t know"]),
        ("‘The players’ union won,’ she said.", ["The players’ union won,"]),
        ("It’s the players’ union, rock ’n’ roll of the ’90s, a 6' fence and a 10\" pipe.", []),
        ('"One," she said. "Two."', ["One,", "Two."]),
        ("“She told me ‘never’ last week.”", ["She told me ‘never’ last week."]),
        ("She went on: “And it goes on", ["And it goes on"]),
        ("don't won't can't", []),
    ],
)
def test_quotations_of_every_house_style(text: str, quoted: list[str]) -> None:
    assert [one.text for one in find_quotations(text)] == quoted
    assert has_quotation_marks(text) == bool(quoted) or '"' in text


@given(st.text("ab “”‘’\"'«»„.,s", max_size=80))
def test_places_are_true_and_apart(text: str) -> None:
    end = 0
    for one in find_quotations(text):
        assert end <= one.start < one.end <= len(text)
        assert one.text == text[one.start + 1 : one.end - one.is_closed]
        end = one.end
    assert len(blank_quotations(text)) == len(text)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ['"', "‘a ", "“", "'s "])
def test_time_is_linear(unit: str) -> None:
    begun = time.perf_counter()
    find_quotations(unit * (200_000 // len(unit)))
    assert time.perf_counter() - begun < 20
