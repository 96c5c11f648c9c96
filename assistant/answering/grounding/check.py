"""A statement against the sentences it cites: the first thing that fails decides, and says why."""

import re
from collections.abc import Sequence

from assistant.answering.grounding.certainty import belief_fault, certainty_fault
from assistant.answering.grounding.cut_out import is_cut_out
from assistant.answering.grounding.degrees import direction_fault, quantifier_fault, surety_fault
from assistant.answering.grounding.exchange import exchange_fault, pairing_fault
from assistant.answering.grounding.figures import count_fault, figure_fault
from assistant.answering.grounding.insertion import insertion_fault
from assistant.answering.grounding.links import cause_fault, comparison_fault
from assistant.answering.grounding.meaning import judge_likeness, word_overlap
from assistant.answering.grounding.opposition import opposite_fault
from assistant.answering.grounding.order import order_fault
from assistant.answering.grounding.parity import parity_fault
from assistant.answering.grounding.particulars import name_fault
from assistant.answering.grounding.polarity import denial_fault
from assistant.answering.grounding.quotations import quotation_fault
from assistant.answering.grounding.rates import rate_fault
from assistant.answering.grounding.roles import roles_fault
from assistant.answering.grounding.speakers import speaker_fault
from assistant.answering.grounding.times import time_fault
from assistant.answering.grounding.verdict import CitedSentence, Judge, Verdict
from assistant.errors import ModelError
from assistant.models.withheld import STANDS_FOR_IT
from assistant.retrieval import content_stems

__all__ = ["check", "find_fault"]

_LIST_MARK = re.compile(r"^\s*(?:\(?\d{1,3}[.)]|[•*–-])\s+")
_CONNECTIVE = re.compile(
    r"^\W*(?:(?:here|this) is (?:what|how)|in (?:summary|short|brief|conclusion)|to (?:sum up|summari[sz]e)|"
    r"(?:the|these|those) (?:articles?|reports?|sources?|passages?) (?:say|report|state|give|describe|differ|disagree|"
    r"agree)s?(?: (?:the following|as follows|this))?\W*$|(?:both|several|two) (?:articles?|reports?|sources?) )",
    re.IGNORECASE,
)


def check(text: str, cited: Sequence[CitedSentence], meaning: Judge | None = None) -> Verdict:
    """`verbatim`: it is the cited text. What is proven makes it `unsupported`, whatever a model says; where the words
    raise a doubt, `meaning` must be sure to pass over it, and of the rest it judges. Without it, or where its model
    cannot run, words are compared by their stems.
    """
    stated = _squeeze(text)
    quotes = [sentence.quote for sentence in cited]
    if any(stated == _squeeze(quote) for quote in quotes):
        return Verdict("verbatim")
    if not content_stems(text) or _is_connective(text):
        return Verdict("no_claim")
    if not cited:
        return Verdict("unsupported", "it cites nothing")
    if STANDS_FOR_IT in text:
        return Verdict("unsupported", "a part of it was withheld, so that it cannot be checked")
    text_alone = _LIST_MARK.sub("", text)
    fault = _find_proof(text_alone, cited)
    if fault is not None:
        return Verdict("unsupported", fault)
    doubt = _find_doubt(text_alone, cited)
    if doubt is None and is_cut_out(text_alone, quotes):
        return Verdict("supported")
    if meaning is not None:
        try:
            return meaning.judge(text, quotes, cited[0].headline, doubt)
        except ModelError:
            pass
    return Verdict("unsupported", doubt) if doubt else judge_likeness(word_overlap(text, quotes))


def find_fault(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """What the statement says that its citations do not, by rules that are seldom wrong; in words for the reader."""
    text = _LIST_MARK.sub("", text)
    return _find_proof(text, cited) or _find_doubt(text, cited)


def _find_proof(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """Numbers, times, quotations, who speaks, names that the whole article does not have, and the same words with the
    opposite meaning or the other way round: a model of meaning hardly reads their order."""
    quotes = [sentence.quote for sentence in cited]
    places = [part for sentence in cited for part in (sentence.quote, sentence.frame)]
    return (
        figure_fault(text, cited)
        or time_fault(text, cited)
        or quotation_fault(text, places)
        or name_fault(text, cited, in_article=True)
        or speaker_fault(text, cited)
        or opposite_fault(text, quotes)
        or direction_fault(text, quotes)
        or rate_fault(text, quotes)
        or order_fault(text, quotes)
        or surety_fault(text, quotes)
        or belief_fault(text, quotes)
        or roles_fault(text, quotes)
        or cause_fault(text, quotes)
        or comparison_fault(text, quotes)
        or exchange_fault(text, quotes)
    )


def _find_doubt(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """What words alone tell of the meaning: right nearly always, and now and then not."""
    quotes = [sentence.quote for sentence in cited]
    return (
        name_fault(text, cited)
        or count_fault(text, cited)
        or denial_fault(text, quotes)
        or parity_fault(text, quotes)
        or quantifier_fault(text, quotes)
        or certainty_fault(text, quotes)
        or pairing_fault(text, quotes)
        or insertion_fault(text, cited)
    )


def _is_connective(text: str) -> bool:
    """A sentence that leads over and claims nothing of the news: short, and without a number."""
    return len(text.split()) <= 14 and _CONNECTIVE.search(text) is not None and not re.search(r"\d", text)


def _squeeze(text: str) -> str:
    return " ".join(text.split())
