"""Several processes at one archive, rights that are missing, a disk that is full."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.archive import Archive, Embed, Filters, Vectors, Writer
from assistant.archive.catalog.session import writing
from assistant.errors import ArchiveBusy, ArchiveError
from tests.integration import archive_worker as worker

WORKER = Path(__file__).with_name("archive_worker.py")


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits are set the POSIX way")


def put(writer: Writer, number: int, embed: Embed | None = None) -> None:
    incoming, passages = worker.article(number)
    writer.put(incoming, passages, embed or worker.embed)


def run_worker(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(WORKER), *arguments], capture_output=True, text=True, timeout=120)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other accounts may look into, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_an_open_reader_finds_what_another_process_commits(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    assert run_worker("write", str(folder), "20").returncode == 0
    with Archive.open(folder, worker.IDENTITY) as archive:
        before = worker.check(archive)
        assert run_worker("write", str(folder), "100").returncode == 0  # several folds, and a tail
        after = worker.check(archive)
        with archive.snapshot() as snapshot:
            (passage,) = snapshot.article_passages("r99")
            hits = snapshot.search_dense(snapshot.vectors([passage.passage_id])[0], 1)
            assert [hit.passage_id for hit in hits] == [passage.passage_id]
            assert snapshot.search_keyword("report 99", 1)[0].passage_id == passage.passage_id
    assert len(before) == len(worker.standing(worker.story(20)))
    assert after == worker.standing(worker.story(100))


def test_a_snapshot_does_not_change_while_another_writes(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", worker.IDENTITY, create=True) as archive, archive.writer() as writer:
        put(writer, 1)
        with archive.snapshot() as snapshot:
            state = snapshot.state
            writer.put_many([worker.article(number) for number in range(2, 90)], worker.embed)
            writer.fold(force=True)
            assert snapshot.coverage().article_count == 1
            assert len(snapshot.search_dense(worker.embed(["x"])[0], 10)) == 2
            assert len(snapshot.search_keyword("report", 10)) == 2
            with archive.snapshot() as later:
                assert later.state != state
                assert later.coverage().article_count == 89
                assert len(later.search_dense(worker.embed(["x"])[0], 10)) == 10


def test_threads_share_an_archive(tmp_path: Path) -> None:
    assert run_worker("write", str(tmp_path / "archive"), "60").returncode == 0
    with Archive.open(tmp_path / "archive", worker.IDENTITY) as archive, ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: worker.check(archive), range(16)))
    assert all(result == results[0] for result in results)


def test_the_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    child = subprocess.Popen(
        [sys.executable, str(WORKER), "hold", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "held\n"
    with Archive.open(folder, worker.IDENTITY) as archive:
        with pytest.raises(ArchiveBusy, match=rf"archive_worker.py hold.*process {child.pid} "), archive.writer():
            pass
        assert f"process {child.pid}" in (archive.status().writer or "")
        child.kill()
        child.communicate()
        assert archive.status().writer is None
        with archive.writer(worker.embed) as writer:  # no lock is left behind
            put(writer, 1)
        assert archive.status().writer is None


def test_two_writers_in_one_process(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with Archive.open(folder, worker.IDENTITY, create=True) as one, Archive.open(folder, worker.IDENTITY) as two:
        with one.writer(), pytest.raises(ArchiveBusy), two.writer():
            pass
        with two.writer() as writer:
            put(writer, 1)
        assert worker.check(one) == {1: 1}


def test_a_link_to_the_folder_is_the_same_archive(tmp_path: Path) -> None:
    folder, link = tmp_path / "archive", tmp_path / "link"
    with Archive.open(folder, worker.IDENTITY, create=True):
        link.symlink_to(folder)
        with Archive.open(link, worker.IDENTITY) as other, writing(folder), pytest.raises(ArchiveBusy), other.writer():
            pass


def test_two_processes_that_make_one_archive(tmp_path: Path) -> None:
    """One of them may be told that the other writes; nothing else goes wrong."""
    folder = tmp_path / "archive"
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: run_worker("write", str(folder), "30"), range(2)))
    for result in results:
        assert result.returncode == 0 or "ArchiveBusy" in result.stderr
    assert any(result.returncode == 0 for result in results)
    with Archive.open(folder, worker.IDENTITY) as archive:
        assert worker.check(archive) == worker.standing(worker.story(30))


@posix_only
@pytest.mark.parametrize("leftover", ["closed", "another reader"])
def test_a_read_only_folder_is_read_and_not_written(open_folder: Path, leftover: str) -> None:
    folder = open_folder / "archive"
    with Archive.open(folder, worker.IDENTITY, create=True) as archive:
        with archive.writer(worker.embed) as writer:
            writer.put_many([worker.article(number) for number in range(90)], worker.embed)
        with archive.snapshot():
            pass
        if leftover == "closed":
            archive.close()
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = sorted((path.name, path.stat().st_size) for path in folder.rglob("*"))
        result = run_worker("read-only", str(folder))
        assert sorted((path.name, path.stat().st_size) for path in folder.rglob("*")) == before
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert result.stderr == ""
    assert "read 90" in result.stdout
    assert "cannot be written to" in result.stdout


@posix_only
def test_a_read_only_folder_left_in_the_middle_of_writing_says_what_to_do(open_folder: Path) -> None:
    folder = open_folder / "archive"
    child = subprocess.Popen([sys.executable, str(WORKER), "write", str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for line in child.stdout:
        if line == "ack 20 1\n":
            child.kill()
            break
    child.communicate()
    (folder / "catalog.sqlite3-shm").unlink()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    result = run_worker("read-only", str(folder))
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert "ArchiveReadOnly" in result.stderr
    assert "copydesk status" in result.stderr
    with Archive.open(folder, worker.IDENTITY) as archive:
        assert len(worker.reached(worker.check(archive))) >= 20


def _can_mount() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        trial = ["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=1m", "none", folder]
        return subprocess.run(trial, capture_output=True).returncode == 0


def test_a_full_disk_is_said_and_costs_nothing(tmp_path: Path) -> None:
    if not _can_mount():
        pytest.skip("a small disk can be mounted only by root; the limit on file sizes below is tested everywhere")
    script = 'mount -t tmpfs -o size=240m none "$1" && exec "$2" "$3" fill-disk "$1/archive"'
    result = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", str(tmp_path), sys.executable, str(WORKER)],
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert result.stderr == ""
    assert "full while putting The disk that holds the archive" in result.stdout
    assert "full while folding The disk that holds the archive" in result.stdout
    assert result.stdout.endswith("done\n")


@posix_only
def test_a_limit_on_file_sizes_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    script = 'ulimit -f 600; exec "$1" "$2" write "$3" 5000'
    result = subprocess.run(
        ["bash", "-c", script, "bash", sys.executable, str(WORKER), str(folder)],
        capture_output=True,
        text=True,
        timeout=200,
    )
    acknowledged = {int(line.split()[1]) for line in result.stdout.splitlines() if line.startswith("ack ")}
    assert "ArchiveError" in result.stderr or "ArchiveFull" in result.stderr
    assert acknowledged
    with Archive.open(folder, worker.IDENTITY) as archive:
        assert acknowledged <= {number for number, _ in worker.reached(worker.check(archive))}


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    from assistant.archive.catalog.session import check_space

    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(ArchiveError, match="Free some space"):
        check_space(tmp_path, free * 2)


def test_readers_are_not_held_up_by_a_fold(tmp_path: Path) -> None:
    """A question asked while an article is embedded or a generation is built is answered at once."""
    with Archive.open(tmp_path / "archive", worker.IDENTITY, create=True) as archive:
        inside, go_on = threading.Event(), threading.Event()

        def slow(texts: Sequence[str]) -> Vectors:
            inside.set()
            assert go_on.wait(30)
            vectors: Vectors = worker.embed(texts)
            return vectors

        def write() -> None:
            with archive.writer() as writer:
                put(writer, 1, slow)

        thread = threading.Thread(target=write)
        thread.start()
        assert inside.wait(30)
        with archive.snapshot() as snapshot:
            assert snapshot.coverage(Filters()).article_count == 0
        asked = archive.readers.ask(None, "Anything new?")
        assert archive.readers.end(asked.turn_id, "nothing")
        go_on.set()
        thread.join()
        assert worker.check(archive) == {1: 1}
