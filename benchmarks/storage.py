"""The bytes that each store of an archive takes for a passage, on the disk.

    python benchmarks/storage.py ARCHIVE [ARCHIVE ...]

Pages of SQLite are counted whole, with what is free in them; files of the index by what they are.
"""

import argparse
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

STORES = {
    "token codes": ("token_codes",),
    "vectors": ("vectors", "sqlite_autoindex_vectors_1"),
    "texts": ("texts", "sqlite_autoindex_texts_1"),
    "words": ("keyword_", "past_keyword_"),
}
REST, ROWS, CHROMA = "articles, versions, passages and the rest", "rows of segments", "Chroma"


def measure(archive: Path) -> tuple[int, Counter[str]]:
    """The number of passages, and the bytes of each store."""
    sizes: Counter[str] = Counter()
    with closing(sqlite3.connect(archive / "catalog.sqlite3")) as catalog:
        (passages,) = catalog.execute("SELECT count(*) FROM passages").fetchone()
        for name, size in catalog.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
            sizes[_store_of(name)] += size
    for path in (archive / "generations").rglob("*"):
        if path.is_file():
            sizes[CHROMA if "index" in path.relative_to(archive).parts else ROWS] += path.stat().st_size
    return passages, sizes


def _store_of(table: str) -> str:
    return next((store for store, begins in STORES.items() if table.startswith(begins)), REST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", type=Path, nargs="+", metavar="ARCHIVE")
    for archive in parser.parse_args().archives:
        passages, sizes = measure(archive)
        print(f"{archive}: {passages} passages")
        for store in (*STORES, REST, ROWS, CHROMA):
            print(f"  {store}: {sizes[store] / max(1, passages):,.0f}")
        print(f"  in all: {sizes.total() / max(1, passages):,.0f}")


if __name__ == "__main__":
    main()
