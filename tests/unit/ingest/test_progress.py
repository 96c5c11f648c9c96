import io

import pytest
from rich.console import Console

from ingest.events import ArticleDone, Finished, IndexProgress, PreparingProgress, ReadingProgress
from ingest.progress import ProgressLine, print_report
from ingest.report import Report
from ingest.sources import Note, Skip


def printed(report: Report) -> str:
    out = io.StringIO()
    print_report(report, Console(file=out, width=200))
    return out.getvalue()


def test_a_person_sees_counts_the_first_skips_and_how_many_more() -> None:
    report = Report(added=1200, skipped=[Skip(f"file {number}", "empty") for number in range(23)], total_articles=1200)
    report.note(Note("a.jsonl:line 3", "Undated."))
    shown = printed(report)
    assert "1,200  added" in shown
    assert "23  skipped" in shown
    assert "skipped file 19: empty" in shown
    assert "file 20" not in shown
    assert "and 3 more; --json lists all" in shown
    assert "note: Undated. (a.jsonl:line 3)" in shown
    assert "The archive now holds 1,200 articles, 0 passages." in shown


@pytest.mark.parametrize(("count", "said"), [(1, "1  copy of another"), (2, "2  copies of others")])
def test_copies_are_counted_in_grammar(count: int, said: str) -> None:
    assert said in printed(Report(duplicates=count))


def test_a_name_is_never_read_as_markup() -> None:
    assert "skipped [red]x[/red]: [bold]y" in printed(Report(skipped=[Skip("[red]x[/red]", "[bold]y")]))


def test_a_name_cannot_command_the_terminal() -> None:
    assert "\x1b" not in printed(Report(skipped=[Skip("\x1b[2Jx\r\n", "empty")]))


def test_an_interrupted_run_says_so() -> None:
    assert "run it again for the rest" in printed(Report(is_interrupted=True))


def test_the_progress_line_counts() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100)
    with ProgressLine(console) as line:
        line(ArticleDone("a", "added"))
        line(ArticleDone("b", "skipped", "empty"))
        assert line.words.startswith("1 article, ")
        assert "1 skipped" in line.words
        line(IndexProgress(5, 10))
        assert line.words == "Building the index: 5 of 10 passages"
        line(Finished(Report()))


def test_the_progress_line_says_what_is_prepared() -> None:
    now = [0.0]
    console = Console(file=io.StringIO(), force_terminal=True, width=100, get_time=lambda: now[0])
    with ProgressLine(console) as line:
        now[0] = 60.0
        line(PreparingProgress(500, 1000, 1200, 6000))
        assert line.words == "Preparing: 1,200 articles, 100.0 passages a second, about 60 s left"
        line(PreparingProgress(0, 0, 0, 0))
        assert line.words == "Preparing: 0 articles, 0.0 passages a second"


@pytest.mark.parametrize(
    ("elapsed", "done", "left"),
    [
        (2, 500, ""),
        (60, 9, ""),
        (60, 500, ", about 60 s left"),
        (60, 100, ", about 9 min left"),
        (600, 50, ", about 3.2 h left"),
        (60, 1000, ""),
    ],
)
def test_the_time_left_is_told_once_it_can_be_known(elapsed: float, done: int, left: str) -> None:
    now = [0.0]
    console = Console(file=io.StringIO(), force_terminal=True, width=100, get_time=lambda: now[0])
    with ProgressLine(console) as line:
        now[0] = elapsed
        line(ArticleDone("a", "added"))
        line(ReadingProgress(done, 1000))
        assert line.words.partition(" a second")[2] == left
