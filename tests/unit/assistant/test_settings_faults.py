"""A setting that cannot be used is told in words of a newsroom, not of a library."""

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("port", "lots", "COPYDESK_PORT is 'lots' and takes a whole number from 0 to 65,535."),
        ("threads", "0", "COPYDESK_THREADS is '0' and takes a whole number from 1 to 256."),
        ("web_delay", "slow", "COPYDESK_WEB_DELAY is 'slow' and takes a number from 0 to 3,600."),
        ("model_deadline", "0", "COPYDESK_MODEL_DEADLINE is '0' and takes a number above 0 to 3,600."),
        ("model_tracing", "perhaps", "COPYDESK_MODEL_TRACING is 'perhaps' and takes true or false."),
        ("today", "yesterday", "COPYDESK_TODAY is 'yesterday' and takes a day as YYYY-MM-DD."),
        ("unsupported", "hide", "COPYDESK_UNSUPPORTED is 'hide' and takes `mark` or `drop`."),
        ("model_temperature", "warm", "COPYDESK_MODEL_TEMPERATURE is 'warm' and takes a number or `default`."),
        ("chroma_tenant", "x" * 201, "COPYDESK_CHROMA_TENANT takes text of 1 to 200 characters."),
        ("user_header", "9 9", "COPYDESK_USER_HEADER takes text such as X-Remote-User."),
        ("user_agent", "?", "COPYDESK_USER_AGENT takes text of 3 to 300 characters such as Copydesk/0.1"),
    ],
)
def test_it_says_what_it_was_and_what_it_takes(
    name: str, given: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"COPYDESK_{name.upper()}", given)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert f"A setting cannot be used: {said}" in str(caught.value)


def test_several_stand_in_one_sentence() -> None:
    with pytest.raises(SettingsError, match=r"COPYDESK_ARCHIVE takes the path .*; COPYDESK_PORT is '3\.5' and takes"):
        Settings.load(archive=5, port=3.5)


def test_what_may_be_a_key_is_not_shown() -> None:
    for name in ("model", "port", "model_api_key", "model_proxy"):
        with pytest.raises(SettingsError) as caught:
            Settings.load(**{name: ["sk-hidden", "sk-hidden-and-longer"]})
        assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("name", ["archive", "users", "embedding_model_path", "model_ca_bundle"])
def test_an_empty_path_is_not_the_folder_one_is_in(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=f"COPYDESK_{name.upper()}: It is empty"):
        Settings.load(**{name: ""})
    monkeypatch.setenv(f"COPYDESK_{name.upper()}", "")
    assert getattr(Settings.load(), name) == getattr(Settings(), name) != "."
