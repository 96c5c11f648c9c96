"""The scores of a question set as tables for a terminal."""

from typing import TYPE_CHECKING

from rich.table import Table

from ui.terminal import printable_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.evaluation import Comparison, EvaluationReport, Group, QuestionResult, Share

__all__ = ["comparison_table", "kind_table", "legend", "report_table", "result_line"]


def report_table(report: "EvaluationReport") -> Table:
    """All measures of the whole set: value, 95 % interval, over how many."""
    table = Table("", "", "95 % interval", "of", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for cells in _measures(report.overall):
        table.add_row(*cells)
    return table


def kind_table(report: "EvaluationReport") -> Table:
    """One row for each kind of question: the shares in per cent, each with its interval."""
    table = Table("kind, in %", "n", "hit@1", "hit@10", "gold", "cites", "abstains", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    for kind, group in report.by_kind.items():
        shares = (group.hit_at(1), group.hit_at(10), group.holds_answer, group.cites_evidence, group.abstained)
        table.add_row(printable_line(kind), str(len(group.results)), *(_per_cent(share) for share in shares))
    return table


def comparison_table(comparison: "Comparison") -> Table:
    """One row a measure: then, now, how many questions changed either way, and what chance makes of that."""
    table = Table("compared", "then", "now", "better", "worse", "chance", "of", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for change in comparison.changes:
        counts = str(len(change.better)), str(len(change.worse))
        figures = f"{change.before:.3f}", f"{change.after:.3f}"
        table.add_row(change.measure.replace("_", " "), *figures, *counts, f"{change.chance:.2f}", str(change.count))
    return table


def result_line(result: "QuestionResult") -> str:
    """One question on one line: what was found, cited and said."""
    said = f"refused: {result.error}" if result.error is not None else result.answer or "abstained"
    marks = [
        f"hit {result.first_hit_rank or '-'}" if result.has_evidence else "no evidence",
        f"cites {result.citation_hit_count}/{result.citation_count}",
        {True: "holds the answer", False: "misses the answer", None: "no gold answer"}[result.holds_answer],
        f"{result.milliseconds:.0f} ms",
    ]
    asked_and_said = f"{printable_line(result.question)} -> {printable_line(said)}"
    return f"{printable_line(result.question_id)} [{printable_line(result.kind)}] {', '.join(marks)}: {asked_and_said}"


def _measures(group: "Group") -> "Iterator[tuple[str, ...]]":
    from assistant.evaluation.scores import mean, percentile

    abstention, words = group.abstention, group.word_counts
    milliseconds = [result.milliseconds for result in group.results]
    answered = len(group.results) - sum(result.error is not None for result in group.results)
    yield "questions", str(len(group.results))
    yield "evidence hit@1", *_share(group.hit_at(1))
    yield "evidence hit@5", *_share(group.hit_at(5))
    yield "evidence hit@10", *_share(group.hit_at(10))
    yield "evidence MRR@10", _number(group.mrr_at_10)
    yield "all evidence@10", *_share(group.all_evidence_at_10)
    yield "answer holds gold", *_share(group.holds_answer)
    yield "answer cites evidence", *_share(group.cites_evidence)
    yield "citations on evidence", *_share(group.cited_sentences_on_evidence)
    yield "evidence cited", *_share(group.citation_recall)
    yield "evidence first", *_share(group.evidence_within(1))
    yield "evidence in first 3", *_share(group.evidence_within(3))
    yield "answers by itself", *_share(group.answers_by_itself)
    yield "exact quotes", *_share(group.exact_quotes)
    yield "date errors", *_share(group.date_errors)
    yield "speaker errors", *_share(group.speaker_errors)
    yield "words, mean", _number(mean(words), 1)
    yield "words, most", str(max(words, default="-"))
    yield "abstention precision", *_share(abstention.precision)
    yield "abstention recall", *_share(abstention.recall)
    f1_interval = group.abstention_interval("f1")
    yield "abstention F1", _number(abstention.f1), _bounds(f1_interval), str(answered)
    balanced_interval = group.abstention_interval("balanced_accuracy")
    yield "balanced accuracy", _number(abstention.balanced_accuracy), _bounds(balanced_interval), str(answered)
    yield from _outcome_measures(group)
    yield "latency p50, ms", _number(percentile(milliseconds, 0.5), 0)
    yield "latency p95, ms", _number(percentile(milliseconds, 0.95), 0)


def _outcome_measures(group: "Group") -> "Iterator[tuple[str, ...]]":
    from assistant.evaluation.outcomes import OUTCOMES

    scores = group.outcomes
    for side, answerable in (("answerable", True), ("unanswerable", False)):
        for outcome in OUTCOMES:
            yield f"{side}: {outcome}", *_share(scores.share(outcome, answerable=answerable))
    if scores.possibly_answered_elsewhere:
        yield "  own article only", *_share(scores.share("answered", answerable=False, elsewhere=False))
    yield "answered, evid. first", *_share(scores.answered_evidence_first)
    yield "confidence, AUROC", _number(scores.auroc), _bounds(scores.auroc_interval)
    yield "calibration error", _number(scores.calibration_error)


def _bounds(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"{interval[0]:.3f} {interval[1]:.3f}"


def _share(share: "Share") -> tuple[str, str, str]:
    if share.value is None or share.interval is None:
        return "-", "", "0"
    low, high = share.interval
    return f"{share.value:.3f}", f"{low:.3f} {high:.3f}", str(share.count)


def _per_cent(share: "Share") -> str:
    if share.value is None or share.interval is None:
        return "-"
    low, high = share.interval
    return f"{100 * share.value:.0f} [{100 * low:.0f} {100 * high:.0f}]"


def _number(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def legend(report: "EvaluationReport") -> str:
    level = {
        "span": "A hit overlaps the evidence span.",
        "article": "A hit is a passage of the right article (article-level: the set has no spans).",
        "mixed": "A hit overlaps the evidence span, or is in its article where there is none (article-level in part).",
        "none": "The set names no evidence.",
    }[report.evidence_level]
    answers = "" if report.answers_are_matchable else " Gold answers are reference texts: not matched literally."
    return f"{level}{answers} Intervals are Wilson's; of F1 and balanced accuracy a bootstrap."
