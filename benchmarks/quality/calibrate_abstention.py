"""Where to abstain as off topic: how well the best passage matches questions put to the right and to the wrong archive.

    python benchmarks/quality/calibrate_abstention.py --shared ../shared/data

Wikinews questions are put to the Wikinews articles and to SQuAD's, SQuAD's to both as well. A threshold is good when
few answerable questions fall below it in their own archive and most fall below it in the other one.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.answering import QuestionView, gather_evidence, load_chooser
from assistant.archive import Archive, Filters
from assistant.models import LocalEmbeddings
from assistant.retrieval import LateInteraction, Rarity, Retriever, content_stems
from assistant.settings import Settings
from ingest.pipeline import ingest

SETS = ("wikinews", "squad2")
THRESHOLDS = (0.40, 0.44, 0.46, 0.48, 0.50, 0.52, 0.56, 0.60)
SEED = 3


def answerable_questions(folder: Path, count: int) -> list[str]:
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [row["question"] for row in rows if row["answerable"] and not row.get("history")]
    return random.Random(SEED).sample(questions, min(count, len(questions)))


def measure(articles: Path, sets: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """For each set: the match and the coverage of every question, in an archive of these articles."""
    embedder = LocalEmbeddings()
    retriever = Retriever(embedder, LateInteraction(embedder, cached_passages=5000))
    with tempfile.TemporaryDirectory() as place, Archive.open(Path(place), embedder.identity, create=True) as archive:
        ingest([articles], archive, embedder, settings=Settings.load(archive=Path(place)))
        with archive.snapshot() as snapshot:
            for name, questions in sets.items():
                measured = []
                for question in questions:
                    view = QuestionView(question, question, Rarity.of(snapshot, content_stems(question)))
                    found = retriever.retrieve(snapshot, question, Filters()).candidates
                    evidence = gather_evidence(view, found, load_chooser())
                    measured.append((evidence.match or 0.0, evidence.coverage))
                yield name, measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100, help="questions of each set")
    arguments = parser.parse_args()
    questions = {name: answerable_questions(arguments.shared / name, arguments.count) for name in SETS}
    print("share of questions below a match of", *(f"{threshold:.2f}" for threshold in THRESHOLDS), sep="\t")
    for home in SETS:
        for name, measured in measure(arguments.shared / home / "articles.jsonl", questions):
            below = [sum(match < threshold for match, _ in measured) / len(measured) for threshold in THRESHOLDS]
            print(f"{name} asked of {home}", *(f"{share:.3f}" for share in below), sep="\t")
            low = [sum(coverage < threshold for _, coverage in measured) / len(measured) for threshold in (0.3, 0.4)]
            print("  coverage below 0.3, 0.4", *(f"{share:.3f}" for share in low), sep="\t")


if __name__ == "__main__":
    main()
