"""What each step of retrieval adds: dense, keyword, fusion at several weights, reranking, on the shared question sets.

    python benchmarks/quality/retrieval.py --shared ../shared/data [--sets wikinews squad2] [--count 300]

Follow-ups are asked as the rules make them stand alone. A passage hits when it overlaps the evidence.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.archive import Archive, Filters, Hit, Snapshot
from assistant.conversation import make_standalone
from assistant.evaluation import GoldQuestion, load_questions
from assistant.evaluation.matching import first_hit_rank
from assistant.evaluation.scores import mean_reciprocal_rank
from assistant.models import LocalEmbeddings
from assistant.retrieval import LateInteraction, Retriever, rank_passages
from assistant.retrieval.fusion import fuse
from assistant.retrieval.retriever import CANDIDATES, load_candidates
from assistant.settings import Settings
from ingest.pipeline import ingest

SETS = ("wikinews", "squad2", "multihop_rag", "mtrag", "spans")
WEIGHTS = (0.2, 0.35, 0.5)
LISTED = 10


class Ranks:
    """For each way of ranking the rank of the first hit of each question, in the order they were asked."""

    def __init__(self, embedder: LocalEmbeddings) -> None:
        self._embedder = embedder
        self._retriever = Retriever(embedder, LateInteraction(embedder, cached_passages=6000))
        self.ranks: dict[str, list[int | None]] = {}

    def ask(self, snapshot: Snapshot, question: GoldQuestion) -> None:
        asked = make_standalone(question.question, question.history).text
        dense = snapshot.search_dense(self._embedder.encode([asked])[0], CANDIDATES)
        keyword = snapshot.search_keyword(asked, CANDIDATES)
        for name, ranking in _rankings(dense, keyword):
            candidates = load_candidates(snapshot, ranking[:LISTED], Filters())
            self._note(name, first_hit_rank(rank_passages(candidates), question.evidence))
        reranked = self._retriever.retrieve(snapshot, asked, Filters()).candidates[:LISTED]
        self._note("reranked", first_hit_rank(rank_passages(reranked), question.evidence))

    def _note(self, name: str, rank: int | None) -> None:
        self.ranks.setdefault(name, []).append(rank)


def _rankings(dense: Sequence[Hit], keyword: Sequence[Hit]) -> Iterator[tuple[str, Sequence[Hit]]]:
    yield "dense", dense
    yield "keyword", keyword
    for weight in WEIGHTS:
        yield f"fusion, dense {weight:.2f}", fuse(dense, keyword, dense_weight=weight)


def _measure(folder: Path, count: int) -> Ranks:
    questions = [
        question for question in load_questions(folder / "questions.jsonl") if question.answerable and question.evidence
    ]
    embedder = LocalEmbeddings()
    ranks = Ranks(embedder)
    with tempfile.TemporaryDirectory() as place, Archive.open(Path(place), embedder.identity, create=True) as archive:
        ingest([folder / "articles.jsonl"], archive, embedder, settings=Settings.load(archive=Path(place)))
        archive.prepare()
        with archive.snapshot() as snapshot:
            for question in random.Random(0).sample(questions, min(count, len(questions))):
                ranks.ask(snapshot, question)
    return ranks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--count", type=int, default=300, help="questions of each set")
    arguments = parser.parse_args()
    for name in arguments.sets:
        ranks = _measure(arguments.shared / name, arguments.count).ranks
        print(f"{name}, {len(ranks['dense'])} questions", "hit@1", "hit@5", "hit@10", "MRR@10", sep="\t")
        for way, found in ranks.items():
            shares = [sum(rank is not None and rank <= k for rank in found) / len(found) for k in (1, 5, 10)]
            print(way, *(f"{share:.3f}" for share in shares), f"{mean_reciprocal_rank(found) or 0:.3f}", sep="\t")


if __name__ == "__main__":
    main()
