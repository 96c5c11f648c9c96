"""What names somebody and what does not, wherever it stands."""

import json

import pytest

from assistant.archive.readers.sought import MOST_NAMES, Sought
from assistant.errors import InputError


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ines Corrado", "What did Ines Corrado say?"),
        ("ines corrado", "INÉS CORRADO’s house"),
        ("Inés Corrado", "“ines corrado” said the court"),
        ("Ines Corrado", "Ines\n  Corrado"),
        ("Ines Corrado", "Ines\u00a0Cor\u00adrado"),
        ("Ines Corrado", "Ine\u0301s-Corrado"),
        ("Jean-Luc", "jean luc was there"),
        ("O'Neill", "Mrs O’NEILL’s dog"),
        ("Odegaard", "Martin Ødegaard"),
        ("Łukasz Weiß", "LUKASZ WEISS"),
        ("東京", "昨日の東京都で"),
        ("李", "李明"),
        ("김철수", "김철수는 어디에"),
        ("Али́", "Где али?"),
        ("U.S. Steel", "what of US steel?"),
        ("1,600", "the 1\u00a0600"),
        ("4711", "case 4711 was closed"),
        ("Ines Corrado", json.dumps({"statements": [{"text": "It was\nInés Corrado."}]})),
        ("Ines Corrado", json.dumps({"html": "In&eacute;s <b>Cor</b>rado"})),
        ("Ines Corrado", json.dumps({"filters": {"author": ["Inés Corrado"]}})),
    ],
)
def test_a_name_is_found_whatever_its_case_accents_and_marks(name: str, text: str) -> None:
    assert Sought.of((), (), ["Somebody Else", name]).is_in([None, "", text])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ines Corrado", "Ines met Mr Corrado"),
        ("Ann", "Annual planning, annexed by Annie"),
        ("Ines", "pines and Inest"),
        ("राम", "रामा"),
        ("Ann Lee", json.dumps({"authors": ["Mary Ann", "Lee Jones"]})),
        ("Ann", json.dumps({"text": "\\u0041nn\\nAnnie"})),
    ],
)
def test_parts_of_words_and_words_apart_name_nobody(name: str, text: str) -> None:
    assert not Sought.of((), (), [name]).is_in([text])


@pytest.mark.parametrize("names", [[""], ["…"], ["x"], ["n" * 201], ["a b " * 20], ["Ann"] * (MOST_NAMES + 1)])
def test_what_names_nothing_or_is_too_much_is_refused(names: list[str]) -> None:
    with pytest.raises(InputError):
        Sought.of((), (), names)


def test_a_text_that_only_looks_like_json_is_read_as_it_stands() -> None:
    sought = Sought.of((), (), ["Ines Corrado"])
    assert sought.is_in(['{"text": "Ines Corrado'])
    assert sought.is_in(["[" * 100_000 + "Ines Corrado"])
