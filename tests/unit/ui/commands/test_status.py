import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Coverage
from assistant.archive import ArchiveStatus
from assistant.archive.index.health import Health
from assistant.archive.status import GenerationStatus
from assistant.settings import Settings
from ingest.split import ENGLISH_SPLITTER_VERSION, SPLITTER_VERSION
from ui.commands.status import notices_of, say_who_answers, status_rows, status_to_json

STATUS = ArchiveStatus(
    path=Path("news"),
    coverage=Coverage(3, 12, (("The Herald", 2), ("", 1)), date(2026, 5, 4), date(2026, 5, 6), 1),
    model_name="MiniLM",
    generation=GenerationStatus("good", 10, "2026-05-07T10:00:00+00:00", "chroma", segment_count=1),
    tail_count=2,
    tombstone_count=0,
    unembedded_count=0,
    byte_count=2_500_000,
    schema=1,
    splitter_version=1,
    notices=(),
    writer=None,
)


def test_rows_for_a_person() -> None:
    rows = dict(status_rows(STATUS))

    assert rows["Holds"] == "3 articles from 1 outlet, 4 May 2026 to 6 May 2026, 1 undated"
    assert rows["Outlets"] == "The Herald (2), unknown (1)"
    assert rows["Search index"] == "good, 10 passages, built 7 May 2026, 10:00 (UTC)"
    assert rows["Nearest passages"] == "found by Chroma"
    assert rows["Outside the index"] == "2 new, 0 taken out"
    assert rows["Size on disk"] == "2.5 MB"
    assert not {"By keyword only", "Being written by"} & set(rows)


def test_rows_that_come_only_when_there_is_something_to_say() -> None:
    rows = dict(status_rows(replace(STATUS, unembedded_count=1, writer="process 7", byte_count=3_000_000_000)))

    assert rows["By keyword only"] == "1 passage"
    assert rows["Being written by"] == "process 7"
    assert rows["Size on disk"] == "3.0 GB"


def test_an_empty_archive() -> None:
    empty = replace(
        STATUS,
        coverage=Coverage(0, 0, (), None, None, 0),
        model_name=None,
        generation=GenerationStatus("none yet"),
        tail_count=0,
    )

    rows = dict(status_rows(empty))

    assert rows["Embedding model"] == "none yet"
    assert rows["Search index"] == "none yet"
    assert rows["Nearest passages"] == "not searched: no passage has a vector"
    assert rows["Outlets"] == "none"
    json.dumps(status_to_json(empty))


@pytest.mark.parametrize(
    ("health", "words"),
    [
        ("none yet", "the next ingest makes"),
        ("missing", "copydesk rebuild"),
        ("damaged", "copydesk rebuild"),
        ("good", "read-only"),
        ("away", "does not answer"),
        ("refused", "refuses the token"),
        ("elsewhere", "COPYDESK_CHROMA is not set"),
    ],
)
def test_why_chroma_does_not_search_is_said(health: Health, words: str) -> None:
    rows = dict(status_rows(replace(STATUS, generation=GenerationStatus(health, 10, "2026-05-07T10:00:00+00:00"))))

    assert rows["Nearest passages"].startswith("found by comparing all vectors; ")
    assert words in rows["Nearest passages"]


def test_an_index_that_failed_its_check_is_not_said_to_be_read_only() -> None:
    generation = GenerationStatus("good", 10, "2026-05-07T10:00:00+00:00", has_index=False)
    said = dict(status_rows(replace(STATUS, generation=generation)))["Nearest passages"]

    assert "missed too many of the nearest when it was checked" in said
    assert "read-only" not in said


def test_the_published_form() -> None:
    plain = json.loads(json.dumps(status_to_json(STATUS)))

    assert plain["path"] == "news"
    assert plain["coverage"]["first_on"] == "2026-05-04"
    assert plain["coverage"]["publishers"] == [{"name": "The Herald", "articles": 2}, {"name": "", "articles": 1}]
    assert plain["index"] == {
        "health": "good",
        "passages": 10,
        "parts": 1,
        "built_at": "2026-05-07T10:00:00+00:00",
        "engine": "chroma",
        "server": None,
    }
    assert plain["notices"] == []


def test_who_answers_is_told_from_the_settings() -> None:
    assert say_who_answers(Settings.load()) == ("extractive", None)
    assert say_who_answers(Settings.load(model_api_key="sk-secret")) == ("extractive", None)
    assert say_who_answers(Settings.load(model="openai:x")) == ("openai:x", "api.openai.com")
    assert say_who_answers(Settings.load(model="anthropic:x")) == ("anthropic:x", "anthropic")
    local = Settings.load(model="openai:x", model_base_url="http://me:secret@127.0.0.1:8080/v1")
    assert say_who_answers(local) == ("openai:x", "127.0.0.1")


@pytest.mark.parametrize(
    ("oldest", "is_told"), [(None, False), (ENGLISH_SPLITTER_VERSION - 1, True), (SPLITTER_VERSION, False)]
)
def test_passages_of_older_rules_are_told_with_the_command_that_cuts_them_anew(
    oldest: int | None, is_told: bool
) -> None:
    notices = notices_of(replace(STATUS, oldest_splitter_version=oldest))
    assert any("copydesk rebuild --split" in notice for notice in notices) == is_told


def test_an_archive_in_english_is_not_asked_to_be_cut_anew_for_other_languages() -> None:
    old = replace(STATUS, oldest_splitter_version=ENGLISH_SPLITTER_VERSION, notices=())

    assert notices_of(replace(old, languages=("en", "ja"))) == ()
    older = replace(old, oldest_splitter_version=SPLITTER_VERSION - 1)
    (notice,) = notices_of(replace(older, languages=("de", "en")))
    assert "copydesk rebuild --split" in notice
