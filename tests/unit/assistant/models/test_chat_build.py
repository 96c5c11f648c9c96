from pathlib import Path

import pytest

from assistant.errors import ModelMissing, SettingsError
from assistant.models import build_language_model
from assistant.models.chat_build import build_language_model as built_by
from assistant.models.chat_transport import open_transport, refuse_transport
from assistant.settings import Settings

KEY = "sk-secret"


def test_an_openai_model_needs_a_key_or_an_address() -> None:
    with pytest.raises(SettingsError, match="COPYDESK_MODEL_API_KEY"):
        build_language_model(Settings.load(model="openai:gpt-5-mini"))
    model = build_language_model(Settings.load(model="openai:gpt-5-mini", model_api_key=KEY))
    assert (model.name, model.host) == ("openai:gpt-5-mini", "api.openai.com")
    model = build_language_model(Settings.load(model="openai:qwen3", model_base_url="http://127.0.0.1:8080/v1"))
    assert (model.name, model.host) == ("openai:qwen3", "127.0.0.1")


@pytest.mark.parametrize("name", ["gpt-5", ":x", "openai:", " "])
def test_a_name_that_is_not_known(name: str) -> None:
    with pytest.raises(SettingsError, match="PROVIDER:MODEL"):
        build_language_model(Settings.load(model=name))


def test_a_provider_that_is_not_installed_names_its_package() -> None:
    with pytest.raises(ModelMissing, match="pip install langchain-anthropic"):
        build_language_model(Settings.load(model="anthropic:claude-x", model_api_key=KEY))


def test_a_provider_that_nobody_knows() -> None:
    with pytest.raises(SettingsError, match="as LangChain spells it"):
        build_language_model(Settings.load(model="nobody:x"))


@pytest.mark.parametrize(
    ("given", "setting"),
    [
        ({"model_base_url": "ftp://x"}, "COPYDESK_MODEL_BASE_URL"),
        ({"model_base_url": "http://x", "model_proxy": "nowhere"}, "COPYDESK_MODEL_PROXY"),
        ({"model_base_url": "http://x", "model_ca_bundle": "/none.pem"}, "COPYDESK_MODEL_CA_BUNDLE"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(given: dict[str, str], setting: str) -> None:
    with pytest.raises(SettingsError, match=setting):
        build_language_model(Settings.load(model="openai:m", **given))


def test_key_and_address_serve_no_other_provider() -> None:
    settings = Settings.load(model="ollama:qwen3", model_base_url="http://127.0.0.1:11434", model_api_key=KEY)
    with pytest.raises(SettingsError, match="needs a key"):
        built_by(settings, "openai:gpt-5-mini")


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-x")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    model = build_language_model(Settings.load(model="openai:m", model_base_url="http://127.0.0.1:1/v1"))
    assert model.host == "127.0.0.1"


def test_the_blocking_client_sends_nothing() -> None:
    import httpx2

    with refuse_transport() as client, pytest.raises(httpx2.UnsupportedProtocol):
        client.get("http://127.0.0.1:9/")


def test_a_bundle_that_is_no_bundle(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("not a certificate", encoding="utf-8")
    with pytest.raises(SettingsError, match="PEM"):
        open_transport(None, ca_bundle=tmp_path / "x.pem")
