"""An ingest that never ends, for tests of many readers: python tally_writer.py; the settings say where.

Two articles of two papers give the same number, and each step gives both a higher one in one transaction. It prints
each number that is acknowledged; where it cannot write it waits and tries the same number again.
"""

import itertools
import time

from assistant.archive import Archive, IncomingArticle, Writer
from assistant.errors import ArchiveError
from assistant.models import build_embedder, count_tokens, embed_of
from assistant.settings import Settings
from ingest.split import split

TEXTS = (
    ("The Lantern", "The harbour office counted {} herring boats at the quay. The quay was full, the office said."),
    ("The Courier", "Skippers spoke of {} herring boats in the bay. None of them had seen as many, they said."),
)


def articles(number: int) -> list[IncomingArticle]:
    return [
        IncomingArticle(
            text.format(number),
            title="Herring boats",
            publisher=publisher,
            external_id=f"boats of {publisher}",
            updated_at=f"2026-01-01T00:{number // 60:02}:{number % 60:02}",
        )
        for publisher, text in TEXTS
    ]


def main() -> None:
    settings = Settings.load()
    embedder = build_embedder(settings)
    embed = embed_of(embedder)

    def put(writer: Writer, number: int) -> None:
        writer.put_many([(one, split(one, count_tokens)) for one in articles(number)], embed)

    number = 1000
    while True:
        try:
            with (
                Archive.from_settings(settings, embedder.identity, create=True) as opened,
                opened.writer(embed) as writer,
            ):
                for step in itertools.count(1):
                    put(writer, number)
                    print(number, flush=True)
                    number += 1
                    if step % 20 == 0:
                        writer.fold(force=True)
                    time.sleep(0.1)
        except ArchiveError as error:
            print(f"waiting: {error}", flush=True)
            time.sleep(0.3)


if __name__ == "__main__":
    main()
