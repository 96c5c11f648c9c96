"""The one value for all that is known of a question: built once, by `QuestionReader.understand`, and handed on."""

from dataclasses import dataclass, replace

from assistant.answer import Turn
from assistant.question.asks import QuestionKind
from assistant.question.follow_up import StandaloneQuestion, is_elliptic
from assistant.question.persons import find_person, name_person
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

    def meaning(self, person: str) -> "Question":
        """The same, where its "she" or "him" means that person."""
        if not person:
            return self
        narrows = self.narrows
        own_end = len(narrows.timeless) - narrows.carried_timeless
        own, carried = narrows.timeless[:own_end].strip(), narrows.timeless[own_end:]
        # with the name what was asked before would only be answered again, unless the question needs its words; and
        # what somebody said is mostly asked of what was spoken of, not of all that they ever said
        is_of_both = is_elliptic(own) or self.asks == "said"
        timeless = f"{name_person(own, person)} {carried if is_of_both else ''}".strip()
        return replace(
            self, standalone=replace(self.standalone, person=person), narrows=replace(narrows, timeless=timeless)
        )

    def meaning_one_of(self, earlier: str, answer: str) -> "Question":
        """The same, where it leaves open whom it means, and what was asked and answered before it tells."""
        if self.standalone.person or not answer:
            return self
        return self.meaning(find_person(self.own, [Turn("user", earlier), Turn("assistant", answer)]))

    def noticing(self, *notices: str) -> "Question":
        """The same, with these said before what narrows it."""
        return replace(self, narrows=replace(self.narrows, notices=(*notices, *self.narrows.notices)))
