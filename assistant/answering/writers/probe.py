"""A test question for the model that writes: does it answer, and does it keep to the markers?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.answering.writers.form_parser import FormParser
from assistant.answering.writers.json_parser import answer_schema
from assistant.answering.writers.markers import SentenceId
from assistant.answering.writers.model import Output
from assistant.models import LanguageModel
from assistant.prompts import ask_to_write

__all__ = ["Probed", "probe_model"]

_EVIDENCE = "<passage 1>\noutlet: The Lantern\n[1.1] The Omber bridge closed on Monday.\n</passage 1>"
_QUESTION = "When did the Omber bridge close?"
_KNOWN: tuple[SentenceId, ...] = ((1, 1),)


@dataclass(frozen=True, slots=True)
class Probed:
    statement_count: int
    cites: bool
    """Whether a statement carries the marker it should."""


def probe_model(model: LanguageModel, output: Output = "text", today: Callable[[], date] = date.today) -> Probed:
    """Ask about one made-up sentence. Raises ModelError."""
    parser = FormParser(_KNOWN)
    schema = answer_schema(_KNOWN) if output == "json" else None
    said = model.complete(ask_to_write(_EVIDENCE, _QUESTION, _QUESTION, today()), schema)
    statements = [*parser.feed(said), *parser.finish()]
    told = [statement for statement in statements if statement.aside is None]
    return Probed(len(told), any(statement.ids for statement in told))
