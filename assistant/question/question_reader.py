"""Reads questions for one archive, whose names it keeps for as long as the archive stays as it is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock

from assistant.archive import Filters, Snapshot
from assistant.question.archive_names import ArchiveNames
from assistant.question.asks import kind_of
from assistant.question.follow_up import Matching, StandaloneQuestion, settle
from assistant.question.long_questions import cut_notice, cut_question
from assistant.question.named_filters import NamedFilters, narrow_by_name
from assistant.question.question import Question
from assistant.question.question_filters import ReadFilters, carry_filters, merge_filters, read_filters
from assistant.question.spelling import correct_spelling

__all__ = ["QuestionReader"]


FindMatching = Callable[[str, int], Sequence[Matching]]
"""Searches a text, of which so many characters at the end come from the turns before."""


class QuestionReader:
    """`today` is the day that "last week" counts from; None: the day on which each question is asked."""

    def __init__(self, today: date | None = None) -> None:
        self._today = today
        self._lock = Lock()
        self._known: tuple[object, ArchiveNames] | None = None

    def understand(
        self,
        snapshot: Snapshot,
        standalone: StandaloneQuestion,
        find: FindMatching,
        given: Filters | None = None,
        named: NamedFilters | None = None,
        *,
        wanted: bool = True,
    ) -> Question:
        """The question in the archive's own spelling, with what it takes over, now that the archive is open, and what
        narrows it, as in `read`."""
        spelling = correct_spelling(standalone.text, snapshot)
        settled = settle(standalone.spelled(spelling), find)
        narrows = self.read(snapshot, settled.text, given, settled.earlier, named, wanted=wanted)
        question = Question(settled, kind_of(settled.question), narrows).meaning(settled.person)
        return question.noticing(*spelling.notices)

    def understand_alone(
        self, snapshot: Snapshot, text: str, given: Filters | None = None, *, wanted: bool = True
    ) -> Question:
        """The same of a question without turns before it."""
        kept = cut_question(text)
        asked = self.understand(snapshot, StandaloneQuestion(kept, kept), lambda _, __: (), given, wanted=wanted)
        return asked.noticing(*cut_notice(text, kept))

    def read(
        self,
        snapshot: Snapshot,
        text: str,
        given: Filters | None = None,
        earlier: str = "",
        named: NamedFilters | None = None,
        *,
        wanted: bool = True,
    ) -> ReadFilters:
        """What the question says, under what the caller gave; without `wanted` only that.

        `text` is what is searched, `earlier` its end where that comes from the turns before, `named` what a model says
        that it narrows to.
        """
        given = given or Filters()
        if not wanted:
            return ReadFilters(given, given, text, carried=len(earlier))
        today, names = self._today or date.today(), self._names(snapshot)
        read = read_filters(text.removesuffix(earlier).strip(), today, names)
        if earlier:
            read = carry_filters(read, earlier, today, names)
        if named is not None:
            read = narrow_by_name(read, named, names)
        return replace(
            read, today=today, filters=merge_filters(given, read.filters), firm=merge_filters(given, read.firm)
        )

    def _names(self, snapshot: Snapshot) -> ArchiveNames:
        with self._lock:
            if self._known is None or self._known[0] != snapshot.state:
                publishers, authors = snapshot.names()
                self._known = (snapshot.state, ArchiveNames(publishers, authors, snapshot.kinds()))
            return self._known[1]
