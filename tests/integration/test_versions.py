"""An article that changed: asked today and as of a day, with the real local model."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import Assistant, Filters, Settings
from assistant.archive import Archive, IncomingArticle
from assistant.models import LocalEmbeddings, count_tokens
from ingest.split import split

QUESTION = "How many people died in the Ombersund ferry fire?"


def version(count: str, updated: str) -> IncomingArticle:
    return IncomingArticle(
        f"Fire broke out on the ferry Heron off Ombersund on Monday. {count} people died in the Ombersund ferry fire, "
        "the coast guard said.",
        title="Fire on the Ombersund ferry",
        publisher="The Ombersund Lantern",
        published_at="2024-01-08",
        published_on=date(2024, 1, 8),
        updated_at=updated,
        updated_on=date.fromisoformat(updated),
        url="https://lantern.example/fire",
    )


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    model, folder = LocalEmbeddings(), tmp_path_factory.mktemp("versions") / "archive"
    with Archive.open(folder, model.identity, create=True) as archive, archive.writer(model.encode) as writer:
        for one in (version("Three", "2024-01-08"), version("Eleven", "2024-01-12")):
            writer.put(one, split(one, count_tokens), model.encode)
    with Assistant.from_settings(Settings.load(archive=folder)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("day", "count", "number"), [(None, "Eleven", 2), (date(2024, 1, 10), "Three", 1), (date(2024, 1, 12), "Eleven", 2)]
)
def test_the_version_of_the_day_is_cited(assistant: Assistant, day: date | None, count: str, number: int) -> None:
    answer = assistant.ask(QUESTION, filters=Filters(as_of=day))
    assert f"{count} people died" in answer.text
    assert {citation.version for citation in answer.citations} == {number}
    for citation in answer.citations:
        text = assistant.article(citation.article_id, citation.version).text
        assert text[citation.start : citation.end] == citation.quote
    assert answer.to_json()["filters"]["as_of"] == (day.isoformat() if day else None)


def test_before_it_was_published_there_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION, filters=Filters(as_of=date(2024, 1, 7)))
    assert answer.abstained
    assert answer.passages == ()
