"""`copydesk serve` as a program: what it starts, what it takes in and gives out, and the shell that asks it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import httpx
import pytest

from ui.cli import main

PROGRAM = """
import sys
from ui.cli import main
try:
    main(sys.argv[1:])
finally:
    print("heavy:", sorted({"gradio", "torch", "pandas"} & sys.modules.keys()))
"""
LIGHT = """
import sys
from ui.cli import main
try:
    main(sys.argv[1:])
finally:
    heavy = {"numpy", "langchain_core", "chromadb", "fastapi", "rich.console"} & sys.modules.keys()
    print("heavy:", sorted(heavy), file=sys.stderr)
"""
STORY = {
    "title": "Bridge shut",
    "text": "The bridge over the Omber was closed on Monday after cracks were found. Mayor Teague said so.",
    "publisher": "The Lantern",
    "published_at": "2026-03-02",
    "url": "https://lantern.example/bridge",
}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Over an archive that is not there yet, which it may make."""
    command = [sys.executable, "-c", PROGRAM, "serve", "--archive", str(tmp_path / "new"), "--port", "0"]
    env = {**os.environ, "COPYDESK_API_WRITES": "true"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as started:
        try:
            yield started, address_in(started.stdout)
        finally:
            started.kill()


def address_in(output: IO[str] | None) -> str:
    assert output is not None
    for line in output:
        if "answers at" in line:
            return line.split(" at ")[1].split(" ")[0].rstrip("/")
    message = "it ended before it served"
    raise AssertionError(message)


def test_a_server_without_a_page(program: tuple[subprocess.Popen[str], str]) -> None:
    server, address = program
    with httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/health").json() == {"status": "ok"}
        waiting = client.get("/ready")
        assert (waiting.status_code, waiting.json()["error"]) == (503, "ArchiveMissing")
        assert client.get("/").status_code == 404

        wanted = {"articles": [STORY, {"title": "Nothing"}], "source": "wire"}
        added = client.post("/api/ingest", json=wanted).json()
        assert (added["added"], [one["outcome"] for one in added["outcomes"]]) == (1, ["skipped", "added"])
        assert [one["row"] for one in added["outcomes"]] == [1, 0]
        again = client.post("/api/ingest", json=wanted).json()
        assert again["unchanged"] == 1
        assert not any("/" in note for note in again["notes"]), "no path of the server"
        article_id = added["outcomes"][1]["article_id"]
        later = {**STORY, "text": STORY["text"] + " It reopens in May.", "updated_at": "2026-03-03"}
        assert client.post("/api/ingest", json={"articles": [later]}).json()["updated"] == 1

        assert client.get("/ready").json() == {
            "status": "ready",
            "articles": 1,
            "index": {"server": None, "is_away": False},
        }
        answer = client.post("/api/ask", json={"question": "Why was the bridge closed?"}).json()
        assert answer["citations"][0]["article_id"] == article_id
        versions = client.get(f"/api/articles/{article_id}/versions").json()["versions"]
        assert [one["version"] for one in versions] == [1, 2]
        assert client.get(f"/api/articles/{article_id}?version=1").json()["text"] == STORY["text"]
        listed = client.get("/api/articles", params={"publisher": "The Lantern", "date_from": "2026"}).json()
        assert (listed["total"], listed["articles"][0]["article_id"]) == (1, article_id)
        assert client.get("/api/articles", params={"publisher": "Others"}).json()["articles"] == []

        assert client.delete(f"/api/articles/{article_id}").json() == {"removed": [article_id]}
        assert client.get("/api/articles").json()["articles"] == []
        assert client.delete("/api/articles/nobody").status_code == 404
        assert 'copydesk_answers_total{face="json",outcome="answered"} 1.0' in client.get("/metrics").text
    server.send_signal(signal.SIGINT)
    assert server.stdout is not None
    assert server.stdout.read().splitlines()[-1] == "heavy: []"


def test_writes_are_off_unless_they_are_wanted(served: str) -> None:
    for told in (
        httpx.post(f"{served}/api/ingest", json={"articles": [STORY]}),
        httpx.delete(f"{served}/api/articles/a"),
    ):
        assert (told.status_code, told.json()["error"]) == (403, "Forbidden")
        assert "COPYDESK_API_WRITES" in told.json()["message"]


QUESTION = "Why was Candlemaker Bridge closed?"


@pytest.mark.parametrize(
    "command", [["ask", QUESTION], ["ask", "Who won the Moon Cup?"], ["search", QUESTION, "-k", "3"]]
)
def test_the_shell_gets_the_same_from_a_server(
    served: str, samples_archive: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    printed = []
    for options in (["--server", served], ["--archive", str(samples_archive), "--quiet"]):
        with pytest.raises(SystemExit):
            main([*command, *options])
        printed.append([line.split() for line in capsys.readouterr().out.splitlines()])
    if command[0] == "ask":
        assert printed[0] == printed[1]
    else:
        assert printed[0][0] == printed[1][0], "the table's head; its width is another"
        assert printed[0][1][:2] == printed[1][1][:2]


def test_the_shell_loads_nothing_heavy_for_it(served: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, "ask", QUESTION, "--server", served],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert "[1]" in done.stdout
    assert done.stderr.strip() == "heavy: []"


@pytest.mark.parametrize(
    ("options", "kind", "code"),
    [
        (["--server", "http://127.0.0.1:1"], "ServerUnavailable", 5),
        (["--server", "ftp://127.0.0.1"], "InputError", 2),
        (["--server", "http://127.0.0.1:99999999"], "InputError", 2),
        (["--from", "soon"], "FilterError", 2),
        (["--publisher", " "], "FilterError", 2),
        (["--writer", "model"], "QuestionError", 2),
        (["--archive", "here"], "InputError", 2),
    ],
)
def test_what_the_server_says_is_an_error_of_the_same_kind(
    served: str, capsys: pytest.CaptureFixture[str], options: list[str], kind: str, code: int
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ask", QUESTION, "--json", *(options if "--server" in options else ["--server", served, *options])])
    assert ended.value.code == code
    assert json.loads(capsys.readouterr().err)["kind"] == kind
