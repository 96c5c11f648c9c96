"""A writer in a process of its own, for tests that kill it: python postgres_worker.py FOLDER ARTICLES [patient].

Its database is COPYDESK_DATABASE; its index is on the Chroma server of COPYDESK_CHROMA, where that is set. It prints
"begun" first, then what was acknowledged, and nothing before it was. A patient one starts again where its database
does not answer, as somebody would who repeats the ingest.
"""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from assistant.archive import Archive
from assistant.archive.index.chroma_address import ChromaAddress
from assistant.errors import ArchiveError, IndexAway
from tests.integration.archive_worker import BATCH, FOLD_EVERY, IDENTITY, SEVERAL, article, embed, story


def write(folder: Path, count: int, database: str, chroma: ChromaAddress | None) -> None:
    steps = story(count)
    with (
        Archive.open(folder, IDENTITY, create=True, merging=SEVERAL, database=database, chroma=chroma) as archive,
        archive.writer(embed) as writer,
    ):
        for turn, start in enumerate(range(0, len(steps), BATCH)):
            batch = steps[start : start + BATCH]
            writer.put_many([article(number, edition) for number, edition in batch], embed)
            print("\n".join(f"ack {number} {edition}" for number, edition in batch), flush=True)
            if turn % FOLD_EVERY == FOLD_EVERY - 1:
                with suppress(IndexAway):  # the next fold takes it in
                    writer.fold(force=True)
    print("done", flush=True)


def write_patiently(folder: Path, count: int, database: str, chroma: ChromaAddress | None) -> None:
    while True:
        try:
            return write(folder, count, database, chroma)
        except ArchiveError as error:
            if "does not answer" not in str(error):
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    print("begun", flush=True)
    server = os.environ.get("COPYDESK_CHROMA")
    place = ChromaAddress(server, database=os.environ["COPYDESK_CHROMA_DATABASE"]) if server else None
    how = write_patiently if sys.argv[3:] == ["patient"] else write
    how(Path(sys.argv[1]), int(sys.argv[2]), os.environ["COPYDESK_DATABASE"], place)
