from datetime import date, datetime

import pytest

from assistant.language.entries import find_entries, format_entry_head, is_entry_head, time_of_entry

BLOG = "Above.\n\n09:40 GMT, 5 March 2026\n\nFour died.\n\n23:05 GMT, 4 March 2026\n\nA fire broke out."


def test_each_entry_goes_from_its_time_to_the_next() -> None:
    entries = find_entries(BLOG)
    assert [BLOG[entry.start : entry.end].split("\n\n")[1] for entry in entries] == ["Four died.", "A fire broke out."]
    assert [entry.at for entry in entries] == [datetime(2026, 3, 5, 9, 40), datetime(2026, 3, 4, 23, 5)]
    assert time_of_entry(BLOG, BLOG.index("A fire")) == datetime(2026, 3, 4, 23, 5)
    assert time_of_entry(BLOG, 0) is None


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("9.40am, 5 March 2026", datetime(2026, 3, 5, 9, 40)),
        ("12:05 a.m. EST, 5 March 2026", datetime(2026, 3, 5, 0, 5)),
        ("10 pm, 5 March 2026", datetime(2026, 3, 5, 22, 0)),
        ("14.22 Uhr, 5 March 2026", datetime(2026, 3, 5, 14, 22)),
        ("09:40 GMT+1, 5 March 2026", datetime(2026, 3, 5, 9, 40)),
        ("09:40 BST", None),
        ("09:40, 31 February 2026", None),
    ],
)
def test_clocks_as_papers_print_them(line: str, at: datetime | None) -> None:
    assert is_entry_head(line)
    assert find_entries(f"{line}\nOne.\n{line}\nTwo.")[0].at == at


@pytest.mark.parametrize(
    "line", ["12", "2026", "10", "09:40 the fire broke out", "5 March 2026", "3.5 million", "2-1", "25:70", "10:4"]
)
def test_other_lines_begin_no_entry(line: str) -> None:
    assert not is_entry_head(line)


def test_one_time_makes_no_live_blog() -> None:
    assert find_entries("09:40, 5 March 2026\n\nFour died.") == []


def test_a_head_is_the_page_s_clock_and_the_day() -> None:
    assert format_entry_head("9.40am GMT", date(2026, 3, 5)) == "9.40am GMT, 5 March 2026"
    assert format_entry_head("9.40am", None) == "9.40am"


@pytest.mark.parametrize(
    ("clocks", "at"),
    [
        (("4.40pm", "2.05pm", "11.30am"), (16, 14, 11)),
        (("9:05", "11:30", "14:10"), (9, 11, 14)),
        (("0.20am", "11.50pm", "2.05pm"), (None, None, None)),  # a night lies between
        (("16:40, 5 March 2026", "14:05"), (16, None)),
    ],
)
def test_bare_hours_are_of_the_blog_s_day_where_no_night_lies_between(
    clocks: tuple[str, ...], at: tuple[int | None, ...]
) -> None:
    text = "".join(f"{clock}\n\nIt happened.\n\n" for clock in clocks)
    assert [entry.at and entry.at.hour for entry in find_entries(text, date(2026, 3, 4))] == list(at)
    assert time_of_entry(text, 0) == (datetime(2026, 3, 5, 16, 40) if "," in clocks[0] else None)
