import pytest

from assistant.errors import SettingsError
from assistant.models.connection import address_of, checked_proxy, host_of


@pytest.mark.parametrize(
    "base_url", ["x", "127.0.0.1:80", "file:///etc/passwd", "http://", "ftp://host/v1", "http://[/v1"]
)
def test_an_address_that_is_none(base_url: str) -> None:
    with pytest.raises(SettingsError, match="COPYDESK_EMBEDDING_BASE_URL"):
        host_of(base_url)


def test_hosts() -> None:
    assert host_of("http://user:secret@127.0.0.1:8080/v1") == "127.0.0.1"
    assert host_of("https://[::1]/v1") == "::1"


def test_an_address_is_told_without_its_password() -> None:
    assert address_of("https://user:secret@host.example:8443/v1/") == "https://host.example:8443/v1"


def test_proxies() -> None:
    assert checked_proxy("http://proxy.example:3128") == "http://proxy.example:3128"
    assert checked_proxy("") is checked_proxy(None) is None
    with pytest.raises(SettingsError, match="COPYDESK_EMBEDDING_PROXY"):
        checked_proxy("proxy:3128")
