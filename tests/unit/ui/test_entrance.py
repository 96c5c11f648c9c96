"""Whether a server starts at all, and what it says when it does."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings
from ui.entrance import Entrance, users_path
from ui.listening import say_entrance
from ui.users.records import Users


def settings(tmp_path: Path, **given: object) -> Settings:
    return Settings.load(archive=tmp_path / "archive", **given)


def test_loopback_asks_nobody(tmp_path: Path) -> None:
    entrance = Entrance.from_settings(settings(tmp_path))
    assert not entrance.door().asks
    assert list(say_entrance(entrance, 7860)) == []


@pytest.mark.parametrize(
    "given",
    [
        {"host": "0.0.0.0"},
        {"host": "192.168.1.7"},
        {"public_url": "https://desk.example/"},
        {"trusted_proxies": "127.0.0.1"},
    ],
)
def test_others_are_let_in_by_users_or_by_saying_so(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        Entrance.from_settings(settings(tmp_path, **given))
    assert "copydesk users add NAME" in str(caught.value)
    assert "--open" in str(caught.value)
    assert Entrance.from_settings(settings(tmp_path, **given), is_open=True).door().asks
    users = Users(users_path(settings(tmp_path)))
    assert users.path == tmp_path / "archive-users.json"
    users.put("ana", "reader", None)
    assert Entrance.from_settings(settings(tmp_path, **given)).door().asks


def test_a_header_needs_a_proxy_that_was_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="COPYDESK_TRUSTED_PROXIES"):
        Entrance.from_settings(settings(tmp_path, user_header="X-User"))
    assert Entrance.from_settings(settings(tmp_path, user_header="X-User", trusted_proxies="127.0.0.1")).door().asks


def test_a_broken_file_of_users_keeps_the_server_from_starting(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text("{")
    path.chmod(0o600)
    with pytest.raises(SettingsError, match="cannot be read"):
        Entrance.from_settings(settings(tmp_path, users=path))


def test_what_others_open_is_said_with_what_it_means() -> None:
    opened = list(say_entrance(Entrance("0.0.0.0", is_open=True), 7860, lambda host: ["10.1.2.3", "2001:db8::1"]))
    assert opened[:2] == ["Others open http://10.1.2.3:7860/", "Others open http://[2001:db8::1]:7860/"]
    assert "Everybody" in opened[2]
    assert "without TLS" in opened[3]
