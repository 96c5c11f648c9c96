import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, default_archive_path, samples_archive_path


def test_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COPYDESK_ARCHIVE")

    settings = Settings.load()

    assert settings.archive == default_archive_path()
    assert settings.archive != samples_archive_path()
    assert settings.embedding_model == "local"
    assert settings.host == "127.0.0.1"


def test_arguments_win_over_the_environment_and_it_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path(".env").write_text("COPYDESK_PORT=1111\nCOPYDESK_THREADS=2\nCOPYDESK_ARCHIVE=from-file\n", encoding="utf-8")
    monkeypatch.setenv("COPYDESK_PORT", "2222")

    settings = Settings.load(archive=tmp_path / "given", port=None)

    assert (settings.port, settings.threads, settings.archive) == (2222, 2, tmp_path / "given")


def test_a_home_folder_is_meant_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_ARCHIVE", "~/news")

    assert Settings.load().archive == Path.home() / "news"


def test_a_wrong_value_is_named_but_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_PORT", "sk-secret")

    with pytest.raises(SettingsError) as caught:
        Settings.load()

    assert "COPYDESK_PORT" in str(caught.value)
    assert "sk-secret" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("build", [Settings.load, Settings])
def test_a_misspelt_setting_is_an_error_with_the_right_word(build: Callable[..., Settings]) -> None:
    with pytest.raises(SettingsError, match="Did you mean `model`"):
        build(modle="openai:small")
    with pytest.raises(SettingsError, match="Known are: archive, database"):
        build(colour="red")


def test_a_misspelt_variable_is_an_error_and_a_strange_one_is_somebody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_SHARED", "/somewhere")
    assert Settings.load().model is None
    Path(".env").write_text("COPYDESK_TRHEADS=2\nOPENAI_API_KEY=x\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="Did you mean COPYDESK_THREADS"):
        Settings.load()
    Path(".env").unlink()
    monkeypatch.setenv("COPYDESK_MODLE", "openai:small")
    with pytest.raises(SettingsError, match="Did you mean COPYDESK_MODEL"):
        Settings.load()


def test_a_key_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_EMBEDDING_API_KEY", "sk-secret")

    settings = Settings.load()

    assert "sk-secret" not in repr(settings) + str(settings.embedding_api_key)
    assert settings.embedding_api_key is not None
    assert settings.embedding_api_key.get_secret_value() == "sk-secret"


def test_a_providers_own_key_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    assert Settings.load().embedding_api_key is None


ENTRY = re.compile(r"^#?COPYDESK_(\w+)=(.*)$", re.MULTILINE)


@pytest.fixture
def example(project_root: Path) -> str:
    return (project_root / ".env.example").read_text(encoding="utf-8")


def test_the_example_names_every_setting_in_order(example: str) -> None:
    assert [name.lower() for name, _ in ENTRY.findall(example)] == list(Settings.model_fields)


def test_the_example_says_what_the_class_says(example: str) -> None:
    words = " ".join(line.removeprefix("#").strip() for line in example.splitlines()).split()
    plain = " ".join(words)

    for name, field in Settings.model_fields.items():
        assert field.description, f"{name} has no description"
        assert " ".join(field.description.split()) in plain, f".env.example lacks the description of {name}"


def test_the_example_changes_nothing(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line is commented out; with the comments removed, what has a value has its default."""
    monkeypatch.delenv("COPYDESK_ARCHIVE")
    defaults = Settings.load()
    Path(".env").write_text(example, encoding="utf-8")
    assert Settings.load() == defaults

    for name, value in ENTRY.findall(example):
        assert not value or str(getattr(defaults, name.lower())) == value, name


def test_a_providers_own_variables_are_read_for_its_model_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1")

    for model in (None, "anthropic:claude"):
        settings = Settings.load(model=model)
        assert (settings.model_api_key, settings.model_base_url) == (None, None)

    monkeypatch.setenv("COPYDESK_MODEL", "openai:small")
    settings = Settings.load()
    assert settings.model_api_key is not None
    assert settings.model_api_key.get_secret_value() == "sk-secret"
    assert settings.model_base_url == "http://127.0.0.1:8080/v1"
    assert "sk-secret" not in repr(settings)


def test_a_providers_key_goes_to_no_address_set_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    settings = Settings.load(model="openai:small", model_base_url="http://127.0.0.1:8080/v1")

    assert settings.model_api_key is None


def test_a_providers_variables_may_stand_in_the_file() -> None:
    Path(".env").write_text("COPYDESK_MODEL=openai:small\nOPENAI_API_KEY=sk-secret\n", encoding="utf-8")

    assert Settings.load().model_api_key is not None


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:8000", "ftp://chroma.example", "http://", "http://u:hidden@c.example", "http://c.example/?t=hidden"],
)
def test_what_is_no_address_of_a_chroma_server_is_said_without_it(address: str) -> None:
    with pytest.raises(SettingsError, match="COPYDESK_CHROMA: ") as caught:
        Settings.load(chroma=address)
    assert "hidden" not in str(caught.value)


def test_the_token_of_a_chroma_server_is_one_word_and_hidden() -> None:
    settings = Settings.load(chroma="http://127.0.0.1:8000/", chroma_token="hidden-token")
    assert settings.chroma == "http://127.0.0.1:8000"
    assert "hidden" not in f"{settings!r} {settings.model_dump()}"
    with pytest.raises(SettingsError, match="COPYDESK_CHROMA_TOKEN: ") as caught:
        Settings.load(chroma_token="hidden token")
    assert "hidden" not in str(caught.value)


def test_what_a_check_of_ours_says_is_one_sentence() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.load(database="mysql://x")
    said = str(caught.value)
    assert "COPYDESK_DATABASE: It must be an address such as postgresql://user:password@host/name. Correct it" in said
