"""Does the statement deny what is cited, or say what is denied there? A "not" on one side alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language import STOPWORDS, split_clauses, stem, words
from assistant.language.lexicon import NEGATORS, NOT_DOING
from assistant.language.listed import listed
from assistant.language.numbers import NUMBER_WORDS
from assistant.language.opposites import DENYING_HINTS

__all__ = ["Reading", "denial_fault"]

REACH = 3
"""Words of meaning behind a "not" that it denies, within its clause."""
NEAR = 5
"""Words around one of a pair of opposites in which both texts must share another word."""

_NO_DENIAL = re.compile(
    r"\b(?:without|no|not)\s+(?:any\s+|the\s+)?(?:question|doubt|only|just|merely|necessarily|wonder)\b|\bno\s+(?:other|one\s+else|"
    r"sooner|matter|fewer|less|more|later)\b(?!\s+longer)|\bwhether\s+or\s+not\b|\bif\s+not\b|\bnot\s+least\b|\bwhy\s+not\b"
    r"|\bNo\.\s?\d|\bnot\s+(?:all|every)\b",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(r"\b(ca|wo|sha|\w+)n\s?['’‘]t\b", re.IGNORECASE)
_YET_TO = re.compile(r"\b(?:yet|still)\s+to\s+(?=[a-z])", re.IGNORECASE)
_NO_LONGER = re.compile(r"\bno\s+longer\b|\bnot\s+any\s?more\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDS_REACH = frozenset(("until", "for", "because", "after", "since", "from", "into", "than"))
_NEGATIVE_WORD = re.compile(
    r"un(?!i|der|til|less)[a-z]{4,}|non[a-z]{4,}|dis(?:approv|agree|allow|miss|connect|continu|credit|trust|qualif|regard)[a-z]*"
    r"|in(?:complete|sufficient|adequate|valid|eligible|active)[a-z]*|im(?:possible|probable)|ineligible"
)
_DENIERS = frozenset(NEGATORS)
_NOT_DOING = frozenset(NOT_DOING)
_HINTS = frozenset(DENYING_HINTS)
_CARRIERS = frozenset(
    listed(
        "have has had make made get got take took give gave did done even yet also enough sufficient able ready "
        "allowed likely expected possible clear going want"
    )
)
"""Behind a "not" they hand it on: "not sufficient to determine" denies the determining."""
_COMPARES = re.compile(
    r"\b(?:than|ever|first|second|third|last|only|as\s+\w+\s+as|other|else|same|alone|so\s+\w+|such|just|yet|still)\b"
    r"|\bno(?:body|ne|\s+one)?\b[^,.]{0,60}\b(?:so|as|more|er)\b",
    re.IGNORECASE,
)
"""With these a denial says something else than that it is not so: "nobody ran faster", "not the first"."""
_IN_PART = re.compile(r"\b(?:all|every|always|everything|everyone|entirely|fully|both|necessarily)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    stem: str
    is_denied: bool
    clause: int


class Reading:
    """The words of meaning of a text in their order, told apart by whether a denial reaches them."""

    def __init__(self, text: str) -> None:
        self.words: list[_Word] = []
        self.denied: dict[str, str] = {}
        """The first word that each "not" denies: its stem, and how it is written."""
        self.hints: list[tuple[int, int, str]] = []
        """Words with which something can be denied without a "not", by their clause and place."""
        self.has_denial = False
        for number, clause in enumerate(split_clauses(_spelled_out(text))):
            self._read(clause, number)
        self.all = {word.stem: word.text for word in self.words}

    def _read(self, clause: str, number: int) -> None:
        reach, is_next = 0, False
        for match in _WORD.finditer(clause):
            low = match[0].lower().replace("’", "'")
            if low in _DENIERS or low in _NOT_DOING:
                self.has_denial, reach, is_next = True, REACH, _denies_whole(clause, match)
                self.hints.append((number, len(self.words), low))
                if low in _NOT_DOING:
                    self.words.append(_Word(match[0], stem(low), False, number))
                continue
            if low in _HINTS or _NEGATIVE_WORD.fullmatch(low):
                self.hints.append((number, len(self.words), low))
            if is_next and (low.isdigit() or low in NUMBER_WORDS):
                continue  # "none of the three bidders"
            if low in STOPWORDS:
                reach = 0 if low in _ENDS_REACH else reach
                continue
            root = stem(words(low)[0]) if words(low) else low
            self.words.append(_Word(match[0], root, reach > 0, number))
            if reach and is_next and low not in _CARRIERS and not low.endswith("ly"):
                self.denied.setdefault(root, match[0])
                is_next = False
            reach = max(0, reach - 1)

    def shares(self, root: str, other: Reading) -> bool:
        """Whether a word beside this one in its clause, if any, is the other text's too: they tell of one thing."""
        clauses = {word.clause for word in self.words if word.stem == root}
        beside = {word.stem for word in self.words if word.clause in clauses and word.stem != root}
        return not beside or not beside.isdisjoint(other.all)

    def plainly(self, root: str, other: Reading) -> str | None:
        """The word as written, where it stands and nothing near it could deny it that the other text has not too."""
        shared = {low for *_, low in other.hints}
        found = [(at, word) for at, word in enumerate(self.words) if word.stem == root]
        for at, word in found:
            near = (low for clause, place, low in self.hints if clause == word.clause and abs(at - place) <= NEAR)
            if word.is_denied or any(low not in shared for low in near):
                return None
        return found[0][1].text if found else None


def denial_fault(text: str, quotes: Sequence[str]) -> str | None:
    """A word that is denied on one side and plainly said on the other, where nothing near it there could deny it; in
    words for the reader."""
    stated, cited = Reading(text), Reading(" ".join(quotes))
    for root in stated.denied if not cited.has_denial and _COMPARES.search(text) is None else ():
        written = cited.plainly(root, stated)
        if written is not None and cited.shares(root, stated):
            return f"what it cites says “{written}”, without a “not”"
    for root, written in cited.denied.items() if not stated.has_denial else ():
        is_plain_too = any(word.stem == root and not word.is_denied for word in cited.words)
        if not is_plain_too and stated.plainly(root, cited) is not None and cited.shares(root, stated):
            return f"what it cites denies it (“{_with_denial(written, quotes)}”)"
    return None


def _denies_whole(clause: str, match: re.Match[str]) -> bool:
    """Not "is not a book for everyone" or "did not give him all he sought": there something is left that is so."""
    behind = clause[match.end() : match.end() + 60]
    is_of_a_thing = match[0].lower() == "not" and re.match(r"\s+(?:an?|the)\s", behind, re.IGNORECASE)
    is_of_a_thing = is_of_a_thing or re.search(r"\b(?:un)?till?\b", clause[match.end() :], re.IGNORECASE)
    return not is_of_a_thing and _IN_PART.search(behind) is None


def _spelled_out(text: str) -> str:
    text = _NO_LONGER.sub("not", _NO_DENIAL.sub(" ", text))
    text = _YET_TO.sub("not yet ", text)
    return _CONTRACTED.sub(lambda match: f"{'can' if match[1].lower() == 'ca' else match[1]} not", text).replace(
        "cannot", "can not"
    )


def _with_denial(word: str, quotes: Sequence[str]) -> str:
    """The denied word with what denies it, as it stands."""
    for quote in quotes:
        found = re.search(
            rf"(?:\b\w*n['’]t|\b(?:{'|'.join([*NEGATORS, *NOT_DOING])}))\b[^.;:]{{0,40}}?\b{re.escape(word)}\b",
            quote,
            re.IGNORECASE,
        )
        if found:
            return " ".join(found[0].split())
    return word
