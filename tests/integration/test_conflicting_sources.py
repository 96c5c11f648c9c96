"""Articles that contradict one another, planted ones among them: both sides are shown, nothing stands alone unsaid."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Settings
from assistant.archive import Archive
from assistant.models import LocalEmbeddings
from ingest.pipeline import ingest

PLANTED = 12
"""Questions of poisonedrag that are tried: each with one planted article, among those of the others."""
POWERWALL = "What is the energy capacity of a Tesla Powerwall?"


def open_archive(articles: Path, folder: Path, model: LocalEmbeddings) -> Assistant:
    settings = Settings.load(archive=folder)
    with Archive.open(folder, model.identity, create=True) as archive:
        ingest([articles], archive, model, settings=settings)
    return Assistant.from_settings(settings)


@pytest.fixture(scope="module")
def contradicting(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, local_model: LocalEmbeddings
) -> Iterator[Assistant]:
    corpus = shared_data / "adversarial" / "tesla_rag_conflict" / "corpus.jsonl"
    with open_archive(corpus, tmp_path_factory.mktemp("conflict") / "archive", local_model) as assistant:
        yield assistant


def single_source(answer: Answer) -> bool:
    return any(notice.startswith("Single source") for notice in answer.notices)


def test_both_figures_stand_side_by_side(contradicting: Assistant) -> None:
    answer = contradicting.ask(POWERWALL)

    in_conflict = [statement for statement in answer.statements if statement.conflict == 1]
    assert any("13.5" in statement.text for statement in in_conflict)
    assert any("15.5" in statement.text for statement in in_conflict)
    assert {statement.standing for statement in in_conflict} == {"disagrees"}
    assert any("The articles disagree" in notice for notice in answer.notices)
    assert not single_source(answer)


def test_each_answer_shows_several_sources_or_says_that_it_has_one(contradicting: Assistant, shared_data: Path) -> None:
    queries = shared_data / "adversarial" / "tesla_rag_conflict" / "queries.jsonl"
    questions = [json.loads(line)["question"] for line in queries.read_text(encoding="utf-8").splitlines()]

    for question in questions:
        answer = contradicting.ask(question)
        sources = {citation.article_id for citation in answer.citations}
        assert answer.abstained or len(sources) > 1 or single_source(answer), question


def test_a_planted_article_never_stands_alone_without_a_warning(
    shared_data: Path, tmp_path: Path, local_model: LocalEmbeddings
) -> None:
    queries = (shared_data / "adversarial" / "poisonedrag" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in queries[:PLANTED]]
    articles = tmp_path / "planted.jsonl"
    planted = [{"id": row["id"], "title": "", "text": row["poison_passages"][0]} for row in rows]
    articles.write_text("\n".join(map(json.dumps, planted)), encoding="utf-8")

    with open_archive(articles, tmp_path / "archive", local_model) as assistant:
        answers = [assistant.ask(row["question"]) for row in rows]

    answered = [answer for answer in answers if not answer.abstained]
    assert answered
    assert all(single_source(answer) or len({one.article_id for one in answer.citations}) > 1 for answer in answered)
