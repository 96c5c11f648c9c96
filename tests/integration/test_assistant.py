"""Questions to the sample articles, with the real local model: from the question to the checked answer."""

import json
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant import Answer, Answered, Assistant, Filters, Found, Searching, Settings, Stated, Turn
from assistant.answering import ExtractiveWriter
from assistant.archive import Archive, IncomingArticle, Vectors
from assistant.errors import ArchiveMissing, ModelMissing, ModelUnavailable, QuestionError
from assistant.models import LocalEmbeddings, TokenVectors, count_tokens
from assistant.retrieval import LateInteraction, Retriever
from ingest.samples import SAMPLE_QUESTIONS
from ingest.split import split

QUESTION = "Who found the lost chart of the Omber in the Harbour Museum?"
OFF_TOPIC = "How long should I boil an egg?"
NOBODY = Filters(publishers=("The Nobody Times",))


@pytest.fixture(scope="module")
def assistant(samples_archive: Path) -> Iterator[Assistant]:
    with Assistant.from_settings(Settings.load(archive=samples_archive)) as opened:
        yield opened


@pytest.fixture(scope="module")
def validator(project_root: Path) -> Draft202012Validator:
    schema = json.loads((project_root / "assistant" / "answer.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def open_copy(samples_archive: Path, folder: Path, model: LocalEmbeddings) -> Assistant:
    """A copy of the sample archive that a test may write to, asked with a model of its own."""
    shutil.copytree(samples_archive, folder)
    archive = Archive.open(folder, model.identity)
    return Assistant(
        archive, Retriever(model, LateInteraction(model)), ExtractiveWriter(), Settings.load(archive=folder)
    )


def put(archive: Archive, model: LocalEmbeddings, *articles: IncomingArticle) -> list[str]:
    with archive.writer(model.encode) as writer:
        return [
            outcome.article_id
            for outcome in writer.put_many([(one, split(one, count_tokens)) for one in articles], model.encode)
        ]


def check_quotes(assistant: Assistant, answer: Answer) -> None:
    for citation in answer.citations:
        article = assistant.article(citation.article_id, citation.version)
        assert article.text[citation.start : citation.end] == citation.quote != ""
        assert sha256(article.text.encode()).hexdigest() == citation.text_sha256
        assert (article.title, article.publisher, article.published_at, article.url) == (
            citation.title,
            citation.publisher,
            citation.published_at,
            citation.url,
        )
    for passage in answer.passages:
        text = assistant.article(passage.article_id, passage.version).text
        assert text[passage.start : passage.end] == passage.text


def without_timings(answer: Answer) -> dict[str, Any]:
    return {name: value for name, value in answer.to_json().items() if name != "timings"}


@pytest.mark.parametrize("question", [*SAMPLE_QUESTIONS, OFF_TOPIC])
def test_events_come_in_order_and_ask_is_the_last(
    assistant: Assistant, validator: Draft202012Validator, question: str
) -> None:
    searching, found, *stated, answered = assistant.stream(question)
    assert isinstance(searching, Searching)
    assert isinstance(found, Found)
    assert all(isinstance(event, Stated) for event in stated)
    assert isinstance(answered, Answered)
    answer = answered.answer
    assert (searching.standalone_question, found.passages) == (answer.standalone_question, answer.passages)
    assert [event.statement for event in stated if isinstance(event, Stated)] == list(answer.statements)
    assert without_timings(assistant.ask(question)) == without_timings(answer)
    check_quotes(assistant, answer)
    validator.validate(json.loads(json.dumps(answer.to_json())))


def test_an_answer_says_who_and_is_the_articles_own_words(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert (answer.outcome, answer.reason) == ("answered", None)
    assert "Norbert Cray" in answer.text
    assert len(answer.statements) == 3
    assert {statement.status for statement in answer.statements} == {"verbatim"}
    assert any(
        citation.publisher == "Ropewalk Post" and statement.attribution == "Ropewalk Post, 3 April 2025"
        for statement in answer.statements
        for citation in answer.citations
        if citation.n in statement.citations
    )
    assert {"retrieve", "evidence", "write", "total"} <= set(answer.timings)
    assert (answer.writer, assistant.passages_go_to) == ("extractive", None)


@pytest.mark.parametrize("question", [QUESTION, OFF_TOPIC])
def test_the_ten_best_passages_come_along_whatever_the_outcome(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [passage.rank for passage in answer.passages] == list(range(1, 11))
    scores = [passage.score for passage in answer.passages]
    assert scores == sorted(scores, reverse=True)
    assert len({passage.passage_id for passage in answer.passages}) == 10
    assert answer.passages == assistant.search(question)


def test_where_nothing_is_stated_it_shows_what_is_near_and_what_there_is(assistant: Assistant) -> None:
    answer = assistant.ask(OFF_TOPIC)
    assert (answer.outcome, answer.abstained, answer.statements, answer.citations) == ("nothing", True, (), ())
    assert answer.text == answer.reason == "None of the articles are about this."
    assert 1 <= len(answer.near_articles) <= 3
    assert answer.coverage == assistant.coverage()
    assert answer.coverage is not None
    assert {"The Ombersund Lantern", "Omber Valley Courier", "Ropewalk Post"} <= dict(answer.coverage.publishers).keys()


def test_nothing_passes_the_filters(assistant: Assistant, validator: Draft202012Validator) -> None:
    answer = assistant.ask(QUESTION, filters=NOBODY)
    assert answer.outcome == "nothing"
    assert answer.text == "No article matches the filters (in The Nobody Times)."
    assert answer.passages == ()
    validator.validate(answer.to_json())


@pytest.mark.parametrize(
    "filters",
    [
        Filters(publishers=("ropewalk post",)),
        Filters(authors=("THEO MARCHBANK",)),
        Filters(date_from=date(2026, 1, 1)),
        Filters(date_to=date(2025, 4, 30)),
        Filters(date_from=date(2025, 3, 1), date_to=date(2025, 12, 31), publishers=("The Ombersund Lantern",)),
    ],
    ids=["publisher", "author", "from", "to", "both"],
)
def test_filters_are_kept_by_every_passage_and_citation(assistant: Assistant, filters: Filters) -> None:
    answer = assistant.ask("What happened to Candlemaker Bridge?", filters=filters)
    assert answer.filters == filters
    assert len(answer.passages) > 1
    listed = [passage.article_id for passage in answer.passages] + [
        citation.article_id for citation in answer.citations
    ]
    for article in map(assistant.article, listed):
        day = article.published_on
        if filters.publishers:
            assert (article.publisher or "").casefold() in [name.casefold() for name in filters.publishers]
        if filters.authors:
            assert {"theo marchbank"} <= {name.casefold() for name in article.authors}
        assert filters.date_from is None or (day is not None and day >= filters.date_from)
        assert filters.date_to is None or (day is not None and day <= filters.date_to)


def test_the_undated_article_is_left_out_by_days_and_that_is_said(assistant: Assistant) -> None:
    question = "How did the town pay for the bridge that gave Candlemaker Bridge its name?"
    undated = "courier-desk/four-crossings-of-the-omber.txt"
    assert undated in [citation.external_id for citation in assistant.ask(question).citations]
    answer = assistant.ask(question, filters=Filters(date_from=date(1900, 1, 1)))
    assert undated not in [passage.external_id for passage in answer.passages]
    assert any("1 undated article was left out" in notice for notice in answer.notices)
    assert not any("without a date" in notice for notice in assistant.ask(question).notices)


def test_of_a_story_in_two_outlets_the_one_asked_for_is_cited(
    samples_archive: Path, tmp_path: Path, local_model: LocalEmbeddings, validator: Draft202012Validator
) -> None:
    told = "The lighthouse at Gull Point was painted red by its keeper, Nils Varga. It took him nine days in June."
    first = IncomingArticle(told, "Lighthouse red", "Gull Post", (), "2026-06-01", date(2026, 6, 1), external_id="g")
    second = IncomingArticle(told, "Red light", "Point Mail", (), "2026-06-02", date(2026, 6, 2), external_id="p")
    question = "Who painted the lighthouse at Gull Point?"
    with open_copy(samples_archive, tmp_path / "copy", local_model) as assistant:
        put(assistant.archive, local_model, first, second)
        cited = {}
        for name in ("Gull Post", "Point Mail"):
            answer = assistant.ask(question, filters=Filters(publishers=(name,)))
            (citation,) = {citation.article_id: citation for citation in answer.citations}.values()
            check_quotes(assistant, answer)
            validator.validate(answer.to_json())
            assert "Nils Varga" in answer.text
            assert all((statement.attribution or "").startswith(name) for statement in answer.statements)
            cited[citation.publisher] = (citation.external_id, [copy.publisher for copy in citation.also])
        assert cited == {"Gull Post": ("g", ["Point Mail"]), "Point Mail": ("p", ["Gull Post"])}
        unfiltered = assistant.ask(question)
        assert {citation.external_id for citation in unfiltered.citations} == {"g"}


@pytest.mark.parametrize("question", ["", "\x00\x00", "x" * 100_000, "\ud800" * 100_000])
def test_a_question_that_cannot_be_asked_is_refused_at_once(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        assistant.ask(question)


@pytest.mark.parametrize(
    "question", ["\ud83d", "Who is \udfffNorbert Cray\ud800?", "\x00Norbert\x00Cray\x00", "\u202eyarC"]
)
def test_a_question_with_broken_characters_is_answered(
    assistant: Assistant, validator: Draft202012Validator, question: str
) -> None:
    answer = assistant.ask(question)
    validator.validate(json.loads(json.dumps(answer.to_json(), ensure_ascii=False).encode()))
    check_quotes(assistant, answer)


HISTORY = (
    Turn("user", "Why was the reopening of Candlemaker Bridge put back to May?"),
    Turn("assistant", "The flood carried away the temporary supports on which the new bearings were to be set."),
)


def test_a_follow_up_is_understood_from_turns_and_from_mappings_alike(assistant: Assistant) -> None:
    question = "And what did that add to the cost?"
    answer = assistant.ask(question, history=HISTORY)
    assert "Candlemaker Bridge" in answer.standalone_question
    assert answer.question == question
    assert "ovc-10633" in [passage.external_id for passage in answer.passages[:5]]
    plain = [{"role": turn.role, "content": turn.content} for turn in HISTORY]
    system = {"role": "system", "content": "Answer in French."}
    assert without_timings(assistant.ask(question, history=[system, *plain])) == without_timings(answer)


@pytest.mark.parametrize("history", [["hi"], [{"role": "user"}], [{"role": "user", "content": None}], "hi", [3]])
def test_a_malformed_history_is_refused(assistant: Assistant, history: Any) -> None:
    with pytest.raises(QuestionError):
        assistant.ask(QUESTION, history=history)


def test_many_threads_at_once_answer_as_one(assistant: Assistant) -> None:
    alone = {question: without_timings(assistant.ask(question)) for question in SAMPLE_QUESTIONS}
    asked = list(SAMPLE_QUESTIONS) * 2
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(assistant.ask, asked))
    for question, answer in zip(asked, together, strict=True):
        assert without_timings(answer) == alone[question]


def test_a_stream_that_is_left_holds_nothing_back(
    samples_archive: Path, tmp_path: Path, local_model: LocalEmbeddings
) -> None:
    article = IncomingArticle("Divers raised the ferry Heron off Gull Point.", "Ferry raised", external_id="new")
    with open_copy(samples_archive, tmp_path / "copy", local_model) as assistant:
        closed, dropped, open_still = (assistant.stream(QUESTION) for _ in range(3))
        for events in (closed, dropped, open_still):
            assert [type(next(events)) for _ in range(2)] == [Searching, Found]
        closed.close()  # type: ignore[attr-defined]  # a generator
        del dropped, events
        put(assistant.archive, local_model, article)
        with assistant.archive.writer(local_model.encode) as writer:
            assert writer.fold(force=True)
        *_, answered = open_still  # from the state it began with, whose generation was exchanged meanwhile
        assert isinstance(answered, Answered)
        assert "Norbert Cray" in answered.answer.text
        assert "Divers" in assistant.ask("Who raised the ferry Heron?").text
        with assistant.archive.writer(local_model.encode):
            pass  # tidies: nothing is held by a stream any more
        assert len(list((tmp_path / "copy" / "generations").iterdir())) == 1


def test_an_archive_can_be_closed_while_a_stream_is_open(
    samples_archive: Path, tmp_path: Path, local_model: LocalEmbeddings
) -> None:
    assistant = open_copy(samples_archive, tmp_path / "copy", local_model)
    events = assistant.stream(QUESTION)
    assert [type(next(events)) for _ in range(2)] == [Searching, Found]
    assistant.close()
    events.close()  # type: ignore[attr-defined]  # a generator
    shutil.rmtree(tmp_path / "copy")


def test_a_key_alone_sends_nothing(samples_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit hook of tests/conftest.py fails whatever reaches for another host."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-of-the-guard")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.example/v1")
    with Assistant.from_settings(Settings.load(archive=samples_archive)) as assistant:
        assert assistant.passages_go_to is None
        assert "Norbert Cray" in assistant.ask(QUESTION).text


def test_without_an_archive_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="copydesk ingest"):
        Assistant.from_settings(Settings.load(archive=tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_a_model_file_that_is_not_there_is_named_before_any_question(samples_archive: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Assistant.from_settings(Settings.load(archive=samples_archive, embedding_model_path=tmp_path / "no-model.onnx"))


class FailingModel(LocalEmbeddings):
    """The identity of the local model, but it cannot run."""

    failure: ModelMissing | ModelUnavailable = ModelUnavailable("The embedding server did not answer.")

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise self.failure

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        raise self.failure


class MissingModel(FailingModel):
    failure = ModelMissing("The embedding model's runtime is not installed.")


@pytest.mark.parametrize("failing", [FailingModel(), MissingModel()], ids=["unavailable", "missing"])
def test_where_the_model_fails_keywords_answer_with_a_notice(
    samples_archive: Path, failing: FailingModel, local_model: LocalEmbeddings, validator: Draft202012Validator
) -> None:
    with Archive.open(samples_archive, failing.identity) as archive:
        for reranking in (failing, local_model):  # a remote model that fails leaves the local one to rerank
            retriever = Retriever(failing, LateInteraction(reranking))
            assistant = Assistant(archive, retriever, ExtractiveWriter(), Settings.load(archive=samples_archive))
            answer = assistant.ask(QUESTION)
            assert not answer.abstained
            assert "Norbert Cray" in answer.passages[0].text
            assert any("keywords alone" in notice and str(failing.failure) in notice for notice in answer.notices)
            check_quotes(assistant, answer)
            validator.validate(answer.to_json())
