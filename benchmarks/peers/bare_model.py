"""The local model alone, over the very texts that an ingest embedded: what an ingest can reach at most.

Arguments: the archive that the ingest made. Prints one JSON line.
"""

import json
import resource
import sys
import time
from contextlib import closing
from pathlib import Path

from assistant.archive.catalog.connection import connect_writer
from assistant.archive.index.embedding import searchable_inputs
from assistant.models import LocalEmbeddings, word_pieces


def main() -> None:
    with closing(connect_writer(Path(sys.argv[1]) / "catalog.sqlite3")) as catalog:
        texts = [text for _, text in searchable_inputs(catalog, 0, 1_000_000)]
    embedder = LocalEmbeddings()
    embedder.encode(["warm"])
    begun, processor = time.perf_counter(), time.process_time()
    embedder.encode(texts)
    seconds, worked = time.perf_counter() - begun, time.process_time() - processor
    measured = {
        "passages": len(texts),
        "word_pieces": sum(len(pieces.token_ids) for pieces in word_pieces(texts)),
        "seconds": seconds,
        "processor_seconds": worked,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
