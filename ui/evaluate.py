"""`copydesk eval`: scores of a question set, as a table or as JSON."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from rich.table import Table

    from assistant import Assistant
    from assistant.evaluation import Comparison, EvaluationReport, Group, QuestionResult, Share

__all__ = ["comparison_table", "eval_command", "kind_table", "report_table", "result_line", "temporary_assistant"]


def eval_command(
    questions: Annotated[Path, typer.Argument(help="Questions with evidence: JSON Lines.", metavar="QUESTIONS")],
    articles: Annotated[
        Path | None,
        typer.Option(
            "--articles", metavar="FILE", help="Ingest this file or folder into a temporary archive, ask that."
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Ask a sample of N questions.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which sample.")] = 0,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="A line for each question.")] = False,
    earlier: Annotated[
        Path | None,
        typer.Option("--compare", metavar="OLD.json", help="An earlier run (--json --verbose) to compare with."),
    ] = None,
) -> None:
    """Measure retrieval, answers, citations and abstention on a question set."""
    from assistant.evaluation import compare, evaluate, load_questions, load_run, sample_questions
    from ui.commands.opening import open_assistant

    if articles is not None and archive is not None:
        message = "Give --articles FILE (a temporary archive) or --archive DIR, not both."
        raise InputError(message)
    before = load_run(earlier) if earlier is not None else None
    asked = sample_questions(load_questions(questions), limit, seed)
    opened = temporary_assistant(articles) if articles is not None else open_assistant(archive, announce=not as_json)
    with opened as assistant, _listening(as_json, verbose) as listener:
        report = evaluate(assistant, asked, listener=listener)
    comparison = compare(before, report.overall.results) if before is not None else None
    if as_json:
        from ui.terminal import print_json

        print_json(
            {
                **report.to_json(with_results=verbose),
                **({"comparison": comparison.to_json()} if comparison is not None else {}),
            }
        )
        return
    _print_report(report, comparison)


def _print_report(report: "EvaluationReport", comparison: "Comparison | None") -> None:
    from ui.terminal import output

    console = output()
    console.print(report_table(report))
    if len(report.by_kind) > 1:
        console.print("", kind_table(report), sep="\n")
    if comparison is not None:
        console.print("", comparison_table(comparison), sep="\n")
        apart = len(comparison.only_before), len(comparison.only_after)
        console.print(f"Asked only then: {apart[0]} questions; only now: {apart[1]}.", style="dim")
    console.print(_legend(report), style="dim")


@contextmanager
def temporary_assistant(articles: Path) -> "Iterator[Assistant]":
    """An assistant over an archive of these articles alone, deleted at the end. Raises SourceError and its like."""
    from tempfile import TemporaryDirectory

    from assistant import Assistant
    from assistant.archive import Archive
    from assistant.models import build_embedder
    from ingest.pipeline import ingest
    from ui.commands.opening import load_settings

    with TemporaryDirectory(prefix="copydesk-eval-", ignore_cleanup_errors=True) as folder:
        settings = load_settings(Path(folder) / "archive")
        embedder = build_embedder(settings)
        with Archive.open(settings.archive, embedder.identity, create=True) as archive:
            report = ingest([articles], archive, embedder, settings=settings)
        if not report.total_articles:
            message = f"No article could be read from {articles}. Run `copydesk ingest {articles}` to see why."
            raise InputError(message)
        with Assistant.from_settings(settings) as assistant:
            yield assistant


def report_table(report: "EvaluationReport") -> "Table":
    """All measures of the whole set: value, 95 % interval, over how many."""
    from rich.table import Table

    table = Table("", "", "95 % interval", "of", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for cells in _measures(report.overall):
        table.add_row(*cells)
    return table


def kind_table(report: "EvaluationReport") -> "Table":
    """One row for each kind of question: the shares in per cent, each with its interval."""
    from rich.table import Table

    from ui.terminal import printable_line

    table = Table("kind, in %", "n", "hit@1", "hit@10", "gold", "cites", "abstains", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    for kind, group in report.by_kind.items():
        shares = (group.hit_at(1), group.hit_at(10), group.holds_answer, group.cites_evidence, group.abstained)
        table.add_row(printable_line(kind), str(len(group.results)), *(_per_cent(share) for share in shares))
    return table


def comparison_table(comparison: "Comparison") -> "Table":
    """One row a measure: then, now, how many questions changed either way, and what chance makes of that."""
    from rich.table import Table

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
    from ui.terminal import printable_line

    if result.error is not None:
        said = f"refused: {result.error}"
    else:
        said = "abstained" if result.abstained else result.answer
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
    yield "exact quotes", *_share(group.exact_quotes)
    yield "date errors", *_share(group.date_errors)
    yield "speaker errors", *_share(group.speaker_errors)
    yield "words, mean", _number(mean(words), 1)
    yield "words, most", str(max(words, default="-"))
    yield "abstention precision", *_share(abstention.precision)
    yield "abstention recall", *_share(abstention.recall)
    answered = len(group.results) - sum(result.error is not None for result in group.results)
    f1_interval = group.abstention_interval("f1")
    yield "abstention F1", _number(abstention.f1), _bounds(f1_interval), str(answered)
    balanced_interval = group.abstention_interval("balanced_accuracy")
    yield "balanced accuracy", _number(abstention.balanced_accuracy), _bounds(balanced_interval), str(answered)
    yield "latency p50, ms", _number(percentile(milliseconds, 0.5), 0)
    yield "latency p95, ms", _number(percentile(milliseconds, 0.95), 0)


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


def _legend(report: "EvaluationReport") -> str:
    level = {
        "span": "A hit overlaps the evidence span.",
        "article": "A hit is a passage of the right article (article-level: the set has no spans).",
        "mixed": "A hit overlaps the evidence span, or is in its article where there is none (article-level in part).",
        "none": "The set names no evidence.",
    }[report.evidence_level]
    answers = "" if report.answers_are_matchable else " Gold answers are reference texts: not matched literally."
    return f"{level}{answers} Intervals are Wilson's; of F1 and balanced accuracy a bootstrap."


@contextmanager
def _listening(as_json: bool, verbose: bool) -> "Iterator[Callable[[int, int, QuestionResult], None]]":
    """Lines for each question where they are wanted, else a bar on a terminal."""
    from rich.progress import Progress

    from ui.terminal import output, side

    console = side()
    lines = verbose and not as_json
    bar = Progress(console=console, transient=True, disable=not console.is_terminal or lines)
    with nullcontext() if lines else bar:
        task = bar.add_task("Asking", total=None)

        def listen(done: int, total: int, result: "QuestionResult") -> None:
            bar.update(task, completed=done, total=total)
            if lines:
                output().print(result_line(result))

        yield listen
