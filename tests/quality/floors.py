"""The pinned scores: which sets are run, what is measured on them, and how low it may be."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from assistant.evaluation import EvaluationReport, GoldQuestion, Share, evaluate, load_questions, sample_questions
from assistant.evaluation.scores import mean
from ui.evaluate import temporary_assistant

__all__ = ["FLOORS", "SETS", "Floor", "QuestionSet", "load_floors", "measure_set", "next_value", "save_floors"]

FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set of the shared folder, whole or a fixed sample of it."""

    name: str
    sample: int | None = None
    only_answerable: bool = False

    def questions(self, shared_data: Path) -> tuple[GoldQuestion, ...]:
        """The same ones each time, always asked over all articles of the set."""
        loaded: Sequence[GoldQuestion] = load_questions(shared_data / self.name / "questions.jsonl")
        if self.only_answerable:
            loaded = [question for question in loaded if question.answerable]
        return sample_questions(loaded, self.sample, seed=0)


SETS = {
    "wikinews": QuestionSet("wikinews"),
    "squad2": QuestionSet("squad2", sample=300, only_answerable=True),
    "spans": QuestionSet("spans", sample=150),
}


@dataclass(frozen=True, slots=True)
class Floor:
    """One pinned score. `at_most` is a ceiling: an answer must not grow long."""

    question_set: str
    measure: str
    kind: Literal["at_least", "at_most"]
    value: float
    measured: float | None
    """What it was when the floor was set; None while the issue's own minimum stands unmeasured."""
    measured_on: str | None
    reason: str

    def holds(self, measured: float) -> bool:
        return measured >= self.value if self.kind == "at_least" else measured <= self.value


@dataclass(frozen=True, slots=True)
class Measured:
    """A score and how many questions, citations or answers it is taken over."""

    value: float
    count: int


def load_floors(path: Path = FLOORS) -> list[Floor]:
    return [Floor(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))["floors"]]


def save_floors(floors: Sequence[Floor], path: Path = FLOORS) -> None:
    content = {"floors": [asdict(floor) for floor in floors]}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measure_set(name: str, shared_data: Path) -> dict[str, Measured]:
    """Ingest the set's articles into a temporary archive, ask its questions, and give every measure that applies."""
    with temporary_assistant(shared_data / name / "articles.jsonl") as assistant:
        return measures(evaluate(assistant, SETS[name].questions(shared_data)))


def measures(report: EvaluationReport) -> dict[str, Measured]:
    group = report.overall
    shares: dict[str, Share] = {
        "hit_at_1": group.hit_at(1),
        "hit_at_5": group.hit_at(5),
        "hit_at_10": group.hit_at(10),
        "holds_answer": group.holds_answer,
        "cites_evidence": group.cites_evidence,
        "cited_sentences_on_evidence": group.cited_sentences_on_evidence,
        "exact_quotes": group.exact_quotes,
        "answered_answerable": group.abstention.answered_answerable,
    }
    found = {name: Measured(share.value, share.count) for name, share in shares.items() if share.value is not None}
    words, f1 = group.word_counts, group.abstention.f1
    if words:
        found["words_mean"] = Measured(mean(words) or 0.0, len(words))
        found["words_max"] = Measured(max(words), len(words))
    if f1 is not None:
        found["abstention_f1"] = Measured(f1, len(group.results))
    return found


def next_value(floor: Floor, measured: Measured) -> float:
    """Where the floor may stand: one question's worth below what was measured.

    Another processor's rounding can turn one ranking over; what must be whole (1.0) stays whole.
    """
    if floor.kind == "at_most":
        return float(math.ceil(measured.value + 1))
    if measured.value == 1.0 and floor.value == 1.0:
        return 1.0
    return max(0.0, math.floor((measured.value - 1 / measured.count) * 1000) / 1000)
