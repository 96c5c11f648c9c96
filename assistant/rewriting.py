"""Turns -> one standalone question, by a model where there is one; by the rules of `conversation` where it fails."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Turn
from assistant.conversation import StandaloneQuestion, make_standalone
from assistant.errors import ModelError
from assistant.language import content_words, names, numbers, words
from assistant.models import LanguageModel
from assistant.prompts import ask_to_rewrite
from assistant.settings import Settings

__all__ = ["Rewriter", "Rewritten", "build_rewriter"]

TURNS_SHOWN = 6
CHARACTERS_SHOWN = 600
"""Of one turn: a question needs the names in the answers, not the answers."""
LONGEST_QUESTION = 500
_LABELS = ("standalone question:", "the question by itself:", "rewritten question:", "question:")
_NOT_USED = "The model's reading of the follow-up was not used: it brought in what the conversation does not have."


@dataclass(frozen=True, slots=True)
class Rewritten:
    question: StandaloneQuestion
    notice: str | None = None
    """Why the rules were used and not the model."""


class Rewriter:
    """Rewrites follow-ups; without a model by the rules. Safe to share between threads."""

    def __init__(self, model: LanguageModel | None = None) -> None:
        self._model = model

    def rewrite(self, question: str, turns: Sequence[Turn]) -> Rewritten:
        """The question as it can be understood without the turns. Never raises a ModelError."""
        by_rules = make_standalone(question, turns)
        if self._model is None or not turns:
            return Rewritten(by_rules)
        shown = [(turn.role, " ".join(turn.content.split())[:CHARACTERS_SHOWN]) for turn in turns[-TURNS_SHOWN:]]
        try:
            said = self._model.complete(ask_to_rewrite(shown, question))
        except ModelError as error:
            return Rewritten(by_rules, f"The follow-up was read without the model. {error}")
        text = _first_line(said)
        if not text or not _is_faithful(text, " ".join([question, *(content for _, content in shown)])):
            return Rewritten(by_rules, _NOT_USED)
        return Rewritten(StandaloneQuestion(text, question))


def build_rewriter(settings: Settings) -> Rewriter:
    """With the model of COPYDESK_REWRITE_MODEL, else that of COPYDESK_MODEL, else by the rules.

    Raises SettingsError and ModelMissing for a model that cannot be set up.
    """
    name = (settings.rewrite_model or settings.model or "").strip()
    if not name or name.lower() == "none":
        return Rewriter()
    from assistant.models import build_language_model

    return Rewriter(build_language_model(settings, name))


def _first_line(said: str) -> str:
    """The question alone, without a label, quotation marks or what the model adds on further lines."""
    line = next((line.strip() for line in said.splitlines() if line.strip()), "").replace("**", "")
    for label in _LABELS:
        if line.lower().startswith(label):
            line = line[len(label) :]
    line = " ".join(line.strip().strip("\"“”'").split())
    return line if len(line) <= LONGEST_QUESTION else ""


def _is_faithful(text: str, conversation: str) -> bool:
    """Whether every name and number, and half of the other words, are the conversation's own."""
    known = set(words(conversation))
    if not set(numbers(text)) <= set(numbers(conversation)):
        return False
    if any(not set(words(text[start:end])) <= known for start, end in names(text)):
        return False
    said = set(content_words(text))
    return len(said & set(content_words(conversation))) * 2 >= len(said)
