"""Train the sentence chooser and the judge of answerability on the shared question sets.

    python -m benchmarks.quality.train_chooser --shared ../shared/data --cache /tmp/examples

Writes `chooser.json` and `answerability.json` in `assistant/answering`. Needs scikit-learn beside the project's own
packages; it is no dependency, for nobody but this script wants it.

Learned from: the half of each set's questions whose id hashes to an even number. The other half is never seen and is
what the printed figures are about, beside a cross-validation over all questions in folds that keep an article together.
The judge learns from what the chooser says of questions that it did not learn from, as it will meet them.
Wikinews has few questions, but news is what this is for: each counts several times.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from assistant.answering.answerability import ANSWERABILITY_FEATURES, describe_evidence
from assistant.answering.evidence import rank_evidence
from assistant.answering.features import FEATURES
from assistant.answering.token_features import TOKEN_FEATURES
from assistant.evaluation.scores import Abstention
from benchmarks.quality.examples import Example, fold_of, is_for_tuning, load_examples
from benchmarks.quality.tree_export import export

SETS = {"wikinews": 10_000, "squad2": 6000}
"""How many questions of each set. With multihop_rag and spans beside them no figure of the unseen halves was better."""
SENTENCE_WEIGHT = {"wikinews": 50.0}
JUDGE_WEIGHT = {"wikinews": 1.0}
FOLDS = 5
WITHOUT_VECTORS = 0.1
"""Share of the rows that are shown again without similarities, for readers who have no local model."""
THRESHOLDS = (0.30, 0.35, 0.40, 0.45, 0.50, 0.55)
HERE = Path("assistant/answering")
TRAINED_ON = "squad2 and wikinews, the halves whose ids hash to an even number"


def train_chooser(examples: Sequence[Example]) -> HistGradientBoostingClassifier:
    """From the questions for which an evidence sentence was found."""
    seen = [example for example in examples if example.labels.any()]
    rows = np.vstack([example.rows for example in seen])
    labels = np.concatenate([example.labels for example in seen])
    weights = np.concatenate(
        [np.full(len(example.labels), SENTENCE_WEIGHT.get(example.set_name, 1.0)) for example in seen]
    )
    again = np.random.default_rng(7).random(len(rows)) < WITHOUT_VECTORS
    blind = rows[again].copy()
    blind[:, : len(TOKEN_FEATURES)] = np.nan
    model = HistGradientBoostingClassifier(
        max_depth=4,
        max_iter=160,
        learning_rate=0.06,
        l2_regularization=5.0,
        min_samples_leaf=20,
        random_state=7,
        early_stopping=False,
    )
    return model.fit(
        np.vstack([rows, blind]),
        np.concatenate([labels, labels[again]]),
        sample_weight=np.concatenate([weights, weights[again]]),
    )


def train_judge(
    examples: Sequence[Example], described: Sequence[NDArray[np.float64]]
) -> HistGradientBoostingClassifier:
    """From whether each question is answerable."""
    kept = [
        (row, bool(example.question["answerable"]), JUDGE_WEIGHT.get(example.set_name, 1.0))
        for example, row in zip(examples, described, strict=True)
        if example.question["answerable"] is not None
    ]
    rows, labels, weights = zip(*kept, strict=True)
    model = HistGradientBoostingClassifier(
        max_depth=3, max_iter=100, learning_rate=0.05, l2_regularization=20.0, min_samples_leaf=25, random_state=7
    )
    return model.fit(np.stack(rows), np.array(labels), sample_weight=np.array(weights))


def describe(example: Example, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    return describe_evidence(rank_evidence(example.found.view, example.found.candidates, example.sentences, scores))


def chooser_scores(
    examples: Sequence[Example], model: HistGradientBoostingClassifier | None = None
) -> list[NDArray[np.float64]]:
    """For each example its sentences' scores: by the model, or by one that learned from the other folds."""
    if model is not None:
        return [model.predict_proba(example.rows)[:, 1] for example in examples]
    folds = [fold_of(example.question, FOLDS) for example in examples]
    models = [
        train_chooser([example for example, own in zip(examples, folds, strict=True) if own != fold])
        for fold in range(FOLDS)
    ]
    return [models[fold].predict_proba(example.rows)[:, 1] for example, fold in zip(examples, folds, strict=True)]


def judge_scores(examples: Sequence[Example], described: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """How answerable each is, by a judge that learned from the other folds."""
    folds = np.array([fold_of(example.question, FOLDS) for example in examples])
    scores = np.zeros(len(examples))
    for fold in range(FOLDS):
        others = np.flatnonzero(folds != fold).tolist()
        model = train_judge([examples[at] for at in others], [described[at] for at in others])
        own = np.flatnonzero(folds == fold).tolist()
        scores[own] = model.predict_proba(np.stack([described[at] for at in own]))[:, 1]
    return scores


def report_choosing(name: str, examples: Sequence[Example], scores: Sequence[NDArray[np.float64]]) -> None:
    judged = [
        (example, own)
        for example, own in zip(examples, scores, strict=True)
        if example.question["answerable"] and example.question["evidence"]
    ]
    for set_name in SETS:
        of_set = [(example, own) for example, own in judged if example.set_name == set_name]
        shares = [
            np.mean([example.labels[np.argsort(-own)[:count]].max() for example, own in of_set]) for count in (1, 2, 3)
        ]
        print(f"{name}: {set_name}, {len(of_set)} questions, evidence among the best 1, 2, 3:", *np.round(shares, 3))


def report_abstaining(name: str, examples: Sequence[Example], scores: NDArray[np.float64]) -> None:
    for set_name in SETS:
        pairs = [
            (example.question["answerable"], score)
            for example, score in zip(examples, scores, strict=True)
            if example.set_name == set_name and example.question["answerable"] is not None
        ]
        for threshold in THRESHOLDS:
            counted = Abstention.of((answerable, bool(score < threshold)) for answerable, score in pairs)
            print(
                f"{name}: {set_name}, below {threshold:.2f}: F1 {counted.f1 or 0:.3f}, "
                f"balanced accuracy {counted.balanced_accuracy or 0:.3f}, {counted}"
            )


def write(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--counts", nargs=len(SETS), type=int, default=list(SETS.values()))
    arguments = parser.parse_args()
    examples = [
        example
        for name, count in zip(SETS, arguments.counts, strict=True)
        for example in load_examples(arguments.shared, name, count, arguments.cache)
    ]
    seen = [example for example in examples if is_for_tuning(example.question)]
    unseen = [example for example in examples if not is_for_tuning(example.question)]

    held_out = chooser_scores(seen)
    report_choosing("cross-validated on the seen half", seen, held_out)
    chooser = train_chooser(seen)
    write(HERE / "chooser.json", export(chooser, FEATURES, TRAINED_ON))
    of_unseen = chooser_scores(unseen, chooser)
    report_choosing("unseen half", unseen, of_unseen)

    described = [describe(example, own) for example, own in zip(seen, held_out, strict=True)]
    report_abstaining("cross-validated on the seen half", seen, judge_scores(seen, described))
    judge = train_judge(seen, described)
    write(HERE / "answerability.json", export(judge, ANSWERABILITY_FEATURES, TRAINED_ON))
    rows = np.stack([describe(example, own) for example, own in zip(unseen, of_unseen, strict=True)])
    report_abstaining("unseen half", unseen, judge.predict_proba(rows)[:, 1])


if __name__ == "__main__":
    main()
