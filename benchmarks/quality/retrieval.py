"""What each step of retrieval adds: dense, keyword, fusion at several weights, reranking by whole token vectors and by
those that the archive keeps, the question's own filters.

    python benchmarks/quality/retrieval.py --shared ../shared/data [--sets wikinews squad2] [--count 300]

Follow-ups are asked as the rules make them stand alone. A passage hits when it overlaps the evidence; `all@10` is the
share of questions with several pieces of evidence that has all of them in the first 10. `halves` is hit@1 of the
questions whose id hashes to an even number, which recipes were tuned with, and of the others.
"""

import argparse
import hashlib
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.archive import Archive, Filters, Hit, Snapshot
from assistant.evaluation import GoldQuestion, load_questions
from assistant.evaluation.matching import first_hit_rank, ranks_of_all
from assistant.evaluation.scores import mean_reciprocal_rank
from assistant.models import LocalEmbeddings
from assistant.question import QuestionReader
from assistant.question.follow_up import make_standalone
from assistant.retrieval import Candidate, LateInteraction, Retriever, rank_passages, retrieve_narrowed
from assistant.retrieval.fusion import fuse
from assistant.retrieval.retriever import CANDIDATES, load_candidates
from assistant.settings import Settings
from ingest.pipeline import ingest

SETS = ("wikinews", "squad2", "multihop_rag", "mtrag", "spans")
WEIGHTS = (0.2, 0.35, 0.5)
LISTED = 10


class WholeVectors(LocalEmbeddings):
    """The same model, for which the archive's token codes are not read: each passage is, anew."""

    @property
    def keeps_codes(self) -> bool:
        return False


class Ranks:
    """For each way of ranking the rank of the first hit of each question, in the order they were asked."""

    def __init__(self, embedder: LocalEmbeddings) -> None:
        self._embedder = embedder
        self._retriever = Retriever(embedder, LateInteraction(embedder))
        self._whole = Retriever(embedder, LateInteraction(WholeVectors(), cached_passages=6000))
        self._reader = QuestionReader()
        self.ranks: dict[str, list[int | None]] = {}
        self.has_all: dict[str, list[bool]] = {}
        self.is_tuned: list[bool] = []

    def ask(self, snapshot: Snapshot, question: GoldQuestion) -> None:
        standalone = make_standalone(question.question, question.history)
        asked = standalone.text
        self.is_tuned.append(hashlib.sha256(question.question_id.encode()).digest()[0] % 2 == 0)
        dense = snapshot.search_dense(self._embedder.encode([asked])[0], CANDIDATES)
        keyword = snapshot.search_keyword(asked, CANDIDATES)
        for name, ranking in _rankings(dense, keyword):
            self._note(snapshot, name, load_candidates(snapshot, ranking[:LISTED], Filters()), question)
        whole = self._whole.retrieve(snapshot, asked, Filters()).candidates
        self._note(snapshot, "reranked by whole vectors", whole, question)
        self._note(snapshot, "reranked", self._retriever.retrieve(snapshot, asked, Filters()).candidates, question)
        read = self._reader.read(snapshot, asked, earlier=standalone.earlier)
        narrowed, _ = retrieve_narrowed(self._retriever, snapshot, read)
        self._note(snapshot, "with the question's filters", narrowed.candidates, question)

    def _note(self, snapshot: Snapshot, name: str, candidates: Sequence[Candidate], question: GoldQuestion) -> None:
        passages = rank_passages(candidates[:LISTED], snapshot)
        self.ranks.setdefault(name, []).append(first_hit_rank(passages, question))
        if len(question.evidence) > 1:
            found = ranks_of_all(passages, question.evidence)
            self.has_all.setdefault(name, []).append(None not in found)

    def halves(self, name: str) -> str:
        """hit@1 of the tuned half and of the other."""
        parts = []
        for wanted in (True, False):
            ranks = [rank for rank, tuned in zip(self.ranks[name], self.is_tuned, strict=True) if tuned is wanted]
            parts.append(f"{sum(rank == 1 for rank in ranks) / max(1, len(ranks)):.3f}")
        return " ".join(parts)


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
        measured = _measure(arguments.shared / name, arguments.count)
        heads = ("hit@1", "hit@5", "hit@10", "MRR@10", "all@10", "halves")
        print(f"{name}, {len(measured.is_tuned)} questions", *heads, sep="\t")
        for way, found in measured.ranks.items():
            shares = [sum(rank is not None and rank <= k for rank in found) / len(found) for k in (1, 5, 10)]
            shares.append(mean_reciprocal_rank(found) or 0)
            if has_all := measured.has_all.get(way):
                shares.append(sum(has_all) / len(has_all))
            print(way, *(f"{share:.3f}" for share in shares), measured.halves(way), sep="\t", flush=True)


if __name__ == "__main__":
    main()
