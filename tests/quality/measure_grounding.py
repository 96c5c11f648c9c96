"""`python -m tests.quality.measure_grounding`: how often the grounding check is right, by kind of statement.

A statement is marked when its status is neither `verbatim` nor `supported`. Right is a true one that is not marked and
a false one that is. `--split open` measures the shared statements over `newsqa`, `--own --split open` those of
`statements.jsonl`, written before the rules that they try (`--own --split held`: 310 written before the last training,
over articles that none of its twins cite); `--misses` prints what is judged wrongly of the open half;
`--exact` counts what the exact checks find by themselves, without a model.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.grounding import CitedSentence, EntailmentJudge, Meaning, check, cited_sentence, find_fault
from assistant.archive import Article
from assistant.models import Entailment, LocalEmbeddings
from tests.quality.grounding_set import KINDS, TRUE_KINDS, labelled_statements

__all__ = ["Score", "measure_grounding", "measure_statements", "share_right"]

_OWN = Path(__file__).with_name("statements.jsonl")

Marks = Callable[[str, Sequence[CitedSentence]], bool]
"""Whether a statement is marked."""


@dataclass(frozen=True, slots=True)
class Score:
    """Of one kind of statement."""

    right: int
    total: int
    is_true: bool


def measure_grounding(shared_data: Path, *, is_closed: bool, is_exact: bool = False) -> dict[str, Score]:
    """Scores by kind of the statements about Wikinews, over the articles of one half."""
    articles = _articles(shared_data / "wikinews" / "articles.jsonl")
    marks = _exact_marks if is_exact else _marks_with(_judge())
    labelled = labelled_statements({name: article.text for name, article in articles.items()})
    scores = _scores(
        (one.kind, one.is_true, marks(one.text, [cited_sentence(articles[one.doc_id], (one.start, one.end))]))
        for one in labelled
        if one.is_closed == is_closed
    )
    return {str(kind): scores.get(kind, Score(0, 0, kind in TRUE_KINDS)) for kind in KINDS}


def measure_statements(shared_data: Path, split: str, *, is_exact: bool = False, own: bool = False) -> dict[str, Score]:
    """Scores by kind of the statements about `newsqa`, shared or our own; only those of the split are read any
    further."""
    articles = _articles(shared_data / "newsqa" / "articles.jsonl")
    marks = _exact_marks if is_exact else _marks_with(_judge())
    return _scores(
        (row["kind"], row["label"] == "carried", marks(row["statement"], _cited(row, articles[row["doc_id"]])))
        for row in _rows(shared_data, split, own=own)
    )


def print_misses(shared_data: Path, *, is_exact: bool = False, own: bool = False) -> None:
    """Each open statement that is judged wrongly, with what it cites and what was said of it."""
    articles = _articles(shared_data / "newsqa" / "articles.jsonl")
    judge = None if is_exact else _judge()
    for row in _rows(shared_data, "open", own=own):
        cited = _cited(row, articles[row["doc_id"]])
        verdict = check(row["statement"], cited, judge)
        if (verdict.status not in ("verbatim", "supported")) == (row["label"] == "carried"):
            print(f"{row['kind']} ({row['id']}): {row['statement']}")
            print("".join(f"    {one.quote}\n" for one in cited) + f"  {verdict.status}: {verdict.reason}\n")


def share_right(scores: Mapping[str, Score], kinds: Iterable[str]) -> float:
    """Over several kinds together, each statement counting once."""
    return sum(scores[kind].right for kind in kinds) / sum(scores[kind].total for kind in kinds)


def share_of(scores: Iterable[Score]) -> float:
    """The same over scores."""
    counted = list(scores)
    return sum(score.right for score in counted) / max(1, sum(score.total for score in counted))


def _rows(shared_data: Path, split: str, *, own: bool) -> Iterator[dict[str, Any]]:
    path = _OWN if own else shared_data / "grounding" / "statements.jsonl"
    with path.open(encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if row["split"] == split)


def _scores(judged: Iterable[tuple[str, bool, bool]]) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    for kind, is_true, is_marked in judged:
        score = scores.setdefault(kind, Score(0, 0, is_true))
        scores[kind] = replace(score, right=score.right + (is_true != is_marked), total=score.total + 1)
    return scores


def _judge() -> EntailmentJudge:
    """As the product judges."""
    return EntailmentJudge(LocalEmbeddings(None, None), Entailment(None))


def _marks_with(meaning: Meaning) -> Marks:
    return lambda text, cited: check(text, cited, meaning).status not in ("verbatim", "supported")


def _exact_marks(text: str, cited: Sequence[CitedSentence]) -> bool:
    return text not in [one.quote for one in cited] and find_fault(text, cited) is not None


def _cited(row: Mapping[str, Sequence[Mapping[str, int]]], article: Article) -> list[CitedSentence]:
    return [cited_sentence(article, (span["start"], span["end"])) for span in row["cited"]]


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
        published_on=date.fromisoformat(day[:10]) if day and len(day) >= len("2015-09-01") else None,
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


def _print_table(columns: Mapping[str, Mapping[str, Score]]) -> None:
    print(f"{'kind':24}" + "".join(f"{name:>18}" for name in columns))
    kinds = sorted({(not score.is_true, kind) for column in columns.values() for kind, score in column.items()})
    for _, kind in kinds:
        cells = (column.get(kind, Score(0, 0, False)) for column in columns.values())
        print(f"{kind:24}" + "".join(f"{one.right:7} of {one.total:3} {share_of([one]):.2f}" for one in cells))
    for name, is_true in (("true, not marked", True), ("false, marked", False)):
        shares = (share_of(one for one in column.values() if one.is_true == is_true) for column in columns.values())
        print(f"{name:24}" + "".join(f"{share:18.3f}" for share in shares))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--split", help="of the statements: open, to tune with; closed, to report")
    parser.add_argument("--own", action="store_true", help="of our own statements")
    parser.add_argument("--exact", action="store_true", help="the exact checks alone")
    parser.add_argument("--misses", action="store_true", help="print each open statement that is judged wrongly")
    given = parser.parse_args()
    if given.misses:
        print_misses(given.shared, is_exact=given.exact, own=given.own)
        return
    if given.split:
        _print_table({given.split: measure_statements(given.shared, given.split, is_exact=given.exact, own=given.own)})
        return
    halves = (("tuned on", False), ("closed", True))
    _print_table(
        {name: measure_grounding(given.shared, is_closed=closed, is_exact=given.exact) for name, closed in halves}
    )


if __name__ == "__main__":
    main()
