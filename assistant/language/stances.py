"""Who is for something and who against it: words that take a side, a denial turned round, votes, demands, verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.language.lexicon import (
    BLESSINGS,
    GOING_AHEAD,
    HARMING,
    HELPING,
    MISFORTUNES,
    NEGATORS,
    NOT_DOING,
    STOPPED,
    STOPPING,
    TAKING_SIDES_AGAINST,
    TAKING_SIDES_FOR,
)
from assistant.language.listed import alternatives

__all__ = ["STANCE_VERBS", "Side", "Stance", "find_stances"]

Side = Literal["for", "against"]

_AGAINST, _FOR = alternatives(TAKING_SIDES_AGAINST), alternatives(TAKING_SIDES_FOR)
_BY_VOTES = r"vot(?:e|es|ed|ing)\s+(?:by\s+)?\d+\s*(?:to|-|–)\s*\d+[^.,;]{0,30}?\s"
_STANCE = re.compile(
    rf"\b(?:(?P<against>{_BY_VOTES}against|{_AGAINST}(?:\s+against)?)|(?P<for>{_BY_VOTES}(?:to|in\s+favou?r(?:\s+of)?)|{_FOR}))(?!\w)",
    re.IGNORECASE,
)
_VOTE = re.compile(r"\bvot(?:e|es|ed|ing)\b", re.IGNORECASE)
STANCE_VERBS = re.compile(
    r"\b(?:(?:is|was|are|were|remains?|remained|came\s+out)\s+(?:\w+ly\s+)?(?:against|in\s+favou?r|opposed\s+to)"
    rf"|call(?:s|ed)(?=\s+(?:it|this|that|the)\b)|{_AGAINST}|{_FOR})(?!\w)"
)
"""Behind the name of whoever takes the side."""
_NOT_DOING = alternatives(set(NOT_DOING) - set(TAKING_SIDES_AGAINST))
_DENIED = re.compile(
    rf"(?:\b(?:{alternatives(NEGATORS)}|{_NOT_DOING}|no\s+longer)|n['’]t)\s+(?:[\w’'-]+\s+){{0,2}}$",
    re.IGNORECASE,
)
_STOP = alternatives((*STOPPING, *STOPPED, "fight", "oppose", "reject"))
_STOPPED = re.compile(
    rf"\W*(?:(?:any|a|an|the|all|further|plans?|calls?|moves?|bids?|efforts?|ideas?|proposals?|of|to)\s+)*(?:{alternatives(STOPPING)}\b"
    r"|(?:criticism|concerns?|fears?|complaints?|worries|doubts?)\s+(?:of|about|over)\b)",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:whether|if)\b[^,;:.]{0,60}$", re.IGNORECASE)
_CONDITION = re.compile(r"^[^,;:.]{0,80}\b(?:only\s+if|if|unless|provided|on\s+condition)\b", re.IGNORECASE)
_GIVEN_UP = re.compile(
    r"\b(?:withdr[ae]w[ns]?|withdrawing|dropp?(?:s|ed|ing)?|ended|lost|pulled|abandoned|gave\s+up)\s+(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"(?:\b(?:is|are|was|were|be|been|being)\s+|,\s+)(?:\w+ly\s+)?$", re.IGNORECASE)
_DEFENDED = re.compile(r"\bdefend(?:s|ed|ing)?\b[^.,;:]{0,60}\bagainst\b[^.,;:]{0,20}$", re.IGNORECASE)
_ITS_CRITICS = re.compile(
    r"\s+(?:its|their|all|his|her|the)?\s*(?:critics|opponents|detractors|attacks?|criticism)\b", re.IGNORECASE
)
"""Behind "defended it against"."""
_HAVING = re.compile(
    r"\b(?:has|have|had|enjoys?|enjoyed|won|wins|got|gained|received|with)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_COMPOSED = re.compile(r"\s+(?:(?!in\b)[\w’'-]+\s+){0,2}")
"""Between two words of which the first turns the second round: "rejected the protests against"."""
_MET = re.compile(
    r"\b(?:met|meets|faced?|faces|drew|draws|provoked|sparked)\s+(?:with\s+)?(?:\w+\s+){0,2}?"
    r"(?:(?P<against>resistance|opposition|criticism|protests?|anger|outrage)|(?P<for>praise|applause|approval))\b",
    re.IGNORECASE,
)
_DEMAND = re.compile(
    rf"\b(?:(?:call(?:s|ed|ing)?\s+(?:on|upon)|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|wants?|wanted|insist(?:s|ed|ing)?"
    rf"|plead(?:s|ed)?|appeal(?:s|ed)?\s+to|must|should|ought|needs?\s+to|ha(?:s|ve)\s+to)(?P<not>\s+(?:not|never))?\b"
    rf"(?P<between>[^.;:]{{0,100}}?)\b(?:(?P<against>{_STOP})|(?P<for>{alternatives(GOING_AHEAD)}))"
    rf"|(?:vow(?:s|ed)?|pledg(?:e|es|ed)|promis(?:e|es|ed))\s+to\s+(?P<vowed>{_STOP}))(?!\w)",
    re.IGNORECASE,
)
_STAY_OR_GO = re.compile(
    r"\b(?:must|should|has to|have to|needs? to|ought to)(?P<not>\s+(?:not|never))?\s+"
    r"(?:(?P<go>go|disappear|be gone|end)|(?P<stay>stay|remain|be kept|be saved))(?=\s*(?:$|[.,;:!?)”\"’']|now\b))",
    re.IGNORECASE,
)
""" "The toll must go", "the pier should stay": what is spoken of stands before."""
_WARNED = re.compile(
    rf"\bwarn(?:s|ed|ing)?\b[^.;:]{{0,60}}?\b{alternatives(word for word in STOPPING if word.endswith('ing'))}\b",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    rf"\b(?:is|was|are|were|be|been|as)\s+(?:(?:nothing\s+but|simply)\s+)?(?:an?|the)?\s*(?:\w+\s+){{0,2}}?"
    rf"(?:(?P<against>{alternatives(MISFORTUNES)})|(?P<for>{alternatives(BLESSINGS)}))\b"
    rf"|\bcall(?:s|ed|ing)?\s+(?P<called>[^.,;:“”\"]{{2,60}}?)\s(?:an?|the)\s+(?:\w+\s+){{0,2}}?"
    rf"(?:(?P<called_bad>{alternatives(MISFORTUNES)})|(?P<called_good>{alternatives(BLESSINGS)}))\b"
    rf"|\b(?:would|will|could)\s+(?:(?P<harms>{alternatives(HARMING)})|(?P<helps>{alternatives(HELPING)}))\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Stance:
    """The side, and where the words that take it stand."""

    side: Side
    start: int
    end: int
    is_vote: bool = False
    """What a vote is on, its report often says elsewhere."""
    since: int | None = None
    """Where its thing stands before the words ("the plan was rejected by …"): how far back; None where it does not."""
    is_verdict: bool = False
    """A side only if somebody says it: "It is a disaster"."""


def find_stances(text: str) -> list[Stance]:
    """In order. "Did not support", "opposed delaying it" count for the other side; "did not oppose" for none."""
    text = text[:_LONGEST]
    found = sorted([*_by_words(text), *_demands(text), *_verdicts(text)], key=lambda stance: stance.start)
    return [one for one in found if not any(_lies_in(one, other) for other in found)]


def _by_words(text: str) -> Iterator[Stance]:
    turned: Stance | None = None
    for match in _STANCE.finditer(text):
        stance = _read(match, text)
        if turned is not None and _COMPOSED.fullmatch(text, turned.end, match.start()) and stance is not None:
            stance = replace(stance, side=_other(stance.side) if turned.side == "against" else stance.side)
            stance = replace(stance, start=turned.start, since=turned.since)
        elif turned is not None:
            yield turned
        turned = stance
    if turned is not None:
        yield turned


def _read(match: re.Match[str], text: str) -> Stance | None:
    """None for what is denied, given up or open so that no side is left."""
    before, behind = text[max(0, match.start() - 80) : match.start()], text[match.end() :]
    side: Side = "for" if match["for"] is not None else "against"
    if _DEFENDED.search(before) or (match[0].lower() == "against" and _ITS_CRITICS.match(behind)):
        return None
    if _UNSURE.search(before) or (re.search(r"\bwould\s+$", before) and _CONDITION.match(behind)):
        return None
    if _DENIED.search(before[-60:]) or _GIVEN_UP.search(before):
        if side == "against":
            return None
        side = "against"
    end = match.end()
    if stopped := _STOPPED.match(behind):
        side, end = _other(side), end + stopped.end()
    done = _PASSIVE.search(before)
    is_done_to = done and re.match(
        r"\s+by\b" if done[0].startswith(",") else r"\s+(?:by|in|on|at|after|yesterday)\b|\W*$", behind
    )
    is_had = _HAVING.search(before) and re.match(r"\s+(?:of|from|among)\b", behind)
    since = match.start() - len(before) if is_done_to or is_had else None
    return Stance(side, match.start(), end, _VOTE.search(match[0]) is not None, since)


def _demands(text: str) -> Iterator[Stance]:
    for match in _DEMAND.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        name = next(name for name in ("vowed", "against", "for") if match[name] is not None)
        side: Side = "for" if name == "for" else "against"
        if match["not"] or _DENIED.search(before) or _NOT.search(match["between"] or ""):
            if side == "against":
                continue
            side = "against"
        if not _UNSURE.search(before):
            yield Stance(side, match.start(name), match.end(name), since=max(0, match.start() - 60))
    for match in _STAY_OR_GO.finditer(text):
        side = "for" if (match["go"] is None) != (match["not"] is not None) else "against"
        if not _UNSURE.search(text[max(0, match.start() - 60) : match.start()]):
            yield Stance(side, *match.span(), since=max(0, match.start() - 60), is_verdict=True)
    yield from (Stance("for", *match.span()) for match in _WARNED.finditer(text))


def _verdicts(text: str) -> Iterator[Stance]:
    for match in _VERDICT.finditer(text):
        since = max(0, match.start() - 80)
        is_open = _NOT.search(match[0]) or _UNSURE.search(text[since : match.start()])
        if not is_open:
            side: Side = "for" if match["for"] or match["helps"] or match["called_good"] else "against"
            start = match.end("called") if match["called"] else match.start()
            yield Stance(side, start, match.end(), since=since, is_verdict=True)
    for match in _MET.finditer(text):
        side = "for" if match["for"] else "against"
        yield Stance(side, *match.span(), since=max(0, match.start() - 80))


def _lies_in(one: Stance, other: Stance) -> bool:
    return (
        one is not other
        and other.start <= one.start
        and one.end <= other.end
        and other.end - other.start > one.end - one.start
    )


def _other(side: Side) -> Side:
    return "against" if side == "for" else "for"
