"""Drafts -> checked statements, one after another; nothing is handed on before it is known what they come to."""

from collections.abc import Iterable, Iterator, Mapping

from assistant.answer import Citation, Stated, Statement, Writing
from assistant.answering.citations import CitationTable
from assistant.answering.evidence import Evidence
from assistant.answering.grounding import Meaning
from assistant.answering.outcome import ANSWERED, Decision
from assistant.answering.statements import Checked, examine, number
from assistant.answering.writers import Draft, Source, Written
from assistant.archive import Snapshot

__all__ = ["CheckedAnswer"]


class CheckedAnswer:
    """One answer on its way. What no source carries waits for the first statement that is carried, and goes out marked
    in its turn; where none is, `come_close` gives it out under another label."""

    def __init__(
        self,
        evidence: Evidence,
        meaning: Meaning | None = None,
        *,
        drops_unsupported: bool = False,
        snapshot: Snapshot | None = None,
    ) -> None:
        self._offered = tuple(
            Source(candidate, span) for candidate in evidence.candidates for span in candidate.passage.sentences
        )
        self._meaning = meaning
        self._drops_unsupported = drops_unsupported
        self._table = CitationTable(snapshot)
        self._waiting: list[Checked] = []
        self._dropped_count = 0
        self._written = Written()
        self._decision = ANSWERED
        self.statements: list[Statement] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self._table.citations

    @property
    def voice_count(self) -> int:
        """How many independent sources the answer has."""
        return self._table.voice_count

    @property
    def tokens(self) -> Mapping[str, int]:
        return self._written.tokens

    @property
    def decision(self) -> Decision:
        return self._decision

    @property
    def has_waiting(self) -> bool:
        """Whether something was written that no source carries."""
        return bool(self._waiting)

    @property
    def notices(self) -> tuple[str, ...]:
        if not self._dropped_count:
            return self._written.notices
        left_out = "1 statement was" if self._dropped_count == 1 else f"{self._dropped_count:,} statements were"
        return (
            *self._written.notices,
            f"{left_out} left out because no source backs {'it' if self._dropped_count == 1 else 'them'}.",
        )

    def take(
        self, written: Iterable[Draft | Writing | Written], decision: Decision = ANSWERED
    ) -> Iterator[Stated | Writing]:
        """What a writer writes, checked; `decision` is what it comes to once something of it is supported."""
        self._decision = decision
        for one in written:
            if isinstance(one, Writing):
                yield one
            elif isinstance(one, Written):
                self._written = one
            else:
                yield from self._check(one)

    def come_close(self, decision: Decision, quotes: Iterable[Draft | Writing | Written]) -> Iterator[Stated | Writing]:
        """What was written and no source carries, marked, and the quotes under it."""
        self._decision = decision
        yield from self._state_waiting()
        written = self._written
        yield from self.take(quotes, decision)
        self._written = written

    def _check(self, draft: Draft) -> Iterator[Stated]:
        checked = examine(draft, self._meaning, self._offered)
        status = checked.verdict.status
        if status == "unsupported" and self._drops_unsupported:
            self._dropped_count += 1
            return
        self._waiting.append(checked)
        if self.statements or status in ("verbatim", "supported"):
            yield from self._state_waiting()

    def _state_waiting(self) -> Iterator[Stated]:
        waiting, self._waiting = self._waiting, []
        for checked in waiting:
            yield self._state(checked)

    def _state(self, checked: Checked) -> Stated:
        known = len(self._table.citations)
        self.statements.append(number(checked, self._table))
        new = self._table.citations[known:]
        return Stated(self.statements[-1], new, self._decision.outcome, self._decision.reason)
