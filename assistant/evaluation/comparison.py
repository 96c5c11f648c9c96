"""Two runs over one set, question by question: what got better, what got worse, and whether that may be chance."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.evaluation.result import QuestionResult
from assistant.evaluation.scores import sign_test

__all__ = ["Change", "Comparison", "compare", "load_run"]


@dataclass(frozen=True, slots=True)
class Change:
    """One measure over the questions that both runs judged."""

    measure: str
    before: float
    after: float
    count: int
    better: tuple[str, ...]
    """Ids of the questions that were wrong and are right."""
    worse: tuple[str, ...]
    chance: float
    """How often chance alone parts the changed questions at least so unevenly (sign test)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def load_run(path: Path) -> dict[str, Mapping[str, Any]]:
    """The results of an earlier run by question id. Raises InputError for what no `copydesk eval` wrote."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        results = {str(result["question_id"]): result for result in report["results"]}
    except (OSError, ValueError, KeyError, TypeError):
        message = f"{path} holds no earlier run. Make one with `copydesk eval … --json --verbose > FILE`."
        raise InputError(message) from None
    return results


def compare(before: Mapping[str, Mapping[str, Any]], after: Sequence[QuestionResult]) -> Comparison:
    """Both runs may have asked different samples: only questions of both count, the others are listed."""
    now = {result.question_id: asdict(result) for result in after}
    shared = [name for name in now if name in before]
    return Comparison(
        tuple(_changes(before, now, shared)),
        only_before=tuple(name for name in before if name not in now),
        only_after=tuple(name for name in now if name not in before),
    )


def _changes(
    before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]], shared: Sequence[str]
) -> Iterator[Change]:
    old = {name: dict(_outcomes(before[name])) for name in shared}
    new = {name: dict(_outcomes(now[name])) for name in shared}
    for measure in dict.fromkeys(measure for name in shared for measure in new[name]):
        judged = [name for name in shared if measure in old[name] and measure in new[name]]
        if not judged:
            continue
        better = tuple(name for name in judged if new[name][measure] and not old[name][measure])
        worse = tuple(name for name in judged if old[name][measure] and not new[name][measure])
        yield Change(
            measure,
            before=round(sum(old[name][measure] for name in judged) / len(judged), 4),
            after=round(sum(new[name][measure] for name in judged) / len(judged), 4),
            count=len(judged),
            better=better,
            worse=worse,
            chance=round(sign_test(len(better), len(worse)), 4),
        )


def _outcomes(result: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """What can be right or wrong about one question."""
    if result.get("has_evidence"):
        rank = result.get("first_hit_rank")
        for cutoff in (1, 5, 10):
            yield f"hit_at_{cutoff}", rank is not None and rank <= cutoff
        yield "cites_evidence", bool(result.get("citation_hit_count"))
        if "first_evidence_statement" in result:
            place = result["first_evidence_statement"]
            yield "evidence_first", place is not None and place <= 1
            yield "evidence_first_3", place is not None and place <= 3
    if result.get("has_all_evidence") is not None:
        yield "all_evidence_at_10", bool(result["has_all_evidence"])
    if result.get("holds_answer") is not None:
        yield "holds_answer", bool(result["holds_answer"])
    if result.get("answerable") is not None and result.get("error") is None:
        yield "abstains_rightly", bool(result.get("abstained")) is not result["answerable"]
