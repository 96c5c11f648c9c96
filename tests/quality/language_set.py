"""Questions over real pages that are not English, and what an archive of all pages of `shared/data/html` makes of them.

`languages.jsonl` holds 54 questions, written before the code: 40 in the language of the page that answers them, eight
in another one (`cross`), six that their page does not answer. `quotes` are pieces of the sentences that answer, as
ingest reads them from the page; every second question of a language is closed while the code is tuned. The pages stay
in the shared data. There is no page in Dutch among them.

Run `python -m tests.quality.language_set SHARED_DATA` to print the figures.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant import Answer, Assistant
from assistant.evaluation.matching import first_evidence_statement, first_hit_rank
from assistant.evaluation.questions import Evidence, GoldQuestion
from tests.quality.page_scores import load_pages
from ui.commands.opening import temporary_assistant

__all__ = ["Asked", "LanguageQuestion", "Tally", "load_language_questions", "measure", "tally", "write_pages"]

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LanguageQuestion:
    gold: GoldQuestion
    kind: str
    """`same`, `cross` or `unanswerable`."""
    language: str
    """Of the page."""
    asked_in: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer; `place` is the statement that has come to the evidence, from 1."""

    question: LanguageQuestion
    answer: Answer
    passage_rank: int | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of questions."""

    questions: int
    among_ten: int
    first: int
    in_three: int
    answered: int
    closest: int
    nothing: int


def write_pages(shared_data: Path, path: Path) -> dict[str, str]:
    """Write what ingest reads from each page as a row of JSON Lines; returns the texts by page."""
    from ingest.sources.html_page import article_in_page, decode_page

    texts: dict[str, str] = {}
    with path.open("w", encoding="utf-8") as file:
        for page in load_pages(shared_data):
            article = article_in_page(decode_page(page.content()).text, address=page.url)
            if article is None:
                continue
            texts[page.page_id] = article.text
            row = {
                "id": page.page_id,
                "title": article.title,
                "text": article.text,
                "published_at": article.published_at,
                "publisher": article.publisher,
                "language": article.language,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return texts


def load_language_questions(texts: Mapping[str, str]) -> tuple[LanguageQuestion, ...]:
    """Raises ValueError where a quote does not stand exactly once in its page."""
    lines = (_HERE / "languages.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_question(json.loads(line), texts) for line in lines)


def measure(assistant: Assistant, questions: Sequence[LanguageQuestion]) -> Iterator[Asked]:
    for question in questions:
        answer = assistant.ask(question.gold.question)
        rank = first_hit_rank(answer.passages, question.gold)
        yield Asked(question, answer, rank, first_evidence_statement(answer, question.gold))


def tally(asked: Sequence[Asked]) -> Tally:
    outcomes = [one.answer.outcome for one in asked]
    return Tally(
        questions=len(asked),
        among_ten=sum(one.passage_rank is not None and one.passage_rank <= 10 for one in asked),
        first=sum(one.place == 1 for one in asked),
        in_three=sum(one.place is not None and one.place <= 3 for one in asked),
        answered=outcomes.count("answered"),
        closest=outcomes.count("closest"),
        nothing=outcomes.count("nothing"),
    )


def _question(row: Mapping[str, Any], texts: Mapping[str, str]) -> LanguageQuestion:
    spans = tuple(_span(row["page"], quote, texts[row["page"]]) for quote in row["quotes"])
    gold = GoldQuestion(
        question_id=row["id"],
        question=row["question"],
        kind=row["type"],
        answerable=bool(spans),
        evidence=spans[:1],
        evidence_also=spans[1:],
    )
    return LanguageQuestion(gold, row["type"], row["language"], row["asked_in"], row["half"] == "closed")


def _span(page: str, quote: str, text: str) -> Evidence:
    start = text.index(quote)
    if text.find(quote, start + 1) >= 0:
        message = f"{quote!r} stands more than once in {page}"
        raise ValueError(message)
    return Evidence(page, (start, start + len(quote)))


def _main(shared_data: Path) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        questions = load_language_questions(write_pages(shared_data, path))
        with temporary_assistant(path) as assistant:
            asked = list(measure(assistant, questions))
    for one in asked:
        name, answer = one.question.gold.question_id, one.answer
        print(name, "closed" if one.question.is_closed else "open", one.passage_rank, one.place, answer.outcome)
    for kind in ("same", "cross", "unanswerable"):
        of_kind = [one for one in asked if one.question.kind == kind]
        print(kind, tally(of_kind))
        for is_closed in (False, True):
            print(
                "  closed" if is_closed else "  open", tally([x for x in of_kind if x.question.is_closed is is_closed])
            )
        for language in dict.fromkeys(one.question.language for one in of_kind):
            print(" ", language, tally([one for one in of_kind if one.question.language == language]))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
