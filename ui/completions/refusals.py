"""What OpenAI's clients are refused with, beside Copydesk's own errors."""

from assistant.errors import InputError

__all__ = ["InvalidRequest", "UnknownModel", "check_model"]


class InvalidRequest(InputError):
    """The request is well formed and still cannot be answered; comes as 400."""

    http_status = 400


class UnknownModel(InputError):
    """No model of this name is here; comes as 404."""

    http_status = 404
    code = "model_not_found"


def check_model(name: str, known: tuple[str, ...]) -> None:
    """Raises UnknownModel."""
    if name not in known:
        message = f"There is no model of this name here. There is: {', '.join(known)}."
        raise UnknownModel(message)
