import pytest

from ingest.agencies import agency_in, agency_of


@pytest.mark.parametrize(
    ("text", "authors", "expected"),
    [
        ("LONDON, May 4 (Reuters) - The bridge was shut.", (), "Reuters"),
        ("Bridge shut\n\nLONDON (AP) — The bridge was shut.", (), "AP"),
        ("Berlin (dpa/lby) - Die Brücke ist zu.", (), "dpa"),
        ("It was shut.", ("Ines Corrado", "AFP"), "AFP"),
        ("It was shut.", ("The Associated Press",), "AP"),
        ("Die Brücke ist zu.\n\nmit dpa", (), "dpa"),
        ("Die Brücke ist zu. (APA)", (), "APA"),
        ("Die Brücke ist zu.\n\n© dpa-infocom", (), "dpa"),
        ("It was shut.\n\nBy Reuters", (), "Reuters"),
        ("It was shut.\n\nReuters", (), "Reuters"),
        ("The mayor told Reuters that it was shut.", (), None),
        ("It was shut (see below).", ("Ines Corrado",), None),
        ("Pittsburgh (PA) — It was shut.", (), None),
        ("", (), None),
    ],
)
def test_agencies(text: str, authors: tuple[str, ...], expected: str | None) -> None:
    assert agency_of(text, authors, "The Lantern") == expected


def test_an_agencys_own_site_is_a_publisher() -> None:
    assert agency_of("LONDON (AP) — It was shut.", (), "AP News") is None


@pytest.mark.parametrize(("name", "agency"), [("dpa/AFP", "dpa"), ("Agence France-Presse", "AFP"), ("Apple", None)])
def test_names(name: str, agency: str | None) -> None:
    assert agency_in(name) == agency


def test_a_long_line_is_not_looked_through() -> None:
    assert agency_of("(" * 1_000_000, ("x " * 100_000,), None) is None
