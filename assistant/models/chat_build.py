"""From the settings to a language model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from assistant.errors import ModelMissing, SettingsError
from assistant.models.chat import LanguageModel
from assistant.models.connection import checked_proxy, host_of, load_httpx

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel
    from pydantic import SecretStr

    from assistant.models.pace import Pace
    from assistant.settings import Settings

__all__ = ["build_language_model"]

OPENAI_URL = "https://api.openai.com/v1"
_NEW_LIMIT_HOSTS = ("openai.com", "azure.com")
"""Hosts that take the output limit as `max_completion_tokens`; others know it as `max_tokens`."""
_LIMITS = ("max_tokens", "max_output_tokens", "num_predict", "max_new_tokens")


def build_language_model(settings: Settings, name: str | None = None, pace: Pace | None = None) -> LanguageModel:
    """The model called `name`, COPYDESK_MODEL where None. Nothing is sent yet.

    Calls of models with one `pace` are counted together.

    Address, key and proxy belong to COPYDESK_MODEL and serve another model only where it has the same provider.
    Raises SettingsError, and ModelMissing for a provider whose package is not installed.
    """
    spec = (name or settings.model or "").strip()
    provider, _, model = spec.partition(":")
    if not provider or not model:
        message = f"The model {spec!r} is not known. Name it as PROVIDER:MODEL, such as openai:gpt-5-mini."
        raise SettingsError(message)
    load_httpx()  # other providers' packages stand on openai's client too
    chat, host = _openai(settings, model, spec) if provider == "openai" else _other(settings, provider, model)
    return LanguageModel(
        chat,
        name=spec,
        host=host,
        output_tokens=settings.model_output_tokens,
        deadline=settings.model_deadline,
        retries=settings.model_retries,
        calls_per_minute=settings.model_calls_per_minute,
        tracing=settings.model_tracing,
        secret=settings.model_api_key,
        pace=pace,
    )


def _openai(settings: Settings, model: str, spec: str) -> tuple[BaseChatModel, str]:
    """Any OpenAI-compatible server; a query in its address (Azure's api-version) goes with every request."""
    from langchain.chat_models import init_chat_model

    from assistant.models.chat_transport import refuse_transport

    own = _is_of_writing_model(settings, "openai")
    base_url, api_key = (settings.model_base_url, settings.model_api_key) if own else (None, None)
    if base_url is None and (api_key is None or not api_key.get_secret_value().strip()):
        message = (
            f"The model {spec} needs a key. Set COPYDESK_MODEL_API_KEY, or COPYDESK_MODEL_BASE_URL for a server that "
            "needs none."
        )
        raise SettingsError(message)
    host = host_of(base_url or OPENAI_URL, "COPYDESK_MODEL_BASE_URL")
    parts = urlsplit(base_url or OPENAI_URL)
    query = dict(parse_qsl(parts.query))
    chat = init_chat_model(
        model,
        model_provider="openai",
        base_url=urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", "")),
        api_key="none",  # header_guard() sends the key; without one the library would look in the environment
        default_query=query or None,
        http_client=refuse_transport(),
        http_async_client=_client(settings, api_key, is_plain=parts.scheme == "http", is_azure="api-version" in query),
        openai_proxy="",  # else OPENAI_PROXY of the environment is taken and does not go with a client of ours
        max_retries=0,
        stream_usage=True,
        stream_chunk_timeout=None,
        **_temperature(settings),
        **_limit(host, settings.model_output_tokens),
    )
    return chat, host


def _client(settings: Settings, api_key: SecretStr | None, *, is_plain: bool, is_azure: bool) -> httpx2.AsyncClient:
    from assistant.models.chat_transport import open_transport

    proxy = checked_proxy(settings.model_proxy, "COPYDESK_MODEL_PROXY")
    return open_transport(
        api_key,
        key_header="api-key" if is_azure else "authorization",
        proxy=proxy,
        ca_bundle=settings.model_ca_bundle,
        is_plain=is_plain and not (proxy or "").startswith("https"),
        seconds=settings.model_deadline,
    )


def _limit(host: str, output_tokens: int) -> dict[str, Any]:
    if host.endswith(_NEW_LIMIT_HOSTS):
        return {"max_tokens": output_tokens}  # LangChain sends it by its new name
    return {"extra_body": {"max_tokens": output_tokens}}


def _other(settings: Settings, provider: str, model: str) -> tuple[BaseChatModel, str]:
    """Another provider through its own LangChain package, which reads its own variables of the environment."""
    from langchain.chat_models import init_chat_model

    given: dict[str, Any] = {"model_provider": provider, **_temperature(settings)}
    base_url = settings.model_base_url if _is_of_writing_model(settings, provider) else None
    if base_url:
        given["base_url"] = base_url
    if settings.model_api_key and _is_of_writing_model(settings, provider):
        given["api_key"] = settings.model_api_key.get_secret_value()
    try:
        known = type(init_chat_model(model, **given)).model_fields
        names = {*known, *(field.alias for field in known.values())}
        limits = {limit: settings.model_output_tokens for limit in _LIMITS if limit in names}
        bounds = {"max_retries": 0, "timeout": settings.model_deadline}
        given |= limits | {bound: value for bound, value in bounds.items() if bound in names}
        chat = init_chat_model(model, **given)
    except ImportError:
        package = _package_of(provider)
        message = f"A model of {provider} needs the package {package}. Install it: pip install {package}"
        raise ModelMissing(message) from None
    except ValueError:  # pydantic's error is one; it may quote a key
        message = (
            f"The model {provider}:{model} cannot be set up. Check that the provider is spelled as LangChain spells "
            "it, and that its own key is set in the environment."
        )
        raise SettingsError(message) from None
    return chat, host_of(base_url, "COPYDESK_MODEL_BASE_URL") if base_url else provider


def _package_of(provider: str) -> str:
    homes = {"bedrock": "aws", "google_genai": "google-genai", "google_vertexai": "google-vertexai"}
    return "langchain-" + homes.get(provider, provider.removesuffix("_converse").replace("_", "-"))


def _temperature(settings: Settings) -> dict[str, Any]:
    return {} if settings.model_temperature == "default" else {"temperature": settings.model_temperature}


def _is_of_writing_model(settings: Settings, provider: str) -> bool:
    return (settings.model or "").strip().partition(":")[0] == provider
