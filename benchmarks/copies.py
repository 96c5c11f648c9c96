"""What looking for near copies costs as the archive grows: `python benchmarks/copies.py [COUNT]`, 20,000 by default.

Articles of about 400 words, made of shuffled runs of six words of real ones, go into a catalog in memory. For blocks of
articles it prints, for each article, the processor time of the whole admission without embedding, and of the search for
near copies in it. After the first ADMITTED articles only their sketches are stored.
"""

import random
import sys
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.archive import IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import write_new_manifest
from assistant.archive.catalog.records import store_text
from assistant.archive.catalog.repeats import begin_run
from assistant.archive.catalog.schema import KEYWORD_TABLES, TABLES
from assistant.archive.copies.likeness_rows import find_likenesses
from benchmarks.quality.copies import SHARED_DATA
from benchmarks.quality.copies_set import load_articles

__all__: list[str] = []

BLOCK, ADMITTED = 1_000, 3_000
RUN_WORDS, RUNS = 6, 67


def main(count: int) -> None:
    runs = _runs()
    random_ = random.Random(0)
    with closing(SqliteDatabase.open(":memory:")) as catalog:
        catalog.connection.executescript(TABLES)
        for statement in KEYWORD_TABLES:
            catalog.execute(statement)
        write_new_manifest(catalog)
        begin_run(catalog)
        print("| articles before | admission, ms | near copies, ms |\n|---|---|---|")
        for block in range(0, count, BLOCK):
            texts = [". ".join(random_.sample(runs, RUNS)) for _ in range(BLOCK)]
            started = time.process_time()
            with catalog.transaction():
                if block < ADMITTED:
                    _admit(catalog, texts, block)
                else:
                    _search(catalog, texts)
            spent = 1000 * (time.process_time() - started) / BLOCK
            fresh = [". ".join(random_.sample(runs, RUNS)) for _ in range(100)]
            started = time.process_time()
            catalog.execute("BEGIN")
            _search(catalog, fresh)
            catalog.execute("ROLLBACK")
            searching = 10 * (time.process_time() - started)
            print(f"| {block:,} | {f'{spent:.2f}' if block < ADMITTED else ''} | {searching:.2f} |", flush=True)


def _runs() -> list[str]:
    words = " ".join(article.text for article in load_articles(SHARED_DATA)).split()
    return [" ".join(words[start : start + RUN_WORDS]) for start in range(0, len(words), RUN_WORDS)]


def _admit(catalog: Database, texts: list[str], first: int) -> None:
    for number, text in enumerate(texts, start=first):
        passage = IncomingPassage(0, len(text), ((0, len(text)),), text)
        admit(catalog, IncomingArticle(text, external_id=str(number)), [passage])


def _search(catalog: Database, texts: list[str]) -> None:
    for text in texts:
        find_likenesses(catalog, store_text(catalog, text), text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
