"""A model answers from the first question on, whatever a fresh process is still loading beside it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chat_server import ChatServer, chat_server, saying

QUESTIONS = 10
ASK = """
import json, sys
from assistant import Assistant, CopydeskError
failures = []
with Assistant.from_settings() as assistant:
    for number in range(int(sys.argv[1])):
        try:
            assistant.ask("How many homes were evacuated in the Tidegate flood?")
        except CopydeskError as error:
            failures.append([number, str(error)])
print(json.dumps(failures))
"""
HALF_LOADED = """
import importlib.abc, sys, threading
from assistant.models import build_language_model
from assistant.settings import Settings

reached, asked = threading.Event(), threading.Event()

class Slow(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "httpx._api":
            reached.set()
            asked.wait()

model = build_language_model(Settings.load())
sys.meta_path.insert(0, Slow())
loading = threading.Thread(target=__import__, args=("httpx",), daemon=True)
loading.start()
while loading.is_alive() and not reached.wait(0.01):
    pass
try:
    print(model.complete([("human", "What happened?")]))
finally:
    asked.set()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        running.behaviour = saying("The ferry sank.")
        yield running


def run(program: str, server: ChatServer, archive: Path, *arguments: str) -> str:
    settings = {
        "COPYDESK_ARCHIVE": str(archive),
        "COPYDESK_MODEL": "openai:small",
        "COPYDESK_MODEL_BASE_URL": server.url,
    }
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def failures(server: ChatServer, archive: Path, process_count: int, questions: int) -> list[list[object]]:
    asked_before = len(server.seen.bodies)
    said = [run(ASK, server, archive, str(questions)) for _ in range(process_count)]
    failed = [failure for one in said for failure in json.loads(one)]
    assert len(server.seen.bodies) - asked_before == process_count * questions - len(failed)
    return failed


def test_a_half_loaded_httpx_is_not_what_the_client_meets(server: ChatServer, tmp_path: Path) -> None:
    """The thread that opens Chroma's index imports httpx; openai looks at the module as it stands there."""
    assert run(HALF_LOADED, server, tmp_path) == "The ferry sank."


def test_no_question_of_a_fresh_process_fails(server: ChatServer, samples_archive: Path) -> None:
    """The index is opened beside one of the first questions; later ones meet nothing new."""
    assert failures(server, samples_archive, 2, 4) == []


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_no_question_of_twenty_fresh_processes_fails(server: ChatServer, samples_archive: Path) -> None:
    assert failures(server, samples_archive, 20, QUESTIONS) == []
