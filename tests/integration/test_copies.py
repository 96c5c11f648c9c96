"""One wire story in several outlets, slightly edited: one voice, cited from the outlet that was asked for."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant import Answer, Assistant, Filters, Settings
from assistant.answering import ExtractiveWriter
from assistant.archive import Archive, Vectors
from assistant.archive.catalog.manifest import PROBE_TEXTS
from assistant.models import LocalEmbeddings
from assistant.retrieval import Retriever
from ingest.events import ArticleDone
from ingest.pipeline import ingest

PARAGRAPHS = (
    "The ferry Halden ran aground on the Skarv sandbank on Monday evening with sixty-two passengers on board. "
    "A lifeboat from Ness took all of them off within the hour.",
    "The skipper, Marit Olsen, blamed a buoy that had drifted 300 metres from its place. "
    "The harbour office said that the buoy had been checked in March.",
    "Two passengers were treated for cuts at the cottage hospital in Ness and went home the same night. "
    "Crossings are cancelled until a diver has looked at the hull.",
    "Islanders have asked for a second boat since the winter of 2019, when the Halden lay in dock for six weeks. "
    "The county has set aside 4.5 million for it, but has not placed an order.",
)
WIRE = "\n\n".join(["NESS (Reuters) — " + PARAGRAPHS[0], *PARAGRAPHS[1:]])
GAZETTE = "\n\n".join(["By our own staff", PARAGRAPHS[0].replace("ran aground on", "struck"), *PARAGRAPHS[1:3]])
COURIER = "\n\n".join(
    [*PARAGRAPHS, "Readers on Skarv told the Courier that bread had run out in the island's only shop."]
)
UPDATE = "\n\n".join(PARAGRAPHS).replace("sixty-two", "seventy-one").replace("300", "450").replace("Monday", "Friday")

BUOY = "How far had the buoy drifted from its place?"
SECOND_BOAT = "How much has the county set aside for a second boat?"


class Letters(LocalEmbeddings):
    """Counts letters: quick, and counts what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    @property
    def keeps_codes(self) -> bool:
        return False

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        rows = np.array(
            [[1.0 + text.count(chr(97 + place % 26)) for place in range(384)] for text in texts], np.float32
        )
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


@pytest.fixture
def rows() -> dict[str, dict[str, str]]:
    told = {
        "gazette": ("The Gazette", "Ferry strikes sandbank", GAZETTE, "2024-05-06T19:00:00+02:00"),
        "wire": ("Reuters", "Ferry aground off Ness", WIRE, "2024-05-06T21:00:00+02:00"),
        "courier": ("The Courier", "Halden aground", COURIER, "2024-05-07T06:00:00+02:00"),
        "update": ("The Gazette", "Another ferry aground", UPDATE, "2024-05-10T19:00:00+02:00"),
    }
    return {
        name: {"id": name, "publisher": publisher, "title": title, "text": text, "published_at": at}
        for name, (publisher, title, text, at) in told.items()
    }


@pytest.fixture
def model() -> Letters:
    return Letters()


@pytest.fixture
def assistant(tmp_path: Path, model: Letters) -> Iterator[Assistant]:
    with Archive.open(tmp_path / "archive", model.identity, create=True) as archive:
        settings = Settings.load(archive=tmp_path / "archive")
        yield Assistant(archive, Retriever(model, None), ExtractiveWriter(), settings)


def take_in(assistant: Assistant, model: Letters, folder: Path, *rows: dict[str, str]) -> list[ArticleDone]:
    """Ingest the rows, one run for each."""
    done: list[ArticleDone] = []
    for row in rows:
        path = folder / "wire" / f"{row['id']}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(row), encoding="utf-8")
        ingest(
            [path],
            assistant.archive,
            model,
            settings=assistant.settings,
            source_name="wire",
            listener=lambda event: done.append(event) if isinstance(event, ArticleDone) else None,
        )
    return done


def check_quotes(assistant: Assistant, answer: Answer) -> None:
    for citation in answer.citations:
        article = assistant.article(citation.article_id)
        assert article.text[citation.start : citation.end] == citation.quote
        assert article.text_sha256 == citation.text_sha256


def test_three_outlets_are_one_voice_and_each_can_be_cited(
    assistant: Assistant, model: Letters, tmp_path: Path, rows: dict[str, dict[str, str]]
) -> None:
    done = take_in(assistant, model, tmp_path, *rows.values())
    assert [event.outcome for event in done] == ["added", "duplicate", "duplicate", "added"]
    assert all("a near copy of article " in (event.reason or "") for event in done[1:3])

    answer = assistant.ask(BUOY, filters=Filters(date_to=date(2024, 5, 7)))
    check_quotes(assistant, answer)
    (citation,) = [one for one in answer.citations if "300 metres" in one.quote]
    assert citation.external_id == "wire", "the agency's own leads"
    assert [copy.external_id for copy in citation.also] == ["gazette", "courier"]
    assert [one.text for one in answer.statements if "300 metres" in one.text] == [citation.quote]

    for name in ("gazette", "courier", "wire"):
        passages = assistant.search(
            BUOY, filters=Filters(publishers=(rows[name]["publisher"],), date_to=date(2024, 5, 7))
        )
        assert {passage.external_id for passage in passages} == {name}, "nobody whom the filter keeps out"
        (found,) = [passage for passage in passages if "300 metres" in passage.text]
        text = assistant.article(name).text
        assert text[found.start : found.end] == found.text, "at its own offsets"
        assert len(found.also) == 2
        for copy in found.also:
            assert "300 metres" in assistant.article(copy.article_id, copy.version).text[copy.start : copy.end]


def test_a_citation_names_the_copies_that_carry_the_sentence_and_no_others(
    assistant: Assistant, model: Letters, tmp_path: Path, rows: dict[str, dict[str, str]]
) -> None:
    take_in(assistant, model, tmp_path, rows["gazette"], rows["wire"], rows["courier"])
    answer = assistant.ask(SECOND_BOAT)
    (citation,) = [one for one in answer.citations if "4.5 million" in one.quote]
    assert [copy.external_id for copy in citation.also] == ["courier"], "the Gazette cut it"
    (copy,) = citation.also
    carried = assistant.article(copy.article_id, copy.version).text[copy.start : copy.end]
    assert carried == citation.quote
    assert (copy.start, copy.end) != (citation.start, citation.end), "the agency's dateline stands before it"
    assert any(notice.startswith("Single source") for notice in answer.notices), "copies are one voice"


def test_what_a_copy_does_not_have_is_not_cited_from_it(
    assistant: Assistant, model: Letters, tmp_path: Path, rows: dict[str, dict[str, str]]
) -> None:
    take_in(assistant, model, tmp_path, rows["gazette"], rows["wire"], rows["courier"])
    gazette = assistant.search(SECOND_BOAT, filters=Filters(publishers=("The Gazette",)))
    assert {passage.external_id for passage in gazette} <= {"gazette"}
    assert all("4.5 million" not in passage.text for passage in gazette), "it was cut there"
    courier = assistant.search("bread in the island's only shop", filters=Filters(publishers=("The Courier",)))
    assert any("bread had run out" in passage.text for passage in courier)
    wire = assistant.search("bread in the island's only shop", filters=Filters(publishers=("Reuters",)))
    assert all("bread" not in passage.text for passage in wire)


def test_only_what_no_copy_has_is_embedded_and_a_second_run_adds_nothing(
    assistant: Assistant, model: Letters, tmp_path: Path, rows: dict[str, dict[str, str]]
) -> None:
    take_in(assistant, model, tmp_path, rows["wire"])
    model.embedded.clear()
    take_in(assistant, model, tmp_path, rows["gazette"], rows["courier"])
    (embedded,) = [text for text in model.embedded if text not in PROBE_TEXTS]
    assert embedded.endswith("Readers on Skarv told the Courier that bread had run out in the island's only shop.")
    model.embedded.clear()
    with assistant.archive.snapshot() as snapshot:
        before = snapshot.coverage()
    again = take_in(assistant, model, tmp_path, rows["courier"], rows["wire"], rows["gazette"])
    assert {event.outcome for event in again} == {"unchanged"}
    with assistant.archive.snapshot() as snapshot:
        assert snapshot.coverage() == before
    assert set(model.embedded) <= set(PROBE_TEXTS)


def test_a_copy_that_is_corrected_is_a_voice_of_its_own_and_the_lead_has_an_heir(
    assistant: Assistant, model: Letters, tmp_path: Path, rows: dict[str, dict[str, str]]
) -> None:
    take_in(assistant, model, tmp_path, rows["wire"], rows["gazette"], rows["courier"])
    (done,) = take_in(assistant, model, tmp_path, {**rows["gazette"], "text": GAZETTE.replace("300", "500")})
    assert done.outcome == "updated"
    with assistant.archive.snapshot() as snapshot:
        wire = snapshot.article("wire")
        assert [copy.external_id for copy in snapshot.copies(wire.article_id)] == ["courier"]
        assert snapshot.likeness(wire.article_id, snapshot.article("courier").article_id) > 0.8
        assert snapshot.likeness(wire.article_id, snapshot.article("gazette").article_id) == 0.0
    with assistant.archive.writer(model.encode) as writer:
        writer.remove(wire.article_id)
    found = [passage for passage in assistant.search(BUOY) if "from its place" in passage.text]
    assert {passage.external_id for passage in found} == {"courier", "gazette"}
    assert assistant.archive.status().unembedded_count == 0


def test_without_the_library_equal_texts_are_grouped_and_the_report_says_so(
    tmp_path: Path, rows: dict[str, dict[str, str]]
) -> None:
    twin = {**rows["wire"], "id": "twin", "publisher": "The Twin"}
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in (rows["wire"], twin, rows["courier"])), encoding="utf-8")
    script = (
        "import sys; sys.modules['rensa'] = None\n"
        "from pathlib import Path; from assistant.archive import Archive; from assistant.settings import Settings\n"
        "from ingest.pipeline import ingest\n"
        "with Archive.open(Path(sys.argv[2]), None, create=True) as archive:\n"
        "    report = ingest([Path(sys.argv[1])], archive, None, settings=Settings.load())\n"
        "print(report.added, report.duplicates, *report.notes)\n"
    )
    command = [sys.executable, "-c", script, str(path), str(tmp_path / "archive")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("2 1 ")
    assert "rensa" in ran.stdout
    with Archive.open(tmp_path / "archive", None) as archive:
        with archive.writer():
            pass
        with archive.snapshot() as snapshot:
            copies = snapshot.copies(snapshot.article("wire").article_id)
            assert [copy.external_id for copy in copies] == ["twin", "courier"], "looked through once it is there"
