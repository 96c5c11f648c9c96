"""Newspaper pages: what stands in one column is read as one text, whatever order the file has it in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.archive.article import IncomingArticle
from assistant.language import split_sentences
from ingest.sources import Item, Note, ReadArticle
from ingest.sources.pdf_page import STORY, text_in_columns
from ingest.sources.pdf_stories import read_stories
from ingest.sources.pdf_words import words_of_pages
from tests.printed_pages import DRAWN, Printed, Story, in_columns, page_of, wrapped

Read = Callable[..., list[Item]]

FIRE = Story(
    "Fire at Norlift works kills four",
    (
        "Four people died in a fire at the Norlift works in Harrowmere on Tuesday night, the fire service said. Two "
        "hundred workers were led out before the roof fell in.",
        "Fire chief Bram Osten said the blaze began in a paint store on the ground floor. The works will stay shut for "
        "two weeks while inspectors look at the ruins. The union asked for a check of all three plants.",
        "The last fire at the works was in 1998, when a boiler burst and two men were hurt. A service will be held on "
        "Sunday at noon. The firm has set up a fund of 500,000 crowns for the families.",
    ),
    "By Jane Doe",
)
LOANS = Story(
    "Library loans fall again",
    (
        "The library of Harrowmere lent 498,000 books last year, fewer than the year before. The librarian Gus Feld "
        "blames the closure of the west branch for it.",
        "The branch is to open again in May, the council said. Loans of films rose by a fifth.",
    ),
    "By Tom Roe",
)
FERRY = Story(
    "Ferry to Skarne sails again",
    (
        "The ferry Heron sailed to Skarne again on Monday after a break of eleven days. Captain Lotte Brandt said that "
        "bookings were strong for the whole of the spring.",
        "A single ticket costs 14 crowns, two more than before. Dogs travel free on every ship.",
    ),
)
TOP: list[Printed] = [
    (40, 810, 26, "HARROWMERE GAZETTE"),
    (40, 794, 8, "Wednesday, 4 March 2026 - Page 1 - 2.50 crowns"),
]


def articles_in(path: Path, read: Read, *pages: Sequence[Printed]) -> tuple[list[IncomingArticle], list[str]]:
    (path / "page.pdf").write_bytes(page_of(*pages))
    items = read(path)
    notes = [item.text for item in items if isinstance(item, Note)]
    return [item.article for item in items if isinstance(item, ReadArticle)], notes


def sentences_of(article: IncomingArticle) -> list[str]:
    return [article.text[start:end] for start, end in split_sentences(article.text)]


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("columns", [2, 3, 4])
@pytest.mark.parametrize("how", [{}, {"justified": True}, {"shift": 4}, {"gutter": 9}])
def test_a_story_over_columns_is_read_column_by_column(
    tmp_path: Path, read: Read, drawn: str, columns: int, how: dict[str, float]
) -> None:
    page = DRAWN[drawn](in_columns([FIRE], columns=columns, across=True, **how))  # type: ignore[arg-type]
    (article,), notes = articles_in(tmp_path, read, page)
    assert sentences_of(article)[2:] == FIRE.sentences
    assert (article.title, article.authors, notes) == (FIRE.headline, ("Jane Doe",), [])


@pytest.mark.parametrize("drawn", DRAWN)
def test_stories_side_by_side_are_articles_of_their_own(tmp_path: Path, read: Read, drawn: str) -> None:
    page = [*TOP, *DRAWN[drawn](in_columns([FIRE, LOANS, FERRY], columns=3))]
    articles, notes = articles_in(tmp_path, read, page)
    assert [one.title for one in articles] == [FIRE.headline, LOANS.headline, FERRY.headline]
    assert [one.authors for one in articles] == [("Jane Doe",), ("Tom Roe",), ()]
    assert [one.external_id for one in articles] == ["page.pdf", "page.pdf#2", "page.pdf#3"]
    assert {(one.publisher, one.published_on) for one in articles} == {("HARROWMERE GAZETTE", date(2026, 3, 4))}
    for article, story in zip(articles, (FIRE, LOANS, FERRY), strict=True):
        assert sentences_of(article)[-len(story.sentences) :] == story.sentences
    assert notes == []


def test_a_few_headlines_in_a_book_begin_no_story() -> None:
    paragraphs = [
        "The first chapter is long.",
        STORY + "Signs",
        "A sign stands for a thing.",
        STORY + "Names",
        "A name stands for a person.",
    ]
    assert [one.headline for one in read_stories(paragraphs, 4)[1]] == [None, "Signs", "Names"]
    paper, (book,) = read_stories(paragraphs, 117)
    assert (paper.name, book.headline) == (None, None)
    assert book.paragraphs[1:3] == ("Signs", "A sign stands for a thing.")


def test_stories_one_below_the_other(tmp_path: Path, read: Read) -> None:
    below = in_columns([LOANS, FERRY], columns=2, top=500)
    page = [*TOP, *DRAWN["line by line"]([*in_columns([FIRE], columns=2, across=True, top=730), *below])]
    articles, _ = articles_in(tmp_path, read, page)
    assert [one.title for one in articles] == [FIRE.headline, LOANS.headline, FERRY.headline]
    assert [
        sentences_of(one)[-len(story.sentences) :] for one, story in zip(articles, (FIRE, LOANS, FERRY), strict=True)
    ] == [
        FIRE.sentences,
        LOANS.sentences,
        FERRY.sentences,
    ]


def stacked(left: float, *stories: Story) -> list[list[Printed]]:
    """Stories one below the other in a column."""
    top, parts = 760.0, list[list[Printed]]()
    for story in stories:
        parts += [[(left, *line[1:]) for line in in_columns([story], columns=2, top=top)[0]]]
        top = parts[-1][-1][1] - 28
    return parts


@pytest.mark.parametrize("drawn", ["column by column", "from the foot"])
@pytest.mark.parametrize(
    ("left", "right"), [((LOANS, FERRY), (FIRE,)), ((FIRE,), (FERRY, LOANS)), ((LOANS, FERRY), (FERRY, FIRE))]
)
def test_stories_stacked_in_one_column(
    tmp_path: Path, read: Read, drawn: str, left: tuple[Story, ...], right: tuple[Story, ...]
) -> None:
    without = [[replace(one, byline="") for one in column] for column in (left, right)]
    page = [*TOP, *DRAWN[drawn]([*stacked(40, *without[0]), *stacked(304, *without[1])])]
    articles, notes = articles_in(tmp_path, read, page)
    assert [one.title for one in articles] == [one.headline for one in (*left, *right)]
    assert [
        sentences_of(one)[-len(story.sentences) :] for one, story in zip(articles, (*left, *right), strict=True)
    ] == [story.sentences for story in (*left, *right)]
    assert notes == []


def test_a_smaller_heading_in_a_column_begins_no_story(tmp_path: Path, read: Read) -> None:
    left = in_columns([LOANS, FERRY], columns=2)
    below = [
        (40, left[0][-1][1] - 20, 11.5, "Dogs travel free"),
        (40, left[0][-1][1] - 34, 9, FERRY.paragraphs[1][:55]),
    ]
    articles, _ = articles_in(tmp_path, read, [*TOP, *DRAWN["column by column"](left), *below])
    assert [one.title for one in articles] == [LOANS.headline, FERRY.headline]


def test_columns_below_columns_without_a_headline_are_unsure(tmp_path: Path, read: Read) -> None:
    upper = in_columns([FIRE], columns=2, across=True, top=730)
    lower = in_columns([Story("", LOANS.paragraphs)], columns=3, across=True, top=560)[1:]
    articles, notes = articles_in(tmp_path, read, DRAWN["line by line"]([*upper, *lower]))
    assert all(article.is_order_unsure for article in articles)
    assert notes == ["The order of the columns is unsure on page 1: no sentence goes on from one to the next."]


def test_no_sentence_is_made_of_two_columns_where_the_order_is_unsure(tmp_path: Path, read: Read) -> None:
    upper = in_columns([FIRE], columns=2, across=True, top=730)
    lower = in_columns([Story("", LOANS.paragraphs)], columns=3, across=True, top=560)[1:]
    articles, _ = articles_in(tmp_path, read, DRAWN["line by line"]([*upper, *lower]))
    columns = [" ".join(line[3] for line in column) for column in (*upper, *lower)]
    for sentence in sentences_of(articles[0]):
        assert any(sentence in column for column in columns)


def test_a_table_has_no_columns() -> None:
    rows = [("Harrowmere", "12,400", "Ilse Tarn"), ("Skarne", "3,100", "Gus Feld"), ("Omber", "980", "Bo Lind")] * 4
    cells = [(column, number, cell) for number, row in enumerate(rows) for column, cell in enumerate(row)]
    (words,) = words_of_pages(page_of([(40 + 180 * column, 700 - 12 * row, 9, cell) for column, row, cell in cells]))
    assert words
    assert text_in_columns(words) is None


def test_sections_of_a_report_in_columns_stay_one_article(tmp_path: Path, read: Read) -> None:
    report = [
        Story("1 Introduction", FIRE.paragraphs), Story("2 Methods", LOANS.paragraphs),
        Story("References", FERRY.paragraphs),
    ]  # fmt: skip
    page = [(40.0, 800.0, 20.0, "Fires in works"), *DRAWN["column by column"](in_columns(report, columns=3))]
    articles, _ = articles_in(tmp_path, read, page)
    assert [one.title for one in articles] == ["Fires in works"]


def test_pages_without_columns_are_read_as_the_file_has_them(tmp_path: Path, read: Read) -> None:
    (article,), notes = articles_in(tmp_path, read, *[in_columns([FIRE], columns=1)[0]] * 2)
    assert sentences_of(article)[-1] == FIRE.sentences[-1]
    assert notes == []


def test_a_story_goes_on_over_the_page(tmp_path: Path, read: Read) -> None:
    first = [*TOP, *DRAWN["line by line"](in_columns([LOANS, FERRY], columns=2))]
    second = DRAWN["line by line"](in_columns([Story("", FIRE.paragraphs)], columns=2, across=True)[1:])
    articles, _ = articles_in(tmp_path, read, first, second)
    assert [one.title for one in articles] == [LOANS.headline, FERRY.headline]
    assert articles[1].text.endswith("for the families.")


def test_a_narrow_headline_in_a_row_of_white_leaves_the_order_unsure(tmp_path: Path, read: Read) -> None:
    def column(left: float, top: float, text: str) -> list[Printed]:
        words = text.split()
        rows = [" ".join(words[at : at + 5]) for at in range(0, len(words), 5)]
        return [(left, top - 12 * number, 9, row) for number, row in enumerate(rows)]

    upper = [*column(40, 755, FIRE.paragraphs[0]), *column(240, 755, FIRE.paragraphs[1])]
    lower = [*column(40, 615, LOANS.paragraphs[0]), *column(240, 615, LOANS.paragraphs[1])]
    page = [(40, 780, 18, FIRE.headline), *upper, (40, 640, 14, "Library loans fall"), *lower]
    articles, notes = articles_in(tmp_path, read, page)
    assert all(article.is_order_unsure for article in articles)
    assert notes == ["The order of the columns is unsure on page 1: no sentence goes on from one to the next."]


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("headline", [LOANS.headline, "Loans fall"])
def test_a_narrow_headline_below_a_sentence_that_goes_on_is_that_of_both_columns(
    tmp_path: Path, read: Read, drawn: str, headline: str
) -> None:
    def printed(story: Story, top: float) -> list[list[Printed]]:
        return in_columns([Story("", story.paragraphs)], columns=2, across=True, top=top)[1:]

    page = DRAWN[drawn]([*printed(FIRE, 755), [(40, 650, 14, headline)], *printed(LOANS, 630)])
    articles, notes = articles_in(tmp_path, read, [(40, 780, 18, FIRE.headline), *page])
    assert [one.title for one in articles] == [FIRE.headline, headline]
    assert [sentences_of(one)[1:] for one in articles] == [FIRE.sentences, LOANS.sentences]
    assert notes == []


def test_a_narrow_headline_beside_a_sentence_that_goes_on_is_that_of_its_column(tmp_path: Path, read: Read) -> None:
    right = wrapped(" ".join(FIRE.paragraphs), 9, 200)
    left = wrapped(" ".join(LOANS.paragraphs), 9, 200)
    lower = wrapped(" ".join(FERRY.paragraphs), 9, 200)
    page = [
        (40, 780, 18, LOANS.headline), *[(40, 755 - 11 * row, 9, line) for row, line in enumerate(left)],
        *[(304, 755 - 11 * row, 9, line) for row, line in enumerate(right[: len(left)])], (40, 660, 14, FERRY.headline),
        *[(40, 640 - 11 * row, 9, line) for row, line in enumerate(lower)],
        *[(304, 640 - 11 * row, 9, line) for row, line in enumerate(right[len(left) :])],
    ]  # fmt: skip
    articles, notes = articles_in(tmp_path, read, page)
    assert notes == []
    assert " ".join(FIRE.paragraphs) in articles[-1].text.replace("\n\n", " ")
