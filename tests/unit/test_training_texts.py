"""What the reader and the entailment learned from holds no text that figures are reported on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks" / "reader"
STATEMENTS = ("statements.jsonl", "twins.jsonl")
OWN = Path(__file__).parents[1] / "quality" / "statements.jsonl"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def kept_apart(shared_data: Path) -> set[str]:
    """Articles of the choose and report parts and of Wikinews, by id."""
    held = {row["about"] for row in rows(shared_data / "newsqa" / "questions.jsonl") if row["split"] != "train"}
    return held | {row["id"] for row in rows(shared_data / "wikinews" / "articles.jsonl")}


def test_the_questions_are_of_training_articles(kept_apart: set[str]) -> None:
    learned = {row["about"] for row in rows(FOLDER / "questions.jsonl")}
    assert learned
    assert not learned & kept_apart


def test_the_invented_articles_answer_what_is_asked_of_them() -> None:
    articles = {row["id"]: row for row in rows(FOLDER / "articles.jsonl")}
    asked = [row for row in rows(FOLDER / "questions.jsonl") if row["about"] in articles]
    assert len(asked) > 3_000
    for row in asked:
        article = articles[row["about"]]
        assert row["split"] == article["split"]
        assert row["answerable"] == bool(row["evidence"])
        for span in row["evidence"]:
            assert article["text"][span["start"] : span["end"]].strip()
    assert {row["split"] for row in asked} == {"train", "held"}


def test_no_invented_article_is_one_that_is_kept_apart(shared_data: Path, kept_apart: set[str]) -> None:
    texts = {row["id"]: " ".join(row["text"].split()) for row in rows(shared_data / "newsqa" / "articles.jsonl")}
    own = {" ".join(row["text"].split()) for row in rows(FOLDER / "articles.jsonl")}
    assert not own & {texts[one] for one in kept_apart if one in texts}


def test_each_pair_is_a_question_that_is_answered_and_one_that_is_not(shared_data: Path) -> None:
    texts = {row["id"]: row["text"] for row in rows(shared_data / "newsqa" / "articles.jsonl")}
    pairs: dict[str, list[dict[str, Any]]] = {}
    for row in rows(FOLDER / "questions.jsonl"):
        if row["id"].startswith("pair-"):
            pairs.setdefault(row["id"][:-2], []).append(row)
    assert len(pairs) > 500
    for answered, missed in pairs.values():
        assert answered["about"] == missed["about"]
        assert answered["question"] != missed["question"]
        assert (answered["answerable"], missed["answerable"]) == (True, False)
        assert not missed["evidence"]
        assert answered["evidence"]
        for span in answered["evidence"]:
            quote = texts[span["doc_id"]][span["start"] : span["end"]]
            assert quote
            assert quote == quote.strip()


def test_the_statements_are_of_no_article_that_is_kept_apart(shared_data: Path, kept_apart: set[str]) -> None:
    closed = {row["doc_id"] for row in rows(shared_data / "grounding" / "statements.jsonl") if row["split"] == "closed"}
    learned = {row["doc_id"] for name in STATEMENTS for row in rows(FOLDER / name)}
    assert learned
    assert not learned & (kept_apart | closed)


def test_no_text_is_learned_under_another_name(shared_data: Path, kept_apart: set[str]) -> None:
    texts: dict[str, str] = {}
    for name in ("newsqa", "squad2", "mtrag", "multihop_rag", "wikinews"):
        texts |= {row["id"]: " ".join(row["text"].split()) for row in rows(shared_data / name / "articles.jsonl")}
    apart = {hash(texts[one]) for one in kept_apart if one in texts}
    learned = {row["doc_id"] for name in STATEMENTS for row in rows(FOLDER / name)}
    assert not {hash(texts[one]) for one in learned} & apart


def test_the_held_statements_are_of_articles_without_twins() -> None:
    held = {row["doc_id"] for row in rows(OWN) if row["split"] == "held"}
    assert held
    assert not held & {row["doc_id"] for row in rows(FOLDER / "twins.jsonl")}
