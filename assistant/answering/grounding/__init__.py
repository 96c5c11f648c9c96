"""Is a statement carried by what it cites? Exact checks of what can be told exactly, and a judge of the rest."""

from assistant.answering.grounding.check import check, find_fault
from assistant.answering.grounding.entailment import Entailed, Entailment, EntailmentJudge
from assistant.answering.grounding.meaning import Meaning
from assistant.answering.grounding.quotations import settle_quotations
from assistant.answering.grounding.verdict import CitedSentence, Judge, Verdict, cited_sentence

__all__ = [
    "CitedSentence",
    "Entailed",
    "Entailment",
    "EntailmentJudge",
    "Judge",
    "Meaning",
    "Verdict",
    "check",
    "cited_sentence",
    "find_fault",
    "settle_quotations",
]
