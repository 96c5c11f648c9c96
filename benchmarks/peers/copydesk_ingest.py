"""Copydesk's own ingest in a process of its own, measured like its peers; prints one JSON line.

Arguments: the articles as JSONL, a folder for the archive; `--no-model` leaves the embedding out.
"""

import json
import resource
import sys
import time
from pathlib import Path

import chromadb  # noqa: F401  # the peer's clock, too, starts when its libraries are loaded

from assistant.archive import Archive
from assistant.models import LocalEmbeddings
from assistant.settings import Settings
from ingest.languages import language_in
from ingest.pipeline import ingest

GERMAN = "Die Fähre nach Ombersund ist am Montag gesunken, und alle Menschen an Bord wurden gerettet."
"""Some texts need the model that guesses languages, 70 MB: it is loaded before the clock, however few there are."""


def main() -> None:
    articles, folder = map(Path, sys.argv[1:3])
    embedder = None if "--no-model" in sys.argv else LocalEmbeddings()
    if embedder is not None:
        embedder.encode(["warm"])
    language_in(GERMAN)
    begun, processor = time.perf_counter(), time.process_time()
    with Archive.open(folder, embedder.identity if embedder else None, create=True) as archive:
        report = ingest([articles], archive, embedder, settings=Settings.load(archive=folder))
    measured = {
        "articles": report.articles,
        "passages": report.passages,
        "seconds": time.perf_counter() - begun,
        "processor_seconds": time.process_time() - processor,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
