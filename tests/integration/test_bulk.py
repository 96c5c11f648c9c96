"""`copydesk bulk` on a real Ray of its own: killed, run again, the same archive as a plain ingest makes, and no socket
beyond loopback."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import psutil
import pytest

from assistant.archive import Archive
from assistant.models import LocalEmbeddings
from assistant.pipeline import Assistant
from assistant.settings import Settings
from ingest.bulk.place import BlockPlace
from ingest.bulk.session import PREFIX
from ingest.pipeline import ingest
from ingest.samples import samples_path
from tests.archive_contents import contents, same_vectors
from tests.conftest import missing

ray = pytest.importorskip("ray", reason="Ray has no wheel for this system")
if sys.platform == "win32":
    pytest.skip("a killed process is another thing there", allow_module_level=True)

STORIES = 220
TOWNS = ("Ombersund", "Kelpholm", "Tarrow", "Vessel Bay", "Old Quay")


def write_stories(folder: Path) -> Path:
    """Four blocks of stories in two files, with copies and a row that is damaged, and a page and a text beside them."""
    folder.mkdir()
    chosen = random.Random(16)
    for name, numbers in (("a.jsonl", range(STORIES // 2)), ("b.jsonl", range(STORIES // 2, STORIES))):
        rows = [json.dumps(story(number, chosen)) for number in numbers]
        rows.insert(7, "damaged {")
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    for sample in ("ropewalk-post/albion-promoted.html", "courier-desk/2026-01-15-flood-wall.txt"):
        (folder / Path(sample).name).write_bytes((samples_path() / sample).read_bytes())
    return folder


def story(number: int, chosen: random.Random) -> dict[str, Any]:
    town, cost = chosen.choice(TOWNS), 1000 + (number if number % 20 else 0)
    says = [
        f"The harbour of {town} was closed for {cost} hours in {1500 + cost}.",
        f"Inspector {chosen.choice('ABCDEFGH')}. Quill said that {chosen.randint(2, 900)} boats had to wait.",
        *(f"Pier {n} was {chosen.choice(('mended', 'painted', 'left alone'))}." for n in range(3)),
    ]
    return {
        "id": f"s{number}",
        "title": f"Harbour of {town} closed",
        "text": " ".join(says),
        "source": "The Lantern",
        "published_at": f"2024-{1 + number % 12:02}-03",
    }


@dataclass
class Seen:
    """What a run said and did."""

    pid: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    report: dict[str, Any] = field(default_factory=dict)
    complaint: str = ""
    code: int = 0
    listening: set[str] = field(default_factory=set)
    talked_to: set[str] = field(default_factory=set)
    processes: list[psutil.Process] = field(default_factory=list)
    environments: list[Mapping[str, str]] = field(default_factory=list)


def run_bulk(
    folder: Path,
    place: Path,
    archive: Path,
    *more: str,
    stop: int | None = None,
    by: signal.Signals = signal.SIGKILL,
    seconds: float = 300,
) -> Seen:
    """Run the command; at its first block look at its processes, and with `stop` end it when so many are stored. After
    `seconds` it is killed."""
    command = [sys.executable, "-c", "from ui.entry import main; main()", "bulk", str(folder), "--to", str(place)]
    seen = Seen()
    with subprocess.Popen(
        [*command, "--archive", str(archive), "--actors", "2", "--memory", "128", "--json", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        seen.pid = child.pid
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        try:
            follow(child, seen, stop, by)
        finally:
            timer.cancel()
            child.kill()
    seen.code = child.returncode
    return seen


def follow(child: "subprocess.Popen[str]", seen: Seen, stop: int | None, by: signal.Signals) -> None:
    assert child.stderr is not None
    assert child.stdout is not None
    for line in child.stderr:
        seen.complaint = line if not line.startswith("{") else seen.complaint
        assert not seen.complaint
        seen.events.append(json.loads(line))
        blocks = sum(event["event"] == "prepare" for event in seen.events)
        if blocks == 1 and not seen.processes:
            look(seen, child.pid)
        if blocks == stop:
            child.send_signal(by)
            stop = None
    printed = child.stdout.read()
    child.wait(60)
    seen.report = json.loads(printed) if printed else {}


def look(seen: Seen, driver: int) -> None:
    seen.processes = psutil.Process(driver).children(recursive=True)
    for process in [psutil.Process(driver), *seen.processes]:
        with suppress(psutil.Error):
            for connection in process.net_connections("inet"):
                if connection.status == psutil.CONN_LISTEN:
                    seen.listening.add(connection.laddr.ip)
                elif connection.raddr:
                    seen.talked_to.add(connection.raddr.ip)
    for process in seen.processes:
        with suppress(psutil.Error):
            if "gcs_server" in process.name():
                seen.environments.append(process.environ())


def is_loopback(address: str) -> bool:
    found = ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def folders() -> list[Path]:
    return list(Path("/tmp").glob(f"{PREFIX}{os.getuid()}-*"))


def living(processes: Sequence[psutil.Process]) -> list[str]:
    return [str(one) for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


@dataclass(frozen=True)
class Runs:
    folder: Path
    place: Path
    archive: Path
    killed: Seen
    left: list[Path]
    """Folders of the session that was killed, before the next run."""
    resumed: Seen


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """A run that was killed half-way, and the one after it."""
    if sys.platform == "linux" and not os.access("/dev/shm", os.W_OK):
        missing("Ray needs /dev/shm")
    base = tmp_path_factory.mktemp("bulk")
    folder = write_stories(base / "harbour")
    killed = run_bulk(folder, base / "blocks", base / "archive", "--prepare-only", stop=1)
    left = [one for one in folders() if f'"pid": {killed.pid},' in (one / "owner.json").read_text()]
    resumed = run_bulk(folder, base / "blocks", base / "archive")
    return Runs(folder, base / "blocks", base / "archive", killed, left, resumed)


@pytest.fixture(scope="module")
def plain(runs: Runs, tmp_path_factory: pytest.TempPathFactory, local_model: LocalEmbeddings) -> tuple[Path, Any]:
    """The archive of a plain ingest of the same files, and its report."""
    path = tmp_path_factory.mktemp("plain") / "archive"
    with Archive.open(path, local_model.identity, create=True) as archive:
        report = ingest([runs.folder], archive, local_model, settings=Settings.load(archive=path))
    return path, report.to_json()


def test_a_run_that_is_killed_and_run_again_makes_only_what_is_missing(runs: Runs) -> None:
    assert runs.killed.code == -signal.SIGKILL
    assert not any(event["event"] == "article" for event in runs.killed.events)
    assert runs.resumed.code == 0
    bulk = runs.resumed.report["bulk"]
    stored = [event for event in runs.killed.events if event["event"] == "prepare"]
    assert 1 <= len(stored) < bulk["blocks"]
    assert bulk["blocks"] - bulk["blocks_made"] >= len(stored), "what was told is stored"
    assert bulk["embedded"] < runs.resumed.report["totals"]["passages"] + len(stored)
    last = [event for event in runs.resumed.events if event["event"] == "prepare"][-1]
    assert last["done"] == last["total"] == sum(path.stat().st_size for path in runs.folder.iterdir())


def test_each_passage_was_embedded_once(runs: Runs) -> None:
    place = BlockPlace.at(str(runs.place))
    keys = Counter(key for _, found in place.keys(sorted(place.names())) for key in found)
    assert len(keys) > STORIES
    assert set(keys.values()) == {1}
    assert runs.resumed.report["bulk"]["embedded_again"] == 0


def test_the_report_is_that_of_an_ingest(runs: Runs, plain: tuple[Path, Any]) -> None:
    report = {**runs.resumed.report, "seconds": 0, "bulk": None}
    assert report == {**plain[1], "seconds": 0, "bulk": None}
    assert len(report["skipped"]) == 2
    outcomes = Counter(event["outcome"] for event in runs.resumed.events if event["event"] == "article")
    assert outcomes["added"] == report["added"] > STORIES * 0.9
    assert outcomes["skipped"] == 2


def test_the_archive_is_that_of_an_ingest(runs: Runs, plain: tuple[Path, Any], local_model: LocalEmbeddings) -> None:
    with (
        Archive.open(runs.archive, local_model.identity) as bulk,
        Archive.open(plain[0], local_model.identity) as other,
    ):
        left, right = contents(bulk), contents(other)
        assert len(left) == runs.resumed.report["totals"]["articles"]
        for one, two in zip(left, right, strict=True):
            assert (one[0], one[1]) == (two[0], two[1])
            assert same_vectors(one[2], two[2]).min(initial=1.0) >= 0.9999
            assert [len(codes) for codes in one[3]] == [len(codes) for codes in two[3]]


def test_it_answers_as_that_of_an_ingest(runs: Runs, plain: tuple[Path, Any]) -> None:
    asked = ("How long was the harbour of Tarrow closed in 2600?", "Who was promoted?", "What did Quill say?")
    answers = []
    for path in (runs.archive, plain[0]):
        with Assistant.from_settings(Settings.load(archive=path)) as assistant:
            answers.append([assistant.ask(question).text for question in asked])
    assert answers[0] == answers[1]
    assert all(answers[0])


def test_no_socket_is_open_beyond_loopback(runs: Runs) -> None:
    for seen in (runs.killed, runs.resumed):
        assert seen.listening, "Ray's processes do listen"
        assert [address for address in seen.listening | seen.talked_to if not is_loopback(address)] == []


def test_nothing_is_reported_and_no_page_is_open(runs: Runs) -> None:
    (environment,) = runs.resumed.environments
    assert environment["RAY_USAGE_STATS_ENABLED"] == "0"
    assert environment["RAY_AUTH_MODE"] == "token"
    assert len(environment["RAY_AUTH_TOKEN"]) == 64


def test_its_processes_end_with_it_also_those_of_a_run_that_was_killed(runs: Runs) -> None:
    assert len(runs.killed.processes) > 4
    assert len(runs.left) == 1
    assert living([*runs.killed.processes, *runs.resumed.processes]) == []
    assert not runs.left[0].exists()


@pytest.mark.soak
def test_a_second_run_finds_nothing_new(runs: Runs) -> None:
    seen = run_bulk(runs.folder, runs.place, runs.archive)
    assert seen.code == 0
    assert (seen.report["bulk"]["blocks_made"], seen.report["bulk"]["embedded"]) == (0, 0)
    assert (seen.report["added"], seen.report["unchanged"] > STORIES * 0.9) == (0, True)


@pytest.mark.soak
def test_a_model_that_fails_in_an_actor_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"no model")
    monkeypatch.setenv("COPYDESK_EMBEDDING_MODEL_PATH", str(tmp_path / "broken.onnx"))
    (tmp_path / "a.txt").write_text("The bridge was shut on Monday.")
    command = [sys.executable, "-c", "from ui.entry import main; main()", "bulk", str(tmp_path / "a.txt")]
    place = ["--to", str(tmp_path / "blocks"), "--archive", str(tmp_path / "archive"), "--actors", "1"]
    done = subprocess.run([*command, *place], capture_output=True, text=True, timeout=250, check=False)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == (
        "copydesk: The embedding model's file is not a usable ONNX model. Correct COPYDESK_EMBEDDING_MODEL_PATH.\n"
    )


@pytest.mark.soak
def test_ctrl_c_ends_it_with_a_report(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "harbour")
    seen = run_bulk(folder, tmp_path / "blocks", tmp_path / "archive", stop=1, by=signal.SIGINT)
    assert seen.code == 130
    assert seen.report["bulk"]["blocks"] >= 1
    assert living(seen.processes) == []


@pytest.mark.soak
def test_killed_again_and_again_it_comes_to_the_same_end(tmp_path: Path, local_model: LocalEmbeddings) -> None:
    folder, chosen = write_stories(tmp_path / "harbour"), random.Random(7)
    for _ in range(6):
        run_bulk(folder, tmp_path / "blocks", tmp_path / "archive", seconds=chosen.uniform(4, 20))
    done = run_bulk(folder, tmp_path / "blocks", tmp_path / "archive")
    assert done.code == 0
    assert done.report["bulk"]["embedded_again"] == 0
    with Archive.open(tmp_path / "plain", local_model.identity, create=True) as archive:
        ingest([folder], archive, local_model, settings=Settings.load(archive=archive.path))
        plain = contents(archive)
    with Archive.open(tmp_path / "archive", local_model.identity) as archive:
        assert [one[:2] for one in contents(archive)] == [one[:2] for one in plain]


@pytest.mark.soak
def test_a_cluster_that_somebody_else_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_stories(tmp_path / "harbour")
    cluster = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.ray_cluster"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with cluster:
        assert cluster.stdout is not None
        address, token = cluster.stdout.readline().split()
        monkeypatch.setenv("RAY_AUTH_MODE", "token")
        monkeypatch.setenv("RAY_AUTH_TOKEN", token)
        monkeypatch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")  # it is on loopback
        seen = run_bulk(folder, tmp_path / "blocks", tmp_path / "archive", "--cluster", address)
        assert cluster.poll() is None, "it is not ours to end"
        cluster.communicate("")
    assert seen.code == 0
    assert seen.report["totals"]["articles"] > STORIES * 0.9
