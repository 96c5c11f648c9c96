"""What a caller asks, as one value, in whichever of the usual forms it was written: text, a mapping, messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from assistant.answer import Turn, WriterChoice
from assistant.archive import Filters
from assistant.errors import QuestionError, check_words
from assistant.question import as_filters

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

__all__ = ["ASKED_WORDS", "GIVEN_WORDS", "GivenFilters", "History", "Request", "read_history", "read_request"]

History = Sequence[Any]
"""Turns, oldest first: `Turn`, a mapping of `role` and `content`, or a message of LangChain's."""

GivenFilters = Filters | Mapping[str, Any] | None
"""Themselves, or a mapping of their words."""

GIVEN_WORDS = ("history", "filters", "writer", "read_filters")
"""What may come with a question, in a mapping or as keywords."""
ASKED_WORDS = ("question", "input", "messages", "chat_history", *GIVEN_WORDS)

_MOST_MESSAGES = 60
"""Of a conversation, the last of which is asked: more of them are never looked at."""
_FORMS = (
    'Give the question as text, as {"question": …, "history": […], "filters": {…}}, or as messages, of which the last '
    "one of a person is asked."
)
_TURNS = (
    "Each turn of the history is a message, or has a role (user or assistant) and a content, both text; give them as a "
    "list."
)


@dataclass(frozen=True, slots=True)
class Request:
    """What a caller asks."""

    question: str
    history: Sequence[Turn | Mapping[str, Any]] = ()
    filters: Filters | None = None
    writer: WriterChoice | None = None
    read_filters: bool = True
    """Whether what the question says about time, outlet, author and kind narrows it."""

    @classmethod
    def checked(
        cls,
        question: str,
        history: History = (),
        filters: GivenFilters = None,
        writer: WriterChoice | None = None,
        *,
        read_filters: bool = True,
    ) -> Self:
        """With turns and filters in any of their forms. Raises QuestionError and FilterError."""
        _check_flag(read_filters)
        return cls(question, read_history(history), as_filters(filters), writer, read_filters)


def read_request(asked: object, given: Mapping[str, Any] | None = None) -> Request:
    """`given`, keywords of the call, win over what `asked` says. Raises QuestionError and FilterError for what cannot
    be meant, with the word that was probably meant."""
    given = given or {}
    check_words(given, GIVEN_WORDS, "keyword of a question", QuestionError)
    request = _read(asked)
    return replace(request, **_checked(given)) if given else request


def read_history(history: object) -> tuple[Turn | Mapping[str, Any], ...]:
    """Turns of every kind as those that the chain reads. Raises QuestionError."""
    if history is None:
        return ()
    if isinstance(history, str | bytes | Mapping) or not isinstance(history, Sequence):
        raise QuestionError(_TURNS)
    try:
        return tuple(_turn(entry) for entry in history)
    except QuestionError:
        raise QuestionError(_TURNS) from None


def _read(asked: object) -> Request:
    from langchain_core.messages import BaseMessage
    from langchain_core.prompt_values import PromptValue

    if isinstance(asked, Request):
        return asked
    if isinstance(asked, str):
        return Request(asked)
    if isinstance(asked, PromptValue):
        return _of_messages(asked.to_messages())
    if isinstance(asked, BaseMessage):
        return _of_messages([asked])
    if isinstance(asked, Mapping):
        return _of_mapping(asked)
    if isinstance(asked, Sequence) and not isinstance(asked, bytes) and asked:
        return _of_messages(asked)
    raise QuestionError(_FORMS)


def _of_mapping(asked: Mapping[str, Any]) -> Request:
    """With `messages` it may be the state of a graph, whose other words are not for us."""
    if "messages" not in asked:
        check_words(asked, ASKED_WORDS, "word of a question", QuestionError)
    said = [asked[word] for word in ("question", "input", "messages") if asked.get(word) is not None]
    if len(said) != 1 or isinstance(said[0], Mapping) or (said[0] == asked.get("question") and not _is_one(said[0])):
        raise QuestionError(_FORMS)
    given = {word: asked[word] for word in GIVEN_WORDS if word in asked}
    if "chat_history" in asked:
        given.setdefault("history", asked["chat_history"])
    given = _checked(given)
    request = _read(said[0])
    return replace(request, **{word: value for word, value in given.items() if word != "history" or value})


def _is_one(asked: object) -> bool:
    from langchain_core.messages import BaseMessage

    return isinstance(asked, str | BaseMessage)


def _of_messages(given: Sequence[Any]) -> Request:
    """The last message of a person, with those before it as its history."""
    messages = _messages(given[-_MOST_MESSAGES:])
    place = next((place for place in reversed(range(len(messages))) if messages[place].type == "human"), None)
    if place is None:
        raise QuestionError(_FORMS)
    return Request(messages[place].text, tuple(_turn(message) for message in messages[:place]))


def _messages(given: Sequence[Any]) -> "list[BaseMessage]":
    from langchain_core.messages import convert_to_messages

    try:
        return convert_to_messages(list(given))
    except (ValueError, NotImplementedError, TypeError, KeyError):  # what it raises for another shape
        raise QuestionError(_FORMS) from None


def _turn(entry: object) -> Turn | Mapping[str, Any]:
    """A message of a tool or a system is a turn of that role, which the chain passes over."""
    from langchain_core.messages import BaseMessage

    if isinstance(entry, Turn | Mapping):
        return entry
    if isinstance(entry, str):
        raise QuestionError(_TURNS)
    (message,) = [entry] if isinstance(entry, BaseMessage) else _messages([entry])
    roles = {"human": "user", "ai": "assistant"}
    return {"role": roles.get(message.type, message.type), "content": message.text}


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a request takes; None for a word stands for its default."""
    read = {word: value for word, value in given.items() if value is not None}
    if "filters" in read:
        read["filters"] = as_filters(read["filters"])
    if "history" in read:
        read["history"] = read_history(read["history"])
    _check_flag(read.get("read_filters", True))
    return read


def _check_flag(read_filters: object) -> None:
    if not isinstance(read_filters, bool):
        message = "`read_filters` is true or false."
        raise QuestionError(message)
