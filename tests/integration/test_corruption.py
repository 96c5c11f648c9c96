"""Files of an archive damaged at random: what is read is what was stored, or it is said that something is wrong.

Never a changed text, never a crash, never a program that ends in a trace.
"""

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.archive import Archive
from tests.counted import Counted
from tests.integration.upkeep_worker import ARTICLES, OLD, fill, text_of

WORKER = Path(__file__).with_name("corruption_worker.py")
TURNS = [
    pytest.param(6, id="sample"),
    pytest.param(200, id="soak", marks=(pytest.mark.soak, pytest.mark.timeout(3600))),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with an index and a conversation, nothing of it in a log any more."""
    folder = tmp_path_factory.mktemp("whole") / "archive"
    fill(folder)
    with Archive.open(folder, OLD.identity) as archive:
        with archive.writer(OLD.encode) as writer:
            writer.fold(force=True)
        for number in range(20):
            asked = archive.readers.ask(None, f"Question {number}?")
            archive.readers.end(asked.turn_id, "answered", text="It held. " * 200)
    return folder


def flip_bits(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 8, 200))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def blank_a_page(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    start = chance.randrange(len(content)) // 4096 * 4096
    content[start : start + 4096] = bytes(len(content[start : start + 4096]))
    file.write_bytes(content)


def scramble_a_page(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    start = chance.randrange(len(content)) // 4096 * 4096
    content[start : start + 4096] = chance.randbytes(len(content[start : start + 4096]))
    file.write_bytes(content)


def cut_off(file: Path, chance: random.Random) -> None:
    file.write_bytes(file.read_bytes()[: chance.randrange(file.stat().st_size)])


def empty(file: Path, chance: random.Random) -> None:
    file.write_bytes(b"")


def take_away(file: Path, chance: random.Random) -> None:
    file.unlink()


def lengthen(file: Path, chance: random.Random) -> None:
    with file.open("ab") as opened:
        opened.write(chance.randbytes(chance.choice((1, 4096, 100_000))))


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (
    *(flip_bits, blank_a_page, scramble_a_page, cut_off, empty, take_away, lengthen),
)


@pytest.mark.parametrize("turns", TURNS)
def test_damage_is_noticed_or_does_no_harm(whole: Path, tmp_path: Path, turns: int, counted: Counted) -> None:
    chance = random.Random(turns)
    outcomes: Counter[str] = Counter()
    for turn in range(turns):
        folder = tmp_path / f"archive-{turn}"
        shutil.copytree(whole, folder)
        files = sorted(file for file in folder.rglob("*") if file.is_file() and file.stat().st_size)
        kept = [file for file in files if file.suffix in (".sqlite3", ".npy", ".bin", ".json")]
        file, damage = chance.choice(kept), DAMAGES[turn % len(DAMAGES)]
        damage(file, chance)
        what = f"{turn}: {damage.__name__} {file.relative_to(folder)}"
        done = subprocess.run(
            [sys.executable, str(WORKER), str(folder)], capture_output=True, text=True, timeout=280, check=False
        )
        assert done.returncode == 0, f"{what}\n{done.stderr[-2000:]}"
        said = json.loads(done.stdout.splitlines()[-1])
        assert all(text == text_of(int(name[1:])) for name, text in said["texts"].items()), what
        is_whole = len(said["texts"]) == ARTICLES and said["found"] == {
            "dense": 1,
            "keyword": ARTICLES,
            "turns": 20,
        }
        assert is_whole or said["told"], f"{what}: something is gone and nobody says so: {said['found']}"
        outcomes["noticed" if said["told"] else "harmless"] += 1
        counted(f"corrupted files, {'said' if said['told'] else 'without harm'}")
        shutil.rmtree(folder)
    assert outcomes["noticed"] >= turns / 3
