from datetime import date
from pathlib import Path

from assistant.answer import Answered, Found, Stated
from assistant.answering.catalog_events import catalog_events
from assistant.answering.compose import Asking
from assistant.answering.stopwatch import Stopwatch
from assistant.archive import Archive, Filters, IncomingArticle, Snapshot
from ingest.split import split


def asking(question: str, snapshot: Snapshot) -> Asking:
    return Asking(question, question, Filters(), snapshot, Stopwatch())


def test_a_catalogs_answer_comes_as_the_same_events(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        incoming = IncomingArticle(
            "The bridge was shut for all of Monday.", "Bridge shut", published_on=date(2026, 5, 4), source_name="desk"
        )
        with archive.writer() as writer:
            writer.put(incoming, split(incoming, lambda words: len(words.split())))
        with archive.snapshot() as snapshot:
            question = "How many articles are there?"
            found, *stated, answered = catalog_events(asking(question, snapshot), question)
            assert catalog_events(asking("Who shut it?", snapshot), "Who shut it?") == []

    assert found == Found(())
    assert isinstance(answered, Answered)
    assert (answered.answer.outcome, answered.answer.confidence, answered.answer.reason) == ("answered", 1.0, None)
    assert isinstance(answered, Answered)
    assert [event.statement for event in stated if isinstance(event, Stated)] == list(answered.answer.statements)
    assert sum((event.citations for event in stated if isinstance(event, Stated)), ()) == answered.answer.citations
    assert answered.answer.text == "The archive holds 1 article. The bridge was shut for all of Monday. [1]"
