"""A comparison: the best sentence for each of the two sides, or what each of two outlets says."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import product

from assistant.answering.answer_form import sides_of
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.leading import TOP_CHARACTERS
from assistant.archive import Article
from assistant.language import content_words, find_times
from assistant.language.lexicon import MONTHS
from assistant.language.listed import alternatives
from assistant.question import AskedTimes
from assistant.question.times import FAR_AHEAD
from assistant.retrieval import content_stems

__all__ = ["set_side_by_side"]

SAME_EVENT_DAYS = 7
"""Reports that are further apart are seldom of one event."""
SAME_EVENT_GAP = 0.15
"""A pair on one event goes before a better pair on two, as long as its passages match worse by no more than this."""

_BARE_TIME = re.compile(rf"^(?=(?:(?:1[4-9]|20)\d\d|{alternatives(MONTHS)})$)", re.IGNORECASE)
_ORDINALS = content_stems("first second third fourth")
LEAST_SHARE = 0.002
"""How likely a sentence that names a side must be, compared with the best one, to answer for it."""

Report = list[ScoredSentence]
"""The sentences of one article, best first."""


def set_side_by_side(evidence: Evidence, fitting: Sequence[ScoredSentence]) -> list[tuple[str, ScoredSentence]]:
    """The side's words in the question, and its sentence; empty where the sides cannot be told or only one has one."""
    sides = sides_of(evidence.view.asked)
    if sides is None:
        return []
    if (of_times := _of_times(evidence, fitting, sides)) is not None:
        return of_times
    own = _tell_apart(*sides)
    best = _of_outlets(evidence, fitting, own) or [max(fitting, key=partial(_fitness, evidence, side)) for side in own]
    if best[0] is best[1] or not all(_side_cover(evidence, one, side) for one, side in zip(best, own, strict=True)):
        return []
    return list(zip(sides, best, strict=True))


def _of_times(
    evidence: Evidence, fitting: Sequence[ScoredSentence], sides: tuple[str, str]
) -> list[tuple[str, ScoredSentence]] | None:
    """Where one thing is compared with itself at another time ("the turnout in 2023 and 2026"): what tells most of it
    in each, empty where nothing does; None where the sides are other things."""
    asked = [
        AskedTimes.of(side, find_times(side, FAR_AHEAD)) for side in (_BARE_TIME.sub("in ", side) for side in sides)
    ]
    if not all(len(one.times) == 1 and (one.times[0].names_month or not one.times[0].is_guess) for one in asked):
        return None
    best = [_best_of_time(evidence, fitting, one) for one in asked]
    if best[0] is None or best[1] is None or best[0] is best[1]:
        return []
    return list(zip(sides, (best[0], best[1]), strict=True))


def _best_of_time(evidence: Evidence, fitting: Sequence[ScoredSentence], asked: AskedTimes) -> ScoredSentence | None:
    told = [one for one in fitting if asked.fit(one.sentence.text, _article(one).published_on) in ("named", "near")]
    subject = evidence.view.timeless_stems - content_stems("compare compared difference versus")
    return max(told, key=lambda one: (evidence.view.cover(one.sentence.facts.stems, subject), one.score), default=None)


def _fitness(evidence: Evidence, side: frozenset[str], one: ScoredSentence) -> tuple[bool, bool, float]:
    """Whatever tells of the side goes before what does not, however well that answers; what names it itself first."""
    cover = _side_cover(evidence, one, side)
    names_it = bool(side & one.sentence.facts.stems) and one.score >= LEAST_SHARE * evidence.sentences[0].score
    return names_it, cover > 0, one.score * (0.05 + cover)


def _tell_apart(one: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of each side alone. The second side is often cut short: in "deaths in 2024 and 2025" it is the years
    that are compared."""
    first, second = content_stems(one) - content_stems(other), content_stems(other) - content_stems(one)
    in_order = [stem for word in content_words(one) for stem in content_stems(word) if stem in first]
    if first & _ORDINALS and second & _ORDINALS:  # "the first quarter compared with the second"
        return first & _ORDINALS, second & _ORDINALS
    return frozenset(in_order[-len(second) :] if second else in_order), second


def _of_outlets(
    evidence: Evidence, fitting: Sequence[ScoredSentence], names: tuple[frozenset[str], frozenset[str]]
) -> list[ScoredSentence]:
    """Where both sides are outlets: what each says, on one event if both wrote of it within days of each other."""
    first, second = (
        _reports([one for one in fitting if name and name <= content_stems(_article(one).publisher or "")])
        for name in names
    )
    pairs = list(product(first, second))
    if not pairs:
        return []
    least = max(map(_match, pairs)) - SAME_EVENT_GAP
    near = [pair for pair in pairs if _is_one_event(pair) and _match(pair) >= least]
    subject = evidence.view.stems - names[0] - names[1]
    return [_told(evidence, report, subject) for report in max(near or pairs, key=_match)]


def _reports(sentences: Sequence[ScoredSentence]) -> list[Report]:
    found: dict[str, Report] = {}
    for scored in sentences:
        found.setdefault(_article(scored).article_id, []).append(scored)
    return list(found.values())


def _match(pair: tuple[Report, Report]) -> float:
    return sum(max(scored.sentence.candidate.score for scored in report) for report in pair)


def _is_one_event(pair: tuple[Report, Report]) -> bool:
    one, other = (_article(report[0]).published_on for report in pair)
    return one is not None and other is not None and abs((one - other).days) <= SAME_EVENT_DAYS


def _told(evidence: Evidence, report: Report, subject: frozenset[str]) -> ScoredSentence:
    """What opens the report, unless its best sentence has more of what the outlets are compared on."""
    best, opens = report[0], min(report, key=lambda scored: scored.sentence.span)
    if opens.sentence.span[0] > TOP_CHARACTERS:
        return best
    of_best, of_opening = (evidence.view.cover(one.sentence.facts.stems, subject) for one in (best, opens))
    return opens if of_opening >= of_best else best


def _side_cover(evidence: Evidence, scored: ScoredSentence, side: frozenset[str]) -> float:
    """Share of the side's meaning in the sentence, its passage, headline and outlet; the sentence counts most."""
    sentence = scored.sentence
    article = sentence.candidate.article
    around = content_stems(f"{article.title or ''} {article.publisher or ''} {sentence.candidate.passage.text}")
    return (evidence.view.cover(sentence.facts.stems, side) + evidence.view.cover(around, side)) / 2


def _article(scored: ScoredSentence) -> Article:
    return scored.sentence.candidate.article
