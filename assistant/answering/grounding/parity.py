"""How often what both say is denied: an odd number of denials more on one side turns it round.

Where `polarity` looks for a plain word and a denied one, this counts: "does not mean that it should not" is not "means
that it should not", whatever else is denied beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language import STOPWORDS, stem
from assistant.language.lexicon import MONTHS, NEGATORS, NOT_DOING
from assistant.language.listed import alternatives, listed
from assistant.language.sentences import split_sentences

__all__ = ["parity_fault"]

_LEAST_SHARED, _LEAST_WORDS = 0.55, 3
"""Of the statement's words of meaning that stand in the cited sentence; and how many at least."""
_REACH = 5
"""Words of meaning before a word in which a denial belongs to it, and behind it one that may."""
_LEAST_COMMON = 3
"""Letters that "prove" and "proof" have in common from the start."""
_ASIDE = re.compile(r",\s+(?:as|who|which|including|like|such\s+as)\b[^,;:.]{2,60},", re.IGNORECASE)
_NO_DENIAL = re.compile(
    r"\b(?:without|no|not)\s+(?:any\s+|the\s+|a\s+)?(?:question|doubt|only|just|merely|necessarily|wonder)\b|\bno\s+(?:other|one\s+else|"
    r"sooner|matter|fewer|less|more|later)\b(?!\s+longer)|\bwhether\s+or\s+not\b|\bif\s+not\b|\bnot\s+least\b|\bwhy\s+not\b"
    r"|\bNo\.\s?\d|\bnot\s+(?:all|every)\b|\bnot\s+(?:an?|the)\s",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    rf"\b(?:not|never|{alternatives(NOT_DOING)})\b(?="
    rf"[^.;]*\b(?:until|before\s+(?:next|the\s+end|{alternatives(MONTHS)}|\d))\b"
    r"|(?:\s+[\w'’-]+){0,4}\s+(?:all|every|everything|everyone|both|always|entirely|fully|necessarily)\b)",
    re.IGNORECASE,
)
"""There something is left that is so."""
_OPENING_YET = re.compile(r"(?:^|(?<=[.!?]\s))\W*(?:Yet|Still)\b")
_NO_LONGER = re.compile(r"\bno\s+longer\b|\bnot\s+any\s?more\b", re.IGNORECASE)
_YET_TO = re.compile(r"\b(?:yet|still)\s+to\s+(?=[a-z])", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,;:()–—]|[.!?]\s|\b(?:but|although|though|because|while|whereas|until|unless|despite|after|before|when|since|so)\b",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"\b(ca|wo|sha|\w+?)n\s?['’‘]t\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DENIERS = frozenset((*NEGATORS, *NOT_DOING, *listed("barely hardly scarcely seldom")))
_MAY_DENY = frozenset(
    listed(
        "only few fewer little less least rarely stop stops stopped stopping "
        "end ends ended ending prevent prevents prevented preventing ban bans banned bar barred block blocks "
        "blocked oppose opposes opposed against unlike instead rather except exclude excludes excluded drop "
        "drops dropped cancel cancels cancelled canceled abandon abandons abandoned forbid forbids forbidden "
        "prohibit prohibits prohibited withdraw withdrew withdrawn dismiss dismisses dismissed miss missed "
        "misses lose lost free false wrong ever yet any than else doubt doubts doubted unclear if "
        "whether would could should"
    )
)
"""With one of these near, what is not denied outright may be."""
_JOINS = frozenset(("or", "nor", "and"))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    low: str
    root: str
    """Empty for words without meaning of their own."""
    is_denier: bool
    clause: int


def parity_fault(text: str, quotes: Sequence[str]) -> str | None:
    """What is denied on one side and not on the other, in words for the reader."""
    stated = _read(text)
    roots = {word.root for word in stated if word.root}
    sentences = [_read(quote[start:end]) for quote in quotes for start, end in split_sentences(quote)]
    if len(roots) < _LEAST_WORDS or not sentences:
        return None
    nearest = max(sentences, key=lambda words: len(roots & {word.root for word in words}))
    if len(roots & {word.root for word in nearest}) < _LEAST_SHARED * len(roots):
        return None
    apart = _clauses_about(roots, nearest, 2)
    others = [word for sentence in sentences if sentence is not nearest for word in _clauses_about(roots, sentence, 1)]
    if any(_denials(stated) % 2 == _denials(cited) % 2 for cited in (apart, [*apart, *others])):
        return None
    for word in _turned(stated, nearest):
        return f"what it cites does not deny “{word}”"
    for word in _turned(apart, stated):
        return f"what it cites denies it (“{word}”)"
    return None


def _clauses_about(roots: set[str], words: Sequence[_Word], least: int) -> list[_Word]:
    """The words of the clauses that have so many of the roots."""
    return [word for word in words if len({one.root for one in words if one.clause == word.clause} & roots) >= least]


def _denials(words: Sequence[_Word]) -> int:
    """ "Neither … nor" is one."""
    return sum(word.is_denier and word.low != "nor" for word in words)


def _turned(words: Sequence[_Word], others: Sequence[_Word]) -> Iterator[str]:
    """Words that a denial reaches here, and an even number of them there."""
    held = {word.root for word in others if word.root}
    for at, word in enumerate(words):
        reached = _reached(words, at, held) if word.is_denier else None
        if reached is None:
            continue
        places = [place for place, other in enumerate(others) if other.root == words[reached].root]
        here = _count(words, reached)
        if places and here % 2 and all(_is_plain(others, place, words) for place in places):
            yield " ".join(one.text for one in words[at : reached + 1])


def _reached(words: Sequence[_Word], at: int, held: set[str]) -> int | None:
    """The first word of meaning behind a denial that the other side has too; over one that it has in another form, or
    that is one of two."""
    for place in range(at + 1, min(at + 1 + 2 * _REACH, len(words))):
        word = words[place]
        if word.clause != words[at].clause or word.is_denier:
            return None
        if word.root in held and word.root:
            return place
        is_one_of_two = place + 1 < len(words) and words[place + 1].low in _JOINS
        if word.root and not is_one_of_two and not any(_are_akin(word.root, other) for other in held):
            return None
    return None


def _are_akin(one: str, other: str) -> bool:
    return one[:_LEAST_COMMON] == other[:_LEAST_COMMON]


def _count(words: Sequence[_Word], place: int) -> int:
    """Denials before a word in its clause."""
    near = [word for word in words[max(0, place - 2 * _REACH) : place] if word.clause == words[place].clause]
    return sum(word.is_denier for word in near)


def _is_plain(words: Sequence[_Word], place: int, others: Sequence[_Word]) -> bool:
    """Denied an even number of times, and nothing near that may deny it which the other side has not too."""
    if _count(words, place) % 2:
        return False
    shared = {word.low for word in others}
    behind = words[place + 1 : place + 1 + _REACH]
    near = [*words[max(0, place - _REACH) : place], *behind]
    if any(word.is_denier and word.clause == words[place].clause for word in behind):
        return False
    return not any(
        word.low in _MAY_DENY and word.low not in shared for word in near if word.clause == words[place].clause
    )


def _read(text: str) -> list[_Word]:
    text = _OPENING_YET.sub(" ", text)
    text = _ASIDE.sub(" ", text.replace("“", "").replace("”", "").replace('"', ""))
    text = _SPELLED.sub(lambda match: f"{'can' if match[1].lower() == 'ca' else match[1]} not", text)
    text = _IN_PART.sub(" ", _NO_DENIAL.sub(" ", _YET_TO.sub("not ", _NO_LONGER.sub("not", text))))
    read = []
    for number, clause in enumerate(_CLAUSE_END.split(text.replace("cannot", "can not"))):
        for match in _WORD.finditer(clause):
            low = match[0].lower().replace("’", "'").removesuffix("'s")
            is_denier = low in _DENIERS
            read.append(_Word(match[0], low, "" if low in STOPWORDS or is_denier else stem(low), is_denier, number))
    return read
