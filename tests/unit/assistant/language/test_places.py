import pytest

from assistant.language.places import names_country, same_place


@pytest.mark.parametrize(
    ("word", "text", "is_same"),
    [
        ("london", "an ambassador to the U.K.", True),
        ("indians", "people in India", True),
        ("united states", "U.S. officials", True),
        ("usa", "the United States", True),
        ("beijing", "Chinese imports", True),
        ("abu dhabi", "the UAE said", True),
        ("paris", "German officials", False),
        ("omber", "the town of Linden", False),
        ("us", "they told us", False),
    ],
)
def test_a_country_goes_by_many_names(word: str, text: str, is_same: bool) -> None:
    assert same_place(word, text) is is_same


def test_which_names_are_countries() -> None:
    assert names_country("Iranian")
    assert not names_country("Omber")
