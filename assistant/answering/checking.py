"""Drafts -> checked statements, one after another; what is not supported goes out marked, or not at all."""

from collections.abc import Iterable, Iterator, Mapping

from assistant.answer import Citation, Stated, Statement, Writing
from assistant.answering.carriers import Carriers
from assistant.answering.citations import CitationTable
from assistant.answering.evidence import Evidence
from assistant.answering.grounding import Meaning
from assistant.answering.statements import Checked, examine, number
from assistant.answering.writers import Draft, Source, Written
from assistant.archive import Snapshot

__all__ = ["CheckedAnswer"]


class CheckedAnswer:
    """One answer on its way."""

    def __init__(
        self,
        evidence: Evidence,
        meaning: Meaning | None = None,
        *,
        drops_unsupported: bool = False,
        snapshot: Snapshot | None = None,
    ) -> None:
        offered = [Source(candidate, span) for candidate in evidence.candidates for span in candidate.passage.sentences]
        self._carriers = Carriers(offered, meaning)
        self._meaning = meaning
        self._drops_unsupported = drops_unsupported
        self._table = CitationTable(snapshot)
        self._dropped_count = 0
        self._written = Written()
        self.statements: list[Statement] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self._table.citations

    @property
    def voice_count(self) -> int:
        """How many independent sources the answer has."""
        return self._table.voice_count

    @property
    def timings(self) -> Mapping[str, float]:
        return self._written.timings

    @property
    def notices(self) -> tuple[str, ...]:
        if not self._dropped_count:
            return self._written.notices
        left_out = "1 statement was" if self._dropped_count == 1 else f"{self._dropped_count:,} statements were"
        return (*self._written.notices, f"{left_out} left out: its sources do not carry what it says.")

    def take(self, written: Iterable[Draft | Writing | Written]) -> Iterator[Stated | Writing]:
        """What a writer writes, checked."""
        for one in written:
            if isinstance(one, Writing):
                yield one
            elif isinstance(one, Written):
                self._written = one
            else:
                yield from self._check(one)

    def _check(self, draft: Draft) -> Iterator[Stated]:
        checked = examine(draft, self._meaning, self._carriers)
        status = checked.verdict.status
        if draft.is_aside and status not in ("verbatim", "supported"):
            return
        if status == "unsupported" and self._drops_unsupported:
            self._dropped_count += 1
            return
        yield self._state(checked)

    def _state(self, checked: Checked) -> Stated:
        known = len(self._table.citations)
        self.statements.append(number(checked, self._table))
        return Stated(self.statements[-1], self._table.citations[known:])
