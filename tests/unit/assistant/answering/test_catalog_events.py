from datetime import date
from pathlib import Path

from assistant.answer import Answered, Event, Found, Stated
from assistant.answering.catalog_events import catalog_events, courtesy_events
from assistant.answering.compose import Asking
from assistant.answering.stopwatch import Stopwatch
from assistant.archive import Archive, Filters, IncomingArticle, Snapshot
from assistant.question import QuestionReader
from assistant.retrieval import Candidate
from ingest.split import split


def nothing(text: str, filters: Filters) -> tuple[Candidate, ...]:
    del text, filters
    return ()


def put_bridge(archive: Archive) -> None:
    incoming = IncomingArticle(
        "The bridge was shut for all of Monday.",
        "Bridge shut",
        published_on=date(2026, 5, 4),
        publisher="The Lantern",
        authors=("Ann Lee",),
        source_name="desk",
    )
    with archive.writer() as writer:
        writer.put(incoming, split(incoming, lambda words: len(words.split())))


def ask(question: str, snapshot: Snapshot, earlier: str = "", *, is_exact_only: bool = False) -> list[Event]:
    read = QuestionReader().read(snapshot, question)
    asking = Asking(question, question, read.filters, snapshot, Stopwatch())
    return catalog_events(asking, read, nothing, earlier, is_exact_only=is_exact_only)


def test_a_catalogs_answer_comes_as_the_same_events(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_bridge(archive)
        with archive.snapshot() as snapshot:
            found, *stated, answered = ask("How many articles are there?", snapshot)
            assert ask("Who shut it?", snapshot) == []

    assert found == Found(())
    assert isinstance(answered, Answered)
    assert [event.statement for event in stated if isinstance(event, Stated)] == list(answered.answer.statements)
    assert sum((event.citations for event in stated if isinstance(event, Stated)), ()) == answered.answer.citations
    assert answered.answer.text == "The archive holds 1 article. The bridge was shut for all of Monday. [1]"


def test_a_count_goes_on_with_what_a_follow_up_narrows_to(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_bridge(archive)
        with archive.snapshot() as snapshot:
            before = " (about: How many articles are there?)"
            assert said(ask("And in the Lantern?", snapshot, before)).startswith("The archive holds 1 article")
            assert ask("And why?", snapshot, " (about: Who shut the bridge?)") == []
            assert said(ask("How many authors are there?", snapshot)) == "The archive names 1 author: Ann Lee (1)."
            assert "shut for all of Monday" in said(ask("Did Ann Lee write about the bridge?", snapshot))


def said(events: list[Event]) -> str:
    (answered,) = [event for event in events if isinstance(event, Answered)]
    return answered.answer.text


def test_the_fields_of_an_article_are_told_of_the_one_that_is_meant(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_bridge(archive)
        with archive.snapshot() as snapshot:
            for question, text in (
                ("who wrote it", "“Bridge shut” was written by Ann Lee. [1]"),
                ("When was this published?", "“Bridge shut” has no date of publication. [1]"),
                ("Who wrote “Bridge shut”?", "“Bridge shut” was written by Ann Lee. [1]"),
                ("Who wrote the article?", "“Bridge shut” was written by Ann Lee. [1]"),
                ("Which paper published the Lantern's article?", "“Bridge shut” was published by The Lantern. [1]"),
                ("Who is the author of the newest article?", "“Bridge shut” was written by Ann Lee. [1]"),
            ):
                assert said(ask(question, snapshot)) == text


def put_report(archive: Archive, text: str) -> None:
    incoming = IncomingArticle(
        text, "Bridge report", published_on=date(2026, 5, 4), publisher="The Lantern", authors=("Ann Lee",)
    )
    with archive.writer() as writer:
        writer.put(incoming, split(incoming, lambda words: len(words.split())))


def test_the_report_is_one_that_the_only_article_tells_of(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_report(archive, "Bob Ray blames the weather in his 86-page report on the bridge.")
        with archive.snapshot() as snapshot:
            assert ask("Who wrote the report?", snapshot) == []
            assert ask("When was the report published?", snapshot) == []
            for question in ("Who wrote the article?", "Who wrote the story?", "Who wrote it?", "who wrote this"):
                assert said(ask(question, snapshot)) == "“Bridge report” was written by Ann Lee. [1]"


def test_the_report_is_the_only_article_where_that_tells_of_none(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_report(archive, "Police report that the bridge was shut, this report says.")
        with archive.snapshot() as snapshot:
            assert said(ask("Who wrote the report?", snapshot)) == "“Bridge report” was written by Ann Lee. [1]"


def test_of_several_articles_that_tell_of_a_report_none_need_be_named(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_bridge(archive)
        with archive.snapshot() as snapshot:
            assert said(ask("Who wrote the report?", snapshot)).startswith("“Bridge shut” was written")
        put_report(archive, "Bob Ray blames the weather in his 86-page report on the bridge.")
        with archive.snapshot() as snapshot:
            assert ask("Who wrote the report?", snapshot) == []
            assert said(ask("Who wrote it?", snapshot)).startswith("Which article do you mean?")


def test_articles_of_a_kind_that_the_archive_has_none_of_are_not_made_up(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_bridge(archive)
        with archive.snapshot() as snapshot:
            for question in ("How many press releases are there?", "What is the latest press release?"):
                assert said(ask(question, snapshot)) == "No article in the archive is marked as a press release."
            assert said(ask("How many editorials mention Monday?", snapshot)) == (
                "No article in the archive is marked as opinion."
            )
        letter = IncomingArticle("Keep the bridge.", "Letter", kind="opinion", published_on=date(2026, 5, 5))
        with archive.writer() as writer:
            writer.put(letter, split(letter, lambda words: len(words.split())))
        with archive.snapshot() as snapshot:
            assert said(ask("How many columns are there?", snapshot)).startswith("The archive holds 1 article")


def test_a_writer_who_can_do_better_gets_what_is_to_be_gathered(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_bridge(archive)
        with archive.snapshot() as snapshot:
            everything = "Summarise everything about the bridge"
            assert ask(everything, snapshot)
            assert ask(everything, snapshot, is_exact_only=True) == []
            assert ask("How many articles mention Monday?", snapshot, is_exact_only=True)


def test_a_courtesy_gets_one_statement_that_claims_nothing(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put_bridge(archive)
        with archive.snapshot() as snapshot:
            events = courtesy_events("thanks", Asking("Thanks!", "Thanks!", Filters(), snapshot, Stopwatch()))
    (statement,) = [event.statement for event in events if isinstance(event, Stated)]
    assert (statement.status, statement.citations) == ("no_claim", ())
    assert said(events) == statement.text
