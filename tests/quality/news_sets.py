"""What an answer must know of news, on labelled inputs: who speaks, which reports do not agree, who takes which side.

`speakers.jsonl` holds 60 sentences with who speaks in them by the article's grammar, or nobody; `conflicts.jsonl` 60
pairs of reports with whether they disagree, one supersedes the other, or neither; `stances.jsonl` reported statements
with the side that each takes on a subject, or neither: 40 written before the code, 24 after it. Names and texts are
invented; every second row (of the 24 none) is closed while the code is tuned.

Run `python -m tests.quality.news_sets` to print the figures.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.conflicts import find_voices
from assistant.answering.speakers import find_speaker
from assistant.dossier.gather import sides_in
from assistant.retrieval import Candidate, Rarity
from tests.unit.assistant.answering.conftest import make_article, make_candidate, make_evidence

__all__ = ["Found", "Tally", "measure_conflicts", "measure_sides", "measure_speakers"]

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Found:
    text: str
    wanted: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found against what is so; None stands for nothing found, or nothing there."""

    rows: tuple[Found, ...]

    @property
    def precision(self) -> float:
        found = [row for row in self.rows if row.found is not None]
        return sum(row.found == row.wanted for row in found) / max(1, len(found))

    @property
    def recall(self) -> float:
        wanted = [row for row in self.rows if row.wanted is not None]
        return sum(row.found == row.wanted for row in wanted) / max(1, len(wanted))

    @property
    def wrong(self) -> tuple[Found, ...]:
        return tuple(row for row in self.rows if row.found != row.wanted)


def measure_speakers(*, is_closed: bool) -> Tally:
    return Tally(tuple(_speakers(is_closed=is_closed)))


def measure_conflicts(*, is_closed: bool) -> Tally:
    """Of "disagrees" and "superseded" as the answer would label them, whichever report is the better match."""
    return Tally(tuple(_conflicts(is_closed=is_closed)))


def measure_sides(*, is_closed: bool) -> Tally:
    """Of "for" and "against" as the dossier would sort the statement, alone in its article."""
    return Tally(tuple(_sides(is_closed=is_closed)))


def _sides(*, is_closed: bool) -> Iterator[Found]:
    for row in _rows("stances.jsonl", is_closed=is_closed):
        candidate = make_candidate(row["sentence"], title=row["title"])
        found = sides_in([candidate], row["subject"], Rarity(1, {})).get(row["sentence"], "open")
        wanted = None if row["side"] == "neither" else row["side"]
        yield Found(f"{row['subject']}: {row['sentence']}", wanted, None if found == "open" else found)


def _speakers(*, is_closed: bool) -> Iterator[Found]:
    for row in _rows("speakers.jsonl", is_closed=is_closed):
        start = len(row["before"])
        article = make_article(row["before"] + row["sentence"] + row["after"])
        speaker = find_speaker(article, (start, start + len(row["sentence"])))
        yield Found(row["sentence"], row["speaker"], speaker.name if speaker else None)


def _conflicts(*, is_closed: bool) -> Iterator[Found]:
    for row in _rows("conflicts.jsonl", is_closed=is_closed):
        candidates = [_report(row[side], number) for number, side in enumerate(("one", "other"), start=1)]
        wanted = None if row["label"] == "none" else row["label"]
        for pair in (candidates, candidates[::-1]):
            evidence = make_evidence(row["question"], (pair[0], 0, 0.9), (pair[1], 0, 0.8))
            standings = {voice.standing for voice in find_voices(evidence, evidence.sentences)} - {None}
            found = "superseded" if "superseded" in standings else next(iter(standings), None)
            yield Found(f"{row['question']} {row['one']['text']} | {row['other']['text']}", wanted, found)


def _report(given: dict[str, str], number: int) -> Candidate:
    return make_candidate(
        given["text"],
        passage_id=number,
        group_id=number,
        publisher=given["publisher"],
        title=given["title"],
        published_at=given["published_on"],
        published_on=date.fromisoformat(given["published_on"]),
    )


def _rows(name: str, *, is_closed: bool) -> Iterator[dict[str, Any]]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["is_closed"] is is_closed:
            yield row


def main() -> None:
    for name, measure in (("speakers", measure_speakers), ("conflicts", measure_conflicts), ("sides", measure_sides)):
        for half, is_closed in (("closed", True), ("open", False)):
            tally = measure(is_closed=is_closed)
            scores = f"precision {tally.precision:.3f}, recall {tally.recall:.3f}"
            print(f"{name}, {half} half of {len(tally.rows)}: {scores}")


if __name__ == "__main__":
    main()
