"""Questions with the passages that the search finds for them: what the reader learns from.

    python -m benchmarks.reader.pairs --shared ../shared/data --work WORK

Runs in the project's own environment. No text of the choose or report parts, of Wikinews, of closed grounding articles
or of the samples reaches the training files; tests/unit/test_training_texts.py compares.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.archive import Archive, Filters
from assistant.models import LocalEmbeddings
from assistant.question.follow_up import make_standalone, read_turns
from assistant.retrieval import Candidate, LateInteraction, Retriever
from assistant.settings import Settings
from ingest.pipeline import ingest

OWN_QUESTIONS = Path(__file__).with_name("questions.jsonl")
INVENTED_ARTICLES = Path(__file__).with_name("articles.jsonl")
FOUND_PASSAGES = {"train": 8, "squad": 4}
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    questions = read_rows(chosen.shared / "newsqa/questions.jsonl")
    files = [training_articles(chosen.shared, questions, chosen.work), INVENTED_ARTICLES]
    files += [chosen.shared / name / "articles.jsonl" for name in ("squad2", "multihop_rag")]
    archive = chosen.work / "archive-train"
    own = read_rows(OWN_QUESTIONS)
    invented = [row for row in own if row.get("split") == "train"]
    asked = [row for row in questions if row["split"] == "train"] + [row for row in own if "split" not in row]
    write_pairs(archive, files, asked, chosen.work / "newsqa.jsonl", "train")
    write_pairs(archive, files, invented, chosen.work / "invented.jsonl", "train")
    write_pairs(
        archive, files, read_rows(chosen.shared / "squad2/questions.jsonl"), chosen.work / "squad.jsonl", "squad"
    )


def training_articles(shared: Path, questions: Sequence[Row], work: Path) -> Path:
    trained = {row["about"] for row in questions if row["split"] == "train"}
    articles = [row for row in read_rows(shared / "newsqa/articles.jsonl") if row["id"] in trained]
    path = work / "articles.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return path


def write_pairs(place: Path, files: Sequence[Path], questions: Iterable[Row], out: Path, part: str) -> None:
    embedder = LocalEmbeddings()
    retriever = Retriever(embedder, LateInteraction(embedder))
    with Archive.open(place, embedder.identity, create=True) as archive:
        if not archive.status().coverage.article_count:
            ingest(list(files), archive, embedder, settings=Settings.load(archive=place))
        with archive.snapshot() as snapshot, out.open("w", encoding="utf-8") as stream:
            for question in questions:
                standalone = make_standalone(question["question"], read_turns(question.get("history") or ()))
                taken = len(standalone.text) - len(question["question"]) if standalone.is_follow_up else 0
                found = retriever.retrieve(snapshot, standalone.text, Filters(), carried=taken).candidates
                row = {name: question.get(name) for name in ("id", "type", "answerable", "about", "split")}
                passages = [describe(candidate, question) for candidate in found[: FOUND_PASSAGES[part]]]
                stream.write(json.dumps({**row, "question": standalone.text, "passages": passages}) + "\n")


def describe(candidate: Candidate, question: Row) -> Row:
    """The passage; of each sentence its span in it and whether it answers."""
    passage, article = candidate.passage, candidate.article
    gold = [*question["evidence"], *(question.get("evidence_also") or [])]
    spans = [one for one in gold if one.get("start") is not None and one["doc_id"] == article.external_id]
    return {
        "article": article.external_id,
        "title": article.title,
        "text": passage.text,
        "score": candidate.score,
        "sentences": [(start - passage.start, end - passage.start) for start, end in passage.sentences],
        "answers": [
            any(start < one["end"] and one["start"] < end for one in spans) for start, end in passage.sentences
        ],
    }


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
