from datetime import date

import pytest

from ingest.masthead import Masthead, read_masthead


def facts(found: Masthead) -> tuple[str | None, tuple[str, ...], str | None, str | None]:
    return found.headline, found.authors, found.publisher, found.published.text if found.published else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bridge shut\n\nThe bridge was shut.", ("Bridge shut", (), None, None)),
        ("Who shut the bridge?\n\nNobody knows.", ("Who shut the bridge?", (), None, None)),
        ("The bridge was shut.\n\nNobody knows why.", (None, (), None, None)),
        ("Bridge shut\nThe bridge was shut.", (None, (), None, None)),
        ("Bridge shut", (None, (), None, None)),
        ("x" * 250 + "\n\nThe bridge was shut.", (None, (), None, None)),
        ("Bridge shut\nBy Ines Corrado\n\nIt was shut.", ("Bridge shut", ("Ines Corrado",), None, None)),
        ("\n\nBridge shut\n\nBY INES CORRADO\n\nIt was.", ("Bridge shut", ("Ines Corrado",), None, None)),
        ("Bridge shut\n\nTuesday, March 11, 2025\n\nIt was.", ("Bridge shut", (), None, "2025-03-11")),
        ("Bridge shut\n\nPublished: 11 March 2025\n\nIt was.", ("Bridge shut", (), None, "2025-03-11")),
        (
            "# Bridge shut\n\n**By Theo Marchbank** | Ropewalk Post | 22 January 2026\n\nIt was.",
            ("Bridge shut", ("Theo Marchbank",), "Ropewalk Post", "2026-01-22"),
        ),
        (
            "Flood wall\n\nBy Fenna Wolk\n\nOMBERSUND, 15 January 2026 (Courier) — A wall could be built.",
            ("Flood wall", ("Fenna Wolk",), "Courier", "2026-01-15"),
        ),
        ("Flood wall\n\nOMBERSUND (Courier) — A wall could be built.", ("Flood wall", (), None, None)),
        ("11 March 2025\n\nThe bridge was shut.", (None, (), None, "2025-03-11")),
        ("Bridge shut\n\nOn 11 March 2025 it was shut.", ("Bridge shut", (), None, None)),
        ("Bridge shut\n\nBy the river it was quiet. Nobody came.", ("Bridge shut", (), None, None)),
        ("Bridge shut\n\nIt was shut.\n\nBy Ines Corrado", ("Bridge shut", ("Ines Corrado",), None, None)),
        ("Brücke zu\n\nSie ist zu.\n\n(Von Ines Corrado)\n", ("Brücke zu", ("Ines Corrado",), None, None)),
        (
            "Bridge shut\nBy Theo Marchbank\n\nIt was.\nBy Ines Corrado",
            ("Bridge shut", ("Theo Marchbank",), None, None),
        ),
        ("Bridge shut\n\nIt was shut.\n\nBy the river it is quiet.", ("Bridge shut", (), None, None)),
        ("Pier shut\n\nBy INES CORRADO in Berlin\n\nIt was.", ("Pier shut", ("Ines Corrado",), None, None)),
        ("Pier shut\nBy Ines Corrado, staff writer\n\nIt was.", ("Pier shut", ("Ines Corrado",), None, None)),
        ("Pier shut\n\nFrom our correspondent\n\nIt was.", ("Pier shut", (), None, None)),
        (
            "Pier shut\n\nIt was.\n\n(Reporting by Ines Corrado; Editing by Theo Marchbank)",
            ("Pier shut", ("Ines Corrado",), None, None),
        ),
        (
            "Pier shut\nInes Corrado | Ropewalk Gazette | 5 March 2026\n\nIt was.",
            ("Pier shut", ("Ines Corrado",), "Ropewalk Gazette", "2026-03-05"),
        ),
        (
            "Pier shut\nRopewalk Gazette, 5 March 2026\n\nIt was.",
            ("Pier shut", (), "Ropewalk Gazette", "2026-03-05"),
        ),
        (
            "Pier shut\n\nPublished: 5 March 2026\nInes Corrado, Harbour Correspondent\n\nIt was.",
            ("Pier shut", ("Ines Corrado",), None, "2026-03-05"),
        ),
        (
            "Pier shut\n\nInes Corrado\nStaff Writer\n\n5 March 2026\n\nIt was.",
            ("Pier shut", ("Ines Corrado",), None, "2026-03-05"),
        ),
        (
            "Title: Pier shut\nAuthor: Ines Corrado\nDate: 2026-03-05\nSource: Ropewalk Post\n\nIt was.",
            ("Pier shut", ("Ines Corrado",), "Ropewalk Post", "2026-03-05"),
        ),
        (
            "Titel: Pier zu\nAutorin: Ines Corrado\nDatum: 5. März 2026\n\nEr ist zu.",
            ("Pier zu", ("Ines Corrado",), None, "2026-03-05"),
        ),
        ("Source: Mayor to resign\n\nShe will go.", ("Source: Mayor to resign", (), None, None)),
        ("Pier shut\n\nInes Corrado, chair of the board, was there.\n\nIt was.", ("Pier shut", (), None, None)),
        ("Pier shut\n\nInes Corrado\nsays no\n\nIt was.", ("Pier shut", (), None, None)),
        ("By Ines Corrado", (None, ("Ines Corrado",), None, None)),
        ("", (None, (), None, None)),
        ("\n \n", (None, (), None, None)),
        ("2015\n\nThe year it began.", ("2015", (), None, None)),
        (
            "Pier shut\nRopewalk Post\n12 March 2026\nBy Ines Corrado\n\nIt was shut.",
            ("Pier shut", ("Ines Corrado",), "Ropewalk Post", "2026-03-12"),
        ),
        (
            "Pier shut\nBy Ines Corrado\nRopewalk Post, Ombersund\n12 March 2026\n\nIt was shut.",
            ("Pier shut", ("Ines Corrado",), None, "2026-03-12"),
        ),
        (
            "Muelle cerrado\nEl Diario de la Costa\n5 de mayo de 2026\nPor Ines Corrado\n\nEstá cerrado.",
            ("Muelle cerrado", ("Ines Corrado",), "El Diario de la Costa", "2026-05-05"),
        ),
        ("Pier shut\nInes Corrado\n12 March 2026\n\nIt was shut.", ("Pier shut", (), None, "2026-03-12")),
        (
            "Pier shut\nSix weeks of work ahead\nBy Ines Corrado\n12 March 2026\n\nIt was shut.",
            ("Pier shut", ("Ines Corrado",), None, "2026-03-12"),
        ),
        (
            "Pier shut\n\nBy Ines Corrado\n12 March 2026\nRopewalk Post\n\nIt was shut.",
            ("Pier shut", ("Ines Corrado",), "Ropewalk Post", "2026-03-12"),
        ),
        ("Pier shut\n\nRopewalk Post\n12 March 2026\n\nIt was shut.", ("Pier shut", (), None, "2026-03-12")),
        ("Roses are red\n\nViolets are blue\nSugar is sweet\n\nAnd so.", ("Roses are red", (), None, None)),
        ("Pier shut\nRopewalk Post\nIt was shut on 12 March 2026.\n\nIt is.", (None, (), None, None)),
        ("Roses are red\nViolets are blue\n\nSugar is sweet.", (None, (), None, None)),
    ],
)
def test_masthead(text: str, expected: tuple[str | None, tuple[str, ...], str | None, str | None]) -> None:
    assert facts(read_masthead(text)) == expected


def test_updated_is_not_published() -> None:
    found = read_masthead("Bridge shut\n\nUpdated: 12 March 2025\n\nIt was shut.")
    assert found.published is None
    assert found.updated is not None
    assert found.updated.text == "2025-03-12"


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee, 4 March 2026",
        "*By Ann Lee, 4 March 2026*",
        "By Ann Lee, Staff Writer, March 4, 2026",
        "By ANN LEE – 4 March 2026",
        "By Ann Lee in Skarne on 4 March 2026",
    ],
)
def test_a_day_may_stand_behind_the_byline(line: str) -> None:
    found = read_masthead(f"Quay shut\n\n{line}\n\nThe board met on Monday.")
    assert (found.authors, found.published and found.published.text) == (("Ann Lee",), "2026-03-04")
    assert read_masthead("Quay shut\n\nBy 4 March 2026 the pier was shut.").authors == ()


def test_a_text_without_line_ends_is_read_quickly() -> None:
    assert read_masthead("word " * 1_000_000) == Masthead()


@pytest.mark.parametrize("line", ["04.03.2026", "Berlin, 04.03.2026 – Der Rat tagt.", "Veröffentlicht: 4.3.2026"])
def test_the_order_of_a_day_in_numbers_is_that_of_the_text(line: str) -> None:
    german = "Der Hafenausschuss hat am Montag über den Kran beraten. Die Arbeiten beginnen im Juni."
    english = "The harbour board met on Monday to talk about the crane. The work is to begin in June."
    for text, day in ((german, date(2026, 3, 4)), (english, None)):
        top = read_masthead(f"Rückblick 01.02.2026\n\n{line}\n\n{text}\n")
        assert top.headline == "Rückblick 01.02.2026"
        assert (top.published and top.published.day) == day
