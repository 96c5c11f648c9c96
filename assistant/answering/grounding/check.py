"""A statement against the sentences it cites: the first thing that fails decides, and says why."""

import re
from collections.abc import Sequence

from assistant.answering.grounding.meaning import Likeness, Meaning, word_overlap
from assistant.answering.grounding.particulars import foreign_date, foreign_name, foreign_number
from assistant.answering.grounding.polarity import contradiction
from assistant.answering.grounding.quotations import settle_quotations
from assistant.answering.grounding.speakers import foreign_speaker
from assistant.answering.grounding.verdict import CitedSentence, Verdict
from assistant.errors import ModelError
from assistant.retrieval import content_stems

__all__ = ["check"]

LEAST_WHOLE = 0.6
"""Mean nearness below which a statement is about something else. Paraphrases of the tuning half lie above 0.78, true
statements that cite a sentence of another article below 0.4 (tests/quality/measure_grounding.py)."""

LEAST_WEAKEST = 0.45
"""Nearness of the worst two words in a row below which they are an added detail: of 0.45, 0.48, 0.50 and 0.53 the one
that marks fewest paraphrases of the tuning half while it marks as many of its added details (23 of 27)."""

_CONNECTIVE = re.compile(
    r"^\W*(?:(?:here|this) is (?:what|how)|in (?:summary|short|brief|conclusion)|to (?:sum up|summari[sz]e)|"
    r"(?:the|these|those) (?:articles?|reports?|sources?|passages?) (?:say|report|state|give|describe|differ|disagree|"
    r"agree)s?(?: (?:the following|as follows|this))?\W*$|(?:both|several|two) (?:articles?|reports?|sources?) )",
    re.IGNORECASE,
)


def check(text: str, cited: Sequence[CitedSentence], meaning: Meaning | None = None) -> Verdict:
    """`verbatim`: it is the cited text. A number, date, name, speaker or quotation that nothing cited has, or a
    contradiction, makes it `unsupported`; a stretch of words that nothing cited is near to, `partly_supported`.

    Without `meaning`, or where its model cannot run, words are compared by their stems.
    """
    stated = _squeeze(text)
    quotes = [sentence.quote for sentence in cited]
    if any(stated == _squeeze(quote) for quote in quotes):
        return Verdict("verbatim")
    if not content_stems(text) or _is_connective(text):
        return Verdict("no_claim")
    if not cited:
        return Verdict("unsupported", "it cites nothing")
    fault = _fault(text, cited)
    if fault is not None:
        return Verdict("unsupported", fault)
    return _judge(_compare(text, quotes, meaning))


def _fault(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """What the statement says that its citations do not, in words for the reader."""
    if (number := foreign_number(text, cited)) is not None:
        return f"the number {number} is not in what it cites"
    if (day := foreign_date(text, cited)) is not None:
        return f"the date {day} is not in what it cites"
    if (words := settle_quotations(text, [sentence.quote for sentence in cited])[1]) is not None:
        return f"the quotation “{words}” is not in what it cites"
    if (name := foreign_name(text, cited)) is not None:
        return f"the name {name} is not in what it cites"
    if (speaker := foreign_speaker(text, cited)) is not None:
        return f"what it cites does not say that {speaker} said it"
    if (word := contradiction(text, " ".join(sentence.quote for sentence in cited))) is not None:
        return f"what it cites says otherwise (“{word}”)"
    return None


def _compare(text: str, quotes: Sequence[str], meaning: Meaning | None) -> Likeness:
    if meaning is None:
        return word_overlap(text, quotes)
    try:
        return meaning.compare(text, quotes)
    except ModelError:
        return word_overlap(text, quotes)


def _judge(likeness: Likeness) -> Verdict:
    if likeness.whole < LEAST_WHOLE:
        return Verdict("unsupported", "what it cites is about something else")
    if likeness.weakest < LEAST_WEAKEST:
        return Verdict("partly_supported", f"“{likeness.weakest_words}” is not in what it cites")
    return Verdict("supported")


def _is_connective(text: str) -> bool:
    """A sentence that leads over and claims nothing of the news: short, and without a number."""
    return len(text.split()) <= 14 and _CONNECTIVE.search(text) is not None and not re.search(r"\d", text)


def _squeeze(text: str) -> str:
    return " ".join(text.split())
