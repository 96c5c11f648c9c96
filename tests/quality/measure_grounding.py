"""`python -m tests.quality.measure_grounding`: how often the grounding check is right, by kind of statement.

A statement is marked when its status is neither `verbatim` nor `supported`. Right is a true one that is not marked and
a false one that is.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.answering.grounding import Meaning, check, cited_sentence
from assistant.archive import Article
from assistant.models import LocalEmbeddings
from tests.quality.grounding_set import KINDS, TRUE_KINDS, Kind, Labelled, labelled_statements

__all__ = ["Score", "measure_grounding", "share_right"]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one kind of statement, over one half of the articles."""

    right: int
    total: int


def measure_grounding(shared_data: Path, *, is_closed: bool) -> dict[Kind, Score]:
    """Scores by kind, over the articles of one half."""
    articles = _articles(shared_data / "wikinews" / "articles.jsonl")
    meaning = Meaning(LocalEmbeddings(None, None))
    labelled = labelled_statements({name: article.text for name, article in articles.items()})
    judged = [
        (one.kind, _is_right(one, articles[one.doc_id], meaning)) for one in labelled if one.is_closed == is_closed
    ]
    return {
        kind: Score(sum(right for found, right in judged if found == kind), sum(found == kind for found, _ in judged))
        for kind in KINDS
    }


def share_right(scores: Mapping[Kind, Score], kinds: Sequence[Kind]) -> float:
    """Over several kinds together, each statement counting once."""
    return sum(scores[kind].right for kind in kinds) / sum(scores[kind].total for kind in kinds)


def _is_right(one: Labelled, article: Article, meaning: Meaning) -> bool:
    verdict = check(one.text, [cited_sentence(article, (one.start, one.end))], meaning)
    return (verdict.status in ("verbatim", "supported")) == one.is_true


def _articles(path: Path) -> dict[str, Article]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: _article(row) for row in rows}


def _article(row: Mapping[str, str]) -> Article:
    day = row.get("published_at") or None
    return Article(
        article_id=row["id"],
        version=1,
        text=row["text"],
        text_sha256="",
        title=row.get("title"),
        publisher=row.get("source"),
        authors=tuple(filter(None, [row.get("author")])),
        published_at=day,
        published_on=date.fromisoformat(day[:10]) if day else None,
        updated_at=None,
        updated_on=None,
        fetched_at=None,
        url=row.get("url"),
        external_id=row["id"],
        source_name="wikinews",
        language="en",
        kind="news",
        group_id=1,
        is_current=True,
    )


def _print_table(shared_data: Path) -> None:
    halves = [measure_grounding(shared_data, is_closed=is_closed) for is_closed in (False, True)]
    print(f"{'kind':17}{'tuned on':>16}{'closed':>16}")
    for kind in KINDS:
        print(
            f"{kind:17}"
            + "".join(
                f"{score.right:6} of {score.total:3} {score.right / score.total:.2f}"
                for score in (half[kind] for half in halves)
            )
        )
    false_kinds = [kind for kind in KINDS if kind not in TRUE_KINDS]
    for name, kinds in (("true, unmarked", list(TRUE_KINDS)), ("false, marked", false_kinds)):
        print(f"{name:17}" + "".join(f"{share_right(half, kinds):16.3f}" for half in halves))


if __name__ == "__main__":
    _print_table(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data"))
