"""Bad and hostile input: each a clear outcome, nothing lost, no traceback."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Archive, Vectors
from assistant.models import EmbeddingIdentity
from assistant.settings import Settings
from ingest.events import ArticleDone, IngestEvent
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.sources.row_missing import is_blank
from ingest.sources.row_text import read_text_value


class Constant:
    """An embedder for tests that never search."""

    identity = EmbeddingIdentity(name="constant", dimension=2, sha256=None, max_tokens=None, local=True)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(texts), 1))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", Constant.identity, create=True) as opened:
        yield opened


def run(archive: Archive, *paths: Path) -> tuple[Report, Counter[str]]:
    outcomes: Counter[str] = Counter()

    def listener(event: IngestEvent) -> None:
        if isinstance(event, ArticleDone):
            outcomes[event.outcome] += 1

    report = ingest(
        paths, archive, Constant(), settings=Settings.load(max_article_characters=1_000_000), listener=listener
    )
    assert outcomes.total() == report.seen
    assert outcomes["skipped"] == len(report.skipped)
    assert all(skip.source and skip.reason for skip in report.skipped)
    json.dumps(report.to_json()).encode()
    return report, outcomes


def rows(*texts: str) -> str:
    return "\n".join(json.dumps({"id": number, "text": text}) for number, text in enumerate(texts))


def test_a_folder_of_everything_that_goes_wrong(tmp_path: Path, archive: Archive) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    lines = rows(*(f"Text number {number}." for number in range(10))).split("\n")
    lines[2] = lines[2][:-2]
    (folder / "third line broken.jsonl").write_text("\n".join(lines))
    (folder / "binary.txt").write_bytes(os.urandom(5000))
    (folder / "empty.json").write_bytes(b"")
    (folder / "no text.json").write_text('{"title": "x", "text": ""}')
    (folder / "latin.txt").write_bytes("Le café de la gare a été fermé hier à midi.".encode("cp1252"))
    (folder / "huge.txt").write_bytes(b"word " * 10_000_000)
    (folder / "huge line.jsonl").write_bytes(b'{"text": "' + b"word " * 10_000_000 + b'"}\n{"text": "After it."}')
    (folder / "long.jsonl").write_text(json.dumps({"text": "word " * 300_000}))
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n")
    (folder / "report.pdf").write_bytes(b"%PDF-1.7")
    (folder / "report.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 600)
    (folder / "gone.md").symlink_to(folder / "nothing.md")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / ".hidden.txt").write_text("x")
    report, outcomes = run(archive, folder)
    assert outcomes == {"added": 9 + 1 + 1, "skipped": 12}
    reasons = {Path(skip.source).name: skip.reason for skip in report.skipped}
    assert reasons.pop("third line broken.jsonl:line 3").startswith("invalid JSON")
    assert reasons == {
        "binary.txt": "not text",
        "empty.json": "empty",
        "no text.json": 'it has no text: its field "text" is empty',
        "huge.txt": "larger than 4 MB, the most that is read of such a file",
        "huge line.jsonl:line 1": "longer than 7 MB, the most that is read of a line",
        "long.jsonl:line 1": "its text has 1,500,000 characters, more than 1,000,000 (COPYDESK_MAX_ARTICLE_CHARACTERS)",
        "picture.html": "it is called .html but is a picture",
        "report.pdf": "a damaged PDF: open it and save it anew",
        "report.doc": "it is an old Office document, or one with a password, which is not read: "
        "save it as .docx, .pdf or .txt",
        "gone.md": "not there any more, or a link to nothing",
        ".hidden.txt": "hidden file",
    }
    (guessed,) = (note for note in report.notes if not note.startswith("Undated"))
    assert "cp1252" in guessed
    again, _ = run(archive, folder)
    assert (again.added, again.unchanged, again.skipped) == (0, 11, report.skipped)


def test_files_of_many_formats_go_in_or_say_why(shared_data: Path, archive: Archive) -> None:
    """What becomes of each is in test_formats.py; here they pass through the whole ingest."""
    folder = shared_data / "formats" / "unstructured_docs"
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    report, _ = run(archive, folder / "eml", *files)
    assert report.added + report.duplicates > 80
    assert len(report.skipped) > 20


def test_feeds_are_not_articles_yet_and_do_no_harm(shared_data: Path, archive: Archive) -> None:
    report, outcomes = run(archive, shared_data / "feeds")
    assert outcomes["skipped"] > 1500
    assert report.seen > 2000


def hostile_rows(shared_data: Path, step: int) -> list[str]:
    lines = (shared_data / "adversarial" / "strings.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["text"] for line in lines[::step] if line]


@pytest.mark.parametrize("step", [12, pytest.param(1, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])])
def test_hostile_strings_in_every_field(shared_data: Path, tmp_path: Path, archive: Archive, step: int) -> None:
    strings = hostile_rows(shared_data, step)
    names = ("title", "text", "source", "author", "published_at", "url", "lang", "section")
    path = tmp_path / "hostile.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(strings):
            file.write(json.dumps({"id": str(number), **dict.fromkeys(names, text)}) + "\n")
    report, _ = run(archive, path)
    assert report.seen == len(strings)
    read = [None if is_blank(text) else read_text_value(text, most=4_000_000) for text in strings]
    stored = [one.text if one else "" for one in read]
    assert len(report.skipped) == sum(1 for text in stored if not text.strip())
    by_text = set(stored)
    with archive.snapshot() as snapshot:
        for article in snapshot.list_articles(limit=300):
            assert article.text in by_text or "\ufffd" in article.text
            assert article.url is None or article.url.lower().startswith("http")


@pytest.mark.parametrize("step", [12, pytest.param(1, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv", ".json", ".jsonl"])
def test_hostile_strings_as_files(shared_data: Path, tmp_path: Path, archive: Archive, suffix: str, step: int) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    strings = hostile_rows(shared_data, step)
    for number, text in enumerate(strings):
        (folder / f"{number}{suffix}").write_text(text, encoding="utf-8", errors="replace", newline="")
    report, _ = run(archive, folder)
    assert report.seen >= len(strings)


@pytest.mark.parametrize("step", [12, pytest.param(1, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])])
def test_hostile_file_names(shared_data: Path, tmp_path: Path, archive: Archive, step: int) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    count = 0
    for number, text in enumerate(hostile_rows(shared_data, step)):
        name = "".join(character for character in text if character not in "/\x00")[:40]
        try:
            (folder / f"{number}{name}.txt").write_text(f"Text number {number}.")
        except OSError:
            continue
        count += 1
    report, outcomes = run(archive, folder)
    assert outcomes == {"added": count}
    assert report.total_articles == count
