"""Writes docs/reliability.md from what the long runs counted: `make reliability`.

The tests keep their counts in docs/counts.jsonl, a line of JSON for each test and thing (`tests/counted.py`).
`tests/unit/docs/test_write_reliability.py` holds the page to what this writes.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

__all__ = ["ROWS", "Row", "write_page"]

FOLDER = Path(__file__).parent
COUNTS, PAGE = FOLDER / "counts.jsonl", FOLDER / "reliability.md"
NOT_RUN = "not run on this version"

HEAD = """\
# What it survives

What is done to Copydesk on purpose, how, and what has to hold. The figures are those of the last run of each test,
which counts them itself: a run that fails counts nothing. `make reliability` writes this page anew; what nobody ran for
this version says so. What is defended against whom is in [SECURITY.md](../SECURITY.md)."""
TAIL = """\
Each part of `make soak` is bounded to 40 minutes on two cores; `make test` runs a fixed sample of each row. A kill is a
SIGKILL at a random moment, drawn over how long the stage takes on that machine, so that every part of it is hit; what
came to its end before its kill is not counted. What a row says to hold was checked after every single one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of misfortune or attack."""

    what: str
    how: str
    holds: str
    command: str
    counted: tuple[str, ...]
    """What tests call it, from the beginning of the word on."""


ROWS = (
    Row(
        "Kills of a writer",
        "an ingest's writer killed at random moments, seven or eight on one archive, while another process reads on",
        "no acknowledged article is lost, none is twice, every reading is whole",
        "make soak-kills",
        ("killed writers",),
    ),
    Row(
        "Kills of a writer, on servers",
        "the same over PostgreSQL, the index on a Chroma server or in a folder: eight on one archive, in the midst of "
        "adding, replacing, withdrawing and folding",
        "no acknowledged article is lost, every reading is of one moment, no lock is left, the next writer clears up",
        "make soak-servers",
        ("writers killed over PostgreSQL",),
    ),
    Row(
        "Kills of PostgreSQL and of a Chroma server",
        "each killed at random moments of ingest, fold and reading, and started again a little later; one writer in "
        "three is killed meanwhile too",
        "no acknowledged article is lost, every reading is of one moment or says what is away, all heals by itself",
        "make soak-servers",
        ("killed PostgreSQL", "killed Chroma"),
    ),
    Row(
        "Ten minutes of two workers and one ingest",
        "behind nginx, over PostgreSQL, readers asking all the time; every quarter of a minute a worker is killed and "
        "started anew, or PostgreSQL shut down and started",
        "every answer is of one moment and none older than what was stored before; what is away is said; conversations "
        "stay whole, and the ingest goes on",
        "make soak-servers",
        ("killed workers", "PostgreSQL servers shut down"),
    ),
    Row(
        "Kills of ingest, rebuild, forget, restore",
        "each stage killed at twenty moments spread over its length",
        "the archive opens, the next run finishes the work; of a forgotten article no byte is left",
        "make soak-kills",
        ("killed ingests", "killed rebuilds", "killed forgets", "killed restores"),
    ),
    Row(
        "Kills of `ask --batch`",
        "killed after each few answers, one of them within a line",
        "every question has its one answer, in order",
        "make soak-programs",
        ("killed batches",),
    ),
    Row(
        "Damaged files",
        "bits flipped, pages blanked or scrambled, files cut off, emptied, taken away, lengthened, one at a time",
        "no changed text is shown; what is gone is said; no crash, no trace",
        "make soak-damage",
        ("corrupted files",),
    ),
    Row(
        "A full disk",
        "a file system of 200 MB filled up; a limit of 60 blocks on what a stage may write",
        "nothing is lost, what to do is said, and the same command works once there is room",
        "make soak-limits",
        ("commands on a full disk", "stages that ran out of disk"),
    ),
    Row(
        "A clock set wrong",
        "set back an hour, a year, to 1970; forward a year and back again",
        "no date, version, as-of answer, conversation, ingest record, embargo, session or lock changes",
        "make soak-limits",
        ("cases of a clock set wrong",),
    ),
    Row(
        "Payloads",
        "scripts, markup, direction marks and the like in every field of an article and in what a model writes",
        "they stay words wherever the page shows or exports them; no request leaves",
        "make soak-browser",
        ("hostile articles on the page",),
    ),
    Row(
        "Hosts, origins, bodies, heads, paths",
        "requests written byte by byte to page, addresses for programs and MCP: foreign names and pages, forged "
        "proxies, lying lengths, endless heads, deep JSON, half characters, climbing paths, Gradio's own addresses, "
        "missing rights, guessed passwords, a thousand connections that never finish",
        "no fault of the server's, nobody let in, no secret in the log, others are answered meanwhile",
        "make soak-attack",
        ("requests of the attack",),
    ),
)


def write_page(lines: Iterable[str], version: str) -> str:
    """`lines`: of the file of counts; those of another version, and of samples, count for nothing."""
    counts = [json.loads(line) for line in lines if line.strip()]
    known = [one for one in counts if one["version"] == version and "[sample" not in one["test"]]
    table = ["| what | how | what held | tried | again with |", "|---|---|---|---|---|"]
    table += [f"| {row.what} | {row.how} | {row.holds} | {_tried(row, known)} | `{row.command}` |" for row in ROWS]
    return "\n\n".join([HEAD, "\n".join(table), TAIL]) + "\n"


def _tried(row: Row, known: Sequence[dict[str, str | int]]) -> str:
    found = [one for one in known if str(one["what"]).startswith(row.counted)]
    if not found:
        return NOT_RUN
    whats = dict.fromkeys(str(one["what"]) for one in found)
    sums = [(what, sum(int(one["count"]) for one in found if one["what"] == what)) for what in whats]
    named = [f"{count:,} {what}" for what, count in sums]
    when = max(str(one["on"]) for one in found)
    commits = ", ".join(sorted({str(one["commit"]) for one in found}))
    return f"{'; '.join(named)} ({when}, {commits})"


def main() -> None:
    lines = COUNTS.read_text(encoding="utf-8").splitlines() if COUNTS.exists() else []
    PAGE.write_text(write_page(lines, metadata.version("copydesk")), encoding="utf-8")


if __name__ == "__main__":
    main()
