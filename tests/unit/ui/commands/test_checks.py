import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Settings
from assistant.archive import Archive, IncomingArticle
from tests.chat_server import Behaviour, chat_server, giving, saying
from ui.commands.checks import (
    Check,
    all_checks,
    check_archive,
    check_catalog,
    check_extras,
    check_packages,
    check_port,
    check_settings,
    check_space,
    check_writer,
)


def one(checks: list[Check]) -> Check:
    (check,) = checks
    return check


def test_the_installed_packages_are_in_range() -> None:
    check = one(list(check_packages(Settings.load())))

    assert check.state == "ok"
    assert "direct dependencies" in check.finding


def test_an_extra_that_is_missing_is_no_fault_and_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio", None)
    found = {check.name: (check.state, check.finding) for check in check_extras(Settings.load())}
    assert found["Extra [documents]"] == ("ok", "installed")
    assert found["Extra [web]"][0] == "ok"
    assert "pip install 'copydesk[web]'" in found["Extra [web]"][1]


def test_keys_and_passwords_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_EMBEDDING_API_KEY", "sk-secret")
    monkeypatch.setenv("COPYDESK_EMBEDDING_PROXY", "http://me:sk-secret@proxy.example:8080/path")

    checks = {check.name: check.finding for check in check_settings(Settings.load())}

    assert "sk-secret" not in str(checks)
    assert checks["COPYDESK_EMBEDDING_PROXY"] == "http://…@proxy.example:8080/path"
    assert checks["COPYDESK_EMBEDDING_MODEL_PATH"] == "not set"
    assert set(checks) == {f"COPYDESK_{name.upper()}" for name in Settings.model_fields}


def test_a_port_that_is_taken_is_a_warning_with_advice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        taken = one(list(check_port(Settings.load(port=port))))
    free = one(list(check_port(Settings.load(port=port))))

    assert (taken.state, free.state) == ("warn", "ok")
    assert "COPYDESK_PORT" in (taken.advice or "")


def test_an_address_that_is_not_ours_fails() -> None:
    check = one(list(check_port(Settings.load(host="192.0.2.1", port=0))))

    assert check.state == "fail"


def test_space_is_measured_where_the_archive_will_be(tmp_path: Path) -> None:
    check = one(list(check_space(Settings.load(archive=tmp_path / "not" / "yet"))))

    assert check.state in {"ok", "warn"}
    assert str(tmp_path) in check.finding


def test_no_archive_yet_is_no_failure() -> None:
    check = one(list(check_archive(Settings.load())))

    assert check.state == "warn"
    assert "copydesk ingest" in check.finding


def test_an_archive_that_cannot_be_read_fails(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "catalog.sqlite3").write_bytes(b"not a database" * 100)

    assert one(list(check_archive(Settings.load()))).state == "fail"


def test_one_failure_does_not_hide_the_rest(tmp_path: Path) -> None:
    damaged = tmp_path / "model.onnx"
    damaged.write_bytes(b"not a model")

    checks = list(all_checks(Settings.load(embedding_model_path=damaged)))

    model = next(check for check in checks if check.name == "Embedding model")
    assert model.state == "fail"
    assert checks[-1].name == "Archive"
    assert checks[0].name == "Python"
    assert checks[0].state == "ok"


def test_without_a_model_there_is_nothing_to_check() -> None:
    check = one(list(check_writer(Settings.load(model_api_key="sk-secret"))))

    assert (check.state, check.advice) == ("ok", None)
    assert "quotes" in check.finding


@pytest.mark.parametrize(
    ("behaviour", "state", "finding"),
    [
        (saying("It closed on Monday [1.1]."), "ok", "openai:small at 127.0.0.1 answers and cites"),
        (saying("It closed on Monday."), "warn", "without citing"),
        (giving(401), "fail", "COPYDESK_MODEL_API_KEY"),
    ],
)
def test_the_writing_model_is_asked_a_question(behaviour: Behaviour, state: str, finding: str) -> None:
    with chat_server() as server:
        server.behaviour = behaviour
        settings = Settings.load(model="openai:small", model_base_url=server.url, model_api_key="sk-secret")
        check = one(list(check_writer(settings)))

    assert check.state == state
    assert finding in check.finding
    assert "sk-secret" not in str(check)


def test_a_changed_text_fails_with_the_article_s_id(tmp_path: Path) -> None:
    settings = Settings.load(archive=tmp_path / "archive")
    assert list(check_catalog(settings)) == []
    with Archive.open(settings.archive, None, create=True) as archive, archive.writer() as writer:
        article_id = writer.put(IncomingArticle("The bridge was shut."), ()).article_id

    sound = one(list(check_catalog(settings)))
    with closing(sqlite3.connect(settings.archive / "catalog.sqlite3")) as connection, connection:
        connection.execute("UPDATE texts SET text = 'The bridge was open.'")
    changed = one(list(check_catalog(settings)))

    assert (sound.state, sound.finding) == ("ok", "1 text as stored; SQLite finds no fault")
    assert (changed.state, article_id in changed.finding) == ("fail", True)
    assert "backup" in (changed.advice or "")


def test_a_catalog_that_cannot_be_read_fails(tmp_path: Path) -> None:
    settings = Settings.load(archive=tmp_path / "archive")
    with Archive.open(settings.archive, None, create=True) as archive, archive.writer() as writer:
        writer.put_many([(IncomingArticle(f"{number} " * 900), ()) for number in range(60)])
    catalog = settings.archive / "catalog.sqlite3"
    content = bytearray(catalog.read_bytes())
    content[40_000:90_000] = b"\xff" * 50_000
    catalog.write_bytes(content)

    assert {check.state for check in check_catalog(settings)} == {"fail"}
