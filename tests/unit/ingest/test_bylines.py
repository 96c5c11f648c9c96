"""Bylines of every kind: names whole, nothing else, each person once."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.bylines import authors_in, without_outlets


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ines Corrado", ("Ines Corrado",)),
        ("By INES McCORRADO", ("Ines McCorrado",)),
        ("Van onze correspondent Piet de Rook", ("Piet de Rook",)),
        ("Van Corrado", ("Van Corrado",)),
        ("Von unserem Korrespondenten Ines Corrado", ("Ines Corrado",)),
        ("By Ines Corrado Health and Science Correspondent", ("Ines Corrado",)),
        ("Ines Corrado, PA Political Editor", ("Ines Corrado",)),
        ("Ines Corrado and Science Editor Theo Marchbank", ("Ines Corrado", "Theo Marchbank")),
        ("Anna Law and Theo Marchbank, reporters", ("Anna Law", "Theo Marchbank")),
        ("Ines Corrado (text) and Paul Dravin (photos)", ("Ines Corrado",)),
        ("Ines Corrado, Paul Dravin (pictures)", ("Ines Corrado",)),
        ("Ines Corrado, Paul Dravin and Fenna Wolk", ("Ines Corrado", "Paul Dravin", "Fenna Wolk")),
        ("Ines Corrado/Paul Dravin", ("Ines Corrado", "Paul Dravin")),
        ("Ines Corrado &amp; Paul Dravin", ("Ines Corrado", "Paul Dravin")),
        ("Ines and Theo Marchbank", ("Ines Marchbank", "Theo Marchbank")),
        ("José Ortiz y Gámez", ("José Ortiz y Gámez",)),
        ("José Ortiz y Lidia Gámez", ("José Ortiz", "Lidia Gámez")),
        ("Piet van der Rook and Leona da Silva", ("Piet van der Rook", "Leona da Silva")),
        ("Abdul al-Rashid", ("Abdul al-Rashid",)),
        ("June Read", ("June Read",)),
        ("Merrin Wire", ("Merrin Wire",)),
        ("Banksy", ("Banksy",)),
        ("A. N. Other", ("A. N. Other",)),
        ("王小明", ("王小明",)),
        ("AP", ("AP",)),
        ("desk@paper.example", ()),
        ("https://www.facebook.com/paper", ()),
        (None, ()),
        (3.5, ()),
        (7, ()),
        (True, ()),
    ],
)
def test_names(value: object, names: tuple[str, ...]) -> None:
    assert authors_in(value) == names


@pytest.mark.parametrize(
    "byline",
    [
        "By Jane Doe, Staff Writer",
        "Jane Doe | Political Editor",
        "Jane Doe Staff Writer",
        "Jane Doe - Chief Reporter",
        "Jane Doe, chief reporter",
        "Jane Doe, Editor-in-Chief",
        "Jane Doe, Northern England Correspondent",
        "Jane Doe, Social Affairs and Health Correspondent",
        "Political Editor Jane Doe",
        "BBC Scotland correspondent Jane Doe",
        "Jane Doe is a reporter at the Lantern",
        "Jane Doe\nSenior Data Reporter",
        "Von Jane Doe, Korrespondentin in Berlin",
        "Dr. Jane Doe, PhD",
        "By Jane Doe | March 4, 2026 | 5 min read",
        "By Jane Doe Updated 10:30 GMT",
        "Jane Doe @janedoe",
        "jane@gazette.london (Jane Doe)",
        "Jane Doe <jane@gazette.press>",
        "Exclusive by Jane Doe",
        "<a href='/jane'>Jane Doe</a>",
        "Jane\u00a0Doe\u200b",
    ],
)
def test_roles_titles_dates_and_addresses_are_no_part_of_a_name(byline: str) -> None:
    assert authors_in(byline) == ("Jane Doe",)


@pytest.mark.parametrize(
    "byline",
    [
        "JANE DOE in Berlin and TOM ROE in Paris",
        "JANE DOE IN BERLIN AND TOM ROE IN NEW YORK",
        "Jane Doe in Berlin, Tom Roe in Paris",
        "By Jane Doe and Tom Roe, Staff Writers",
        "Jane Doe and Tom Roe in Berlin and Paris",
        "Jane Doe (Berlin), Tom Roe (Los Angeles)",
        "Jane Doe, New York, and Tom Roe, Cape Town",
        "(Reporting by Jane Doe in Berlin; Writing by Tom Roe; Editing by Ann Poe and Max Moe)",
        "By Jane Doe. Additional reporting by Tom Roe",
        "By Jane Doe; Tom Roe contributed to this report.",
        "Words by Jane Doe and Tom Roe, photographs by Ann Poe",
        "Text: Jane Doe, Tom Roe. Fotos: Ann Poe",
        "Jane Doe; Tom Roe; jane doe; JANE DOE",
        "Doe, Jane; Roe, Tom",
        "Doe, Jane, Roe, Tom",
        "['Jane Doe', 'Tom Roe']",
        '{"Jane Doe","Tom Roe"}',
        '["Jane Doe", "Tom Roe"]',
    ],
)
def test_places_and_other_peoples_work_are_left_out(byline: str) -> None:
    assert authors_in(byline) == ("Jane Doe", "Tom Roe")


@pytest.mark.parametrize(
    "byline",
    [
        "From our correspondent",
        "By Our Foreign Staff",
        "Staff and agencies",
        "Special Correspondent",
        "The Editorial Board",
        "Lantern newsdesk",
        "Gazette Reporter",
        "Harrowmere Gazette",
        "The Lantern",
        "admin",
        "Unknown",
        "NaN",
        "View Author Archive",
        "By Redaktion",
        "4 March 2026",
        "Photo by Ann Poe",
    ],
)
def test_what_names_nobody(byline: str) -> None:
    assert authors_in(byline) == ()


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("JANE DOE", "Jane Doe"),
        ("jane doe", "Jane Doe"),
        ("Jane DOE", "Jane Doe"),
        ("DOE, JANE", "Jane Doe"),
        ("JEAN-LUC O'NEIL", "Jean-Luc O'Neil"),
        ("Jean-Luc O’Neil", "Jean-Luc O'Neil"),
        ("MARY MCDONALD", "Mary McDonald"),
        ("PIET VAN DER BERG", "Piet van der Berg"),
        ("Tom Roe, Jr.", "Tom Roe Jr"),
        ("Tom Roe Jr.", "Tom Roe Jr"),
        ("Zoe\u0308 Roe", "Zoë Roe"),
    ],
)
def test_one_person_is_written_one_way(byline: str, name: str) -> None:
    assert authors_in(byline) == (name,)


@pytest.mark.parametrize(
    "value",
    [
        ["Jane Doe", "Political Editor", "Min Read"],
        [{"@type": "Person", "name": "Jane Doe"}, {"name": None}],
        {"first_name": "Jane", "last_name": "Doe", "title": "Editor"},
        {"original": "By Jane Doe", "person": [{"firstname": "Jane", "lastname": "Doe"}]},
        {"person": [{"firstname": "Jane", "lastname": "Doe"}]},
        {"displayName": "Jane Doe", "id": 7},
        [["Jane Doe"]],
        [[{"name": ["Jane Doe"]}]],
        {"name": [{"name": "Jane Doe"}]},
        ["Jane Doe", " "],
    ],
)
def test_lists_and_objects_as_programs_write_them(value: object) -> None:
    assert authors_in(value) == ("Jane Doe",)


@pytest.mark.parametrize(
    ("authors", "publisher", "left"),
    [
        (("Jane Doe", "Lantern"), "The Lantern", ("Jane Doe",)),
        (("The Lantern",), "Lantern", ()),
        (("Courier",), "Omber Valley Courier", ()),
        (("Jane Doe Omber Valley Courier",), "Omber Valley Courier", ("Jane Doe",)),
        (("lantern.example",), "Lantern", ()),
        (("Jane Doe", "dpa"), "Lantern", ("Jane Doe",)),
        (("dpa",), "Lantern", ("dpa",)),
        (("dpa",), "dpa", ()),
        (("Jane Doe",), None, ("Jane Doe",)),
    ],
)
def test_the_outlet_is_no_author_and_an_agency_only_where_nobody_is_named(
    authors: tuple[str, ...], publisher: str | None, left: tuple[str, ...]
) -> None:
    assert without_outlets(authors, publisher) == left


@pytest.mark.parametrize("depth", [30, 600, 900])
@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: [{"name": value}]], ids=["lists", "objects"])
def test_names_nested_to_break_their_reader_cost_no_more_than_themselves(
    depth: int, wrap: Callable[[object], object]
) -> None:
    value: object = "Ines Corrado"
    for _ in range(depth):
        value = wrap(value)
    assert authors_in(value) == ()


@given(
    st.text(max_size=300) | st.lists(st.sampled_from(["by", "and", ",", "(", "Jane", "in", "Editor", "|", "[", "'"]))
)
def test_any_byline_gives_names_that_stay_themselves(byline: object) -> None:
    text = byline if isinstance(byline, str) else " ".join(map(str, byline if isinstance(byline, list) else ()))
    for name in authors_in(text):
        assert name == name.strip()
        assert "\n" not in name
        assert name.encode()


def test_a_long_byline_is_read_quickly() -> None:
    assert len(authors_in("Jane Doe, " * 100_000)) == 1
    assert authors_in("by " * 1_000_000) == ()


def test_organisations_are_named_where_no_person_is() -> None:
    person, outlet = {"@type": ["Person"], "name": "Ines Corrado"}, {"@type": "Organization", "name": "Merrin Post"}
    agency = {"name": "Merrin Desk", "type": "author", "isAgency": True}
    assert authors_in([outlet, person, agency]) == ("Ines Corrado",)
    assert authors_in([agency]) == ("Merrin Desk",)


@pytest.mark.parametrize(
    "role", ["Photographer", "illustrator", {"name": "Photos"}, "Staff photographer", "translator"]
)
@pytest.mark.parametrize("key", ["role", "jobTitle", "creatorType", "type"])
def test_who_made_something_else_is_no_author_beside_a_writer(key: str, role: object) -> None:
    writer, other = {"name": "Ines Corrado", key: "Political Editor"}, {"name": "Theo Marchbank", key: role}
    assert authors_in([writer, other]) == ("Ines Corrado",)
    assert authors_in([other]) == ("Theo Marchbank",)
