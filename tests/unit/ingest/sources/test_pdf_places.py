"""Where in a text the pages of its file begin."""

from ingest.sources.pdf_places import find_page_starts

TEXT = (
    "Bridge shut\n\nThe council closed the bridge after inspectors found cracks in four of its bearings on Monday, and "
    "the mayor said that it would stay closed for a year.\n\nA ferry takes walkers across the river until then."
)
FIRST = "The Lantern 4 May 2026\nBridge shut\nThe council closed the bridge after inspec-\ntors found cracks in four of"
SECOND = "The Lantern 4 May 2026\nits bearings on Monday, and the mayor said that it\nwould stay closed for a year."
THIRD = "3\nA ferry takes walkers across the river until then."


def test_each_page_begins_where_its_first_words_stand() -> None:
    starts = find_page_starts(TEXT, [FIRST, SECOND, "A picture", THIRD])
    assert [page for page, _ in starts] == [1, 2, 4]
    assert starts[0][1] == 0
    assert TEXT[starts[1][1] :].startswith("its bearings")
    assert TEXT[starts[2][1] :].startswith("A ferry")


def test_what_stands_nowhere_begins_nowhere() -> None:
    assert find_page_starts(TEXT, ["Another story altogether, of other things."]) == ()
    assert find_page_starts("", ["", "\n"]) == ()
    assert find_page_starts(TEXT, [SECOND, FIRST])[0][0] == 1
