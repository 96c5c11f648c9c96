"""Who holds a post, who held it before and who comes next: what sentences tell of one, against the time asked about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from assistant.answering.answer_form import form_of
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.language import words
from assistant.language.facts import read_sentence
from assistant.language.lexicon import OFFICES, ROLES
from assistant.language.listed import alternatives, listed
from assistant.question import AskedTimes
from assistant.question.asks import kind_of
from assistant.retrieval import content_stems

__all__ = ["AskedPost", "day_of", "find_later_change", "find_successor", "read_post", "weigh_holders"]

PostTime = Literal["now", "before", "then"]
"""`then`: at the time that the question names."""

_POSTS = (
    *OFFICES,
    *listed(
        "head manager leader editor captain principal dean rector owner boss headteacher trainer executive curator"
    ),
)
_POST = rf"{alternatives(_POSTS)}s?"
_HOLDING = r"(?:run|lead|head|coach|manage|chair|edit|captain)"
_HELD = r"(?:ran|led|headed|coached|managed|chaired|edited|captained)"
_NOW = re.compile(
    rf"\bwho(?:['’]s| is)\b(?! (?:to|going|set|due)\b)[^?]*\b(?P<post>{_POST})\b"
    rf"|\bwho (?:now |currently )?(?P<verb>{_HOLDING}e?s)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\bwho\b[^?]*\b(?:used to|previously|formerly)\b[^?]*\b(?:(?P<post>{_POST})|(?P<verb>{_HOLDING}))\b"
    rf"|\bwho\b[^?]*\b(?:previous|former|earlier|last|outgoing) (?:[\w’'-]+ ){{0,3}}?(?P<former>{_POST})\b"
    rf"|\bwho (?:was|were|had been)\b[^?]*\b(?P<was>{_POST})\b[^?]*\b(?:before|prior to|until)\b"
    rf"|\bwho (?P<held>{_HELD})\b[^?]*\b(?:before|prior to|until)\b",
    re.IGNORECASE,
)
_THEN = re.compile(rf"\bwho (?:was|were)\b[^?]*\b(?P<post>{_POST})\b|\bwho (?P<verb>{_HELD})\b", re.IGNORECASE)
_QUESTIONS: tuple[tuple[PostTime, re.Pattern[str]], ...] = (("before", _BEFORE), ("now", _NOW), ("then", _THEN))

_LEAVES = re.compile(
    r"\b(?:resign(?:s|ed|ing|ation)?|quits?|step(?:s|ped|ping)? down|stood down|stands? down|sacked|fired|"
    r"g(?:ives?|ave|iving|iven) up|"
    r"dismissed|ousted|retire(?:s|ment)?|(?<!\ba )(?<!\bthe )(?<!, )retired|left|leaves?|leaving|departs?|departed|"
    r"died|dies|removed|suspended|"
    r"relieved of|part(?:s|ed|ing)? (?:company |ways )?with|axed|voted out|lost (?:his|her|"
    r"the (?:[\w’'-]+ )?(?:post|job|role|seat|leadership|election|vote|race)))\b",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"\b(?:succeed(?:s|ed|ing)?|successor|replac(?:e|es|ed|ing)|take(?:s|n)? (?:over|charge|the helm)|"
    r"took (?:over|charge)|"
    r"taking over|step(?:s|ped|ping)? (?:in|up)|stands? in|stood in|fill(?:s|ed)? in|acting|interim|caretaker|"
    r"(?:place|post|job|role)s? (?:(?:has|have) been |was |is )?taken by|"
    r"will (?:lead|head|run|serve)|sworn in|appointed|promoted|named (?:as )?(?:his|her|the|new)|"
    rf"new (?:\w+ )?{alternatives((*ROLES, *OFFICES))}|beat|beaten|defeated|unseated)\b",
    re.IGNORECASE,
)
_BECOMES = re.compile(
    rf"{_COMES.pattern}|\b(?:becom(?:e|es|ing)|became|appoint(?:s|ment)|named|elected)\b", re.IGNORECASE
)
_GONE = re.compile(
    r"\b(?:took|takes?|taking|taken) (?:over|charge|the (?:helm|reins))\b[^.;]{0,60}\bfrom\s"
    r"|\b(?:succeed(?:s|ed|ing)?|replac(?:e|es|ed|ing))\s+(?!by\b)(?:[a-z][\w’'-]*\s+){0,4}(?=[A-ZÀ-ÖØ-Þ])"
    r"|\bhad (?:run|led|headed|managed|chaired|coached|edited|been|held|served|owned)\b"
    rf"|\b(?:former|previous|outgoing|late) (?:[\w’'-]+ ){{0,3}}?(?i:{_POST})\b|\bex-(?i:{_POST})\b"
)
_TO_COME = re.compile(
    r"\b(?:will be|is to be|to be) (?:followed|succeeded|replaced) by\b|\beffective\b|\bincoming\b"
    r"|-(?:designate|elect)\b"
)

_SINCE = re.compile(r"\bsince (?:[A-Z][a-z]+ )?((?:19|20)\d\d)\b")

_TELLS_OF_POST = re.compile(
    rf"\b(?:{_POST}|{_HOLDING}(?:s|es|ing)?|{_HELD})\b|{_BECOMES.pattern}|{_LEAVES.pattern}", re.IGNORECASE
)
"""Whatever tells of a post, of whoever holds it, comes to it or leaves it."""

_MORE, _LIKELIER, _LESS, _FAR_LESS = 10.0, 2.0, 0.3, 0.05
"""Weights of what tells of the holder at the time asked about, and of what tells of another one or of nobody."""


@dataclass(frozen=True, slots=True)
class AskedPost:
    time: PostTime
    called: str
    """The question's word for the post; empty where a verb tells of it: "who runs"."""


def read_post(question: str, event: AskedTimes) -> AskedPost | None:
    """None for a question that asks for nobody who holds a post, or does not say when."""
    for time, pattern in _QUESTIONS:
        if (time != "then" or event) and (found := pattern.search(question)):
            named = found.groupdict()
            called = next((named[one] for one in ("post", "former", "was") if named.get(one)), "")
            return AskedPost(time, called.lower().removesuffix("s"))
    return None


def weigh_holders(evidence: Evidence, post: AskedPost | None, event: AskedTimes) -> Evidence:
    """What tells of the one who held the post at the time asked about before what tells of another."""
    if post is None:
        return evidence
    known = frozenset(words(evidence.view.asked))
    weighed = [replace(one, score=one.score * _weight(one, post, known, event)) for one in evidence.sentences]
    ranked = tuple(sorted(weighed, key=lambda one: -one.score))
    holds_then = post.time == "then" and any(_has_held_since(one.sentence.text, event) for one in ranked[:1])
    return replace(
        evidence,
        sentences=ranked,
        is_of_asked_time=evidence.is_of_asked_time or holds_then,
        lacks_holder=not any(_TELLS_OF_POST.search(one.sentence.text) for one in ranked[:1]),
    )


def _has_held_since(text: str, event: AskedTimes) -> bool:
    """ "Mayor since 2018": in 2020, too."""
    years = [int(year) for year in _SINCE.findall(text)]
    return any(year <= time.first.year for year in years for time in event.times)


def _weight(scored: ScoredSentence, post: AskedPost, known: frozenset[str], event: AskedTimes) -> float:
    text, facts = scored.sentence.text, read_sentence(scored.sentence.text)
    if all(name <= known for name in facts.names):
        return _FAR_LESS
    is_ahead = facts.lies_ahead or _TO_COME.search(text) is not None
    is_gone = _GONE.search(text) is not None or _LEAVES.search(text) is not None
    comes, holds = _BECOMES.search(text) is not None, _names_holder(text, post.called)
    if post.time == "now":
        if is_ahead:
            return _LIKELIER if _LEAVES.search(text) else _FAR_LESS if comes or _TO_COME.search(text) else 1.0
        return _LIKELIER if comes or (holds and not is_gone) else _LESS
    published_on = scored.sentence.candidate.article.published_on
    if post.time == "then" and _has_held_since(text, event):
        return _MORE
    if post.time == "then" and published_on is not None:
        if published_on < event.times[0].first:
            return _LESS if is_gone and not comes else 1.0
        if published_on <= event.times[-1].last:
            return _LIKELIER if holds else 1.0
    if is_gone:
        return _MORE
    return _FAR_LESS if comes else _LESS if holds else 1.0


def _names_holder(text: str, called: str) -> bool:
    """Whether a name stands beside the post: "coach Ann Lee", "Ann Lee, the head coach of City"."""
    return _beside(called).search(text) is not None


@lru_cache(maxsize=64)
def _beside(called: str) -> re.Pattern[str]:
    post = rf"(?<!assistant )(?<!deputy )(?<!vice[ -]){re.escape(called) if called else _POST}"
    return re.compile(
        rf"(?i:\b{post})\s+(?=[A-ZÀ-ÖØ-Þ])|[A-ZÀ-ÖØ-Þ][\w’'-]+,\s+(?:[\w’'-]+\s+){{0,4}}?(?i:{post})\b"
        rf"|(?i:\b{post})(?:\s+of\s[^,.;]{{2,60}})?,\s+[A-ZÀ-ÖØ-Þ]"
        rf"|\b(?:is|as|become|became|becomes)\s+(?:[\w’'-]+\s+){{0,3}}?(?i:{post})\b"
    )


def find_later_change(
    first: Sequence[ScoredSentence], evidence: Evidence, wanted: frozenset[str]
) -> ScoredSentence | None:
    """Where somebody holds a post by the best sentence or the question, what a later article tells of their going or
    of who came: it seldom has the question's words."""
    best = max(first, key=lambda one: one.score, default=None)
    if best is None:
        return None
    asked, known = evidence.view.asked, frozenset(words(evidence.view.asked))
    is_who = kind_of(asked) == "who"
    if not is_who and form_of(asked).name != "whether":
        return None
    if is_who:
        holders = [name for name in read_sentence(best.sentence.text).names if not name <= known]
    else:
        holders = list(read_sentence(asked).names)
    later = [
        one
        for one in evidence.sentences
        if day_of(one) > day_of(best)
        and (_COMES.search(one.sentence.text) or _LEAVES.search(one.sentence.text))
        and any(_tells_of(one, holder, wanted) for holder in holders)
    ]
    return max(later, key=lambda one: one.score, default=None)


def _tells_of(one: ScoredSentence, holder: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether it names them in full, or by a part and with its headline something else of what is asked."""
    told = content_stems(f"{one.sentence.candidate.article.title or ''} {one.sentence.text}")
    shared = max((len(name & holder) for name in read_sentence(one.sentence.text).names), default=0)
    return shared > 1 or (shared == 1 and bool((wanted - content_stems(" ".join(holder))) & told))


def find_successor(first: Sequence[ScoredSentence], every: Sequence[ScoredSentence]) -> ScoredSentence | None:
    """Where the newest tells that somebody left, the sentence of that article that tells who came."""
    best = max(first, key=lambda one: one.score, default=None)
    if best is None or not _LEAVES.search(best.sentence.text) or _COMES.search(best.sentence.text):
        return None
    if read_sentence(best.sentence.text).lies_ahead:
        return None  # still there
    article, gone = best.sentence.candidate.article, read_sentence(best.sentence.text).names
    return next(
        (
            one
            for one in every
            if one.sentence.candidate.article.article_id == article.article_id
            and _COMES.search(one.sentence.text)
            and any(not any(name <= left for left in gone) for name in read_sentence(one.sentence.text).names)
        ),
        None,
    )


def day_of(scored: ScoredSentence) -> date:
    """Of its article."""
    return scored.sentence.candidate.article.published_on or date.min
