"""Turns -> one standalone question, without a model.

A follow-up ("How old was she?") finds nothing by itself. What it leans on is in the turns before it, so a question that
shows the signs of one carries the latest question that stands by itself, in words the reader can see, and the names the
last answer brought up.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answer import Turn
from assistant.errors import QuestionError
from assistant.language import content_words, names, split_sentences, words
from assistant.question.counted_times import count_time, move_time
from assistant.question.courtesies import read_courtesy, without_courtesy
from assistant.question.parts import split_parts
from assistant.question.persons import find_person, name_person
from assistant.question.spelling import Spelling

__all__ = [
    "MAX_TURNS",
    "Matching",
    "StandaloneQuestion",
    "has_open_pronoun",
    "is_elliptic",
    "make_standalone",
    "read_parts",
    "read_turns",
    "settle",
]

MAX_TURNS = 20
"""Older turns are not looked at: a subject twenty messages back is not what "it" means."""

MAX_CARRIED_NAMES = 4
MAX_TURN_CHARACTERS = 2000

_LEANS_BACK = re.compile(
    r"\b(?:he|him|his|she|hers?|it|its|they|them|their|theirs|these|those|there|same|former|latter|instead|else)\b"
    r"|\b(?:this|that|one|ones|then|more|another)\b(?=\W*$)",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"\b(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|may|might|must)\b", re.IGNORECASE
)
_BARE_COUNT = re.compile(rf"\bhow (?:many|much)\s+{_LEADS_IN.pattern}", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\b(?:is|are|was|were|has|have|will|would)(?:n['’]t)? there\b"
    r"|\bthere(?:['’]s| (?:is|are|was|were|has|have|will|would))\b"
    r"|\b(?:(?:is|was) it|it (?:is|was)|(?:will|would) it be) (?:\w+ ){1,2}(?:for|that|to)\b",
    re.IGNORECASE,
)
"""A word that stands for nothing: "is there a cure", "is it normal for a label to …"."""
_ENDS_IN = re.compile(r"\b(?:this|that|one|ones|then)\W*$", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:that|this) ([a-z][\w’'-]*)", re.IGNORECASE)
_KNOWN_SUBJECT = re.compile(
    r"\b(?:did|had) the \w+\b"
    r"(?! (?:of|that|which|who|whose|where|in|on|at|for|from|to|between|with)\b)",
    re.IGNORECASE,
)
"""A subject is mostly known to both, an object news: "did the spacecraft …", not "who invented the saxophone". Nothing
behind it says which, as in "the chair of the council"; and it is of the past: "how does the heart …" is about any."""
_ASIDE = re.compile(r"\([^()]{0,80}\)")
"""As in a dateline, "OMBERSUND (Omber Valley Courier) —": who wrote it, not whom it is about."""
_ASKS_MORE = re.compile(
    r"^\W*(?:ok(?:ay)?\b\W*)?(?:and |but |so |please |(?:can|could) you |do you )*(?:"
    r"(?:what|who|anything|anyone|something|where|when) else"
    r"(?: (?:is|was|did|do|does|can|has|have|happened|there|known)\b.{0,60})?"
    r"|(?:is|was|are|were) there (?:anything|any|something)(?: else| more)(?: .{0,40})?"
    r"|(?:tell|give|show) (?:me |us )?(?:some )?(?:more|further)"
    r"(?: (?:about|on) (?:it|this|that|them|him|her))?(?: details?)?"
    r"|(?:any(?:thing)? |some )?more(?: details?| on (?:it|this|that)| about (?:it|this|that))?|any other details"
    r"|(?:some |any )?further details|details|go on|continue|carry on|elaborate|what more"
    r")(?: please)?\W*$",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"^\W*(?:and|but|so|or|also|what about|how about|really|ok(?:ay)?)\b", re.IGNORECASE)

MIN_WORDS_ALONE = 2
"""A question with fewer words of meaning ("Why?", "How old?") says nothing by itself."""
WORDS_OF_SUBJECT = 2
"""A question without a name and a pronoun names its subject with so many words of meaning."""
WORDS_WITH_NAME = 4
"""With a name and so many words of meaning, a pronoun most likely means something in the question itself."""

LEANING_GAP = 0.03
"""Of MaxSim: how much worse a passage may match the question with the words of the turns before than the best one does
without them."""
OWN_GAP, LIKELY_OWN_GAP = 0.10, 0.15
"""The same of the question's own words alone: what is about the earlier subject only has few of them. The wider one is
for a question that shares a word with the turns before, takes its subject as known or has a pronoun. Of 333 whole
questions on another subject 4 % pass, of 22 follow-ups without a clear sign 70 %; the signs above tell most others."""
LEAST_CARRIED = 0.5
"""How well the passage must match what is taken over."""


class TokenMatching(Protocol):
    @property
    def score(self) -> float: ...
    @property
    def token_count(self) -> int: ...
    def score_of(self, tokens: slice) -> float: ...


class Matching(Protocol):
    """A passage that a search found."""

    @property
    def token_match(self) -> TokenMatching | None: ...


@dataclass(frozen=True, slots=True)
class StandaloneQuestion:
    """What is searched (`text`) and what is asked (`question`): they differ only for a follow-up."""

    text: str
    question: str
    shown: str = ""
    """What the conversation has told so far; empty where the question stands alone."""
    led_with: str = ""
    """The sentence with which the last answer began."""
    asks_more: bool = False
    """Whether it wants what has not been told yet: "What else?"."""
    may_mean: str = ""
    """The text, if it should be a follow-up: nothing in its words says so, and no name says that it is none."""
    is_likely: bool = False
    """Whether it then most likely is one."""
    person: str = ""
    """Whom its "she" means; empty where it says no such thing, or nobody can tell."""

    @property
    def asked(self) -> str:
        """The question with the name of the person whom it means."""
        return name_person(self.question, self.person)

    @property
    def earlier(self) -> str:
        """What the search adds from the turns before; empty where the question stands alone or was written anew."""
        return self.text[len(self.question) :].strip() if self.text.startswith(self.question) else ""

    def spelled(self, spelling: Spelling) -> "StandaloneQuestion":
        """The same with its misspelt words read as the archive has them."""
        return replace(
            self,
            text=spelling.correct(self.text),
            question=spelling.correct(self.question),
            may_mean=spelling.correct(self.may_mean),
        )

    @property
    def is_follow_up(self) -> bool:
        return self.text != self.question


def read_turns(history: Iterable[Turn | Mapping[str, object]]) -> tuple[Turn, ...]:
    """The last turns, oldest first; mappings have `role` (user or assistant) and `content`.

    Raises QuestionError for a turn of another shape; turns of other roles (system, tool) are passed over.
    """
    turns: list[Turn] = []
    for entry in history:
        role, content = _role_and_content(entry)
        if not isinstance(role, str) or not isinstance(content, str):
            message = "Each turn of the history needs a role (user or assistant) and a content, both text."
            raise QuestionError(message)
        if role in ("user", "assistant"):
            turns.append(Turn("user" if role == "user" else "assistant", _readable(content)))
    return tuple(turns[-MAX_TURNS:])


def _role_and_content(entry: object) -> tuple[object, object]:
    if isinstance(entry, Turn):
        return entry.role, entry.content
    return (entry.get("role"), entry.get("content")) if isinstance(entry, Mapping) else (None, None)


def _readable(content: str) -> str:
    """Without what no UTF-8 output can hold: pieces of it stand in the standalone question."""
    return content[:MAX_TURN_CHARACTERS].replace("\x00", " ").encode("utf-8", "replace").decode()


def make_standalone(question: str, turns: Sequence[Turn]) -> StandaloneQuestion:
    """The question as it can be understood without the turns before it."""
    question, turns = without_courtesy(question), _without_courtesies(turns)
    if not turns:
        return StandaloneQuestion(question, question)
    told = "\n".join(turn.content for turn in turns if turn.role == "assistant")
    asked = [turn.content for turn in turns if turn.role == "user"]
    place = next((place for place in reversed(range(len(asked))) if _stands_alone(asked[place])), None)
    subject = None if place is None else move_time(asked[place], _elliptic(asked[place + 1 :]))
    carried = [subject] if subject else asked[-1:]
    if subject:
        question = count_time(question, subject)
    asks_more = _ASKS_MORE.search(question) is not None
    if asks_more and carried and len(content_words(question)) < MIN_WORDS_ALONE:
        last = asked[-1:] if asked[-1] not in carried and not _ASKS_MORE.search(asked[-1]) else []
        text = " ".join([*carried, *last])
        return StandaloneQuestion(text, text, told, asks_more=True)
    person = find_person(question, turns)
    is_new = bool(person) and person not in " ".join(carried)
    carried += [person] if is_new else _names_of_last_answer(question, turns, carried)
    text = f"{question} (about: {'; '.join(carried)})" if carried else question
    if asks_more or _leans(question) or _points_back(question, turns):
        answer = next((turn.content for turn in reversed(turns) if turn.role == "assistant"), "")
        led_with = next((answer[start:end] for start, end in split_sentences(answer)), "")
        return StandaloneQuestion(text, question, told, led_with, asks_more=asks_more, person=person)
    if names(question):
        return StandaloneQuestion(question, question)
    is_likely = bool(_KNOWN_SUBJECT.search(question) or _LEANS_BACK.search(question)) or _shares_words(question, turns)
    return StandaloneQuestion(question, question, may_mean=text, is_likely=is_likely)


def _elliptic(asked: Sequence[str]) -> list[str]:
    """Those that only move what was asked before: "And in 2024?"."""
    return [one for one in asked if _CONTINUES.search(one) and is_elliptic(one)]


def is_elliptic(question: str) -> bool:
    """Whether it needs the words of the question before: "And her reason?", "How many has he hired?"."""
    return _LEADS_IN.search(question) is None or _BARE_COUNT.search(question) is not None


def read_parts(standalone: StandaloneQuestion) -> tuple[StandaloneQuestion, ...]:
    """Each of the things that are asked, so that it can be understood without the others; one where one is asked.

    A question that a model wrote anew, or that only wants more of the same, is one.
    """
    earlier = standalone.earlier
    first, *others = split_parts(standalone.question)
    if not others or standalone.asks_more or (standalone.is_follow_up and not earlier):
        return (standalone,)
    parts = [StandaloneQuestion(f"{first} {earlier}".strip(), first, standalone.shown)]
    for question in others:
        own = make_standalone(question, [Turn("user", f"{first} {earlier}".strip())])
        is_clear = not own.is_follow_up or _leans(question)
        parts.append(replace(own, shown=standalone.shown) if is_clear else _may_lean(own))
    return tuple(parts)


def _may_lean(own: StandaloneQuestion) -> StandaloneQuestion:
    return StandaloneQuestion(own.question, own.question, may_mean=own.text)


def settle(standalone: StandaloneQuestion, find: Callable[[str, int], Sequence[Matching]]) -> StandaloneQuestion:
    """A question that may be a follow-up is one where some passage has both what it asks and what it may be about.

    `find` searches a text of which so many characters at the end come from the turns before.
    """
    if not standalone.may_mean:
        return standalone
    alone = _best_match(find(standalone.question, 0))
    if alone is None:
        leans = standalone.is_likely
    else:
        earlier = len(standalone.may_mean) - len(standalone.question)
        gap = LIKELY_OWN_GAP if standalone.is_likely else OWN_GAP
        leans = _has_both(_best_match(find(standalone.may_mean, earlier)), alone, gap)
    return StandaloneQuestion(standalone.may_mean if leans else standalone.question, standalone.question)


def _best_match(candidates: Sequence[Matching]) -> TokenMatching | None:
    matches = (one.token_match for one in candidates if one.token_match is not None and one.token_match.token_count)
    return max(matches, key=lambda match: match.score, default=None)


def _has_both(both: TokenMatching | None, alone: TokenMatching, gap: float) -> bool:
    """Whether the best passage for question and earlier words together has those of either."""
    if both is None or both.score < alone.score - LEANING_GAP:
        return False
    own, carried = slice(alone.token_count), slice(alone.token_count, None)
    return both.score_of(own) >= alone.score - gap and both.score_of(carried) >= LEAST_CARRIED


def _without_courtesies(turns: Sequence[Turn]) -> list[Turn]:
    """Greetings and thanks, and the replies to them, are nothing that a question leans on."""
    kept: list[Turn] = []
    is_reply = False
    for turn in turns:
        if turn.role == "user":
            is_reply = read_courtesy(turn.content) is not None
        if not is_reply:
            kept.append(replace(turn, content=without_courtesy(turn.content)) if turn.role == "user" else turn)
    return kept


def _leans(question: str) -> bool:
    """Whether its own words say so."""
    meaning = set(content_words(question))
    if _CONTINUES.search(question) or len(meaning) < MIN_WORDS_ALONE:
        return True
    if names(question) and len(meaning) >= WORDS_WITH_NAME:
        return False
    return has_open_pronoun(question)


def has_open_pronoun(question: str) -> bool:
    """Whether one means what the question does not name: "who funded it?"."""
    said = _EXPLETIVE.sub(lambda found: " " * len(found[0]), question)
    leaning = _LEANS_BACK.search(said)
    return leaning is not None and (_ENDS_IN.search(said) is not None or not _is_bound(question[: leaning.start()]))


def _is_bound(before: str) -> bool:
    """Whether what stands before a pronoun may name what it means: "Why do squid light up their bellies?"."""
    lead = _LEADS_IN.search(before)
    told = content_words(before if lead is None else before[lead.end() :])
    return len(told) >= (WORDS_OF_SUBJECT if lead is None else 1)


def _points_back(question: str, turns: Sequence[Turn]) -> bool:
    """ "What became of that contractor?", where one was just spoken of."""
    said = _just_said(turns)
    return any(set(content_words(found[1])) & said for found in _POINTS_BACK.finditer(question))


def _shares_words(question: str, turns: Sequence[Turn]) -> bool:
    return bool(set(content_words(question)) & _just_said(turns))


def _just_said(turns: Sequence[Turn]) -> set[str]:
    return set(content_words(" ".join(turn.content for turn in turns[-2:])))


def _stands_alone(asked: str) -> bool:
    """By a name, or by enough words of meaning without one that leans on what was said before."""
    if _CONTINUES.search(asked) or _ASKS_MORE.search(asked):
        return False
    return bool(names(asked)) or (len(content_words(asked)) >= WORDS_OF_SUBJECT and not _LEANS_BACK.search(asked))


def _names_of_last_answer(question: str, turns: Sequence[Turn], carried: Sequence[str]) -> list[str]:
    told = (_ASIDE.sub(" ", turn.content) for turn in reversed(turns) if turn.role == "assistant")
    answer = next((one for one in told if names(one)), "")
    said = set(words(" ".join([question, *carried])))
    sentences = (answer[start:end] for start, end in split_sentences(answer))
    led_with = next((one for one in sentences if names(one)), answer)  # the others may be of something else
    found = dict.fromkeys(led_with[start:end] for start, end in names(led_with))
    return [name for name in found if not set(words(name)) <= said][:MAX_CARRIED_NAMES]
