"""The writer with a model: it decides what is said; which sentence an id opens was fixed before it was asked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answer import Writing
from assistant.answering.evidence import Evidence
from assistant.answering.packing import PackedEvidence, estimate_tokens, pack
from assistant.answering.writers.asides import Aside
from assistant.answering.writers.form_parser import FormParser
from assistant.answering.writers.json_parser import answer_schema
from assistant.answering.writers.statement_parser import DraftParser, Parsed
from assistant.answering.writers.writer import Draft, Written
from assistant.errors import ModelCutOff, ModelOverfull
from assistant.models import Ended, LanguageModel, Restarted, Retrying, no_answer
from assistant.prompts import NOT_ENOUGH, as_prompt, ask_to_write

__all__ = ["ModelWriter", "Output"]

Output = Literal["text", "json"]

MOST_STATEMENTS = 12
"""A model that goes on was asked for four."""
_SMALLEST_EVIDENCE = 100
_MARGIN = 64
"""Tokens that a server adds around the messages."""
_SHORTENED = "The model's context is smaller than expected, so it saw fewer passages."


@dataclass(frozen=True, slots=True)
class Budget:
    """Tokens: what the model reads at once, what of it evidence may take, what it may write."""

    context: int = 8192
    evidence: int = 4000
    output: int = 1024


class ModelWriter:
    """Streams a model's statements. Safe to share between threads."""

    def __init__(
        self,
        model: LanguageModel,
        budget: Budget | None = None,
        *,
        output: Output = "text",
        today: Callable[[], date] = date.today,
    ) -> None:
        self._model = model
        self._budget = budget or Budget()
        self._output = output
        self._today = today

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def recipient(self) -> str:
        return self._model.host

    def write(self, evidence: Evidence, ends_at: float | None = None) -> Iterator[Draft | Writing | Written]:
        """Each statement once it is whole. A model that reads less is asked again with less. Raises ModelError."""
        room = self._room_for_evidence(evidence)
        try:
            yield from self._write(evidence, room, (), ends_at)
        except ModelOverfull:
            if room < 2 * _SMALLEST_EVIDENCE:
                raise
            yield Writing(0, _SHORTENED)
            yield from self._write(evidence, room // 2, (_SHORTENED,), ends_at)

    def _room_for_evidence(self, evidence: Evidence) -> int:
        prompt = self._messages(PackedEvidence("", {}), evidence)
        taken = sum(estimate_tokens(text) for _, text in prompt) + self._budget.output + _MARGIN
        return max(_SMALLEST_EVIDENCE, min(self._budget.evidence, self._budget.context - taken))

    def _write(
        self, evidence: Evidence, room: int, notices: tuple[str, ...], ends_at: float | None
    ) -> Iterator[Draft | Writing | Written]:
        packed = pack(evidence, room)
        if not packed.sources:
            yield Written(notices=notices)
            return
        parser = FormParser(packed.sources)
        schema = answer_schema(packed.sources) if self._output == "json" else None
        draft = _Drafting(parser, packed)
        prompt = as_prompt(self._messages(packed, evidence)).to_messages()
        pieces = self._model.stream([(one.type, one.text) for one in prompt], schema, ends_at)
        for piece in pieces:
            if isinstance(piece, Retrying):
                notices = (*notices, _retried(piece))
                yield Writing(draft.count, notices[-1])
            elif isinstance(piece, Ended):
                yield from draft.finish()
                if draft.has_no_answer:
                    raise no_answer(self._model.host, is_refusal="refusal" in draft.asides)
                yield Written(_tokens(piece), (*notices, *_invented(parser.unknown_count)))
            elif isinstance(piece, Restarted):
                draft.start_again()
            else:
                yield from draft.feed(piece.text)
                yield Writing(draft.count)
                if draft.is_over:
                    raise ModelCutOff(_ENDLESS)

    def _messages(self, packed: PackedEvidence, evidence: Evidence) -> list[tuple[str, str]]:
        view = evidence.view
        return ask_to_write(packed.text, view.asked, view.question, self._today())


_ENDLESS = "The model wrote statement after statement without coming to an end. Choose another model."
_REASONED_ALOUD = (
    "The model's reasoning came as part of its answer. Let its server keep the two apart (llama.cpp: "
    "--reasoning-format deepseek; vLLM: --reasoning-parser)."
)


class _Drafting:
    """The way from a model's words to drafts, for one answer."""

    def __init__(self, parser: DraftParser, packed: PackedEvidence) -> None:
        self._parser = parser
        self._packed = packed
        self._says_nothing_answers = False
        self._told: set[str] = set()
        self.count = 0
        self.asides: set[Aside] = set()

    @property
    def has_no_answer(self) -> bool:
        """Neither a statement nor that the evidence has none: the model's failure, not the archive's."""
        says_so = self._says_nothing_answers or self._parser.says_nothing_answers or "absence" in self.asides
        return not self.count and not says_so

    @property
    def is_over(self) -> bool:
        return self.count > MOST_STATEMENTS

    def feed(self, text: str) -> Iterator[Draft]:
        return self._drafts(self._parser.feed(text))

    def finish(self) -> Iterator[Draft]:
        return self._drafts(self._parser.finish())

    def start_again(self) -> None:
        """What came so far was reasoning. Once a statement of it was given out, there is no going back."""
        if self.count or self.asides:
            raise ModelCutOff(_REASONED_ALOUD)
        self._parser.discard()

    def _drafts(self, parsed: list[Parsed]) -> Iterator[Draft]:
        for one in parsed:
            if _says_nothing_answers(one.text):
                self._says_nothing_answers = True
                continue
            if one.aside is None:
                self.count += 1
            else:
                self.asides.add(one.aside)
            if one.text.casefold() in self._told:  # small models go round in circles
                continue
            self._told.add(one.text.casefold())
            sources = tuple(self._packed.sources[known] for known in one.ids if known[1])
            passages = tuple(self._packed.passage(number) for number, sentence in one.ids if not sentence)
            yield Draft(one.text, sources, passages=passages, is_aside=one.aside is not None)


def _says_nothing_answers(text: str) -> bool:
    """The word that was asked for, somewhere; or alone, with blanks in it."""
    said = text.casefold()
    return NOT_ENOUGH.casefold() in said or "_".join(re.findall(r"\w+", said)) == NOT_ENOUGH.casefold()


def _tokens(ended: Ended) -> dict[str, int]:
    said = {"prompt_tokens": ended.prompt_tokens, "output_tokens": ended.output_tokens}
    return {name: count for name, count in said.items() if count is not None}


def _retried(retrying: Retrying) -> str:
    return f"{retrying.reason} It was asked again (attempt {retrying.attempt})."


def _invented(count: int) -> tuple[str, ...]:
    removed = "1 citation was" if count == 1 else f"{count:,} citations were"
    return (f"{removed} removed because {'it' if count == 1 else 'they'} pointed to nothing.",) if count else ()
