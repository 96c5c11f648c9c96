"""Bulk ingest beside plain ingest, in one run: articles a second, by the clock and by the processor.

    python benchmarks/bulk.py [--articles 400] [--runs 1] [--actors 1 2]
    python benchmarks/bulk.py --admission 2000

The articles are those of benchmarks/ingest.py: real sentences in 8 paragraphs each, never repeated. Plain ingest and
`copydesk bulk` with so many actors take turns, each as a command from its start to its end, with all processes
counted, Ray's own too. `--admission` stores so many articles whose vectors are ready (made-up ones, with token codes of
the usual size), without Ray and without a model, and says what each part of it costs. A ratio compares within one run
only.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))  # before this folder, which has an ingest.py of its own

from assistant.archive import Archive
from assistant.models import Embedded, LocalEmbeddings, TokenVectors, embed_of
from assistant.settings import Settings
from benchmarks.ingest import real_sentences, write_articles
from ingest.bulk.place import BlockPlace
from ingest.bulk.prepared import KeyIndex, PreparedEmbedder, PreparedFiles, Ready, RecentBlocks
from ingest.bulk.shares import shares_of, written_share
from ingest.bulk.steps import Claims, HowToRead, cut_piece, embed_piece, read_pieces, store_piece
from ingest.pipeline import ingest
from ingest.sources import walk

HERE = Path(__file__).resolve().parent
COMMAND = [sys.executable, "-c", "from ui.entry import main; main()"]
CODE_BYTES = 11_000
"""Of a passage of 160 word pieces."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--actors", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--admission", type=int, metavar="ARTICLES")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.admission:
            measure_admission(Path(folder), given.admission)
        else:
            compare(Path(folder), given.articles, given.runs, given.actors)


def compare(folder: Path, count: int, runs: int, actors: Sequence[int]) -> None:
    articles = write_articles(folder / "articles.jsonl", real_sentences(), count)
    ways = {"plain": 0, **{f"bulk, {number} actor{'s' * (number > 1)}": number for number in actors}}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
    for run in range(runs):
        for name, number in ways.items():
            place = folder / f"{run}-{number}"
            way = ["bulk", "--to", str(place / "blocks"), "--actors", str(number)] if number else ["ingest"]
            found[name].append(measure([*COMMAND, *way, str(articles), "--archive", str(place / "archive")]))
    print(f"{count} articles, {runs} runs in turn, medians; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    plain = median(count / run["seconds"] for run in found["plain"])
    for name, of_one in found.items():
        rate = median(count / run["seconds"] for run in of_one)
        print(
            f"{name:16} {rate:6.2f} articles/s ({rate / plain:.2f} of plain), "
            f"{median(run['processor'] for run in of_one) / count * 1000:6.1f} ms of the processor an article, "
            f"{median(run['seconds'] for run in of_one):6.1f} s"
            + (f", of which blocks {median(run['blocks'] for run in of_one):.1f} s" if "blocks" in of_one[0] else "")
        )


def measure(command: Sequence[str]) -> dict[str, float]:
    """One command, with the processor time of all its processes, looked at twice a second."""
    begun = time.perf_counter()
    spent: dict[tuple[int, float], float] = {}
    with subprocess.Popen([*command, "--json", "--quiet"], stdout=subprocess.PIPE, text=True, cwd=HERE.parent) as child:
        done = threading.Event()
        watcher = threading.Thread(target=watch, args=(child.pid, spent, done))
        watcher.start()
        printed, _ = child.communicate()
        done.set()
        watcher.join()
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(command[3:])} ended with {child.returncode}")  # noqa: EM102  # a benchmark's own
    report = json.loads(printed)
    measured = {"seconds": time.perf_counter() - begun, "processor": sum(spent.values())}
    if "bulk" in report:
        measured["blocks"] = report["bulk"]["seconds"]
    return measured


def watch(pid: int, spent: dict[tuple[int, float], float], done: threading.Event) -> None:
    while not done.wait(0.5):
        try:
            parent = psutil.Process(pid)
            for process in (parent, *parent.children(recursive=True)):
                times = process.cpu_times()
                spent[process.pid, process.create_time()] = times.user + times.system
        except psutil.Error:
            continue


class Ready384:
    """Vectors and codes of the local model's size, out of nothing."""

    keeps_codes = True
    identity = LocalEmbeddings().identity

    def encode(self, texts: Sequence[str]) -> Any:
        return self.encode_with_codes(texts).vectors

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        rows = np.random.default_rng(len(texts)).standard_normal((len(texts), 384)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return Embedded(rows, tuple(b"x" * CODE_BYTES for _ in texts))

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        raise NotImplementedError


def measure_admission(folder: Path, count: int) -> None:
    articles = write_articles(folder / "articles.jsonl", real_sentences(), count)
    place = BlockPlace.at(str(folder / "blocks"))
    place.prepare()
    model, claims, ready = Ready384(), Claims(), []
    how = HowToRead("benchmark", 1_000_000, 50, 20, 500)
    spent = {"read": 0.0, "cut": 0.0, "write blocks": 0.0}
    for share in shares_of(walk([articles])):
        pieces = [piece for piece in read_pieces(written_share(share), how, ()) if piece["name"]]
        for piece in pieces:
            cut = cut_piece(piece, model.identity.key(), np.empty(0, np.uint64), claims.claim)
            begun = time.process_time()
            stored = store_piece(embed_piece(cut, embed_of(model)), place)
            spent["read"] += piece["seconds"]
            spent["cut"] += cut["seconds"] - piece["seconds"]
            spent["write blocks"] += time.process_time() - begun
            ready.append(Ready(stored["share"], stored["part"], stored["name"], stored["size"]))
    read = RecentBlocks(place.read)
    embedder = PreparedEmbedder(model, KeyIndex(place.keys(sorted(place.names()))), read)
    clock, processor = time.perf_counter(), time.process_time()
    with Archive.open(folder / "archive", model.identity, create=True) as archive:
        files = PreparedFiles([articles], ready, read)
        report = ingest([articles], archive, embedder, prepared=files, settings=Settings.load(archive=archive.path))
    seconds, processor = time.perf_counter() - clock, time.process_time() - processor
    load = os.getloadavg()[0]
    for name, cost in spent.items():
        print(f"{name:13} {cost / count * 1000:6.2f} ms of the processor an article, before admission")
    print(
        f"admission     {processor / count * 1000:6.2f} ms of the processor an article: {count / processor:.1f} "
        f"articles/s by it, {count / seconds:.1f} by the clock; {report.passages} passages; load {load:.1f}"
    )


if __name__ == "__main__":
    main()
