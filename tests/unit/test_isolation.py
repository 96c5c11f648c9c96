"""The shared fixtures keep their promises."""

import os
import socket
import urllib.request
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.settings import Settings, default_archive_path


def test_no_setting_or_key_of_the_outside_is_seen() -> None:
    seen = {name for name in os.environ if name.startswith(("COPYDESK_", "OPENAI_"))}

    assert seen == {"COPYDESK_ARCHIVE"}
    assert not any("proxy" in name.lower() for name in os.environ if name.lower() != "no_proxy")


def test_the_archive_of_a_test_is_its_own(tmp_path: Path) -> None:
    assert Settings.load().archive == tmp_path / "archive"
    assert not Settings.load().archive.exists()


def test_the_default_archive_is_not_the_readers(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert default_archive_path().is_relative_to(tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_another_host_is_out_of_reach(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as connection, pytest.raises(AssertionError, match="loopback only"):
        connection.connect((host, 80))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(AssertionError, match="loopback only"):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@given(st.integers())
def test_properties_run_beside_the_fixtures(number: int) -> None:
    assert number == number + 0
