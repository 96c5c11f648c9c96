"""The retrieval chain: understand | retrieve | read | write | check, as LangChain runnables.

Page, command line, HTTP server, scripts and the LangChain runnable all run it. Its stream gives typed events; what a
model writes leaves it as checked statements only. A `config` reaches every step, the retriever and the model, so that
callbacks and tracing see them as its children.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from time import monotonic
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.answer import Answered, Event, Found, RankedPassage, Searching, WriterChoice
from assistant.answering import (
    Asking,
    CheckedAnswer,
    ExtractiveWriter,
    Meaning,
    Part,
    Searched,
    Writer,
    catalog_events,
    check_drafts,
    compose_answer,
    courtesy_events,
    draft_answer,
    join_parts,
    join_rankings,
    read_in_turn,
    say_notices,
    say_open,
    search_part,
)
from assistant.answering.stopwatch import Stopwatch
from assistant.archive import Archive, Filters, Snapshot
from assistant.errors import QuestionError
from assistant.language.foreign_catalog import in_english
from assistant.question import (
    Question,
    QuestionReader,
    Rewriter,
    Rewritten,
    read_courtesy,
    read_question,
)
from assistant.question.follow_up import StandaloneQuestion, read_parts, read_turns
from assistant.question.long_questions import cut_notice, cut_question
from assistant.reading import CandidateReader
from assistant.request import Request
from assistant.retrieval import Candidate, Retriever, rank_passages
from assistant.retrieval.passage_retriever import HeardRetriever
from assistant.settings import Settings
from assistant.step import Step, guard_tracing

__all__ = ["RetrievalChain"]

SHOWN_PASSAGES = 10

INCOMPLETE = "This answer is incomplete: the model did not finish it."


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A request on its way; what is opened for it is closed when its stream ends."""

    request: Request
    writer: Writer
    ends_at: float
    """On the monotonic clock: when a model must be done."""
    opened: ExitStack = field(default_factory=ExitStack)
    watch: Stopwatch = field(default_factory=Stopwatch)

    @property
    def trace(self) -> dict[str, Any]:
        return {"question": self.request.question}


@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """The question, or each of its parts, with what narrows it, and one reading of the archive for all that follows."""

    asked: Asked
    snapshot: Snapshot
    question: str
    """As it was put."""
    rewritten: Rewritten
    whole: Question
    parts: Sequence[Question]

    @property
    def trace(self) -> dict[str, Any]:
        return {"standalone_question": self.whole.text, "asks": self.whole.asks}


@dataclass(frozen=True, slots=True, eq=False)
class Retrieved:
    """The candidates of each part, and those that a reader is shown."""

    understood: Understood
    searched: Sequence[Searched]
    passages: tuple[RankedPassage, ...]

    @property
    def trace(self) -> dict[str, Any]:
        return {"passages": [passage.text for passage in self.passages]}


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The evidence of each part and what it comes to, and all of it together."""

    retrieved: Retrieved
    parts: Sequence[Part]
    whole: Part

    @property
    def trace(self) -> dict[str, Any]:
        return {"outcome": self.whole.decision.outcome, "confidence": self.whole.decision.confidence}


@dataclass(frozen=True, slots=True, eq=False)
class Drafting:
    """Goes ahead of the drafts, which follow it one by one."""

    read: Read

    @property
    def trace(self) -> dict[str, Any]:
        return self.read.trace


Handed = Generator[Event, None, Any]


class RetrievalChain:
    """Safe to share between threads; it keeps nothing about any reader."""

    def __init__(
        self,
        archive: Archive,
        retriever: Retriever,
        writer: Writer,
        settings: Settings,
        meaning: Meaning | None = None,
        rewriter: Rewriter | None = None,
        sentences: CandidateReader | None = None,
    ) -> None:
        """The parts as in `Assistant`."""
        self._archive, self._settings, self._writer, self._meaning = archive, settings, writer, meaning
        self._retriever = HeardRetriever(archive, retriever)
        self._quoter = ExtractiveWriter()
        self._rewriter = rewriter or Rewriter()
        self._sentences = sentences or CandidateReader()
        self.reader = QuestionReader(settings.today)
        self.runnable: Runnable[Asked, Event] = (
            Step("understand", Asked, self._understand)
            | Step("retrieve", Understood, self._retrieve)
            | Step("read", Retrieved, self._read)
            | Step("write", Read, self._write)
            | Step("check", Drafting, self._check)
        ).with_config(run_name="copydesk")

    def begin_loading(self) -> None:
        """Load the model that reads, beside what the caller does; a question does so by itself while it searches."""
        self._sentences.begin_loading()

    def stream(self, request: Request, config: RunnableConfig | None = None) -> Iterator[Event]:
        """As `Assistant.stream`."""
        asked = Asked(request, self._chosen(request.writer), monotonic() + self._settings.model_deadline)
        with asked.opened:
            yield from guard_tracing(self.runnable.stream(asked, config), is_wanted=self._settings.model_tracing)

    def _understand(self, asked: Asked, _: Iterator[Any]) -> Handed:
        """Also answers what needs no search: courtesies, and what the catalog knows exactly."""
        request = asked.request
        question = read_question(request.question, self._settings.max_question_characters)
        kept = cut_question(question)
        english = in_english(kept, self._settings.today or date.today())
        if courtesy := read_courtesy(english or kept):
            snapshot = asked.opened.enter_context(self._archive.snapshot())
            yield from courtesy_events(courtesy, Asking(question, question, Filters(), snapshot, asked.watch))
            return None
        rewriter = self._rewriter if asked.writer is self._writer else Rewriter()  # who asks for quotes asks no model
        if english is not None:
            rewritten = yield from Rewriter().stream(english, read_turns(request.history), asked.ends_at)
            with self._archive.snapshot() as snapshot:
                whole = self._question(snapshot, rewritten.question, rewritten, request)
                if catalogued := self._ask_catalog(
                    Asking(question, english, whole.narrows.filters, snapshot, asked.watch), whole, asked.writer
                ):
                    yield Searching(whole.text, whole.narrows.searched.filters)
                    yield from catalogued
                    return None
        rewritten = yield from rewriter.stream(kept, read_turns(request.history), asked.ends_at)
        snapshot = asked.opened.enter_context(self._archive.snapshot())
        whole = self._question(snapshot, rewritten.question, rewritten, request).noticing(*cut_notice(question, kept))
        yield Searching(whole.text, whole.narrows.searched.filters)
        asked.watch.lap("prepare")
        asking = Asking(question, question, whole.narrows.filters, snapshot, asked.watch)
        if catalogued := self._ask_catalog(asking, whole, asked.writer):
            yield from catalogued
            return None
        parts = [whole]
        if len(asked_parts := read_parts(whole.standalone)) > 1:
            parts = [self._question(snapshot, one, rewritten, request) for one in asked_parts]
        return Understood(asked, snapshot, question, rewritten, whole, parts)

    def _ask_catalog(self, asking: Asking, whole: Question, writer: Writer) -> Sequence[Event]:
        find, is_exact_only = partial(self._retriever.find, asking.snapshot), writer.recipient is not None
        stands_alone = not whole.standalone.is_follow_up
        return catalog_events(
            asking, whole.narrows, find, whole.taken, is_exact_only=is_exact_only, stands_alone=stands_alone
        )

    def _retrieve(self, understood: Understood, _: Iterator[Any]) -> Handed:
        snapshot, watch = understood.snapshot, understood.asked.watch
        self.begin_loading()
        searched = [search_part(part, snapshot, self._retriever) for part in understood.parts]
        candidates = join_rankings([part.ranking for part in searched]).candidates
        watch.lap("retrieve")
        yield Found(passages := rank_passages(candidates[:SHOWN_PASSAGES], snapshot))
        return Retrieved(understood, searched, passages)

    def _read(self, retrieved: Retrieved, _: Iterator[Any]) -> Handed:
        understood = retrieved.understood
        parts = read_in_turn(retrieved.searched, understood.snapshot, self._sentences)
        understood.asked.watch.lap("evidence")
        yield from ()  # a step like the others, though it has nothing to say
        return Read(retrieved, parts, join_parts(understood.whole.text, parts))

    def _write(self, read: Read, _: Iterator[Any]) -> Generator[Any, None, None]:
        asked = read.retrieved.understood.asked
        yield Drafting(read)
        yield from draft_answer(asked.writer, self._quoter, read.whole, read.parts, asked.ends_at)

    def _check(self, drafting: Drafting, drafts: Iterator[Any]) -> Handed:
        read, retrieved, understood = drafting.read, drafting.read.retrieved, drafting.read.retrieved.understood
        asked, snapshot, whole = understood.asked, understood.snapshot, read.whole
        drops = self._settings.unsupported == "drop"
        checked = CheckedAnswer(whole.evidence, self._meaning, drops_unsupported=drops, snapshot=snapshot)
        failure = yield from check_drafts(checked, drafts, asked.writer, self._quoter, whole, read.parts)
        asked.watch.lap("write")
        read_notices = say_notices(
            understood.rewritten, understood.whole.narrows, whole.ranking, snapshot, whole.filters, checked
        )
        answer = compose_answer(
            Asking(understood.question, understood.whole.text, whole.filters, snapshot, asked.watch),
            checked.decision,
            asked.writer.name,
            checked.statements,
            checked.citations,
            (*([INCOMPLETE] if failure else []), *say_open(read.parts), *read_notices),
            candidates=whole.ranking.candidates,
            passages=retrieved.passages,
            tokens={**understood.rewritten.tokens, **checked.tokens},
        )
        if failure is not None:
            raise failure.keeping(answer)
        yield Answered(answer)

    def _question(
        self, snapshot: Snapshot, standalone: StandaloneQuestion, rewritten: Rewritten, request: Request
    ) -> Question:
        given, named = request.filters, rewritten.named
        find = partial(self._find, snapshot, given)
        return self.reader.understand(snapshot, standalone, find, given, named, wanted=request.read_filters)

    def _find(self, snapshot: Snapshot, given: Filters | None, text: str, carried: int) -> Sequence[Candidate]:
        return self._retriever.find(snapshot, text, given, carried)

    def _chosen(self, writer: WriterChoice | None) -> Writer:
        if writer == "extractive":
            return self._quoter
        if writer is None or (writer == "model" and self._writer.recipient is not None):
            return self._writer
        message = (
            "There is no model to write with: set COPYDESK_MODEL, or ask the extractive writer."
            if writer == "model"
            else "The writer is `model` or `extractive`."
        )
        raise QuestionError(message)
