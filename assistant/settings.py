"""Every knob, documented where it is defined. `.env.example` is tested against this class."""

from pathlib import Path
from typing import Self

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

__all__ = ["Settings", "default_archive_path", "samples_archive_path"]


def default_archive_path() -> Path:
    """The reader's own archive, in the place the operating system gives to an application's data."""
    return user_data_path("copydesk", appauthor=False) / "archive"


def samples_archive_path() -> Path:
    """The archive of the invented sample articles: never the same folder as the reader's own."""
    return user_data_path("copydesk", appauthor=False) / "samples"


class Settings(BaseSettings):
    """Read from `COPYDESK_…` variables, then from a `.env` file in the working directory; arguments win over both."""

    model_config = SettingsConfigDict(
        env_prefix="COPYDESK_",
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
    embedding_model: str = Field(
        "local",
        description="Embedding model: `local` (all-MiniLM-L6-v2 on this machine, nothing is sent) or `openai:NAME` "
        "for an OpenAI-compatible server, which then receives every passage and every question.",
    )
    embedding_model_path: Path | None = Field(
        None, description="Another copy of the local model's ONNX file, where the packaged one cannot be used."
    )
    embedding_base_url: str | None = Field(
        None, description="Address of the OpenAI-compatible embedding server, such as http://127.0.0.1:8080/v1."
    )
    embedding_api_key: SecretStr | None = Field(
        None, description="Key for that server. Used only when COPYDESK_EMBEDDING_MODEL names a remote model."
    )
    embedding_proxy: str | None = Field(None, description="HTTP proxy for that server.")
    threads: int | None = Field(
        None, ge=1, le=256, description="Processor threads for the local model. Default: all cores."
    )
    host: str = Field("127.0.0.1", description="Address the page listens on. Anything but loopback is open to others.")
    port: int = Field(7860, ge=0, le=65535, description="Port of the page; 0 takes a free one.")
    max_question_characters: int = Field(
        4000, ge=100, le=100_000, description="Longer questions are refused with a message."
    )
    max_article_characters: int = Field(
        5_000_000, ge=1_000, le=100_000_000, description="An article with a longer text is skipped and reported."
    )

    @field_validator("archive", "embedding_model_path")
    @classmethod
    def _expand(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path is not None else None

    @classmethod
    def load(cls, **given: object) -> Self:
        """Read the settings; arguments that are None count as not given.

        Raises SettingsError, naming the variable, never its value: it may be a key.
        """
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # pydantic validates
        except ValidationError as error:
            faults = "; ".join(
                f"COPYDESK_{'.'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
                for fault in error.errors(include_input=False, include_url=False)
            )
            message = f"A setting cannot be used: {faults}. Correct it in the environment or in .env."
            raise SettingsError(message) from None
