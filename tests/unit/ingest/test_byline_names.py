import pytest

from ingest.byline_names import has_role, is_outlet, name_of_person, person_in


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("Jane Doe Staff Writer", "Jane Doe"),
        ("Harrowmere Correspondent", None),
        ("The Lantern", None),
        ("JANE DOE", "Jane Doe"),
        ("", None),
        ("---", None),
    ],
)
def test_a_piece_of_a_byline(piece: str, name: str | None) -> None:
    assert person_in(piece) == name


def test_halves_of_a_name() -> None:
    assert name_of_person("Doe", "Jane")
    assert not name_of_person("Jane Doe", "Berlin")


def test_roles_and_outlets() -> None:
    assert has_role("Chief Reporter")
    assert not has_role("Jane Doe")
    assert is_outlet(["Harrowmere", "Gazette"])
    assert not is_outlet(["Gazette"])
