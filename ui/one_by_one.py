"""Each article's questions in an archive of that one article: what a reader has who begins with one."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import InputError
from assistant.evaluation import (
    EvaluationReport,
    GoldQuestion,
    Listener,
    QuestionResult,
    ask_each,
    has_matchable_answers,
    summarise,
)

__all__ = ["evaluate_one_by_one", "home_of"]


def evaluate_one_by_one(questions: Sequence[GoldQuestion], articles: Path, listener: Listener) -> EvaluationReport:
    """Questions of several articles, or of none that the file holds, are left out. Raises InputError where all are."""
    from ui.commands.opening import temporary_assistant

    rows = _rows_by_id(articles)
    by_article: dict[str, list[GoldQuestion]] = defaultdict(list)
    for question in questions:
        home = home_of(question)
        if home in rows:
            by_article[home].append(question)
    if not by_article:
        message = f"No question names an article of {articles}: each needs `about`, or evidence in one article."
        raise InputError(message)
    asked = [question for of_article in by_article.values() for question in of_article]
    matchable = has_matchable_answers(asked)
    results: list[QuestionResult] = []
    with TemporaryDirectory(prefix="copydesk-eval-", ignore_cleanup_errors=True) as folder:
        for number, (home, of_article) in enumerate(by_article.items()):
            file = Path(folder) / f"{number}.jsonl"
            file.write_text(rows[home] + "\n", encoding="utf-8")
            with temporary_assistant(file) as assistant:
                for result in ask_each(assistant, of_article, matchable=matchable):
                    results.append(result)
                    listener(len(results), len(asked), result)
    return summarise(results, answers_are_matchable=matchable)


def home_of(question: GoldQuestion) -> str | None:
    """The id of the one article that a question is asked of."""
    if question.evidence:
        homes = {evidence.doc_id for evidence in question.evidence}
        return homes.pop() if len(homes) == 1 else None
    return question.about


def _rows_by_id(articles: Path) -> dict[str, str]:
    """The lines of a JSON Lines file by their `id`. Raises InputError for another file."""
    try:
        lines = [line for line in articles.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
        return {str(json.loads(line)["id"]): line for line in lines}
    except (OSError, ValueError, KeyError, TypeError):
        message = f"{articles} cannot be asked one by one. Give a JSON Lines file of articles, each with an `id`."
        raise InputError(message) from None
