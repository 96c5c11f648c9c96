"""An archive of made-up articles for the archive's tests: run as a process of its own, or loaded by a test.

python archive_worker.py write FOLDER [ARTICLES]      put all articles, folding often; prints what is acknowledged
python archive_worker.py hold FOLDER                  hold the writer's lock until standard input ends
python archive_worker.py read-only FOLDER             drop all rights, then read, then try to write
python archive_worker.py fill-disk FOLDER             write until the disk is full, free it, go on
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from assistant.archive import Archive, IncomingArticle, IncomingPassage, Vectors
from assistant.archive.index.merging import Merging
from assistant.errors import ArchiveFull, ArchiveReadOnly
from assistant.models import EmbeddingIdentity

DIMENSION = 24
IDENTITY = EmbeddingIdentity("test-model", DIMENSION, "0" * 64, 256, local=True)
ARTICLES, BATCH, FOLD_EVERY = 150, 5, 4
SEVERAL = Merging(least=8, fan=3)
"""So that a stop can come between segments."""
WITHDRAWN = 9
"""The edition in which an article is taken back."""


def embed(texts: Sequence[str]) -> Vectors:
    """A direction for each text, from its bytes: equal for equal texts, in every process."""
    rows = [np.frombuffer(hashlib.shake_128(text.encode()).digest(2 * DIMENSION), "<i2") for text in texts]
    vectors = np.array(rows, dtype=np.float32).reshape(len(texts), DIMENSION) + 0.5
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def paragraphs(number: int, edition: int) -> list[str]:
    return [
        f"Edition {edition} of report {number}, paragraph {index}: council item {number * 7 + index}, café “{number}”."
        for index in range(1 + number % 3)
    ]


def article(number: int, edition: int = 1) -> tuple[IncomingArticle, list[IncomingPassage]]:
    """Article `number`; every tenth has a second edition, another tenth is withdrawn, every eleventh repeats the one
    before it."""
    source = number - 1 if number % 11 == 10 else number
    parts = paragraphs(source, 1 if edition == WITHDRAWN else edition)
    text = "\n".join(parts)
    incoming = IncomingArticle(
        text=text,
        title=f"Report {number}",
        publisher=f"Paper {number % 4}",
        external_id=f"r{number}",
        source_name="worker",
        updated_at=f"2024-01-0{edition}",
        is_withdrawn=edition == WITHDRAWN,
    )
    passages, start = [], 0
    for part in parts:
        passages.append(IncomingPassage(start, start + len(part), ((start, start + len(part)),), f"Report\n{part}"))
        start += len(part) + 1
    return incoming, passages


def story(count: int) -> list[tuple[int, int]]:
    """Every article and edition in the order they come in; a withdrawal comes three articles later."""
    steps = []
    for number in range(count):
        steps += [(number, edition) for edition in ((1, 2) if number % 10 == 0 else (1,))]
        steps += [(number - 3, WITHDRAWN)] if number % 10 == 8 else []
    return steps


def standing(steps: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The editions that stand when these have come in."""
    return {number: edition for number, edition in dict(steps).items() if edition != WITHDRAWN}


def reached(found: Mapping[int, int], count: int = ARTICLES) -> list[tuple[int, int]]:
    """The steps of the story after which exactly this is in the archive: nothing stands between two batches."""
    steps = story(count)
    for end in range(0, len(steps) + BATCH, BATCH):
        if standing(steps[:end]) == found:
            return steps[:end]
    message = f"the state of no moment of the story: {dict(found)}"
    raise AssertionError(message)


def write(folder: Path, count: int) -> None:
    steps = story(count)
    with Archive.open(folder, IDENTITY, create=True, merging=SEVERAL) as archive, archive.writer(embed) as writer:
        print("open", flush=True)
        for turn, start in enumerate(range(0, len(steps), BATCH)):
            batch = steps[start : start + BATCH]
            writer.put_many([article(number, edition) for number, edition in batch], embed)
            print("\n".join(f"ack {number} {edition}" for number, edition in batch), flush=True)
            if turn % FOLD_EVERY == FOLD_EVERY - 1:
                print("fold", flush=True)
                writer.fold(force=True)
    print("done", flush=True)


def check(archive: Archive, *, may_be_away: bool = False) -> dict[int, int]:
    """Assert that one snapshot is whole and agrees with itself; gives the editions of the articles in it.

    `may_be_away`: the index's server may be; what is said of that is all that is said.
    """
    archive.prepare()
    with archive.snapshot() as snapshot:
        listed = snapshot.list_articles(limit=100_000)
        found = {}
        passage_ids: list[int] = []
        for item in listed:
            number = int((item.external_id or "")[1:])
            edition = int((item.updated_at or "")[-1])
            incoming, wanted = article(number, edition)
            assert item.text == incoming.text
            own = snapshot.article_passages(item.article_id)
            voices = [item, *snapshot.copies(item.article_id)]
            carried = [snapshot.article_passages(voice.article_id) for voice in voices]
            assert sorted(map(len, carried)) == [0] * (len(voices) - 1) + [len(wanted)], "half an article"
            assert all(passage.text == item.text[passage.start : passage.end] for passage in own)
            passage_ids += [passage.passage_id for passage in own]
            found[number] = edition
        assert len(found) == len(listed), "an article is in the archive twice"
        coverage = snapshot.coverage()
        assert coverage.article_count == len(listed)
        assert coverage.passage_count == len(passage_ids) == len(set(passage_ids))
        assert len(snapshot.vectors(passage_ids)) == len(passage_ids)
        for item in listed[:: max(1, len(listed) // 5)]:
            for passage in snapshot.article_passages(item.article_id):
                query = snapshot.vectors([passage.passage_id])[0]
                assert snapshot.search_dense(query, 3)[0].score > 0.999
                assert passage.passage_id in {hit.passage_id for hit in snapshot.search_dense(query, 3)}
                words = f"report {item.external_id} {passage.text}"
                assert passage.passage_id in {hit.passage_id for hit in snapshot.search_keyword(words, 50)}
        said = [one for one in snapshot.notices if not (may_be_away and "does not answer" in one)]
        assert not said, said
    return found


def check_files(folder: Path) -> None:
    """Assert what no snapshot shows: SQLite's own checks, and the keyword index against the passages."""
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        indexed = connection.execute("SELECT rowid FROM keyword ORDER BY rowid").fetchall()
        live = connection.execute("SELECT passage_id FROM passages WHERE is_live ORDER BY passage_id").fetchall()
        assert indexed == live
        orphans = "SELECT count(*) FROM passages WHERE is_live AND vector_id IS NULL"
        assert connection.execute(orphans).fetchone() == (0,)


def hold(folder: Path) -> None:
    with Archive.open(folder, IDENTITY, create=True) as archive, archive.writer(embed):
        print("held", flush=True)
        sys.stdin.read()


def read_only(folder: Path) -> None:
    import mmap  # noqa: F401  # what is imported late can perhaps not be read without rights

    import assistant.archive.store  # noqa: F401  # as above

    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    with Archive.open(folder, IDENTITY) as archive:
        found = check(archive)
        assert archive.status().generation.health == "good"
        asked = archive.readers.ask(None, "Who?")
        assert [turn.question for turn in archive.readers.turns(asked.conversation_id)] == ["Who?"]
        print("read", len(found), flush=True)
        try:
            with archive.writer(embed) as writer:
                writer.put(*article(1), embed)
        except ArchiveReadOnly as error:
            print("refused", error, flush=True)


def fill_disk(folder: Path) -> None:
    ballast = folder.parent / "ballast"
    with Archive.open(folder, IDENTITY, create=True) as archive:
        with archive.writer(embed) as writer:
            writer.put_many([article(number) for number in range(90)], embed)
            _fill(ballast)
            for number in range(90, 10_000):
                try:
                    writer.put(*article(number), embed)
                except ArchiveFull as error:
                    print("full while putting", error, flush=True)
                    break
            try:
                writer.fold(force=True)
            except ArchiveFull as error:
                print("full while folding", error, flush=True)
            assert {*check(archive)} == {*range(number)}
            ballast.unlink()
            writer.put(*article(number), embed)
        assert {*check(archive)} == {*range(number + 1)}
        assert archive.status().generation.health == "good"
    check_files(folder)
    print("done", flush=True)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def main(arguments: list[str]) -> None:
    command, folder = arguments[0], Path(arguments[1])
    if command == "write":
        write(folder, int(arguments[2]) if len(arguments) > 2 else ARTICLES)
    else:
        {"hold": hold, "read-only": read_only, "fill-disk": fill_disk}[command](folder)


if __name__ == "__main__":
    main(sys.argv[1:])
