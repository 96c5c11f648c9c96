"""A provider's errors in our words: what happened, what to do, and nothing the provider wrote."""

from __future__ import annotations

from assistant.errors import ModelUnavailable

_BY_STATUS = {
    400: "refused the request. Check that COPYDESK_EMBEDDING_MODEL names an embedding model of this server",
    401: "refused the key. Check COPYDESK_EMBEDDING_API_KEY",
    403: "refused the key. Check COPYDESK_EMBEDDING_API_KEY and what it is allowed to do",
    404: "does not know this model or address. Check COPYDESK_EMBEDDING_MODEL and COPYDESK_EMBEDDING_BASE_URL",
    407: "is behind a proxy that asks for a password. Check COPYDESK_EMBEDDING_PROXY",
    413: "found the request too large. Use a model that reads longer inputs",
    422: "refused the request. Check that COPYDESK_EMBEDDING_MODEL names an embedding model of this server",
    429: "has no capacity for this key now: too many requests, or the quota is used up. Wait, or check the account",
}
RETRIED_STATUSES = frozenset({408, 409, 429})
UNREADABLE = "answered with something that is not a list of vectors. Check COPYDESK_EMBEDDING_BASE_URL"
TOO_SLOW = "did not answer in time. Try again, or choose another server with COPYDESK_EMBEDDING_BASE_URL"


def unavailable(host: str, what: str) -> ModelUnavailable:
    return ModelUnavailable(f"The embedding server {host} {what}.")


def translate(error: BaseException, host: str) -> ModelUnavailable | None:
    """The ModelUnavailable for what the client library raised, None for an error that is not the server's.

    Beside the library's own errors, a malformed answer of status 200 comes out of it as a plain TypeError, ValueError,
    KeyError, IndexError or AttributeError.
    """
    import httpx2
    import openai

    if isinstance(error, openai.APIStatusError):
        status = error.status_code
        refusal = unavailable(host, _status(status))
        return refusal.noting(
            may_retry=status in RETRIED_STATUSES or status >= 500,
            status=status,
            retry_after=read_retry_after(error),
        )
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        return unavailable(host, TOO_SLOW).noting(may_retry=True)
    if isinstance(error, openai.APIConnectionError | httpx2.TransportError):
        advice = "Check the network, COPYDESK_EMBEDDING_BASE_URL and COPYDESK_EMBEDDING_PROXY"
        return unavailable(host, f"could not be reached. {advice}").noting(may_retry=True)
    malformed = (openai.OpenAIError, httpx2.HTTPError, TypeError, ValueError, LookupError, AttributeError)
    return unavailable(host, UNREADABLE) if isinstance(error, malformed) else None


def read_retry_after(error: BaseException) -> float | None:
    """How many seconds the server asks to wait."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None  # a date is as good as nothing: clocks differ


def _status(status: int) -> str:
    if 300 <= status < 400:
        return "sent us on to another address, which is not followed. Set COPYDESK_EMBEDDING_BASE_URL to the final one"
    if status >= 500:
        return f"failed (status {status}). Try again later"
    return _BY_STATUS.get(status, f"refused the request (status {status}). Check the COPYDESK_EMBEDDING_ settings")
