"""A move in small batches in a process of its own, for tests that kill it: python move_worker.py FOLDER TO [INDEX].

The source's database, where it has one, is COPYDESK_DATABASE. It prints each step, and "done" at its end.
"""

import os
import sys
from pathlib import Path

from assistant.archive import move_archive
from assistant.archive.upkeep import tables, words


def main(folder: Path, to: str, index: Path | None) -> None:
    tables._FEWEST, tables._FIRST, tables._MOST = 5, 7, 9
    words._BATCH = 7
    move_archive(
        folder,
        to,
        database=os.environ.get("COPYDESK_DATABASE"),
        folder=index,
        progress=lambda what, done, total: print(what, done, total, flush=True),
    )
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if len(sys.argv) > 3 else None)
