"""What a language model's server did, in our words: what happened, what to do, and nothing the provider wrote."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.errors import ModelCutOff, ModelError, ModelOverfull, ModelRefused, ModelSilent, ModelUnavailable
from assistant.models.faults import RETRIED_STATUSES, read_retry_after

__all__ = [
    "Fault",
    "check_ending",
    "check_words",
    "is_overfull",
    "no_answer",
    "overgrown",
    "too_slow",
    "translate",
]

_BY_STATUS = {
    400: "refused the request. Check that COPYDESK_MODEL names a chat model of this server; if it is one that takes no "
    "temperature, set COPYDESK_MODEL_TEMPERATURE=default",
    401: "refused the key that Copydesk was started with. Whoever runs Copydesk has to correct COPYDESK_MODEL_API_KEY "
    "and start it again",
    403: "does not allow this to the key that Copydesk was started with. Whoever runs Copydesk has to check what "
    "COPYDESK_MODEL_API_KEY is allowed to do",
    404: "does not know this model or address. Check COPYDESK_MODEL and COPYDESK_MODEL_BASE_URL",
    407: "is behind a proxy that asks for a password. Check COPYDESK_MODEL_PROXY",
    408: "gave up waiting. Try again",
    409: "is busy with a conflicting request. Try again",
    413: "found the request too large. Lower COPYDESK_MODEL_EVIDENCE_TOKENS",
    422: "refused the request. Check that COPYDESK_MODEL names a chat model of this server",
    429: "has no capacity for this key now: too many requests, or the quota is used up. Wait, or check the account",
}
_UNREADABLE = "answered with something that is not a model's answer. Check COPYDESK_MODEL_BASE_URL"
_UNREACHABLE = "could not be reached. Check that it runs, the network, COPYDESK_MODEL_BASE_URL and COPYDESK_MODEL_PROXY"
_UNTRUSTED = (
    "could not be trusted: its certificate is not known. If it is your own server, set COPYDESK_MODEL_CA_BUNDLE; "
    "for one without TLS, start COPYDESK_MODEL_BASE_URL with http://"
)
_BROKE_OFF = "broke off in the middle of the answer. Try again"
_TOO_MUCH = "sent more than an answer can be. Check COPYDESK_MODEL and COPYDESK_MODEL_BASE_URL"

_WHOLE = frozenset({"stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete", "completed"})
_TOO_LONG = frozenset({"length", "max_tokens", "model_length", "incomplete"})
_FILTERED = frozenset({"content_filter", "safety", "refusal", "recitation", "blocklist", "prohibited_content"})
_WANTS_TOOL = frozenset({"tool_calls", "tool_use", "function_call"})
_SAID_NOTHING = "wrote nothing that could be an answer. Try again, or choose another model"
_ONLY_REASONED = (
    "reasoned and then wrote no answer. Raise COPYDESK_MODEL_OUTPUT_TOKENS, let it reason less, or choose another model"
)
_ASKED_FOR_TOOL = "asked for a tool in the place of an answer; there is none here. Choose another model"
_OVERFULL = (
    "context_length_exceeded",
    "exceed_context_size",
    "context window",
    "context length",
    "context size",
    "maximum context",
    "prompt is too long",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """An error to raise, and whether asking again may help."""

    error: ModelError
    may_pass: bool = False
    wait_seconds: float | None = None
    """How long the server asks to wait; None where it does not say."""


def translate(error: BaseException, host: str, *, has_begun: bool) -> Fault | None:
    """The fault behind what the client library raised; None for an error that is not the server's.

    `has_begun`: a part of the answer has come. Beside the library's own errors, a malformed answer of status 200 comes
    out of it as a plain TypeError, ValueError, KeyError, IndexError or AttributeError.
    """
    import httpx2
    import openai
    from langchain_core import exceptions as langchain

    causes = tuple(_causes(error))
    if isinstance(error, langchain.ContextOverflowError) or (_status_of(error) and is_overfull(str(error))):
        return Fault(_overfull(host))
    if any(type(cause).__name__ == "AnswerTooLarge" for cause in causes):
        return Fault(_unavailable(host, _TOO_MUCH))
    if status := _status_of(error):
        retried = status in RETRIED_STATUSES or status >= 500
        after = read_retry_after(error)
        refusal = _unavailable(host, _of_status(status))
        return Fault(refusal.noting(may_retry=retried, status=status, retry_after=after), retried, after)
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException | langchain.ModelTimeoutError):
        return Fault(too_slow(host))
    unreached = (openai.APIConnectionError, httpx2.TransportError, langchain.ModelConnectionError, OSError)
    if isinstance(error, unreached):
        if has_begun:
            return Fault(_cut_off(host, _BROKE_OFF).noting(may_retry=True))
        is_untrusted = any("CERTIFICATE" in str(cause) or "SSL" in str(cause) for cause in causes)
        unreachable = _unavailable(host, _UNTRUSTED if is_untrusted else _UNREACHABLE)
        return Fault(unreachable.noting(may_retry=not is_untrusted), not is_untrusted)
    if isinstance(error, openai.APIError):  # an error inside a stream of status 200
        return (
            Fault(_overfull(host)) if is_overfull(str(error)) else Fault(_unavailable(host, "failed. Try again later"))
        )
    malformed = (
        openai.OpenAIError, httpx2.HTTPError, langchain.LangChainException, TypeError, ValueError, LookupError,
        AttributeError,
    )  # fmt: skip
    return Fault(_unavailable(host, _UNREADABLE)) if isinstance(error, malformed) else None


def check_ending(reason: str | None, host: str, output_tokens: int) -> None:
    """Raises ModelCutOff unless the server said that the answer is whole."""
    ending = (reason or "").lower()
    if ending in _WHOLE:
        return
    if ending in _TOO_LONG:
        what = (
            f"stopped at the limit of {output_tokens} tokens before the answer was whole. Raise "
            "COPYDESK_MODEL_OUTPUT_TOKENS, or COPYDESK_MODEL_CONTEXT_TOKENS and what the server reads at once"
        )
        raise _cut_off(host, what)
    if ending in _FILTERED:
        raise _cut_off(host, "held back the answer by a filter of its own. Put the question in other words")
    if ending in _WANTS_TOOL:
        raise _silent(host, _ASKED_FOR_TOOL)
    raise _cut_off(host, _BROKE_OFF).noting(may_retry=True)


def check_words(heard: Collection[str], host: str) -> None:
    """For a whole answer without a word: raises what it had in their place."""
    if "tool" in heard and "refusal" not in heard:
        raise _silent(host, _ASKED_FOR_TOOL)
    if "reasoning" in heard and "refusal" not in heard:
        raise _silent(host, _ONLY_REASONED)
    raise no_answer(host, is_refusal="refusal" in heard)


def no_answer(host: str, *, is_refusal: bool) -> ModelError:
    """For what has no words, or none that answer."""
    if not is_refusal:
        return _silent(host, _SAID_NOTHING)
    what = "declined to answer this question. Put it in other words, or choose another model"
    return ModelRefused(f"The model at {host} {what}.")


def is_overfull(said: str) -> bool:
    """By the provider's words, which are looked at and never shown."""
    lowered = said.lower()
    return any(words in lowered for words in _OVERFULL)


def too_slow(host: str) -> ModelError:
    what = "did not answer in time. Try again, choose a faster model, or raise COPYDESK_MODEL_DEADLINE"
    return _unavailable(host, what).noting(may_retry=True)


def overgrown(host: str) -> ModelError:
    return _cut_off(host, "wrote more than it was asked for, without coming to an end. Choose another model")


def _overfull(host: str) -> ModelOverfull:
    what = "reads less than was sent. Set COPYDESK_MODEL_CONTEXT_TOKENS to what it reads at once"
    return ModelOverfull(f"The model at {host} {what}.")


def _silent(host: str, what: str) -> ModelSilent:
    return ModelSilent(f"The model at {host} {what}.")


def _unavailable(host: str, what: str) -> ModelUnavailable:
    return ModelUnavailable(f"The model server {host} {what}.")


def _cut_off(host: str, what: str) -> ModelCutOff:
    return ModelCutOff(f"The model server {host} {what}.")


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and len(found) < 10:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found


def _status_of(error: BaseException) -> int:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) and status >= 300 else 0


def _of_status(status: int) -> str:
    if status < 400:
        return "sent us on to another address, which is not followed. Set COPYDESK_MODEL_BASE_URL to the final one"
    if status >= 500:
        return f"failed (status {status}). Try again later"
    return _BY_STATUS.get(status, f"refused the request (status {status}). Check the COPYDESK_MODEL settings")
