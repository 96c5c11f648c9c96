"""`python -m ingest` as people call it."""

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.archive import Archive
from assistant.errors import InputError
from assistant.models import LocalEmbeddings
from assistant.settings import Settings, samples_archive_path
from ingest.pipeline import ingest
from ingest.samples import samples_path
from ingest.samples_archive import ensure_samples, is_samples_archive


def run(*arguments: object, archive: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ingest", *map(str, arguments)]
    if archive is not None:
        command += ["--archive", str(archive)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.txt").write_text("Bridge shut\n\nThe bridge was shut on Monday evening.")
    (folder / "b.jsonl").write_text('{"id": 1, "hed": "Ferry", "text": "The ferry runs again."}\n{"id": 2}\n')
    return folder


def test_a_person_reads_a_table_and_a_program_json(tmp_path: Path, wire: Path) -> None:
    first = run(wire, "--field", "title=hed", archive=tmp_path / "archive")
    assert first.returncode == 0
    assert first.stderr == ""
    assert "2  added" in first.stdout
    assert "b.jsonl:line 2: it has no text" in first.stdout
    assert str(tmp_path / "archive") in first.stdout
    second = run(wire, "--json", archive=tmp_path / "archive")
    assert second.returncode == 0
    report = json.loads(second.stdout)
    events = [json.loads(line) for line in second.stderr.splitlines()]
    assert [event["outcome"] for event in events if event["event"] == "article"].count("skipped") == 1
    assert len([event for event in events if event["event"] == "article"]) == 3
    names = (
        "added updated unchanged removed duplicates skipped articles passages seconds dry_run notes sync_refused totals"
    )
    assert list(report) == names.split()
    assert (report["added"], report["unchanged"] + report["updated"], report["totals"]["articles"]) == (0, 2, 2)
    (skip,) = report["skipped"]
    assert skip["source"] == f"{wire / 'b.jsonl'}:line 2"
    assert skip["reason"].startswith("it has no text: none of its fields is known to hold it (field: id)")


def test_standard_input_is_read_as_a_file_is(tmp_path: Path) -> None:
    rows = b'{"id": 1, "title": "Ferry", "text": "The ferry runs again."}\n{"id": 2}\n'
    story, other = b"Bridge shut\n\nThe bridge was shut on Monday.", b"Mill sold\n\nThe mill was sold on Friday."
    command = [sys.executable, "-m", "ingest", "-", "--json", "--quiet", "--archive", str(tmp_path / "archive")]

    def given(content: bytes) -> dict[str, Any]:
        done = subprocess.run(command, input=content, capture_output=True, timeout=120, check=True)
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    first = given(rows)
    assert first["added"] == 1
    assert first["skipped"][0]["source"] == "standard input:line 2"
    assert (given(rows)["added"], given(gzip.compress(story))["added"]) == (0, 1)
    assert (given(other)["added"], given(other)["totals"]["articles"]) == (1, 3), "one text is no version of another"
    assert given(b"")["skipped"] == [{"source": "standard input", "reason": "empty"}]


def test_quiet_says_nothing(wire: Path) -> None:
    done = run(wire, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_name_that_is_no_text_is_reported_as_json(wire: Path) -> None:
    (wire / os.fsdecode(b"\xff\x9b.txt")).write_bytes(b"")
    done = run(wire, "--json", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert {"source": f"{wire}/\ufffd\ufffd.txt", "reason": "empty"} in json.loads(done.stdout)["skipped"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "There is no file or folder nowhere."),
        (["wire", "--field", "headlin=hed"], 'There is no field "headlin"'),
        (["wire", "--field", "title"], "write OURS=THEIRS"),
        (["wire", "--field", "=x"], "write OURS=THEIRS"),
        ([str(samples_path())], "The sample articles are invented"),
        ([], "Missing argument"),
        ([""], "An empty path was given."),
        (["-", "--sync"], "--sync is for files and folders"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_made(
    wire: Path, isolated_environment: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(wire.parent)
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not isolated_environment.exists()


def test_two_at_once(tmp_path: Path, wire: Path) -> None:
    with Archive.open(tmp_path / "archive", LocalEmbeddings().identity, create=True) as archive, archive.writer():
        done = run(wire, archive=tmp_path / "archive")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert str(os.getpid()) in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for a child there")
def test_ctrl_c_ends_it_with_a_report(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    text = " ".join(["The bridge over the river was shut on Monday evening after inspectors found cracks."] * 40)
    source.write_text("".join(json.dumps({"id": n, "text": f"{n}. {text}"}) + "\n" for n in range(3000)))
    command = [sys.executable, "-m", "ingest", str(source), "--json", "--archive", str(tmp_path / "archive")]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    assert json.loads(child.stderr.readline())["outcome"] == "added"
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in err
    report = json.loads(out)
    assert report["added"] == report["totals"]["articles"] < 3000


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, ingest.__main__\n"
        "heavy = {'chromadb', 'trafilatura', 'rich.progress', 'openvino', 'numpy', 'langchain_core'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert "130 stopped with Ctrl-C" in " ".join(run("--help").stdout.replace("│", " ").split())


def test_samples_live_in_an_archive_of_their_own(tmp_path: Path, wire: Path) -> None:
    model = LocalEmbeddings()
    path = ensure_samples(Settings.load(), model, tmp_path / "samples")
    assert is_samples_archive(path)
    with Archive.open(path, model.identity) as archive, archive.snapshot() as snapshot:
        assert snapshot.coverage().article_count >= 24
    assert ensure_samples(Settings.load(), model, tmp_path / "samples") == path
    with Archive.open(path, model.identity) as archive:
        with pytest.raises(InputError, match="invented sample articles; real ones never go there"):
            ingest([wire], archive, model, settings=Settings.load())
        assert ingest([samples_path()], archive, model, settings=Settings.load()).articles == 0


def test_samples_never_enter_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_text("")
    with pytest.raises(InputError, match="not empty"):
        ensure_samples(Settings.load(), LocalEmbeddings(), tmp_path)


def test_a_folder_above_the_samples_leaves_them_out(tmp_path: Path, project_root: Path) -> None:
    model = LocalEmbeddings()
    with Archive.open(tmp_path / "archive", model.identity, create=True) as archive:
        report = ingest([project_root / "ingest"], archive, model, settings=Settings.load())
    assert report.articles == 0
    assert any("invented" in skip.reason for skip in report.skipped)


def test_the_default_places_are_not_one() -> None:
    assert samples_archive_path() != Settings.load().archive
