from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.language.stem import stem


@pytest.mark.parametrize(
    "forms",
    ["vote votes voted voting", "elect elected election", "win won wins winning", "woman women", "party parties"],
)
def test_forms_of_one_word_meet(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("word", ["东京", "19", "g20", "cafés", "us", "", "a" * 50])
def test_what_is_not_an_english_word_stays(word: str) -> None:
    assert stem(word) == word


def test_threads_do_not_disturb_each_other() -> None:
    forms = [f"elect{ending}{number}"[:-1] for ending in ("ion", "ed", "ing", "s") for number in range(10)] * 50
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(stem, forms)) == {"elect"}
