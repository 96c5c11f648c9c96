"""What all readers of a server share."""

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ArchiveDamaged, ArchiveMissing
from assistant.settings import Settings
from ui.desk import Desk, database_host, embedding_host, index_host


def test_the_assistant_is_opened_once(scripted: Any) -> None:
    opened: list[Any] = []

    def open_assistant() -> Any:
        opened.append(scripted)
        return scripted

    desk = Desk(scripted.archive.path, open_assistant)
    assert desk.assistant() is desk.assistant()
    assert len(opened) == 1
    desk.close()
    assert scripted.is_closed


def test_a_scene_tells_what_is_held(scripted: Any) -> None:
    scene = Desk(scripted.archive.path, lambda: scripted, sample_notice="Invented.", count_own=lambda: 7).scene()
    assert scene.coverage is not None
    assert scene.coverage.article_count == 3
    assert not scene.is_empty
    assert scene.passages_go_to is None
    assert scene.questions_go_to is None
    assert scene.own_archive_note is not None
    assert "7 articles" in scene.own_archive_note
    assert scene.keeps_conversations


def test_a_scene_tells_whether_conversations_are_kept(scripted: Any) -> None:
    (scripted.archive.path / "readers.sqlite3").mkdir()
    assert not Desk(scripted.archive.path, lambda: scripted).scene().keeps_conversations


@pytest.mark.parametrize(
    ("error", "trouble"), [(ArchiveMissing("none"), None), (ArchiveDamaged("It broke."), "It broke.")]
)
def test_what_is_wrong_is_part_of_the_scene(error: Exception, trouble: str | None) -> None:
    def fail() -> Any:
        raise error

    scene = Desk(Path("somewhere"), fail).scene()
    assert scene.is_empty
    assert scene.trouble == trouble


def test_a_remote_embedding_model_is_named() -> None:
    assert embedding_host(Settings.load()) is None
    assert embedding_host(Settings.load(embedding_model="openai:small")) == "api.openai.com"
    remote = Settings.load(embedding_model="openai:small", embedding_base_url="http://10.0.0.5:8080/v1")
    assert embedding_host(remote) == "10.0.0.5"


def test_the_server_of_the_index_is_named() -> None:
    assert index_host(Settings.load()) is None
    assert index_host(Settings.load(chroma="https://chroma.example:8000/news")) == "chroma.example"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("postgresql://u:p@db.example/news", "db.example"),
        ("postgresql://u@localhost/news", None),
        ("postgresql:///news", None),
    ],
)
def test_another_computer_with_the_database_is_known(address: str, host: str | None) -> None:
    assert database_host(Settings.load(database=address)) == host
