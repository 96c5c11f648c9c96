"""Ports and addresses."""

import socket

import pytest

from assistant.errors import SettingsError
from ui.listening import bind, has_display, page_address


def test_a_taken_port_gives_the_next_free_one() -> None:
    with bind("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with bind("127.0.0.1", port) as other:
            assert port < other.getsockname()[1] < port + 20
            assert page_address("127.0.0.1", other) == f"http://127.0.0.1:{other.getsockname()[1]}/"


def test_a_foreign_address_is_a_clear_error() -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on 203\.0\.113\.1"):
        bind("203.0.113.1", 0)


def test_addresses_to_open() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        assert page_address("0.0.0.0", bound) == f"http://127.0.0.1:{port}/"
        assert page_address("::1", bound) == f"http://[::1]:{port}/"
        assert page_address("::", bound) == f"http://[::1]:{port}/"


def test_no_browser_is_opened_over_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    assert not has_display()
