"""What a question costs, part by part: `python benchmarks/ask.py --shared ../shared/data [--passages 50000]`.

The archive is made up from the sentences of the shared articles, drawn anew into passages of the usual length, so that
words are as common as they are in real text; vectors are those of real passages, shifted at random, and each word piece
has one token vector wherever it stands, for embedding all of them would take longer than anything measured here.
Questions are the shared sets' own. Each question meets its passages for the first time: nothing is cached. The
baseline, in the same run, is what a plain program does: embed the question, compare it with every vector, take the five
best passages, without keywords, reranking or an answer.

`--passages 500000` shows how each part grows. Filling takes far longer than asking: `--archive FOLDER` keeps what was
filled, and asks it again where it is there.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from assistant.archive import Archive, Filters, IncomingArticle, IncomingPassage, Vectors
from assistant.language import split_sentences
from assistant.models import Embedded, LocalEmbeddings, pack_tokens, word_pieces
from assistant.retrieval import LateInteraction, Retriever
from assistant.retrieval.retriever import CANDIDATES
from assistant.settings import Settings

SETS = ("wikinews", "squad2", "mtrag")
PER_ARTICLE, SENTENCES, BATCH = 5, 5, 100
REAL_VECTORS = 400
NOISE = 0.6
WORD_PIECES = 30_522
WARM_UP = 3


class Maker:
    """Articles of sentences that were written, in an order that was not."""

    def __init__(self, shared: Path, embedder: LocalEmbeddings) -> None:
        self._random = random.Random(1)
        self._numpy = np.random.default_rng(1)
        texts = [row["text"] for name in SETS for row in read_rows(shared / name / "articles.jsonl")]
        cut = [text[start:end] for text in texts for start, end in split_sentences(text) if 30 <= end - start <= 400]
        self._sentences = cut
        self._centres = embedder.encode(self._random.sample(cut, REAL_VECTORS))
        pieces = self._numpy.normal(size=(WORD_PIECES, self._centres.shape[1])).astype(np.float32)
        self._pieces = pieces / np.linalg.norm(pieces, axis=1, keepdims=True)

    def article(self, number: int) -> tuple[IncomingArticle, list[IncomingPassage]]:
        passages: list[IncomingPassage] = []
        text = ""
        for _ in range(PER_ARTICLE):
            start = len(text)
            spans = []
            for sentence in self._random.choices(self._sentences, k=SENTENCES):
                spans.append((len(text), len(text) + len(sentence)))
                text += sentence + " "
            passages.append(IncomingPassage(start, len(text) - 1, tuple(spans), text[start:-1]))
        incoming = IncomingArticle(
            text=text,
            title=self._random.choice(self._sentences)[:60],
            publisher=f"Paper {number % 20}",
            external_id=str(number),
            source_name="benchmark",
            published_on=date(2000, 1, 1) + timedelta(days=number % 8000),
        )
        return incoming, passages

    def embed(self, texts: Sequence[str]) -> Embedded:
        chosen = self._centres[self._numpy.integers(0, len(self._centres), len(texts))]
        noise = self._numpy.normal(size=chosen.shape).astype(np.float32)
        vectors = chosen + NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        ids = [piece.token_ids for piece in word_pieces(texts)]
        return Embedded(vectors, tuple(pack_tokens(row, self._pieces[list(row)]) for row in ids))


def read_rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_questions(shared: Path, count: int) -> list[str]:
    asked = [row["question"] for name in SETS for row in read_rows(shared / name / "questions.jsonl")]
    return random.Random(2).sample(asked, count)


def fill(archive: Archive, maker: Maker, passage_count: int) -> None:
    started = time.perf_counter()
    articles = passage_count // PER_ARTICLE
    with archive.writer() as writer:
        for first in range(0, articles, BATCH):
            made = [maker.article(number) for number in range(first, min(articles, first + BATCH))]
            writer.put_many(made, maker.embed)
        writer.fold(force=True)
    print(f"filled and folded in {time.perf_counter() - started:,.0f} s", flush=True)


@contextmanager
def place_of(kept: Path | None) -> Iterator[Path]:
    """The folder to keep, or one that goes with the run."""
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory() as place:
        yield Path(place) / "archive"


class Parts:
    """Milliseconds of each part for one question."""

    def __init__(self, embedder: LocalEmbeddings) -> None:
        self._embedder = embedder
        self._fused = Retriever(embedder, None)
        self._reranked = Retriever(embedder, LateInteraction(embedder, cached_passages=1))

    def measure(self, archive: Archive, question: str) -> Iterator[tuple[str, float]]:
        with archive.snapshot() as snapshot:
            vector = self._embedder.encode([question])[0]
            yield "embed the question", clock(lambda: self._embedder.encode([question]))
            yield "dense search", clock(lambda: snapshot.search_dense(vector, CANDIDATES))
            yield "keyword search", clock(lambda: snapshot.search_keyword(question, CANDIDATES))
            yield "search without reranking", clock(lambda: self._fused.retrieve(snapshot, question, Filters()))
            yield "search with reranking", clock(lambda: self._reranked.retrieve(snapshot, question, Filters()))


def measure_answer(assistant: Assistant, question: str) -> Iterator[tuple[str, float]]:
    started = time.perf_counter()
    answer = assistant.ask(question)
    yield "whole answer", 1000 * (time.perf_counter() - started)
    for stage, milliseconds in answer.timings.items():
        if stage != "total":
            yield f"  of it, {stage}", milliseconds


def measure_baseline(embedder: LocalEmbeddings, vectors: Vectors, question: str) -> tuple[str, float]:
    def search() -> NDArray[np.int64]:
        scores = vectors @ embedder.encode([question])[0]
        found: NDArray[np.int64] = np.argpartition(scores, -5)[-5:]
        return found

    return "baseline: compare all vectors", clock(search)


def clock(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def print_table(measured: Sequence[tuple[str, float]]) -> None:
    names = list(dict.fromkeys(name for name, _ in measured))
    print(f"{'milliseconds':32}{'p50':>9}{'p95':>9}{'most':>9}")
    for name in names:
        took = np.array([value for one, value in measured if one == name])
        print(f"{name:32}{np.percentile(took, 50):9.1f}{np.percentile(took, 95):9.1f}{took.max():9.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--passages", type=int, default=50_000)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--archive", type=Path, help="kept, and asked again where it is there")
    arguments = parser.parse_args()
    questions = read_questions(arguments.shared, arguments.questions + WARM_UP)
    embedder = LocalEmbeddings()
    with place_of(arguments.archive) as place:
        settings = Settings.load(archive=place)
        with Archive.open(settings.archive, embedder.identity, create=True) as archive:
            is_empty = not archive.status().coverage.passage_count
            if is_empty:
                fill(archive, Maker(arguments.shared, embedder), arguments.passages)
            status = archive.status()
            print(f"{status.coverage.passage_count:,} passages, {status.byte_count / 1e6:,.0f} MB on disk")
            archive.prepare()
            parts = Parts(embedder)
            measured = [[*parts.measure(archive, question)] for question in questions][WARM_UP:]
        with Assistant.from_settings(settings) as assistant:
            measured += [[*measure_answer(assistant, question)] for question in questions][WARM_UP:]
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        vectors = Maker(arguments.shared, embedder).embed([""] * arguments.passages).vectors
        measured += [[measure_baseline(embedder, vectors, question)] for question in questions][WARM_UP:]
    print_table([one for rows in measured for one in rows])
    print(f"memory at most: {most:,.0f} MB, {'with' if is_empty else 'without'} filling")


if __name__ == "__main__":
    main()
