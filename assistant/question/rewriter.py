"""The one or two calls of a model that read a follow-up, and the rules where they fail."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import monotonic
from typing import Any

from assistant.answer import Turn, Writing
from assistant.errors import FilterError, ModelCutOff, ModelError
from assistant.models import Ended, LanguageModel, Pace, Restarted, Retrying, Words
from assistant.prompts import ask_about_follow_up
from assistant.question.follow_up import StandaloneQuestion, make_standalone
from assistant.question.named_filters import NamedFilters, named_filters_schema
from assistant.question.said import LONGEST_QUESTION, read_filters_said, read_question_said
from assistant.settings import Settings

__all__ = ["Rewriter", "Rewritten", "build_rewriter"]

TURNS_SHOWN = 6
CHARACTERS_SHOWN = 600
"""Of one turn: a question needs the names in the answers, not the answers."""
MOST_CHARACTERS = 4000
"""Of what the model says: a question, a few filters and some words around them."""
SHARE = 1 / 3
"""Of the time that is left for the answer, for each call: reading the question must leave time to answer it."""
_NOT_USED = "The model's reading of the follow-up was not used: it brought in what the conversation does not have."
_FILTERS_NOT_USED = "The model's filters could not be read; the built-in rules were used."


@dataclass(frozen=True, slots=True)
class Rewritten:
    question: StandaloneQuestion
    notices: tuple[str, ...] = ()
    """Why the rules were used and not the model."""
    named: NamedFilters | None = None
    """What the model says the question narrows to; None where the rules read it."""
    tokens: Mapping[str, int] = field(default_factory=dict)
    """Of the calls, as the server counts them."""


Reading = Generator[Writing, None, Rewritten]
"""Signs of life, so that a reader can stop it, and what came of it."""


class Rewriter:
    """Reads follow-ups; without a model by the rules. Safe to share between threads."""

    def __init__(
        self,
        model: LanguageModel | None = None,
        filter_model: LanguageModel | None = None,
        *,
        is_json: bool = False,
        today: Callable[[], date] = date.today,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`model` writes the standalone question, `filter_model` what it narrows to: in one call where they are the
        same. `is_json`: their servers hold them to a JSON schema."""
        self._model, self._filter_model = model, filter_model
        self._is_json = is_json
        self._today, self._clock = today, clock

    def rewrite(self, question: str, turns: Sequence[Turn], ends_at: float | None = None) -> Rewritten:
        """What `stream` comes to."""
        reading = self.stream(question, turns, ends_at)
        while True:
            try:
                next(reading)
            except StopIteration as ended:
                rewritten: Rewritten = ended.value
                return rewritten

    def stream(self, question: str, turns: Sequence[Turn], ends_at: float | None = None) -> Reading:
        """The question as it can be understood without the turns, by `ends_at` on the clock.

        Never raises a ModelError.
        """
        rewritten = Rewritten(make_standalone(question, turns))
        if not turns:
            return rewritten
        shown = [(turn.role, " ".join(turn.content.split())[:CHARACTERS_SHOWN]) for turn in turns[-TURNS_SHOWN:]]
        is_one_call = self._model is self._filter_model
        if self._model is not None:
            asks = _Asks(question, shown, wants_question=True, wants_filters=is_one_call)
            rewritten = yield from self._ask(self._model, asks, rewritten, ends_at)
        if self._filter_model is not None and not is_one_call:
            asks = _Asks(question, shown, wants_question=False, wants_filters=True)
            rewritten = yield from self._ask(self._filter_model, asks, rewritten, ends_at)
        return rewritten

    def _ask(self, model: LanguageModel, asks: "_Asks", so_far: Rewritten, ends_at: float | None) -> Reading:
        now = self._clock()
        messages = ask_about_follow_up(
            asks.turns, asks.question, self._today(), asks.wants_question, asks.wants_filters
        )
        schema = asks.schema() if self._is_json and asks.wants_filters else None
        try:
            said, tokens = yield from _complete(
                model, messages, schema, None if ends_at is None else now + SHARE * (ends_at - now)
            )
        except ModelError as error:
            notice = f"The follow-up was read without the model. {error}"
            return replace(so_far, notices=(*so_far.notices, notice))
        counts = {name: so_far.tokens.get(name, 0) + count for name, count in tokens.items()}
        return asks.take(said, replace(so_far, tokens={**so_far.tokens, **counts}))


@dataclass(frozen=True, slots=True)
class _Asks:
    """What one call asks for, and what becomes of the answer."""

    question: str
    turns: Sequence[tuple[str, str]]
    wants_question: bool
    wants_filters: bool

    def schema(self) -> dict[str, Any]:
        question = {"question": {"type": "string", "maxLength": LONGEST_QUESTION}} if self.wants_question else {}
        properties = {**question, **named_filters_schema()}
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    def take(self, said: str, so_far: Rewritten) -> Rewritten:
        """A question that is not faithful takes the filters of its call with it."""
        conversation = " ".join([self.question, *(content for _, content in self.turns)])
        if self.wants_question:
            text = read_question_said(said, conversation)
            if text is None:
                return replace(so_far, notices=(*so_far.notices, _NOT_USED))
            so_far = replace(so_far, question=StandaloneQuestion(text, self.question))
        if not self.wants_filters:
            return so_far
        try:
            return replace(so_far, named=read_filters_said(said, conversation))
        except FilterError:
            return replace(so_far, notices=(*so_far.notices, _FILTERS_NOT_USED))


def _complete(
    model: LanguageModel, messages: Sequence[tuple[str, str]], schema: dict[str, Any] | None, ends_at: float | None
) -> Generator[Writing, None, tuple[str, dict[str, int]]]:
    """What the model says, and its tokens. Raises ModelError."""
    said, tokens = "", dict[str, int]()
    for piece in model.stream(messages, schema, ends_at):
        if isinstance(piece, Ended):
            counts = {"rewrite_prompt_tokens": piece.prompt_tokens, "rewrite_output_tokens": piece.output_tokens}
            tokens = {name: count for name, count in counts.items() if count is not None}
        elif isinstance(piece, Restarted):
            said = ""
        elif isinstance(piece, Words):
            said += piece.text
        if len(said) > MOST_CHARACTERS:
            message = "It wrote on and on instead of one question. Choose another model."
            raise ModelCutOff(message)
        yield Writing(0, piece.reason if isinstance(piece, Retrying) else None)
    return said, tokens


def build_rewriter(settings: Settings, pace: Pace | None = None, brought: LanguageModel | None = None) -> Rewriter:
    """With the model of COPYDESK_REWRITE_MODEL, else the one that was brought along or that of COPYDESK_MODEL, else by
    the rules; filters by that of COPYDESK_FILTER_MODEL, else by the same.

    Raises SettingsError and ModelMissing for a model that cannot be set up.
    """
    is_brought = brought is not None and not settings.rewrite_model
    name = brought.name if brought is not None and is_brought else _name(settings.rewrite_model or settings.model)
    filter_name = _name(settings.filter_model) if settings.filter_model else name
    model = brought if is_brought else _build(settings, name, pace)
    filter_model = model if filter_name == name else _build(settings, filter_name, pace)
    day = settings.today
    return Rewriter(
        model,
        filter_model,
        is_json=settings.model_output == "json",
        today=date.today if day is None else lambda: day,
    )


def _name(said: str | None) -> str:
    """Empty for the rules."""
    name = (said or "").strip()
    return "" if name.lower() == "none" else name


def _build(settings: Settings, name: str, pace: Pace | None) -> LanguageModel | None:
    if not name:
        return None
    from assistant.models import build_language_model

    return build_language_model(settings, name, pace)
