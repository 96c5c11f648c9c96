import pytest

from assistant.question import ArchiveNames

NAMES = ArchiveNames(
    [
        "The Lantern",
        "The Sydney Morning Herald",
        "FOX News - Health",
        "FOX News - Lifestyle",
        "CBSSports.com",
        "Cnbc | World Business News Leader",
        "BBC News",
        "Évening Pöst",
        "North Courier",
        "South Courier",
        "读卖新闻",
    ],
    ["Jane Doe", "Ada", "The Lantern"],
)


@pytest.mark.parametrize(
    ("question", "written", "names"),
    [
        ("What did the Lantern report?", "the Lantern", ("The Lantern",)),
        ("the lantern's view", "the lantern", ("The Lantern",)),
        ("according to the Herald", "Herald", ("The Sydney Morning Herald",)),
        ("in the Sydney Morning Herald", "the Sydney Morning Herald", ("The Sydney Morning Herald",)),
        ("FOX News - Health said", "FOX News - Health", ("FOX News - Health",)),
        ("did Fox News say", "Fox News", ("FOX News - Health", "FOX News - Lifestyle")),
        ("CBSSports said", "CBSSports", ("CBSSports.com",)),
        ("CNBC wrote", "CNBC", ("Cnbc | World Business News Leader",)),
        ("the BBC reported", "the BBC", ("BBC News",)),
        ("the Evening Post", "Evening Post", ("Évening Pöst",)),
        ("读卖新闻", "读卖新闻", ("读卖新闻",)),
    ],
)
def test_an_outlet_is_found_by_its_name_and_its_short_forms(
    question: str, written: str, names: tuple[str, ...]
) -> None:
    (found,) = NAMES.find_outlets(question)
    assert found.names == names
    assert question[found.start : found.end].removeprefix("the ") == written.removeprefix("the ")


@pytest.mark.parametrize("question", ["What did the Courier report?", "a herald of spring", "the Gazette", "", "News?"])
def test_what_several_outlets_share_or_none_has_is_no_outlet(question: str) -> None:
    assert NAMES.find_outlets(question) == []


def test_an_article_of_another_language_names_no_outlet() -> None:
    names = ArchiveNames(["DER SPIEGEL", "DER STANDARD", "DIE ZEIT"])

    assert names.find_outlets("Was geschah in der Kirche, als die Uhr schlug?") == []
    assert [one.names for one in names.find_outlets("Was schrieb der Spiegel?")] == [("DER SPIEGEL",)]


def test_an_author_needs_the_whole_name_and_is_no_outlet() -> None:
    (found,) = NAMES.find_authors("a column by JANE  DOE and Ada of the Lantern")
    assert found.names == ("Jane Doe",)
    assert NAMES.find_authors("What did Doe write?") == []


def test_an_empty_archive_knows_no_names() -> None:
    names = ArchiveNames()
    assert (names.find_outlets("the Lantern"), names.find_authors("Jane Doe"), names.kinds) == ([], [], frozenset())
