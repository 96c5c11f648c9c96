"""Train the sentence chooser (`assistant/answering/chooser.json`) on the shared question sets.

    python benchmarks/quality/train_chooser.py --shared ../shared/data --out assistant/answering/chooser.json

Needs scikit-learn beside the project's own packages; it is no dependency, for nobody but this script wants it.

The half of each set's questions whose id hashes to an even number is trained on; the other half is never seen and is
what the printed figures are about. Wikinews has few questions, but news is what the chooser is for: each counts
NEWS_WEIGHT times.
"""

import argparse
import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from assistant.answering.features import FEATURES, QuestionView, SentenceView, view_sentences
from assistant.archive import Archive, Filters
from assistant.conversation import make_standalone, read_turns
from assistant.models import LocalEmbeddings
from assistant.retrieval import LateInteraction, Rarity, Retriever, content_stems
from assistant.settings import Settings
from ingest.pipeline import ingest

PASSAGES = 8
WITHOUT_VECTORS = 0.1
"""Share of the rows that are shown again without similarities, for readers who have no local model."""
NEWS_WEIGHT = 4.0
"""Without the Wikinews half the answers held 0.72 of the unseen half's gold answers (25 questions), with it 0.76."""


@dataclass(frozen=True)
class Example:
    question: dict[str, Any]
    sentences: list[SentenceView]
    labels: NDArray[np.int64]
    weight: float

    @property
    def rows(self) -> NDArray[np.float64]:
        return np.stack([sentence.features for sentence in self.sentences])


def read_questions(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def is_for_tuning(question: dict[str, Any]) -> bool:
    return hashlib.sha256(str(question["id"]).encode()).digest()[0] % 2 == 0


def examples(folder: Path, questions: Sequence[dict[str, Any]]) -> Iterator[Example]:
    embedder = LocalEmbeddings()
    retriever = Retriever(embedder, LateInteraction(embedder, cached_passages=5000))
    with tempfile.TemporaryDirectory() as place:
        settings = Settings.load(archive=Path(place))
        with Archive.open(Path(place), embedder.identity, create=True) as archive:
            ingest([folder / "articles.jsonl"], archive, embedder, settings=settings)
            with archive.snapshot() as snapshot:
                for question in questions:
                    standalone = make_standalone(question["question"], read_turns(question.get("history") or ()))
                    rarity = Rarity.of(snapshot, content_stems(standalone.text))
                    view = QuestionView(standalone.text, standalone.question, rarity)
                    found = retriever.retrieve(snapshot, standalone.text, Filters()).candidates
                    sentences = view_sentences(view, found[:PASSAGES])
                    if sentences:
                        labels = [holds_evidence(sentence, question) for sentence in sentences]
                        weight = NEWS_WEIGHT if folder.name == "wikinews" else 1.0
                        yield Example(question, sentences, np.array(labels, dtype=np.int64), weight)


def holds_evidence(sentence: SentenceView, question: dict[str, Any]) -> bool:
    start, end = sentence.span
    return any(
        sentence.candidate.article.external_id == evidence["doc_id"]
        and start < evidence["end"]
        and evidence["start"] < end
        for evidence in question["evidence"]
        if evidence.get("start") is not None
    )


def train(seen: Sequence[Example]) -> HistGradientBoostingClassifier:
    rows = np.vstack([example.rows for example in seen])
    labels = np.concatenate([example.labels for example in seen])
    weights = np.concatenate([np.full(len(example.labels), example.weight) for example in seen])
    again = np.random.default_rng(7).random(len(rows)) < WITHOUT_VECTORS
    blind = rows[again].copy()
    blind[:, [index for index, name in enumerate(FEATURES) if "similarity" in name]] = np.nan
    model = HistGradientBoostingClassifier(
        max_depth=4, max_iter=160, learning_rate=0.06, l2_regularization=5.0, random_state=7
    )
    return model.fit(
        np.vstack([rows, blind]),
        np.concatenate([labels, labels[again]]),
        sample_weight=np.concatenate([weights, weights[again]]),
    )


def export(model: HistGradientBoostingClassifier, trained_on: str) -> dict[str, Any]:
    """scikit-learn's nodes as plain lists, padded to one length; a leaf points to itself."""
    trees = [stage[0].nodes for stage in model._predictors]
    size = max(len(nodes) for nodes in trees)
    columns: dict[str, list[list[Any]]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "missing_goes_left", "value")
    }
    for nodes in trees:
        pad = size - len(nodes)
        own = np.arange(len(nodes))
        leaf = nodes["is_leaf"].astype(bool)
        columns["feature"].append([*np.where(leaf, 0, nodes["feature_idx"]).tolist(), *[0] * pad])
        columns["threshold"].append([*np.where(leaf, 0.0, nodes["num_threshold"]).round(6).tolist(), *[0.0] * pad])
        columns["left"].append([*np.where(leaf, own, nodes["left"]).tolist(), *[0] * pad])
        columns["right"].append([*np.where(leaf, own, nodes["right"]).tolist(), *[0] * pad])
        columns["missing_goes_left"].append([*nodes["missing_go_to_left"].astype(bool).tolist(), *[False] * pad])
        columns["value"].append([*np.where(leaf, nodes["value"], 0.0).round(6).tolist(), *[0.0] * pad])
    return {
        "trained_on": trained_on,
        "features": list(FEATURES),
        "baseline": float(np.ravel(model._baseline_prediction)[0]),
        "depth": int(max(nodes["depth"].max() for nodes in trees)),
        **columns,
    }


def report(name: str, model: HistGradientBoostingClassifier, unseen: Sequence[Example]) -> None:
    answerable = [example for example in unseen if example.question.get("answerable") and example.question["evidence"]]
    for count in (1, 2, 3):
        held = [
            example.labels[np.argsort(-model.predict_proba(example.rows)[:, 1])[:count]].max() for example in answerable
        ]
        print(f"{name}: evidence among the best {count} sentences: {np.mean(held):.3f} of {len(held)} questions")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=3000, help="questions of each set")
    arguments = parser.parse_args()
    seen: list[Example] = []
    unseen: dict[str, list[Example]] = {}
    for name in ("squad2", "wikinews"):
        folder = arguments.shared / name
        questions = read_questions(folder / "questions.jsonl")[:: 1 if name != "squad2" else 2][: arguments.limit]
        made = list(examples(folder, questions))
        tuned = [example for example in made if is_for_tuning(example.question)]
        seen += [example for example in tuned if example.labels.any() and example.question["answerable"]]
        unseen[name] = [example for example in made if not is_for_tuning(example.question)]
        print(f"{name}: {len(made)} questions")
    model = train(seen)
    for name, held_out in unseen.items():
        report(name, model, held_out)
    arguments.out.write_text(
        json.dumps(export(model, "squad2 and wikinews, the even halves"), separators=(",", ":")) + "\n"
    )
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1000:.0f} kB, trained on {len(seen)} questions")


if __name__ == "__main__":
    main()
