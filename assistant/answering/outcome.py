"""What the evidence comes to: an answer, what comes closest, or nothing.

The outcome is a label, not a wall: a quotation is true whether or not it answers. `read_evidence` says how surely the
evidence answers; whatever can say it better takes its place, `decide` stays.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answer import Outcome
from assistant.answering.about import ABOUT_COVERAGE, LEAST_MATCH, LEAST_NAMED_MATCH, is_about
from assistant.answering.answer_form import form_of
from assistant.answering.asked_number import lacks_number
from assistant.answering.asked_subject import find_told_of_subject
from assistant.answering.asked_unit import has_unit
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.premises import find_denial
from assistant.answering.views import carries
from assistant.answering.weighing import pleads
from assistant.archive import Filters
from assistant.question import describe_filters
from assistant.question.follow_up import has_open_pronoun
from assistant.question.times import years_told
from assistant.retrieval import Candidate

__all__ = [
    "ANSWERED",
    "CLOSE",
    "DENIED",
    "FEW_ARTICLES",
    "LIKELY",
    "NOT_ABOUT",
    "UNSURE",
    "Decision",
    "Reading",
    "Thresholds",
    "decide",
    "decide_by",
    "put_first",
    "read_evidence",
    "without_model_answer",
]

CLOSE = "The articles come close but do not answer this."
UNSURE = "The articles may answer this, but it is not certain."
NOT_ABOUT = "None of the articles are about this."
DENIED = "An article says otherwise than the question takes for granted."
NOTICE_ALONE = "Only a correction notice speaks of this."
UNFOUND = "The model found no answer in the articles. These sentences come closest."
UNBACKED = "The articles do not back what the model wrote. The sentences after it come closest."
UNBACKED_ALONE = "The articles do not back what the model wrote."
NO_WORDS = "The question has no words to search for."
ALL_TOLD = "The articles on this say nothing more than what was quoted already."
NO_ARTICLES = "The archive holds no articles yet."

_YEAR = re.compile(r"\b(?:in|by|during|of|year)\s+((?:1[0-9]|20)[0-9]{2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least values, inclusive, of what is compared."""

    answered: float
    closest: float

    def outcome_of(self, value: float) -> Outcome:
        if value >= self.answered:
            return "answered"
        return "closest" if value >= self.closest else "nothing"


BY_READER = Thresholds(2 / 3, 0.05)
"""Of the calibrated confidence, from the costs in docs/explanation/reader.md."""
LIKELY = 0.5
"""Confidence from which it is not said that the articles do not answer: more often than not they do."""
LIKELY_OF_TIME = 0.3
"""The same where the best sentence has all words of the question and is of the time that is asked about."""
BY_COVERAGE = Thresholds(0.90, 0.30)
"""The same where nothing was read: share of the question's meaning, by rarity of its words, in one passage."""

OWN_WORDS = 1.0
"""Share of the question's meaning with which a sentence says what is asked in the question's own words."""
OWN_WORDS_OF_NUMBER = 0.85
"""The same where a number is asked for and the sentence has one, in the unit that is asked for. Of the choosing part's
questions between LIKELY and `answered` that leaves one, which is answerable; a lower share leaves as many others."""

LOOKED_AT = 3
"""The best sentences: few answers have more."""
WHOLE_SENTENCE, OWN_SHARE = 0.97, 0.5
"""In other languages, of the question's meaning: what one sentence must have with its headline to answer, and what
without. A headline's name beside another person's years answers nothing."""

FEW_ARTICLES = 30
"""So few seldom have a passage that is near by chance: of the 50 questions from other domains, asked of archives of
1, 6, 12 and 16 articles, none is LIKELY to be answered."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How surely the evidence answers."""

    value: float
    """What is compared with the thresholds."""
    thresholds: Thresholds
    confidence: float | None
    """Calibrated probability, 0 to 1, that it answers; None where nobody can say."""


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    confidence: float | None
    reason: str | None = None
    """One or two sentences for the reader; None exactly where the outcome is `answered`."""
    first: ScoredSentence | None = None
    """The sentence that the reason is about, which comes first."""


ANSWERED = Decision("answered", 1.0)
"""What is known exactly: from the catalog, or said of Copydesk itself."""


def decide(evidence: Evidence, filters: Filters, count_articles: Callable[[], int]) -> Decision:
    """`count_articles`: how many the filters let through, which is asked only where nothing was found."""
    if not evidence.candidates:
        return Decision("nothing", 0.0, _why_nothing_is_found(filters, count_articles()))
    if evidence.is_told:
        return Decision("nothing", 0.0, ALL_TOLD)
    decision = decide_by(read_evidence(evidence))
    if (decision.reason == UNSURE or _is_of_its_time(evidence, decision)) and _says_so_in_its_words(evidence):
        decision = Decision("answered", max(decision.confidence or 0.0, BY_READER.answered))
    if evidence.is_stated and not evidence.is_of_other_time:
        return Decision("answered", max(decision.confidence or 0.0, BY_READER.answered))
    if _asks_what_a_kind_says(evidence, filters) and evidence.coverage_beside_filters >= ABOUT_COVERAGE:
        return Decision("answered", max(decision.confidence or 0.0, BY_READER.answered))
    is_far = evidence.match is not None and evidence.match < LEAST_MATCH
    if is_far and not _is_of_what_is_known(evidence, decision, count_articles):
        if _is_likely_of_few(evidence, decision, count_articles):
            decision = replace(decision, outcome="closest", reason=UNSURE)
        else:
            decision = replace(decision, outcome="nothing", reason=NOT_ABOUT)
    if decision.outcome == "nothing":
        return _about_or_not(evidence, filters, decision, count_articles)
    if evidence.is_notice_alone:
        return Decision("closest", decision.confidence, NOTICE_ALONE)
    if (denial := _find_denial(evidence)) is not None:
        return Decision("closest", decision.confidence, DENIED, denial)
    if decision.outcome == "answered" and _lacks_what_is_asked(evidence, filters):
        return replace(decision, outcome="closest", reason=CLOSE)
    return replace(decision, first=find_told_of_subject(evidence)) if decision.outcome == "closest" else decision


def _is_of_what_is_known(evidence: Evidence, decision: Decision, count_articles: Callable[[], int]) -> bool:
    """Whether the question need not say what it is about: "who funded it?", and of an archive's only article "what did
    the analyst say?". Of newsqa's choosing part, asked of each article alone, 50 questions from other domains read as
    surely as that in 3 of 300 times."""
    is_close = decision.outcome != "nothing"
    return has_open_pronoun(evidence.view.asked) or (is_close and count_articles() == 1)


def _is_likely_of_few(evidence: Evidence, decision: Decision, count_articles: Callable[[], int]) -> bool:
    """Whether the question likely asks in other words for what few articles tell: "How many outlets" of shops."""
    is_likely = (decision.confidence or 0.0) >= LIKELY and (evidence.match or 0.0) >= LEAST_NAMED_MATCH
    return is_likely and count_articles() <= FEW_ARTICLES


def _asks_what_a_kind_says(evidence: Evidence, filters: Filters) -> bool:
    """ "What do opinion pieces say about the pier?": whatever they have about it answers."""
    is_asked = bool(filters.kinds and evidence.view.granted and evidence.sentences) and evidence.view.kind == "said"
    return is_asked and not (evidence.is_notice_alone or evidence.is_of_other_time or evidence.is_of_other_speaker)


def decide_by(reading: Reading) -> Decision:
    """By the thresholds alone."""
    outcome = reading.thresholds.outcome_of(reading.value)
    close = UNSURE if reading.confidence is not None and reading.confidence >= LIKELY else CLOSE
    reason = {"answered": None, "closest": close, "nothing": NOT_ABOUT}[outcome]
    return Decision(outcome, reading.confidence, reason)


def read_evidence(evidence: Evidence) -> Reading:
    """By the reader's confidence; by the words that are shared where it has not read."""
    if evidence.confidence is None:
        return Reading(_coverage_of(evidence), BY_COVERAGE, None)
    return Reading(evidence.confidence, BY_READER, evidence.confidence)


def _is_of_its_time(evidence: Evidence, decision: Decision) -> bool:
    """Whether a time is asked about, or how things stand now, and the sentence that comes near is of it."""
    view = evidence.view
    is_timed = bool(view.timeless) and view.timeless != view.question and not evidence.is_of_other_time
    return is_timed and decision.outcome == "closest" and (decision.confidence or 0.0) >= LIKELY_OF_TIME


def _says_so_in_its_words(evidence: Evidence) -> bool:
    """Whether the best sentence has the question's words and a thing of the kind that is asked for."""
    view, best = evidence.view, next(iter(evidence.sentences), None)
    if best is None or view.kind not in ("number", "when", "who", "where", "why"):
        return False
    sentence = best.sentence
    least = OWN_WORDS_OF_NUMBER if view.kind == "number" else OWN_WORDS
    is_of_unit = view.unit is None or has_unit(view.unit, sentence.text)
    wanted = view.stems if evidence.is_of_other_time else view.timeless_stems
    is_said = view.cover(sentence.facts.stems, wanted) >= least
    return is_said and is_of_unit and carries(view, sentence.text, sentence.facts)


def _coverage_of(evidence: Evidence) -> float:
    """Of the best passage; below what answers where one in another language than English says so in no one sentence."""
    covered, words, best = evidence.coverage, evidence.view.by_words, next(iter(evidence.sentences), None)
    if best is None or words.rules_for(best.sentence.candidate) is None:
        return covered
    own, whole = words.cover_by(best.sentence.candidate, best.sentence.text)
    if own >= OWN_SHARE and whole >= WHOLE_SENTENCE and words.states(best.sentence.candidate, best.sentence.text):
        return covered
    return min(covered, (BY_COVERAGE.closest + BY_COVERAGE.answered) / 2)


def without_model_answer(decision: Decision, *, has_written: bool) -> Decision:
    """A model that was given the evidence left no statement that a source carries; `has_written`: it left others."""
    if has_written:
        closest = UNBACKED_ALONE if decision.outcome == "nothing" else UNBACKED
        return replace(decision, outcome="closest", reason=closest)
    if decision.outcome == "nothing":
        return decision
    return replace(decision, outcome="closest", reason=DENIED if decision.reason == DENIED else UNFOUND)


def put_first(evidence: Evidence, first: ScoredSentence | None) -> Evidence:
    """The same evidence, with that sentence as its best one."""
    if first is None:
        return evidence
    best = replace(first, score=max(1.0, *(scored.score for scored in evidence.sentences)))
    return replace(evidence, sentences=(best, *(one for one in evidence.sentences if one is not first)))


def _about_or_not(
    evidence: Evidence, filters: Filters, decision: Decision, count_articles: Callable[[], int]
) -> Decision:
    """No reason may be untrue: an article that has the question's words is about it, and others may be that the filters
    leave out."""
    if not evidence.view.stems:
        return replace(decision, reason=NO_WORDS)
    if (view := _find_view(evidence)) is not None:
        return replace(decision, outcome="closest", reason=CLOSE, first=view)
    if is_about(evidence, count_articles):
        return replace(decision, outcome="closest", reason=CLOSE)
    if narrowed := "; ".join(describe_filters(filters)):
        return replace(decision, reason=f"None of the articles that match the filters ({narrowed}) are about this.")
    return decision


def _find_view(evidence: Evidence) -> ScoredSentence | None:
    """Of a columnist whom the question names in full the best sentence that pleads for something, or the best one: what
    they think is seldom in the question's words."""
    asked = evidence.view.asked.casefold()
    theirs = [
        one
        for one in evidence.sentences
        if (article := one.sentence.candidate.article).kind == "opinion"
        and any(len(author.split()) > 1 and author.casefold() in asked for author in article.authors)
    ]
    return next(filter(pleads, theirs), theirs[0] if theirs else None)


def _why_nothing_is_found(filters: Filters, article_count: int) -> str:
    narrowed = "; ".join(describe_filters(filters))
    if not narrowed:
        return "No article has the words of the question." if article_count else NO_ARTICLES
    if article_count:
        return f"No article that matches the filters ({narrowed}) has the words of the question."
    return f"No article matches the filters ({narrowed})."


def _find_denial(evidence: Evidence) -> ScoredSentence | None:
    denial = find_denial(evidence)
    return next((scored for scored in evidence.sentences if scored.sentence is denial), None)


def _lacks_what_is_asked(evidence: Evidence, filters: Filters) -> bool:
    lacks = not form_of(evidence.view.asked).gathers and lacks_number(evidence)
    lacks = lacks or evidence.lacks_holder
    is_of_untold_year = not evidence.is_of_asked_time and _asks_untold_year(evidence, filters)
    return lacks or evidence.is_of_other_time or evidence.is_of_other_speaker or is_of_untold_year


def _asks_untold_year(evidence: Evidence, filters: Filters) -> bool:
    """Whether the question is about a year that no article of the best sentences names, that none of the evidence is
    from and that narrowed nothing: "Who will be mayor in 2050?"."""
    years = set(map(int, _YEAR.findall(evidence.view.asked)))
    days = [one.article.published_on for one in evidence.candidates]
    known = {day.year for day in (*days, filters.date_from, filters.date_to, filters.as_of) if day is not None}
    best = {id(one.sentence.candidate): one.sentence.candidate for one in evidence.sentences[:LOOKED_AT]}
    return any(not any(_tells_of(one, year) for one in best.values()) for year in years - known)


def _tells_of(candidate: Candidate, year: int) -> bool:
    """Whether the article has the year in figures, or the passage tells of it ("last year"): to look for times in a
    whole article takes long."""
    article = candidate.article
    is_written = str(year) in f"{article.title or ''} {article.text}"
    return is_written or year in years_told(candidate.passage.text, article.published_on)
