"""Every knob, documented where it is defined. `.env.example` is tested against this class."""

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.errors import SettingsError, check_words, nearest_word
from assistant.settings_faults import say_faults

__all__ = ["Settings", "check_chroma_address", "default_archive_path", "samples_archive_path"]

_PREFIX = "COPYDESK_"


def check_chroma_address(given: str) -> str:
    """The address of a Chroma server, without a stroke at its end. Raises ValueError for one that is none."""
    try:
        parts = urlsplit(given)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or re.search(r"[^\x21-\x7e]", given):
        message = "It must be an address such as http://127.0.0.1:8000."
        raise ValueError(message)
    if "@" in parts.netloc or parts.query or parts.fragment:
        message = "It must be an address alone; a token belongs in COPYDESK_CHROMA_TOKEN."
        raise ValueError(message)
    return given.rstrip("/")


def default_archive_path() -> Path:
    """The reader's own archive, in the place the operating system gives to an application's data."""
    return user_data_path("copydesk", appauthor=False) / "archive"


def samples_archive_path() -> Path:
    """The archive of the invented sample articles: never the same folder as the reader's own."""
    return user_data_path("copydesk", appauthor=False) / "samples"


class _OpenAIVariables(PydanticBaseSettingsSource):
    """OPENAI_API_KEY and OPENAI_BASE_URL, last of all and only for an `openai:` model: a key alone does nothing."""

    _VARIABLES: ClassVar = {"model_api_key": "OPENAI_API_KEY", "model_base_url": "OPENAI_BASE_URL"}

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        del field
        variable = self._VARIABLES.get(field_name, "")
        return os.environ.get(variable) or dotenv_values(".env").get(variable) or None, field_name, False

    def __call__(self) -> dict[str, Any]:
        if not str(self.current_state.get("model") or "").strip().startswith("openai:"):
            return {}
        found = {name: self.get_field_value(FieldInfo(), name)[0] for name in self._VARIABLES}
        if self.current_state.get("model_base_url"):
            found.pop("model_api_key")  # a key for OpenAI is not sent to an address that was set without it
        return {name: value for name, value in found.items() if value}


class Settings(BaseSettings):
    """Read from `COPYDESK_…` variables, then from a `.env` file in the working directory; arguments win over both."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    archive: Path = Field(
        default_factory=default_archive_path,
        description="Folder of the archive. Default: a folder `copydesk/archive` under the user's data directory.",
    )
    database: SecretStr | None = Field(
        default=None,
        description="Address of a PostgreSQL database that holds articles and conversations in the place of files in "
        "the archive's folder, such as postgresql://user:password@host/name. The folder keeps the index. Needs the "
        "extra `postgres`.",
    )
    chroma: str | None = Field(
        default=None,
        description="Address of a Chroma server that holds the search index in the place of the archive's folder, such "
        "as http://127.0.0.1:8000. It receives the vectors of passages and questions, and no text.",
    )
    chroma_token: SecretStr | None = Field(
        default=None, description="Token for that server, or for the proxy before it; sent in a header."
    )
    chroma_tenant: str = Field(
        default="default_tenant", min_length=1, max_length=200, description="Tenant on that server."
    )
    chroma_database: str = Field(
        default="default_database",
        min_length=1,
        max_length=200,
        description="Database on that server. Several archives may share one.",
    )
    embedding_model: str = Field(
        default="local",
        description="Embedding model: `local` (all-MiniLM-L6-v2 on this machine, nothing is sent) or `openai:NAME` "
        "for an OpenAI-compatible server, which then receives every passage and every question.",
    )
    embedding_model_path: Path | None = Field(
        default=None, description="Another copy of the local model's ONNX file, where the packaged one cannot be used."
    )
    embedding_base_url: str | None = Field(
        default=None, description="Address of the OpenAI-compatible embedding server, such as http://127.0.0.1:8080/v1."
    )
    embedding_api_key: SecretStr | None = Field(
        default=None, description="Key for that server. Used only when COPYDESK_EMBEDDING_MODEL names a remote model."
    )
    embedding_proxy: str | None = Field(default=None, description="HTTP proxy for that server.")
    model: str | None = Field(
        default=None,
        description="Model that writes answers: `openai:NAME` for OpenAI or any OpenAI-compatible server, or "
        "`PROVIDER:NAME` for another provider whose LangChain package is installed. It receives the question and the "
        "passages found for it. Not set: answers are quotes, and no model is asked.",
    )
    model_base_url: str | None = Field(
        default=None,
        description="Address of that model's server, such as http://127.0.0.1:8080/v1. For an `openai:` model, "
        "OPENAI_BASE_URL is read where this is not set.",
    )
    model_api_key: SecretStr | None = Field(
        default=None,
        description="Key for that server. For an `openai:` model, OPENAI_API_KEY is read where this is not set; "
        "without COPYDESK_MODEL a key does nothing.",
    )
    model_proxy: str | None = Field(default=None, description="HTTP proxy for that server.")
    model_ca_bundle: Path | None = Field(
        default=None, description="File of certificates (PEM) to trust for that server instead of the usual ones."
    )
    model_temperature: float | Literal["default"] = Field(
        default=0.0,
        description="Temperature of the model, or `default` for models that take none.",
    )
    model_context_tokens: int = Field(
        default=8192, ge=512, le=2_000_000, description="Tokens the model reads at once; evidence is packed to fit."
    )
    model_evidence_tokens: int = Field(
        default=4000, ge=100, le=500_000, description="Tokens of evidence sent with a question, at most."
    )
    model_output_tokens: int = Field(
        default=1024, ge=16, le=100_000, description="Tokens the model may write, its reasoning included."
    )
    model_deadline: float = Field(
        default=120.0, gt=0, le=3600, description="Seconds for a whole answer of the model, retries included."
    )
    model_retries: int = Field(
        default=2, ge=0, le=10, description="How many times to retry a request that failed before any output."
    )
    model_calls_per_minute: int = Field(
        default=60, ge=1, le=100_000, description="More calls of the model within a minute are refused with a message."
    )
    model_output: Literal["text", "json"] = Field(
        default="text",
        description="`text`: the model writes plain text with markers. `json`: its server holds it to a JSON schema, "
        "which helps small models; statements then appear one by one as each is complete.",
    )
    model_tracing: bool = Field(
        default=False,
        description="Let LangSmith trace model calls when LANGSMITH_TRACING is set: prompts and answers go to it.",
    )
    rewrite_model: str | None = Field(
        default=None,
        description="Model that rewrites follow-up questions, named as in COPYDESK_MODEL, or `none` for the built-in "
        "rules. Default: COPYDESK_MODEL.",
    )
    filter_model: str | None = Field(
        default=None,
        description="Model that says what a follow-up question narrows to (days, outlets, authors, kinds), named as in "
        "COPYDESK_MODEL, or `none` for the built-in rules. Default: the one that rewrites it, in the same call.",
    )
    unsupported: Literal["mark", "drop"] = Field(
        default="mark",
        description="What happens to a statement that its sources do not carry: `mark` it, or `drop` it.",
    )
    threads: int | None = Field(
        default=None, ge=1, le=256, description="Processor threads for the local model. Default: all cores."
    )
    today: date | None = Field(
        default=None,
        description="The day that `last week` in a question counts from, YYYY-MM-DD. Default: the day it is asked.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address the page listens on. Beyond loopback users have to sign in, or --open has to be given.",
    )
    port: int = Field(default=7860, ge=0, le=65535, description="Port of the page; 0 takes a free one.")
    public_url: str | None = Field(
        default=None,
        description="Address that others open where a proxy stands in front, such as https://desk.example/news/. Its "
        "host is answered, its path is the sub-path of the page, and with https cookies are sent over TLS alone.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses or networks the proxy connects from, such as 127.0.0.1 or 10.0.0.0/8, with commas "
        "between them. What X-Forwarded-For, -Proto, -Host and Forwarded say is believed from them alone.",
    )
    api_writes: bool = Field(
        default=False,
        description="Whether `POST /api/ingest` and `DELETE /api/articles/ID` may change the archive, for those who "
        "may edit it.",
    )
    requests_per_minute: int = Field(
        default=600,
        ge=1,
        le=1_000_000,
        description="Requests to /api/, /v1/ and /mcp from one token, or one address, within a minute; more are told "
        "to wait.",
    )
    questions_at_once: int = Field(
        default=4,
        ge=1,
        le=256,
        description="Questions over HTTP that are answered at the same time; more wait their turn.",
    )
    users: Path | None = Field(
        default=None,
        description="File of the users who may sign in, kept by `copydesk users`. Default: beside the archive's "
        "folder, named as it with `-users.json` behind.",
    )
    user_header: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z][A-Za-z0-9-]{1,60}$",
        examples=["X-Remote-User"],
        description="Header in which the proxy names who asks, such as X-Remote-User; believed only from "
        "COPYDESK_TRUSTED_PROXIES. Whoever is among the users has their role, anybody else reads.",
    )
    sign_in_hours: float = Field(
        default=168.0, gt=0, le=8760, description="Hours that a sign-in on the page lasts, at most."
    )
    max_question_characters: int = Field(
        default=4000, ge=100, le=100_000, description="Longer questions are refused with a message."
    )
    max_article_characters: int = Field(
        default=5_000_000,
        ge=1_000,
        le=100_000_000,
        description="An article with a longer text is skipped and reported.",
    )

    user_agent: str = Field(
        default="Copydesk/0.1 (reads news for one newsroom's archive; obeys robots.txt)",
        min_length=3,
        max_length=300,
        pattern=r"^[A-Za-z][\x20-\x7e]*$",
        description="What `copydesk ingest https://...` calls itself. Its first word, up to a slash, is the name that "
        "robots.txt is read for; a way to reach you behind it is good manners.",
    )
    allow_private_addresses: str = Field(
        default="",
        description="Hosts on private networks, or on unusual ports, that may be fetched from all the same: HOST or "
        "HOST:PORT, with commas between them. No other private, loopback or link-local address is ever asked.",
    )
    web_delay: float = Field(
        default=1.0,
        ge=0,
        le=3600,
        description="Seconds between two requests to one host; its robots.txt may ask for more, up to 30.",
    )
    web_timeout: float = Field(
        default=60.0,
        ge=1,
        le=3600,
        description="Seconds that fetching one page may take, however slowly it comes; feeds and sitemaps have three "
        "times as long.",
    )
    web_max_seconds: int = Field(
        default=3600,
        ge=1,
        le=604_800,
        description="Seconds that one run may fetch from the web; the next run does the rest.",
    )
    web_max_megabytes: int = Field(
        default=1000,
        ge=1,
        le=1_000_000,
        description="Megabytes that one run may fetch from the web; the next does the rest.",
    )
    web_proxy: str | None = Field(
        default=None,
        description="HTTP proxy for fetching from the web. It looks up the names of hosts, so it must be the one that "
        "keeps private addresses out. Proxies named in other variables are not used.",
    )
    max_unpack_ratio: int = Field(
        default=50,
        ge=1,
        le=1_000,
        description="A packed file (.gz, .zip) that unpacks to more than so many times its size, and more than 50 MB, "
        "is not read on.",
    )
    parse_seconds: int = Field(
        default=10,
        ge=1,
        le=600,
        description="Seconds of processor time that reading one PDF, Word file, web page or mail may take.",
    )
    parse_memory_mb: int = Field(
        default=1024,
        ge=128,
        le=65_536,
        description="Megabytes that reading one such file may take, where the system can limit it.",
    )

    @property
    def database_address(self) -> str | None:
        """The address of `database`, password and all: for opening the archive, never for a person's eyes."""
        return self.database.get_secret_value() if self.database is not None else None

    @field_validator("database")
    @classmethod
    def _check_database(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not given.get_secret_value().startswith(("postgresql://", "postgres://")):
            message = "It must be an address such as postgresql://user:password@host/name."
            raise ValueError(message)
        return given

    @field_validator("chroma")
    @classmethod
    def _check_chroma(cls, given: str | None) -> str | None:
        return None if given is None else check_chroma_address(given)

    @field_validator("chroma_token")
    @classmethod
    def _check_token(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and re.search(r"[^\x21-\x7e]", given.get_secret_value()):
            message = "It must be letters, digits and signs, without a space."
            raise ValueError(message)
        return given

    @field_validator("archive", "users", "embedding_model_path", "model_ca_bundle", mode="before")
    @classmethod
    def _check_path(cls, given: object) -> object:
        """An empty variable counts as not set; an empty argument would be the folder one is in."""
        if given == "":
            message = 'It is empty. Give a path, "." for the folder you are in'
            raise ValueError(message)
        return given

    @field_validator("archive", "users", "embedding_model_path", "model_ca_bundle")
    @classmethod
    def _expand(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path is not None else None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        check_words(getattr(init_settings, "init_kwargs", ()), cls.model_fields, "setting", SettingsError)
        return init_settings, env_settings, dotenv_settings, file_secret_settings, _OpenAIVariables(settings_cls)

    @classmethod
    def load(cls, **given: object) -> Self:
        """Read the settings; arguments that are None count as not given.

        Raises SettingsError, naming the variable, never a value that may be a key; also for a name that is no setting,
        of an argument or, where it is nearly one, of a `COPYDESK_` variable.
        """
        _check_variables(cls.model_fields)
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # pydantic validates
        except ValidationError as error:
            faults = say_faults(error, cls.model_fields, _PREFIX)
            message = f"A setting cannot be used: {faults}. Correct it in the environment or in .env."
            raise SettingsError(message) from None


def _check_variables(known: Iterable[str]) -> None:
    """Raise SettingsError for a variable that is a misspelt setting. Others may be somebody else's."""
    fields = list(known)
    written = {*os.environ, *(dotenv_values(".env") if Path(".env").is_file() else ())}
    for variable in sorted(written):
        name = variable.lower().removeprefix(_PREFIX.lower())
        if name == variable.lower() or name in fields:
            continue
        if (meant := nearest_word(name, fields)) is not None:
            message = f"{variable} is no setting. Did you mean {_PREFIX}{meant.upper()}?"
            raise SettingsError(message)
