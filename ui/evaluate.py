"""`copydesk eval`: scores of a question set, as a table or as JSON."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from assistant.evaluation import Comparison, EvaluationReport, GoldQuestion, Listener, QuestionResult

__all__ = ["eval_command"]


def eval_command(
    questions: Annotated[
        Path, typer.Argument(help="Questions with evidence: JSON Lines; `-`: standard input.", metavar="QUESTIONS")
    ],
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
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME", help="Ask only the questions of this part of the set.")
    ] = None,
    one_by_one: Annotated[
        bool,
        typer.Option("--one-by-one", help="With --articles: ask of each article in an archive of that one article."),
    ] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="A line for each question.")] = False,
    earlier: Annotated[
        Path | None,
        typer.Option("--compare", metavar="OLD.json", help="An earlier run (--json --verbose) to compare with."),
    ] = None,
) -> None:
    """Measure retrieval, answers, citations and abstention on a question set."""
    from assistant.evaluation import compare, load_questions, load_run, questions_of_split, sample_questions

    if articles is not None and archive is not None:
        message = "Give --articles FILE (a temporary archive) or --archive DIR, not both."
        raise InputError(message)
    before = load_run(earlier) if earlier is not None else None
    loaded = load_questions(questions)
    asked = sample_questions(loaded if split is None else questions_of_split(loaded, split), limit, seed)
    with _listening(as_json, verbose) as listener:
        if one_by_one:
            report = _evaluate_one_by_one(asked, articles, listener)
        else:
            report = _evaluate(asked, articles, archive, listener, announce=not as_json)
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


def _evaluate(
    asked: "Sequence[GoldQuestion]",
    articles: Path | None,
    archive: Path | None,
    listener: "Listener",
    *,
    announce: bool,
) -> "EvaluationReport":
    from assistant.evaluation import evaluate
    from ui.commands.opening import open_assistant, temporary_assistant

    with (
        temporary_assistant(articles) if articles is not None else open_assistant(archive, announce=announce)
    ) as assistant:
        return evaluate(assistant, asked, listener=listener)


def _evaluate_one_by_one(
    asked: "Sequence[GoldQuestion]", articles: Path | None, listener: "Listener"
) -> "EvaluationReport":
    from ui.one_by_one import evaluate_one_by_one

    if articles is None:
        message = "--one-by-one needs --articles FILE: each article gets an archive of its own for a while."
        raise InputError(message)
    return evaluate_one_by_one(asked, articles, listener)


def _print_report(report: "EvaluationReport", comparison: "Comparison | None") -> None:
    from ui.score_tables import comparison_table, kind_table, legend, report_table
    from ui.terminal import output

    console = output()
    console.print(report_table(report))
    if len(report.by_kind) > 1:
        console.print("", kind_table(report), sep="\n")
    if comparison is not None:
        console.print("", comparison_table(comparison), sep="\n")
        apart = len(comparison.only_before), len(comparison.only_after)
        console.print(f"Asked only then: {apart[0]} questions; only now: {apart[1]}.", style="dim")
    console.print(legend(report), style="dim")


@contextmanager
def _listening(as_json: bool, verbose: bool) -> "Iterator[Listener]":
    """Lines for each question where they are wanted, else a bar on a terminal."""
    from rich.progress import Progress

    from ui.score_tables import result_line
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
