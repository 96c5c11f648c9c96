import io
import json

from hypothesis import given
from hypothesis import strategies as st

from ingest.event_lines import EventLines, json_line
from ingest.events import ArticleDone, Finished, IndexProgress, PreparingProgress, ReadingProgress
from ingest.report import Report
from ingest.sources import Note


def test_each_event_is_a_line_and_the_report_is_none() -> None:
    report = Report(added=1)
    report.note(Note("a", "Undated."))
    stream = io.StringIO()
    lines = EventLines(stream)
    for event in (
        ArticleDone("a\n", "duplicate", "the same text as article b", "c"),
        PreparingProgress(300, 2000, 3, 17),
        ReadingProgress(500, 2000),
        IndexProgress(1, 2),
        Finished(report),
    ):
        lines(event)
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == [
        {
            "event": "article",
            "outcome": "duplicate",
            "source": "a\n",
            "article_id": "c",
            "reason": "the same text as article b",
        },
        {"event": "prepare", "done": 300, "total": 2000, "articles": 3, "passages": 17},
        {"event": "read", "done": 500, "total": 2000},
        {"event": "index", "done": 1, "total": 2},
        {"event": "note", "text": "Undated. (a)"},
    ]


class Gone(io.StringIO):
    """A pipe whose reader has left."""

    tries = 0

    def write(self, text: str) -> int:
        self.tries += 1
        raise BrokenPipeError


def test_a_run_goes_on_when_nobody_listens_any_more() -> None:
    stream = Gone()
    lines = EventLines(stream)
    lines(ArticleDone("a", "added"))
    lines(ArticleDone("b", "added"))
    assert stream.tries == 1
    closed = io.StringIO()
    closed.close()
    EventLines(closed)(ArticleDone("a", "added"))


@given(st.text(st.characters(categories=None)))  # half surrogates too, as undecodable file names have them
def test_any_name_is_one_printable_line_that_says_it(name: str) -> None:
    line = json_line({"source": name})
    assert line.isprintable()
    assert json.loads(line.encode("utf-8")) == {"source": name}
