from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Statement
from assistant.answering.archive_questions import read_archive_question
from assistant.answering.catalog_answer import LISTED_ARTICLES, answer_from_catalog
from assistant.answering.citations import CitationTable
from assistant.answering.meant_article import FindPassages
from assistant.answering.overviews import SHOWN_ARTICLES
from assistant.archive import Archive, Filters, IncomingArticle, Snapshot
from assistant.retrieval import Candidate
from ingest.split import split

LEAD = "The Omber bridge was shut for the whole of Monday."
MORE = "Engineers found cracks in a bearing of the bridge."


def put(archive: Archive, title: str, day: str | None, text: str = f"{LEAD} {MORE}", **given: object) -> None:
    incoming = IncomingArticle(
        f"{text} It is told in {title}.",
        title,
        published_at=day,
        published_on=date.fromisoformat(day) if day else None,
        source_name="desk",
        **{"publisher": "The Lantern", **given},  # type: ignore[arg-type]  # plain keywords
    )
    with archive.writer() as writer:
        writer.put(incoming, split(incoming, lambda words: len(words.split())))


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put(archive, "Bridge shut", "2026-03-04", authors=("Ann Lee",))
        put(archive, "Bridge open again", "2026-05-04", authors=("Bob Ray",))
        put(archive, "Old ferry", None, publisher="The Post")
        with archive.snapshot() as taken:
            yield taken


def find_by_words(snapshot: Snapshot) -> FindPassages:
    """The keyword search alone, its best passage matching wholly."""

    def find(text: str, filters: Filters) -> list[Candidate]:
        hits = snapshot.search_keyword(text, 10, filters)
        best = max((hit.score for hit in hits), default=1.0)
        return [
            Candidate(passage, snapshot.article(passage.article_id), (), score=hit.score / best)
            for hit in hits
            for passage in snapshot.passages([hit.passage_id])
        ]

    return find


def ask(question: str, snapshot: Snapshot, filters: Filters = Filters(), rest: str | None = None) -> list[Statement]:  # noqa: B008  # frozen
    read = read_archive_question(question, rest, names_source=bool(filters.publishers or filters.authors))
    assert read is not None
    table = CitationTable()
    statements = answer_from_catalog(read, filters, snapshot, find_by_words(snapshot), table) or []
    assert all(table.citations[n - 1].quote == one.text for one in statements for n in one.citations)
    return statements


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many articles mention “Bridge shut” or “Old ferry”?", "2 articles mention “Bridge shut” or “Old ferry”."),
        ("How many articles mention the bridge but not the ferry?", "2 articles mention “bridge” but not “ferry”."),
        ("How many articles do not mention the ferry?", "2 articles do not mention “ferry”."),
        ("How many articles don't mention shut?", "All articles mention “shut”."),
        ("Which articles mention the ferry or open again?", "2 articles mention “ferry” or “open”."),
    ],
)
def test_one_of_several_and_none_of_them_are_counted_so(snapshot: Snapshot, question: str, said: str) -> None:
    count, *shown = ask(question, snapshot)

    assert count.text == said
    assert len(shown) == (2 if said[0] == "2" else 0)


def test_who_is_ruled_out_is_not_counted(snapshot: Snapshot) -> None:
    filters = Filters(authors=("Ann Lee",))
    count, *shown = ask(
        "How many articles are not by Ann Lee?", snapshot, filters, rest="How many articles are not by?"
    )
    assert count.text == "2 of the 3 articles are not by Ann Lee."
    assert len(shown) == 2


@pytest.mark.parametrize(
    "question",
    [
        "How many articles mention the bridge and not by{}?",
        "How many articles not by{} mention the bridge?",
        "Which articles mention the bridge but are not by{}?",
    ],
)
def test_who_is_ruled_out_of_what_mentions_something_is_not_counted(snapshot: Snapshot, question: str) -> None:
    rest, filters = question.format(""), Filters(authors=("Ann Lee",))
    every, *_ = ask("How many articles mention the bridge?", snapshot)
    count, *shown = ask(question.format(" Ann Lee"), snapshot, filters, rest=rest)

    assert every.text == "3 articles mention “bridge”."
    assert count.text == "2 articles mention “bridge” (not by Ann Lee)."
    assert len(shown) == 2


def test_as_many_of_the_newest_are_listed_as_are_wanted(snapshot: Snapshot) -> None:
    count, *shown = ask("List the latest two articles", snapshot)

    assert count.text == "The archive holds 3 articles. The newest 2:"
    assert [one.attribution and one.attribution[:13] for one in shown] == ["“Bridge open ", "“Bridge shut”"]


def test_authors_of_one_outlet_are_counted_as_such(snapshot: Snapshot) -> None:
    filters = Filters(publishers=("The Lantern",))
    (told,) = ask("How many reporters work for The Lantern?", snapshot, filters, rest="How many reporters?")
    assert told.text == "The archive names 2 authors (in The Lantern): Ann Lee (1), Bob Ray (1)."


def test_articles_are_counted_and_the_newest_shown(snapshot: Snapshot) -> None:
    count, *shown = ask("How many articles are in the archive?", snapshot)

    assert (count.text, count.status, count.citations) == ("The archive holds 3 articles.", "no_claim", ())
    assert [one.text for one in shown] == [LEAD, LEAD, LEAD]
    assert shown[0].attribution == "“Bridge open again”, by Bob Ray, The Lantern, 4 May 2026"


def test_a_filter_narrows_a_count_and_is_named(snapshot: Snapshot) -> None:
    march = Filters(date(2026, 3, 1), date(2026, 3, 31))

    count, *shown = ask("How many articles in March?", snapshot, march, rest="How many articles?")

    assert count.text == "The archive holds 1 article (March 2026)."
    assert len(shown) == 1


def test_words_that_are_left_are_looked_for(snapshot: Snapshot) -> None:
    count, *_ = ask("How many articles are there about the ferry?", snapshot)

    assert count.text == "1 article mentions “ferry”."
    assert [one.text for one in ask("How many articles are about the Elephants?", snapshot)] == [
        "No article mentions “Elephants”."
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many articles mention the Lantern?", "No article mentions “Lantern”."),
        ("Count the articles that mention Bridges", "3 articles mention “Bridges”."),
        ("In how many stories is the ferry mentioned?", "1 article mentions “ferry”."),
        ("How many articles mention Old Ferry?", "1 article mentions “Old Ferry”."),
        ("How many articles mention Ferry Old?", "No article mentions “Ferry Old”."),
    ],
)
def test_a_mention_stands_in_headline_or_text_and_a_name_side_by_side(
    question: str, said: str, snapshot: Snapshot
) -> None:
    assert ask(question, snapshot)[0].text == said


def test_pieces_by_an_author_are_listed(snapshot: Snapshot) -> None:
    opening, *listed = ask(
        "List the articles by Ann Lee", snapshot, Filters(authors=("Ann Lee",)), rest="List articles"
    )

    assert opening.text == "The archive holds 1 article (by Ann Lee)."
    assert [one.attribution for one in listed] == ["“Bridge shut”, by Ann Lee, The Lantern, 4 March 2026"]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What is the newest article on the bridge?", "Bridge open again"),
        ("The oldest article on the bridge", "Bridge shut"),
    ],
)
def test_the_newest_and_the_oldest_are_told_by_their_day(question: str, title: str, snapshot: Snapshot) -> None:
    (only,) = ask(question, snapshot)

    assert only.attribution is not None
    assert only.attribution.startswith(f"“{title}”")


def test_the_newest_on_a_subject_is_about_it_and_does_not_only_mention_it(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put(archive, "Ferry sails", "2026-03-04")
        put(archive, "Cup won", "2026-05-04", text=f"{LEAD} The players came home by ferry. The toll was waived.")
        with archive.snapshot() as snapshot:
            (about,) = ask("What is the newest article about the ferry?", snapshot)
            (mentioned,) = ask("What is the newest article about the toll?", snapshot)

    assert (about.attribution or "").startswith("“Ferry sails”")
    assert (mentioned.attribution or "").startswith("“Cup won”")


def test_a_part_of_an_authors_name_is_enough_where_it_is_clear(snapshot: Snapshot) -> None:
    opening, listed = ask("List the articles by Ann", snapshot)

    assert opening.text == "The archive holds 1 article (by Ann Lee)."
    assert (listed.attribution or "").startswith("“Bridge shut”, by Ann Lee")


def test_that_nobody_of_a_name_wrote_anything_is_an_answer(snapshot: Snapshot) -> None:
    (only,) = ask("List the articles by Ann Ray", snapshot)
    (other,) = ask("How many articles are by Eve Moss?", snapshot)

    assert only.text == "The archive names no author “Ann Ray”. There is Ann Lee, Bob Ray."
    assert other.text == "The archive names no author “Eve Moss”."
    assert "author" not in ask("How many articles are by Post?", snapshot)[0].text
    assert ask("How many articles are by Ann?", snapshot)[0].text == "The archive holds 1 article (by Ann Lee)."


def test_authors_of_one_name_are_told_apart(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        for number, first in enumerate(("Ann", "Bob", "Cy", "Di")):
            put(archive, f"Piece {number}", "2026-03-04", authors=(f"{first} Smith",))
        with archive.snapshot() as snapshot:
            (only,) = ask("Which articles are by Smith?", snapshot)

    assert only.text == "Several authors are called “Smith”: Ann Smith, Bob Smith, Cy Smith, Di Smith."


def test_what_is_covered_names_outlets_days_and_the_undated(snapshot: Snapshot) -> None:
    (only,) = ask("Which outlets and dates are covered?", snapshot)

    assert only.text == (
        "The archive holds 3 articles from 2 outlets: The Lantern (2), The Post (1); published 4 March 2026 to "
        "4 May 2026; 1 without a date."
    )


def test_an_article_is_summarised_by_its_leading_sentences(snapshot: Snapshot) -> None:
    statements = ask("Summarise the article “Bridge shut”", snapshot)

    assert [one.text for one in statements] == [LEAD, MORE, "It is told in Bridge shut."]
    assert all(one.status == "verbatim" for one in statements)
    assert ask("Summarise the talks about fish prices", snapshot) == []


def test_the_newest_article_can_be_summarised_without_its_headline(snapshot: Snapshot) -> None:
    assert ask("Summarise the newest article", snapshot)[2].text == "It is told in Bridge open again."
    assert ask("Summarise the oldest article on the bridge", snapshot)[2].text == "It is told in Bridge shut."


def test_all_on_a_subject_is_gathered_with_how_many_there_are(snapshot: Snapshot) -> None:
    opening, *told = ask("Summarise everything about the bridge", snapshot)

    assert opening.text == "3 articles mention “bridge”. A sentence of each:"
    assert {one.attribution for one in told} == {
        "“Bridge shut”, by Ann Lee, The Lantern, 4 March 2026",
        "“Bridge open again”, by Bob Ray, The Lantern, 4 May 2026",
        "“Old ferry”, The Post, undated",
    }
    assert ask("Give me an overview of the elephants", snapshot) == []


def test_of_one_article_that_only_mentions_the_subject_those_sentences_are_told(tmp_path: Path) -> None:
    text = f"{LEAD} {MORE} Nobody was hurt. A loan of 9 million is due. Trains run as before. The loan is from a bank."
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put(archive, "Bridge shut", "2026-03-04", text=text)
        with archive.snapshot() as snapshot:
            lantern = Filters(publishers=("The Lantern",))
            told = ask("What did the Lantern say about the loan?", snapshot, lantern, "What did say about the loan?")
            assert [one.text for one in told] == ["A loan of 9 million is due.", "The loan is from a bank."]
            assert [one.text for one in ask("Summarise everything about the loan", snapshot)] == [
                "A loan of 9 million is due.",
                "The loan is from a bank.",
            ]
            assert ask("Summarise everything about the bridge", snapshot)[0].text == LEAD


def test_of_many_on_a_subject_those_that_match_best_are_told(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        for number in range(SHOWN_ARTICLES + 2):
            put(archive, f"Piece {number}", f"2026-05-{number + 1:02}", text=f"{LEAD} Number {number} has it all.")
        with archive.snapshot() as snapshot:
            opening, *told = ask("Tell me everything about the bridge", snapshot)

    assert opening.text == (f"{SHOWN_ARTICLES + 2} articles mention “bridge”. The {SHOWN_ARTICLES} that match best:")
    assert len(told) == SHOWN_ARTICLES


@pytest.mark.parametrize(
    ("question", "rest", "filters", "titles"),
    [
        ("What happened in March?", "What happened ?", Filters(date(2026, 3, 1), date(2026, 3, 31)), ["Bridge shut"]),
        ("Show me yesterday's articles", "Show me 's articles", Filters(date(2026, 5, 4)), ["Bridge open again"]),
        ("What did the Post report?", "What did report?", Filters(publishers=("The Post",)), ["Old ferry"]),
        ("What did Ann Lee write on it?", "What did write on bridges?", Filters(authors=("Ann Lee",)), ["Bridge shut"]),
    ],
)  # fmt: skip
def test_what_was_published_in_a_time_by_an_outlet_or_an_author(
    question: str, rest: str, filters: Filters, titles: list[str], snapshot: Snapshot
) -> None:
    statements = ask(question, snapshot, filters, rest)
    assert {(one.attribution or "").split("”")[0].strip("“") for one in statements if one.citations} == set(titles)


def test_the_article_is_the_one_there_is_or_is_asked_for(snapshot: Snapshot, tmp_path: Path) -> None:
    assert ask("What is the article about?", snapshot)[0].text.startswith("Which article do you mean? There are 3:")
    assert ask("What is the article on the ferry about?", snapshot)[2].text == "It is told in Old ferry."
    with Archive.open(tmp_path / "one", None, create=True) as archive:
        put(archive, "Bridge shut", "2026-03-04")
        with archive.snapshot() as alone:
            assert ask("What is the article about?", alone)[0].text == LEAD


def test_a_long_list_says_how_many_there_are(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        for number in range(LISTED_ARTICLES + 2):
            put(archive, f"Piece {number}", f"2026-05-{number + 1:02}")
        with archive.snapshot() as snapshot:
            opening, *listed = ask("List all articles", snapshot)

    assert opening.text == f"The archive holds {LISTED_ARTICLES + 2} articles. The newest {LISTED_ARTICLES}:"
    assert len(listed) == LISTED_ARTICLES


def test_all_on_a_subject_is_gathered_from_the_other_outlets(snapshot: Snapshot) -> None:
    lantern = Filters(publishers=("The Lantern",))
    said = ask(
        "What do outlets other than the Lantern say about the bridge?",
        snapshot,
        lantern,
        "What do outlets other than the say about the bridge?",
    )
    assert said
    assert not any("The Lantern" in (one.attribution or "") for one in said)
