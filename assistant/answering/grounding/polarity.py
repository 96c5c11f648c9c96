"""Does the statement say the opposite? Negations and antonyms around the words that both have."""

import re
from collections.abc import Iterator

from assistant.language import STOPWORDS, split_clauses, stem, words
from assistant.language.listed import listed

__all__ = ["contradiction"]

_NEGATORS = frozenset(listed("not no never none nobody nothing neither nor without cannot"))
_NEGATING_VERBS = frozenset(stem(word) for word in listed("deny refuse reject"))
_CONTRACTED = re.compile(r"\b(ca|wo|sha|\w+)n['’]t\b", re.IGNORECASE)
_CERTAINLY = re.compile(r"\b(?:without|no)\s+(?:any\s+)?(?:question|doubt)\b|\bnot only\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\bno longer\b", re.IGNORECASE)
_NEGATIVE_WORD = re.compile(r"(?:ir|un|non)\w{5}")
_REACH = 2
"""Words behind a negation that it is taken to negate, within its clause."""

_ENDS_REACH = frozenset(listed("until for because after since from into"))

_ANTONYMS = tuple(
    frozenset(stem(word) for word in pair.split())
    for pair in (
        "increase decrease", "rise fall", "gain loss", "win lose", "support oppose", "accept reject", "approve reject",
        "guilty innocent", "open close", "alive dead", "legal illegal", "male female", "success failure", "up down",
        "before after", "more fewer", "more less", "higher lower", "most least", "hire dismiss", "arrive leave",
        "strengthen weaken", "confirm deny", "begin end", "possible impossible", "likely unlikely", "majority minority",
        "north south", "east west", "buy sell", "allow forbid", "allow ban", "friend enemy", "able unable",
    )
)  # fmt: skip


def contradiction(text: str, quote: str) -> str | None:
    """A word that is negated on one side alone, or whose opposite the quote has."""
    stated, cited = _Reading(text), _Reading(quote)
    for word in stated.negated:
        if word in cited.plain and word not in cited.negated:
            return word
    if stated.is_negative and not cited.is_negative and stated.negated:
        return next(iter(stated.negated))
    for word in cited.negated:
        if word in stated.plain and word not in stated.negated and not stated.is_negative:
            return word
    return next(
        (
            word
            for pair in _ANTONYMS
            for word in pair & stated.all
            if (pair - {word}) & cited.all
            and word not in cited.all
            and not stated.is_negative
            and not cited.is_negative
        ),
        None,
    )


class _Reading:
    """The stems of a text, told apart by whether a negation reaches them."""

    def __init__(self, text: str) -> None:
        self.is_negative = False
        self.plain: set[str] = set()
        self.negated: dict[str, None] = {}
        for clause in _clauses(text):
            self._read(clause)
        self.all = self.plain | self.negated.keys()

    def _read(self, clause: list[str]) -> None:
        reach = 0
        for word in clause:
            root = stem(word)
            if word in _NEGATORS:
                self.is_negative, reach = True, _REACH
                continue
            if word in STOPWORDS:
                reach = 0 if word in _ENDS_REACH else reach
                continue
            self.is_negative |= _NEGATIVE_WORD.match(word) is not None
            if root in _NEGATING_VERBS and not reach:
                self.is_negative, reach = True, _REACH
                self.plain.add(root)
            elif reach:
                self.negated[root] = None
                reach -= 1
            else:
                self.plain.add(root)


def _clauses(text: str) -> Iterator[list[str]]:
    text = _NO_LONGER.sub("not", _CERTAINLY.sub(" ", text))
    spelled = _CONTRACTED.sub(lambda match: f"{'can' if match[1].lower() == 'ca' else match[1]} not", text)
    return (words(clause) for clause in split_clauses(spelled.replace("cannot", "can not")))
