"""What a correction notice says: which figure, day or name was wrong, what is right, and which article is meant.

"An article of 2 July gave the value as 18.4 million. The correct figure is 14.8 million." A cue before a value says
which it is; "X, not Y" and "X instead of Y" set two against each other. What is not plain is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.language.days import find_days
from assistant.language.names import names
from assistant.language.quantities import find_quantities
from assistant.language.quotations import find_quotations
from assistant.language.sentences import split_sentences
from assistant.language.words import content_stems, words

__all__ = ["CorrectedValue", "CorrectionFacts", "Value", "asks_for_correction", "read_correction", "values_in"]

KEPT_NOTICES = 1000
LONGEST = 3000
"""Characters of a notice that are read."""
TITLE_WORDS = 3
"""A quotation of so many words in a notice is a headline or what was said, not a figure."""
_LOOKED_BACK = 120
"""Characters before a value in which a cue belongs to it."""

_WRONG = (
    r"misstat\w+|misreport\w+|misspel\w+|misidentif\w+|misquot\w+|mis-?attribut\w+|incorrect(?:ly)?|wrong(?:ly)?|"
    r"mistaken(?:ly)?|erroneous(?:ly)?|in error|inaccurate(?:ly)?|overstat\w+|understat\w+|originally|previously|"
    r"initially|earlier|at first|gave|given as|put|said|stated|wrote|written|reported|described|listed|showed|named"
    r"|quoted|referred|claimed|attributed"
)
_RIGHT = (
    r"correct (?:[\w-]+ ){0,3}(?:is|was|are|were|reads?)|should (?:have )?(?:be|been|read|said|say)\b|in fact|actually"
    r"|(?:it|they|this|that|he|she|there) (?:is|was|are|were)(?! (?:incorrect|wrong|mis|gave|given|reported|said))"
    r"|(?:corrected|amended|changed|updated|revised|edited) to(?! (?:correct|fix|remove))(?: (?:say|read|reflect|show|"
    r"make clear|state|give|clarify))?(?: that)?|to (?:say|read|reflect|show|make clear|state|clarify)\b|now (?:says?|"
    r"reads?|stands?|gives?)|true (?:[\w-]+ ){1,2}(?:is|was)|not (?=but\b)|but\b|we now|and is|which is"
)
_CUES = re.compile(rf"\b(?:(?P<right>{_RIGHT})|(?P<wrong>{_WRONG}))", re.IGNORECASE)
_CONTRAST = re.compile(
    r"(?:\b(?:and )?not(?: the| an?)?|\b(?:rather than|instead of|as opposed to)(?: the| an?)?)\s*"
    r"(?:(?:on|in|at|for|by|about|some|worth|of|from|to)\s+)?$",
    re.IGNORECASE,
)
_PUT_RIGHT = re.compile(
    r"\b(?:correct (?:[\w-]+ ){0,3}(?:is|was|are|were)|should (?:have )?(?:be|been|read|said|say)|"
    r"(?:actual|true|right) (?:[\w-]+ ){1,2}(?:is|was))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
"""What follows is right, whether or not the notice says what was wrong."""
_FROM = re.compile(r"\b(?:correct|amend|chang|updat|revis|edit)\w*\b[^.;]{0,60}\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_CLAUSE = re.compile(r"[^;]+")
_TO = re.compile(r"^\s*to\s+(?:the\s+|about\s+)?$", re.IGNORECASE)
_CALLED_WRONG = re.compile(
    r"^(?:[\s\w-]{0,30}?,?\s*)(?:is|was|were|are|had been|figure|number)?[\s\w,-]{0,40}?\b(?:wrong|incorrect|in error|"
    r"mistaken|inaccurate|erroneous)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:article|story|report|piece|item|column|headline|version|edition|paper|published|posted|appeared|printed|"
    r"corrected|amended|updated|edited|correction|clarification|ran)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_REFERENCE_BEHIND = re.compile(
    r",?\s+(?:we|this (?:news)?paper|(?:an?|our|the) (?:\w+ ){0,2}(?:article|story|report|piece|column))\s+"
    r"(?:\w+ly\s+)?"
    r"(?:reported|said|wrote|stated|published|ran|printed|carried|claimed|gave|put|named|described|quoted)\b",
    re.IGNORECASE,
)
""" "On 3 March we reported that …": the day of the article, not what was wrong in it."""
_NAME_WRONG = re.compile(
    r"\b(?:misspel\w+|misidentif\w+|misnam\w+|wrongly named|named)\b[^.;]{0,80}\bas\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:correct(?:ed|ions?|s|ing)?|clarif(?:y|ied|ications?)|errat(?:um|a)|errors?|mistakes?|retract(?:ed|ions?)?"
    r"|withdr(?:ew|awn)|wrong|misreport\w+|misstat\w+|transposed)\b",
    re.IGNORECASE,
)

Side = Literal["wrong", "right"]


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, a day or a name where it stands. `key` is what makes two of them equal."""

    kind: Literal["figure", "day", "name"]
    key: tuple[str, ...]
    text: str
    start: int
    end: int

    def is_alike(self, other: Value) -> bool:
        """Whether the one can stand in the place of the other: figures need the same unit."""
        return self.kind == other.kind and (self.kind != "figure" or self.key[1:] == other.key[1:])

    def is_alike_but_for_unit(self, other: Value) -> bool:
        """The unit is said once: "will cost 77 million crowns; we gave 71 million"."""
        return self.kind == other.kind == "figure" and "" in (self.key[1], other.key[1])


@dataclass(frozen=True, slots=True)
class CorrectedValue:
    wrong: Value
    right: Value


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    values: tuple[CorrectedValue, ...]
    right: tuple[Value, ...]
    """Figures with a unit that are put in the place of one that the notice does not repeat."""
    titles: tuple[str, ...]
    """Of the articles that the notice is about, as far as it quotes them."""
    days: tuple[tuple[int, int], ...]
    """Their days, as day and month."""
    stems: frozenset[str]


def asks_for_correction(question: str) -> bool:
    """Whether corrections themselves are asked for: then a notice may answer."""
    return _ASKS.search(question) is not None


@lru_cache(maxsize=KEPT_NOTICES)
def read_correction(text: str) -> CorrectionFacts:
    text = text[:LONGEST]
    titles = tuple(one.text for one in find_quotations(text) if len(one.text.split()) >= TITLE_WORDS)
    bare = _without_titles(text)
    found: list[tuple[Value, Side]] = []
    for start, end in split_sentences(bare):
        for clause in _CLAUSE.finditer(bare, start, end):
            found += _judge(clause[0], clause.start())
    found = _with_last_right(found, bare)
    days = [
        (day.day, day.month)
        for day in find_days(bare)
        if day.day and day.month and _is_reference(bare, day.start, day.end)
    ]
    return CorrectionFacts(
        tuple(_pair(found)),
        _right_alone(bare) if _is_all_right(found) else (),
        titles,
        tuple(days),
        content_stems(bare),
    )


def _is_all_right(judged: Sequence[tuple[Value, Side]]) -> bool:
    return all(side == "right" for _, side in judged)


def _right_alone(text: str) -> tuple[Value, ...]:
    figures = [one for one in values_in(text) if one.kind == "figure" and one.key[1]]
    return tuple(one for one in figures if _PUT_RIGHT.search(text[max(0, one.start - _LOOKED_BACK) : one.start]))


def values_in(text: str) -> list[Value]:
    """In order, without overlaps."""
    days = [
        Value("day", (str(one.day or ""), str(one.month or "")), text[one.start : one.end], one.start, one.end)
        for one in find_days(text)
        if one.day and one.month
    ]
    figures = [
        Value("figure", (str(one.value.normalize()), str(one.unit or "")), one.text, one.start, one.end)
        for one in find_quantities(text)
        if all(one.end <= day.start or day.end <= one.start for day in days)
    ]
    called = [Value("name", tuple(words(text[start:end])), text[start:end], start, end) for start, end in names(text)]
    return sorted([*days, *figures, *called], key=lambda value: value.start)


def _judge(sentence: str, shift: int) -> list[tuple[Value, Side]]:
    """The values of one sentence of a notice with what it says of each; those that it says nothing of left out."""
    judged: list[tuple[Value, Side]] = []
    open_values: list[Value] = []
    for value in values_in(sentence):
        before = sentence[max(0, value.start - _LOOKED_BACK) : value.start]
        if value.kind == "day" and _is_reference(sentence, value.start, value.end):
            continue
        if _CONTRAST.search(before):
            side = _opposite(judged, value)
            judged += [(one, _other(side)) for one in open_values if one.is_alike(value)]
            open_values = [one for one in open_values if not one.is_alike(value)]
            judged.append((value, side))
        elif value.kind == "name":
            if _NAME_WRONG.search(before):
                judged.append((value, "wrong"))
            else:
                open_values.append(value)
        elif (side_said := _said_of(value, before, sentence, judged)) is not None:
            judged.append((value, side_said))
        else:
            open_values.append(value)
    last_wrong = max((value.start for value, side in judged if side == "wrong"), default=None)
    judged += [(one, "right") for one in open_values if last_wrong is None or one.kind != "name"]
    return [(_moved(value, shift), side) for value, side in judged]


def _said_of(value: Value, before: str, sentence: str, judged: Sequence[tuple[Value, Side]]) -> Side | None:
    if _FROM.search(before):
        return "wrong"
    if judged and _TO.match(sentence[judged[-1][0].end : value.start]):
        return "right" if _FROM.search(sentence[: judged[-1][0].start]) else judged[-1][1]
    if _CALLED_WRONG.match(sentence[value.end : value.end + 80]):
        return "wrong"
    cues = list(_CUES.finditer(before))
    if not cues:
        return None
    return "right" if cues[-1]["right"] else "wrong"


def _with_last_right(judged: list[tuple[Value, Side]], text: str) -> list[tuple[Value, Side]]:
    """ "We gave it as 9,000. Organisers put it at 900": where nothing is called right, the last sentence says it."""
    if len(judged) < 2 or any(side == "right" for _, side in judged):
        return judged
    (first, _), (last, _) = judged[0], judged[-1]
    is_apart = any(first.end <= start <= last.start for start, _ in split_sentences(text))
    is_other = first.is_alike(last) and first.key != last.key
    return [*judged[:-1], (last, "right")] if is_apart and is_other else judged


def _opposite(judged: Sequence[tuple[Value, Side]], value: Value) -> Side:
    """ "It is 14, not 18" calls the second one wrong; "gave 18 instead of 14" the first."""
    alike = [side for one, side in judged if one.is_alike(value) or one.is_alike_but_for_unit(value)]
    return "right" if alike and alike[-1] == "wrong" else "wrong"


def _other(side: Side) -> Side:
    return "right" if side == "wrong" else "wrong"


def _pair(judged: Sequence[tuple[Value, Side]]) -> list[CorrectedValue]:
    """Of what is alike: in order where there are as many wrong ones as right ones, else each wrong one with the nearest
    right one."""
    right = [value for value, side in judged if side == "right"]
    said_right = {(value.kind, value.key) for value in right}
    wrong = [value for value, side in judged if side == "wrong" and (value.kind, value.key) not in said_right]
    pairs = []
    for value in wrong:
        rivals = [one for one in wrong if one.is_alike(value)]
        able = [one for one in right if one.is_alike(value)] or [
            one for one in right if one.is_alike_but_for_unit(value)
        ]
        if len(rivals) == len(able):
            pairs.append(CorrectedValue(value, able[rivals.index(value)]))
        elif able:
            pairs.append(CorrectedValue(value, min(able, key=lambda one: abs(one.start - value.start))))
    return pairs


def _is_reference(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 80) : start]
    return _REFERENCE.search(before) is not None or _REFERENCE_BEHIND.match(text, end) is not None


def _moved(value: Value, shift: int) -> Value:
    return Value(value.kind, value.key, value.text, value.start + shift, value.end + shift)


def _without_titles(text: str) -> str:
    for one in find_quotations(text):
        if len(one.text.split()) >= TITLE_WORDS:
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text
