"""Is the evidence enough? If not, the reader hears so, and why."""

import re
from dataclasses import dataclass
from textwrap import shorten

import numpy as np

from assistant.answering.answer_form import form_of
from assistant.answering.answerability import describe_evidence, load_judge
from assistant.answering.asked_number import lacks_number
from assistant.answering.attribution import say_where
from assistant.answering.evidence import Evidence
from assistant.answering.features import SentenceView
from assistant.answering.premises import find_denial
from assistant.answering.replies import find_reply
from assistant.archive import Filters
from assistant.retrieval import describe_filters

__all__ = ["LEAST_COVERAGE", "LEAST_MATCH", "NOT_SAID", "Abstention", "judge"]

NOT_SAID = "The archive does not say."

LEAST_MATCH = 0.46
"""MaxSim of the best passage; below it the archive is about other things. Calibrated by putting questions to the right
and to the wrong archive (benchmarks/quality/calibrate_abstention.py): none of the answerable ones falls below it in its
own archive, 0.76 and more in one that cannot answer them."""

LEAST_COVERAGE = 0.3
"""The same where no local model can say: share of the question's meaning, by rarity of its words, in one passage."""

LEAST_ANSWERABLE = 0.35
"""Of the learned judge's probability that the evidence answers the question; where it was chosen is told in
docs/quality.md (benchmarks/quality/train_chooser.py)."""

WHOLE_COVERAGE = 0.999
"""A reply of an interview with every word of the question answers it: the judge has seen few that are printed so."""

JUDGED_FORMS = ("plain", "whether")
"""An overview, a list, a timeline and a comparison ask for what there is."""

JUDGED_LANGUAGE = "en"

NEAR_MISS = (
    "What it holds comes close to the question but does not answer it; a premise of it may not be in the articles."
)

DENIED = "An article says otherwise of what the question takes for granted:"
LONGEST_QUOTE = 300
"""Characters."""

_YEAR = re.compile(r"\b(?:in|by|during|of|year)\s+((?:1[0-9]|20)[0-9]{2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Abstention:
    reason: str
    """One sentence for the reader."""

    @property
    def text(self) -> str:
        return f"{NOT_SAID} {self.reason}"


def judge(evidence: Evidence, filters: Filters) -> Abstention | None:
    """None where there is enough to answer from."""
    if not evidence.candidates:
        narrowed = "; ".join(describe_filters(filters))
        of_filters = f"both the question and the filters ({narrowed})" if narrowed else "the question"
        return Abstention(f"No passage matches {of_filters}.")
    if _is_off_topic(evidence):
        return Abstention("Its articles are about other things than the question.")
    if (denial := find_denial(evidence)) is not None:
        return Abstention(_tell_denial(denial))
    if _asks_unknown_year(evidence, filters) or _is_near_miss(evidence):
        return Abstention(NEAR_MISS)
    return None


def _tell_denial(denial: SentenceView) -> str:
    article, quote = denial.candidate.article, shorten(denial.text, LONGEST_QUOTE, placeholder=" …")
    return f"{DENIED} “{quote}” ({say_where(article.publisher, article.published_at)})."


def _is_near_miss(evidence: Evidence) -> bool:
    """Only where one thing is asked for, which may be missing, and of what the judge has learned from: token vectors,
    and English."""
    if evidence.match is None or not evidence.sentences or form_of(evidence.view.asked).name not in JUDGED_FORMS:
        return False
    if evidence.sentences[0].sentence.candidate.article.language != JUDGED_LANGUAGE:
        return False
    if (reply := find_reply(evidence)) is not None and reply.coverage >= WHOLE_COVERAGE:
        return False
    if lacks_number(evidence):
        return True
    if evidence.view.kind == "quote":
        return False  # the judge has learned from no question that asks for a quotation
    (likely,) = load_judge().predict(describe_evidence(evidence)[np.newaxis])
    return bool(likely < LEAST_ANSWERABLE)


def _asks_unknown_year(evidence: Evidence, filters: Filters) -> bool:
    """Whether the question is about a year that no article has, that none of the evidence is from and that narrowed
    nothing: "Who will be mayor in 2050?"."""
    years = {year for year in _YEAR.findall(evidence.view.asked) if not evidence.view.rarity.is_known(year)}
    days = [one.article.published_on for one in evidence.candidates]
    known = {str(day.year) for day in (*days, filters.date_from, filters.date_to, filters.as_of) if day is not None}
    return bool(years - known)


def _is_off_topic(evidence: Evidence) -> bool:
    if evidence.match is None:
        return evidence.coverage < LEAST_COVERAGE
    return evidence.match < LEAST_MATCH
