"""One stage of an archive's upkeep, run as a process of its own that a test kills.

python upkeep_worker.py fill FOLDER             an archive of made-up articles with an index
python upkeep_worker.py rebuild FOLDER          embed all of it with another model
python upkeep_worker.py forget FOLDER ID        forget an article
python upkeep_worker.py restore FOLDER BACKUP   put a backup in the place of what is there
python upkeep_worker.py ingest FOLDER PATH      ingest files, with --sync
python upkeep_worker.py fetch FOLDER ADDRESS…   ingest from the web, each event a line on standard error

Each prints "begun" before it writes for the first time, and "done" at its end.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from assistant.archive import Archive, IncomingArticle, IncomingPassage, Vectors, forget_articles, restore
from assistant.models import EmbeddingIdentity
from assistant.settings import Settings
from ingest.event_lines import EventLines
from ingest.pipeline import ingest
from ingest.web.source import WebSource

DIMENSION, ARTICLES = 24, 120
SECRET = "Zanzibarquux"


class Model:
    """Equal vectors for equal texts, in every process; another salt is another model."""

    def __init__(self, name: str) -> None:
        self.identity = EmbeddingIdentity(name, DIMENSION, "0" * 64, 256, local=True)
        self.encoded = 0
        self._name = name

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        rows = [
            np.frombuffer(hashlib.shake_128(f"{self._name} {text}".encode()).digest(2 * DIMENSION), "<i2")
            for text in texts
        ]
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), DIMENSION) + 0.5
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


OLD, NEW = Model("old"), Model("new")


def text_of(number: int) -> str:
    return (
        f"{SECRET} was seen at the harbour." if number == 0 else f"Report {number}: item {number * 7} of the council."
    )


def article(number: int) -> tuple[IncomingArticle, list[IncomingPassage]]:
    text = text_of(number)
    incoming = IncomingArticle(text, title=f"Report {number}", external_id=f"r{number}", source_name="worker")
    return incoming, [IncomingPassage(0, len(text), ((0, len(text)),), text)]


def fill(folder: Path, count: int = ARTICLES) -> None:
    with Archive.open(folder, OLD.identity, create=True) as archive, archive.writer(OLD.encode) as writer:
        writer.put_many([article(number) for number in range(count)], OLD.encode)


def check(folder: Path, models: Sequence[Model] = (OLD,), numbers: Sequence[int] = range(ARTICLES)) -> Model:
    """Assert that exactly these articles are there, each once and found, by one of the models; gives which."""
    for model in models:
        with Archive.open(folder, model.identity) as archive, archive.snapshot() as snapshot:
            if not snapshot.has_dense:
                continue
            listed = snapshot.list_articles(limit=10_000)
            assert sorted(str(one.external_id) for one in listed) == sorted(f"r{number}" for number in numbers)
            for number in list(numbers)[:: max(1, len(numbers) // 9)]:
                (hit,) = snapshot.search_dense(model.encode([text_of(number)])[0], 1)
                assert hit.score > 0.999
                assert snapshot.passages([hit.passage_id])[0].text == text_of(number)
            assert len(snapshot.search_keyword("report item council", 1000)) == len(numbers)
            assert not [notice for notice in snapshot.notices if "damaged" in notice], snapshot.notices
            return model
    message = "none of the models is the archive's"
    raise AssertionError(message)


def fetch(folder: Path, addresses: Sequence[str]) -> None:
    settings = Settings.load(archive=folder, web_delay=0.0)
    hosts = sorted({urlsplit(address).netloc for address in addresses})
    source = WebSource.from_settings(addresses, settings, allow=hosts)
    with Archive.open(folder, OLD.identity, create=True) as archive:
        ingest([], archive, OLD, sources=[source], settings=settings, listener=EventLines(sys.stderr))


def main(arguments: list[str]) -> None:
    command, folder = arguments[0], Path(arguments[1])
    settings = Settings.load(archive=folder)
    print("begun", flush=True)
    if command == "fill":
        fill(folder)
    elif command == "rebuild":
        with Archive.open(folder, NEW.identity) as archive:
            archive.rebuild(NEW)
        print("embedded", NEW.encoded, flush=True)
    elif command == "forget":
        forget_articles(folder, [arguments[2]])
    elif command == "restore":
        restore(folder, Path(arguments[2]), replace=True)
    elif command == "ingest":
        with Archive.open(folder, OLD.identity, create=True) as archive:
            ingest([Path(arguments[2])], archive, OLD, settings=settings, sync=True)
    elif command == "fetch":
        fetch(folder, arguments[2:])
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
