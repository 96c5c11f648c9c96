"""The pinned scores: which sets are run, what is measured on them, and how low it may be."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from assistant.evaluation import (
    EvaluationReport,
    GoldQuestion,
    Share,
    evaluate,
    load_questions,
    questions_of_split,
    sample_questions,
)
from assistant.evaluation.scores import mean
from ui.commands.opening import temporary_assistant

__all__ = [
    "FLOORS",
    "FOLDERS",
    "LONG_SETS",
    "SETS",
    "Floor",
    "QuestionSet",
    "load_floors",
    "measure_folder",
    "next_value",
    "save_floors",
]

FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set of the shared folder or one part of it, whole or a fixed sample."""

    folder: str
    sample: int | None = None
    only_answerable: bool = False
    split: str | None = None
    own: str | None = None
    """A file beside this module, in the place of the folder's questions."""

    def questions(self, shared_data: Path) -> tuple[GoldQuestion, ...]:
        """The same ones each time."""
        path = FLOORS.with_name(self.own) if self.own else shared_data / self.folder / "questions.jsonl"
        loaded: Sequence[GoldQuestion] = load_questions(path)
        if self.split is not None:
            loaded = questions_of_split(loaded, self.split)
        if self.folder in TEXTS:
            loaded = [one for one in loaded if all(span.doc_id in TEXTS[self.folder] for span in one.evidence)]
        if self.only_answerable:
            loaded = [question for question in loaded if question.answerable]
        return sample_questions(loaded, self.sample, seed=0)


SETS = {
    "wikinews": QuestionSet("wikinews"),
    "squad2": QuestionSet("squad2", sample=300, only_answerable=True),
    "spans": QuestionSet("spans", sample=150),
    "newsqa_report": QuestionSet("newsqa", sample=200, split="report"),
    "off_topic": QuestionSet("newsqa", own="off_topic.jsonl"),
}
"""Sets of one folder share an archive."""
LONG_SETS = {"newsqa_choose": QuestionSet("newsqa", sample=100, split="choose")}
"""Asked in the long runs only."""
FOLDERS = tuple(dict.fromkeys(one.folder for one in SETS.values()))
TEXTS = {"spans": frozenset({"chatlogs", "state_of_the_union", "wikitexts"})}
"""Of these folders not all articles: the two longest of `spans` are six sevenths of it, and left to the long runs."""


@dataclass(frozen=True, slots=True)
class Floor:
    """One pinned score. `at_most` is a ceiling: of an answer's length, of a share of mistakes."""

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


def measure_folder(
    folder: str, shared_data: Path, sets: Mapping[str, QuestionSet] = SETS
) -> dict[str, dict[str, Measured]]:
    """Ingest the folder's articles into a temporary archive, ask the questions of each of its sets, and give every
    measure that applies."""
    with TemporaryDirectory(prefix="copydesk-floors-") as kept:
        articles = shared_data / folder / "articles.jsonl"
        with temporary_assistant(_some_of(articles, Path(kept)) if folder in TEXTS else articles) as assistant:
            return {
                name: measures(evaluate(assistant, one.questions(shared_data)))
                for name, one in sets.items()
                if one.folder == folder
            }


def _some_of(articles: Path, folder: Path) -> Path:
    """Those lines of a file of articles that are asked about, as a file in `folder`."""
    wanted = TEXTS[articles.parent.name]
    lines = articles.read_text(encoding="utf-8").splitlines(keepends=True)
    chosen = folder / articles.name
    chosen.write_text("".join(line for line in lines if json.loads(line)["id"] in wanted), encoding="utf-8")
    return chosen


def measures(report: EvaluationReport) -> dict[str, Measured]:
    group, outcomes = report.overall, report.overall.outcomes
    shares: dict[str, Share] = {
        "hit_at_1": group.hit_at(1),
        "hit_at_5": group.hit_at(5),
        "hit_at_10": group.hit_at(10),
        "holds_answer": group.holds_answer,
        "cites_evidence": group.cites_evidence,
        "cited_sentences_on_evidence": group.cited_sentences_on_evidence,
        "exact_quotes": group.exact_quotes,
        "answered_answerable": group.abstention.answered_answerable,
        "evidence_first": group.evidence_within(1),
        "evidence_first_3": group.evidence_within(3),
        "answered_evidence_first": outcomes.answered_evidence_first,
        "answerable_end_in_answered": outcomes.share("answered", answerable=True),
        "answerable_end_in_nothing": outcomes.share("nothing", answerable=True),
        "unanswerable_end_in_answered": outcomes.share("answered", answerable=False),
        "unanswerable_end_in_nothing": outcomes.share("nothing", answerable=False),
    }
    found = {name: Measured(share.value, share.count) for name, share in shares.items() if share.value is not None}
    scores = {
        "abstention_f1": group.abstention.f1,
        "auroc": outcomes.auroc,
        "calibration_error": outcomes.calibration_error,
        "calibration_error_of_quotes": outcomes.calibration_error_of_quotes,
    }
    found |= {name: Measured(value, len(group.results)) for name, value in scores.items() if value is not None}
    words = group.word_counts
    if words:
        found["words_mean"] = Measured(mean(words) or 0.0, len(words))
        found["words_max"] = Measured(max(words), len(words))
    return found


def next_value(floor: Floor, measured: Measured) -> float:
    """Where the floor may stand: one question's worth below what was measured.

    Another processor's rounding can turn one ranking over; what must be whole (1.0) stays whole.
    """
    if floor.kind == "at_most":
        if floor.measure.startswith("words_"):
            return float(math.ceil(measured.value + 1))
        return min(1.0, math.ceil((measured.value + 1 / measured.count) * 1000) / 1000)
    if measured.value == 1.0 and floor.value == 1.0:
        return 1.0
    return max(0.0, math.floor((measured.value - 1 / measured.count) * 1000) / 1000)
