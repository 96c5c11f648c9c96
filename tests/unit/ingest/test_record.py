"""The record of a run says how it began and how it ended, whatever ended it."""

from pathlib import Path

import pytest

from assistant.archive import IngestRun
from assistant.errors import ArchiveFull, ModelUnavailable
from ingest.record import Occasion, recorded
from ingest.report import Report
from ingest.sources import Note, Skip


class Kept:
    def __init__(self) -> None:
        self.runs: list[IngestRun] = []

    def note_run(self, run: IngestRun) -> None:
        self.runs.append(run)

    def last_run_id(self) -> str:
        return max((run.run_id for run in self.runs), default="")


def report() -> Report:
    made = Report(added=2, skipped=[Skip("/tmp/x/adding-1/a/b.txt", "it is empty")], passages=5)
    made.note(Note("/tmp/x/adding-1/c.txt", "Undated."))
    return made


def test_it_begins_and_ends_with_counts_and_without_the_passing_folder() -> None:
    kept = Kept()
    occasion = Occasion(("3 files",), "ann", Path("/tmp/x/adding-1"), "r1")
    with recorded(kept, occasion, report()):
        assert [(run.run_id, run.outcome, run.ended_at) for run in kept.runs] == [("r1", "running", None)]
    ended = kept.runs[-1]
    assert (ended.run_id, ended.outcome, ended.by) == ("r1", "done", "ann")
    assert (ended.counts["added"], ended.counts["skipped"], ended.counts["passages"]) == (2, 1, 5)
    assert ended.skips == (("a/b.txt", "it is empty"),)
    assert ended.notes == ("Undated. (c.txt)",)


@pytest.mark.parametrize(
    ("fault", "outcome", "trouble"),
    [
        (ModelUnavailable("It did not answer."), "failed", "It did not answer."),
        (KeyboardInterrupt(), "stopped", None),
        (ValueError("a secret"), "failed", "It failed; the terminal where Copydesk runs shows why."),
    ],
)
def test_what_ends_it_is_told_and_goes_on(fault: BaseException, outcome: str, trouble: str | None) -> None:
    kept = Kept()
    with pytest.raises(type(fault)), recorded(kept, Occasion(("x",)), Report()):
        raise fault
    assert (kept.runs[-1].outcome, kept.runs[-1].trouble) == (outcome, trouble)


def test_one_that_was_cancelled_has_stopped() -> None:
    kept = Kept()
    with recorded(kept, Occasion(("x",)), Report(is_interrupted=True)):
        pass
    assert kept.runs[-1].outcome == "stopped"


def test_a_full_disk_hides_nothing_and_without_an_occasion_nothing_is_kept() -> None:
    class Full(Kept):
        fault = ArchiveFull("No room.")

        def note_run(self, run: IngestRun) -> None:
            super().note_run(run)
            if run.outcome != "running":
                raise self.fault

    fault = ModelUnavailable("It did not answer.")
    with pytest.raises(ModelUnavailable), recorded(Full(), Occasion(("x",)), Report()):
        raise fault
    kept = Kept()
    with recorded(kept, None, Report()):
        pass
    assert kept.runs == []
