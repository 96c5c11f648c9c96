"""The one value for all that is known of a question: built once, by `QuestionReader.understand`, and handed on."""

from dataclasses import dataclass, replace

from assistant.question.asks import QuestionKind
from assistant.question.follow_up import StandaloneQuestion
from assistant.question.question_filters import ReadFilters

__all__ = ["Question"]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked."""

    standalone: StandaloneQuestion
    asks: QuestionKind
    """The kind of thing that an answer must have."""
    narrows: ReadFilters

    @property
    def own(self) -> str:
        """Its own words, as it was put."""
        return self.standalone.question

    @property
    def asked(self) -> str:
        """The same with the name of the person whom it means by "she" or "him"."""
        return self.standalone.asked

    @property
    def taken(self) -> str:
        """The words that it takes over from the turns before; empty where it stands alone."""
        return self.standalone.earlier

    @property
    def text(self) -> str:
        """What is searched: both."""
        return self.standalone.text

    def noticing(self, *notices: str) -> "Question":
        """The same, with these said before what narrows it."""
        return replace(self, narrows=replace(self.narrows, notices=(*notices, *self.narrows.notices)))
