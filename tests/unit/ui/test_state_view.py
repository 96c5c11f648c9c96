"""What a person reads of ingests and of the archive's state."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.archive import IngestRun
from assistant.archive.catalog.runs import RunOutcome
from ui.adder import Progress
from ui.language import speaking
from ui.state_view import render_run_page, render_running, render_state

RUN = IngestRun(
    "r1",
    "2026-05-04T10:00:00+00:00",
    ("/wire",),
    "ann",
    "done",
    "2026-05-04T10:00:09+00:00",
    {"added": 1200, "skipped": 250, "passages": 4000},
    tuple((f"{number}.txt", "it is empty") for number in range(200)),
    ("2 articles are undated.",),
)


def test_a_report_names_counts_skips_and_what_it_left_out(checked: Callable[[str], Any]) -> None:
    words = checked(render_run_page(RUN, None, None, may_edit=False)).text_content()
    assert "Done · 4 May 2026, 10:00 (UTC) by ann" in words
    assert "1,200 added, 250 skipped" in words
    assert "4,000 new passages" in words
    assert "And 50 more that the record does not keep" in words
    assert "2 articles are undated." in words


def test_what_was_given_is_told_in_the_language_of_whoever_reads_it(checked: Callable[[str], Any]) -> None:
    given = ("1,234 files from the page", "4 May 2026/ (2 files)", "/wire/1,234 files")
    more = (("1,234 more files", "refused for reasons such as these"),)
    with speaking("es"):
        words = checked(render_run_page(replace(RUN, given=given, skips=more), None, None, may_edit=False))
    assert "1.234 ficheros desde la página, 4 May 2026/ (2 ficheros), /wire/1,234 files" in words.text_content()
    assert "1.234 ficheros más" in words.text_content()
    assert "rechazados por razones como estas" in words.text_content()


@pytest.mark.parametrize(
    ("outcome", "writer", "said"),
    [
        ("running", "`copydesk ingest`", "Under way"),
        ("running", None, "Broken off"),
        ("stopped", None, "Stopped before the end"),
        ("failed", None, "Failed"),
    ],
)
def test_every_end_is_told_as_it_was(
    outcome: RunOutcome, writer: str | None, said: str, checked: Callable[[str], Any]
) -> None:
    run = IngestRun(
        "r1", "2026-05-04", ("x",), outcome=outcome, trouble="Run `copydesk doctor`." if said == "Failed" else None
    )
    page = checked(render_run_page(run, None, writer, may_edit=True))
    assert said in page.text_content()
    assert ("Adding the same again" in page.text_content()) == (writer is None)
    assert [code.text for code in page.iter("code")] == (["copydesk doctor"] if outcome == "failed" else [])


def test_how_far_a_run_is_and_the_way_to_stop_it(checked: Callable[[str], Any]) -> None:
    progress = Progress("r1", ("feed",), done=40, skipped=2, share=0.5, seconds=10.0)
    root = checked(render_running(progress, may_edit=True))
    assert "40 articles, 4.0 a second, 2 skipped, about 10 s left" in root.text_content()
    assert root.xpath("//progress/@value") == ["0.500"]
    assert root.xpath("//form/@action") == ["library/runs/r1/cancel"]
    assert not checked(render_running(progress, may_edit=False)).xpath("//form")
    assert "Reading the first articles" in render_running(Progress("r1", (), seconds=3.0), may_edit=True)
    indexing = Progress("r1", (), "indexing", is_cancelled=True)
    words = checked(render_running(indexing, may_edit=True)).text_content()
    assert "Building the index" in words
    assert "Stopping" in words


def test_nothing_is_kept_of_an_unknown_run(checked: Callable[[str], Any]) -> None:
    assert "No record" in checked(render_run_page(None, None, None, may_edit=True)).text_content()
    failed = Progress("r1", (), "failed", trouble="The archive is being written to.")
    assert "being written to" in checked(render_run_page(None, failed, None, may_edit=True)).text_content()


def test_the_state_keeps_the_direction_of_names(checked: Callable[[str], Any]) -> None:
    rows = [("Outlets", "The Lantern (2), النهار (1)")]
    root = checked(
        render_state(rows, ["The Lantern", "النهار"], ["Run `copydesk rebuild`."], [RUN], None, may_edit=True)
    )
    (value,) = root.iter("dd")
    assert [name.text for name in value.xpath(".//bdi/bdi")] == ["The Lantern", "النهار"]
    assert value.text_content() == "The Lantern (2), النهار (1)"
    assert root.find_class("notice")[0].text_content() == "Run copydesk rebuild."
    assert "No ingest has been recorded" in render_state([], [], [], [], None, may_edit=True)


def test_adversarial_strings_stay_text(hostile_strings: Sequence[str], checked: Callable[[str], Any]) -> None:
    for string in hostile_strings:
        run = IngestRun("r1", string, (string,), string, "failed", None, {}, ((string, string),), (string,), string)
        checked(render_run_page(run, None, None, may_edit=True))
        checked(render_running(Progress("r1", (string,), trouble=string), may_edit=True))
        checked(render_state([(string, string)], [string], [string], [run], string, may_edit=True))
