"""Is a statement carried by what it cites? Numbers, dates, names, speakers, quotations, polarity, meaning, in turn."""

from assistant.answering.grounding.check import check
from assistant.answering.grounding.meaning import Meaning
from assistant.answering.grounding.quotations import settle_quotations
from assistant.answering.grounding.support import find_support
from assistant.answering.grounding.verdict import CitedSentence, Verdict, cited_sentence

__all__ = ["CitedSentence", "Meaning", "Verdict", "check", "cited_sentence", "find_support", "settle_quotations"]
