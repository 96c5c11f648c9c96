"""Who does what to whom: verbs with the words of who does it and to whom, active or passive, told from their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.language import STOPWORDS, stem
from assistant.language.lexicon import AUXILIARIES, MONTHS, PREPOSITIONS, SAYING, WEEKDAYS
from assistant.language.listed import listed
from assistant.language.stem import is_verb_form

__all__ = ["Frame", "find_frames"]

_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?|[,;:()“”\"—–]|[.!?](?=\s|$)")
_BE = frozenset(listed("is are was were be been being got gets isn't aren't wasn't weren't"))
_BEFORE_PARTICIPLES = frozenset((*_BE, "have", "has", "had"))
_TO_WHAT = frozenset(listed("according due thanks owing prior next close"))
_HELPS = frozenset((*AUXILIARIES, *listed("to not being getting never also already still now then even only just")))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_PRONOUNS = frozenset(listed("he she it they him her them we i you who"))
_LEAVES_OFF = frozenset(
    listed("and or but that because while whereas although though after before when if since until as so than unless")
)
"""Between them stands another statement."""
_DETERMINERS = frozenset(listed("the a an its his her their our my any some no this these those each every"))
_IRREGULAR = {
    form: base
    for base, forms in {
        "lend": "lent", "bite": "bit bitten", "seek": "sought", "lead": "led", "feed": "fed", "hide": "hid hidden",
        "draw": "drew drawn", "withdraw": "withdrew withdrawn", "overthrow": "overthrew overthrown", "hit": "hits",
        "hurt": "hurts", "cut": "cuts", "forgive": "forgave forgiven", "forbid": "forbade forbidden",
        "wear": "wore worn", "shake": "shook shaken", "bind": "bound", "overtake": "overtook overtaken",
        "mislead": "misled", "outsell": "outsold", "rebuild": "rebuilt", "sue": "sues",
    }.items()
    for form in (*forms.split(), base)
}  # fmt: skip
"""Verbs that somebody does to another, beside those of the stemmer."""
_TELLING = frozenset(
    listed(
        "accuse accuses accused criticise criticises criticised criticize criticizes criticized urge urges urged warn "
        "warns warned tell tells told ask asks asked blame blames blamed advise advises advised"
    )
)
"""Verbs of speech that have somebody as their object."""
_MAKING = frozenset(listed("posted wrote announced proposed shared promised demanded reported recommended found"))
"""Verbs of speech that have a thing as their object: "posted a series of pictures"."""
_BEFORE_GERUNDS = frozenset(listed("after before by while when without since"))
"""Behind them the doer of the clause before goes on: "after beating the hosts"."""
_MUTUAL = frozenset(
    map(
        stem,
        listed(
            "meet marry fight merge talk differ share join compare match link face tie clash "
            "go come move travel live stay arrive work become rise fall"
        ),
    )
)
"""What one does with another, the other does with the one; and what is done to nobody."""
_TIMES = frozenset(
    (
        *MONTHS,
        *WEEKDAYS,
        *listed(
            "second minute hour day week month year decade today yesterday tomorrow morning evening night last next "
            "earlier later ago twice thrice seconds minutes hours days weeks months years decades"
        ),
    )
)
"""Stand on either side of a verb, whoever does it."""
_FEASTS = frozenset(listed("christmas easter ramadan spring summer autumn winter noon midnight dawn dusk end then now"))
_BEHIND_A_VERB = frozenset((*_DETERMINERS, *_PRONOUNS, *listed("to for that on more most all both")))
_PREPOSITIONS = frozenset(PREPOSITIONS) - {"of", "including", "like"}
_TO_WHOM = frozenset(listed("against to from toward towards over upon on"))
"""Behind them stands, too, to whom it is done: "used it against Sweden"; not so behind "with" and "in"."""
_MOST, _MOST_OBJECTS = 80, 8


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    low: str
    root: str
    """Empty for marks and function words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb; stems of who does it and of to whom or what."""

    verb: str
    doer: frozenset[str]
    other: frozenset[str]
    written: str
    is_doer_meant: bool = field(default=False)
    """It is a pronoun's."""
    is_other_meant: bool = field(default=False)
    near: frozenset[str] = frozenset()
    """Of the other, to whom it is done: of "replaced Witsel with Chadli" it is Witsel."""

    @property
    def only_doer(self) -> frozenset[str]:
        return self.doer - self.other

    @property
    def only_other(self) -> frozenset[str]:
        return self.other - self.doer


def find_frames(text: str) -> Iterator[Frame]:
    """In the order of their verbs, without those that are done to nobody or by each to the other."""
    tokens = [_token(match[0]) for match in _TOKEN.finditer(text)][:_MOST]
    last: list[_Token] = []
    for at in range(len(tokens)):
        if tokens[at].low in _BE:  # "Vietnam is a critic and has accused Beijing"
            last = _before(tokens, at)[0] or last
        if not _is_verb(tokens, at) or tokens[at].root in _MUTUAL:
            continue
        frame, last = _frame(tokens, at, last)
        if frame is not None:
            yield frame


def _token(written: str) -> _Token:
    plain = written.replace("’", "'")
    bare = plain.removesuffix("'s").rstrip(".'") if len(plain) > 1 else plain
    if not bare[:1].isalnum():
        return _Token(written, written, "")
    low = bare.lower()
    if bare.isupper() and len(bare) > 1:
        return _Token(written, f"{low.replace('.', '')}#", low.replace(".", "").upper())
    is_empty = low in STOPWORDS or low in _PRONOUNS or low in _HELPS or low in _TIMES or low[0].isdigit()
    return _Token(written, low, "" if is_empty else stem(_IRREGULAR.get(low, low)))


def _is_verb(tokens: Sequence[_Token], at: int) -> bool:
    word, before = tokens[at], tokens[at - 1] if at else None
    if not word.root or word.text[0].isupper():
        return False
    is_with_to = at + 1 < len(tokens) and tokens[at + 1].low == "to"  # "reported to him", "agrees to the demands"
    is_made = at + 1 < len(tokens) and word.low in _MAKING and tokens[at + 1].low in _DETERMINERS
    if word.low in SAYING and word.low not in _TELLING and not (is_with_to or is_made):
        return False
    if word.low.endswith("ing") and before is not None and before.low in _BEFORE_GERUNDS:
        return True
    if before is not None and (before.low in _DETERMINERS or before.text.endswith(("'s", "’s", "s'", "s’"))):
        return False
    if before is not None and before.low in _BEFORE_PARTICIPLES:
        return is_verb_form(word.low) or word.low.endswith("ing")
    if before is not None and before.low in _HELPS:
        is_preposition = before.low == "to" and at > 1 and tokens[at - 2].low in _TO_WHAT
        return word.low.isalpha() and not is_preposition
    if word.low.endswith("s") and at + 1 < len(tokens):  # "contracts through 2028" are a noun
        behind = tokens[at + 1]
        return is_verb_form(word.low) and (behind.low in _BEHIND_A_VERB or behind.text[0].isupper())
    return is_verb_form(word.low) or word.low in _IRREGULAR


def _frame(tokens: Sequence[_Token], at: int, last: list[_Token]) -> tuple[Frame | None, list[_Token]]:
    """The frame, and who does it, for a second verb of theirs."""
    start = at
    while start and tokens[start - 1].low in _HELPS:
        start -= 1
    auxiliaries = {token.low for token in tokens[start:at]}
    before, antecedent = _before(tokens, start)
    if before and before[0].low in _PREPOSITIONS:
        before = _behind_opening(before)
        if not before:  # "with a microscope once developed for it": it was developed, by whom is not said
            return None, last
    is_pair = at + 2 < len(tokens) and tokens[at + 1].low in ("and", "or") and _is_verb(tokens, at + 2)
    behind = _behind(tokens, at + 3 if is_pair else at + 1)  # "destroyed and jammed the drones"
    doer = before or last
    if _is_passive(tokens, at, auxiliaries):
        agent = next(
            (place for place, token in enumerate(behind) if token.low == "by" and _is_doer(behind, place)), None
        )
        if agent is None:
            return None, doer
        return _made(tokens[at], behind[agent + 1 :], antecedent or before or last), doer
    if antecedent and not before:
        return _made(tokens[at], antecedent, behind), antecedent
    return _made(tokens[at], doer, [*antecedent, *behind]), doer


def _is_passive(tokens: Sequence[_Token], at: int, auxiliaries: set[str]) -> bool:
    if not _BE.isdisjoint(auxiliaries):
        return not tokens[at].low.endswith("ing")
    return not auxiliaries and at + 1 < len(tokens) and tokens[at + 1].low == "by"


def _is_doer(tokens: Sequence[_Token], by: int) -> bool:
    """Not when, how or by how much: "paid by Christmas", "won by passing it", "cut by 3 percent"."""
    behind = next((token for token in tokens[by + 1 :] if token.low not in _DETERMINERS), None)
    if behind is None or behind.low in _TIMES or behind.low in _FEASTS:
        return False
    return not behind.low[0].isdigit() and not behind.low.endswith("ing")


def _made(verb: _Token, doer: Sequence[_Token], other: Sequence[_Token]) -> Frame | None:
    head = _head(doer)
    doers, others = _roots(head), frozenset(list(_roots_in_order(other))[:_MOST_OBJECTS])
    is_doer_meant = not doers and any(token.low in _PRONOUNS for token in head)
    is_other_meant = any(token.low in _PRONOUNS for token in other) and not others
    if not (doers or is_doer_meant) or not (others or is_other_meant):
        return None
    written = " ".join(token.text for token in (*head, verb, *other[:4]))
    return Frame(
        verb.root, doers, others, written, is_doer_meant, is_other_meant, _roots(_head(other, _TO_WHOM)) & others
    )


def _head(tokens: Sequence[_Token], passed: frozenset[str] = frozenset()) -> list[_Token]:
    """A noun without what is said of it: "China's ambassador to Britain"; these prepositions do not end it."""
    head: list[_Token] = []
    for token in tokens:
        if token.low in _PREPOSITIONS - passed and head:
            break
        head.append(token)
    return head


def _behind_opening(tokens: Sequence[_Token]) -> list[_Token]:
    """Who does it, behind a place or a time: "In Jersey City he", "In 2020 the council"; empty for "with a lens"."""
    if tokens[-1].low in _PRONOUNS:
        return [tokens[-1]]
    first = next((at for at, token in enumerate(tokens) if token.root), len(tokens))
    is_time = any(token.low[0].isdigit() or token.low in _TIMES for token in tokens[:first])
    return list(tokens[first:]) if is_time else []


def _before(tokens: Sequence[_Token], end: int) -> tuple[list[_Token], list[_Token]]:
    """The words before a verb back to where its clause begins, and the noun that a "which" there stands for."""
    start = end
    if end and tokens[end - 1].low == ",":  # "Norway, the hosts, won"
        start = next((at for at in range(end - 2, 0, -1) if tokens[at].low == ","), end - 1)
        end -= 1
    while start and not _ends_clause(tokens, start - 1):
        start -= 1
    own = list(tokens[start:end])
    if not start or tokens[start - 1].low not in _RELATIVE:
        return own, []
    stop = start - 1
    while stop and tokens[stop - 1].low in (",", "in", "to", "of", "from", "with"):
        stop -= 1
    first = stop
    while first and not _ends_clause(tokens, first - 1):
        first -= 1
    if first and tokens[stop - 1].low in _RELATIVE:
        return own, []
    return own, list(tokens[first:stop])


def _ends_clause(tokens: Sequence[_Token], at: int) -> bool:
    token = tokens[at]
    if token.low in ("and", "or"):  # "Matt and Clarissa"
        front, behind = tokens[at - 1] if at else None, at + 1
        while behind < len(tokens) and (tokens[behind].low in _DETERMINERS or tokens[behind].low[0].isdigit()):
            behind += 1
        is_noun = behind < len(tokens) and tokens[behind].root and not _is_verb(tokens, behind)
        return not (is_noun and front and front.root)
    return (
        not token.low[0].isalnum()
        or token.low in _LEAVES_OFF
        or token.low in _RELATIVE
        or (token.low in SAYING or _is_verb(tokens, at))
    )


def _is_in_list(tokens: Sequence[_Token], at: int) -> bool:
    """A comma between two names."""
    if tokens[at].low != "," or not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].text[0].isupper() and tokens[at + 1].text[0].isupper()


def _behind(tokens: Sequence[_Token], start: int) -> list[_Token]:
    end = start
    while end < len(tokens):
        token = tokens[end]
        if token.low in ("and", "or") and _ends_clause(tokens, end):
            break
        if (
            token.low not in ("and", "or")
            and not _is_in_list(tokens, end)
            and (not token.low[0].isalnum() or token.low in _LEAVES_OFF | _RELATIVE)
        ):
            break
        end += 1
    return list(tokens[start:end])


def _roots(tokens: Sequence[_Token]) -> frozenset[str]:
    return frozenset(_roots_in_order(tokens))


def _roots_in_order(tokens: Sequence[_Token]) -> Iterator[str]:
    return (token.root for token in tokens if token.root)
