"""Whom "she" means in a follow-up: the person just asked about, or the one whom the answer named."""

import re
from collections.abc import Sequence

from assistant.answer import Turn
from assistant.language import names, words
from assistant.language.lexicon import HONORIFICS, OFFICES, TITLE_ABBREVIATIONS
from assistant.language.places import names_country
from assistant.language.sentences import split_sentences
from assistant.question.asks import kind_of

__all__ = ["find_person", "name_person"]

_PRONOUN = re.compile(r"\b(?:he|she|him|his|hers?)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(
    r"\b(?:his|her)\b(?=\s+(?!(?:to|for|about|in|on|at|by|with|from|when|as|and|after|before|during|now)\b)[\w’'-]+)",
    re.IGNORECASE,
)
_ASKS_WHO_IT_IS = re.compile(r"^\W*(?i:and\s+|so\s+)?(?i:who)(?:['’]s|\s+(?:is|was|are|were))\s+[A-ZÀ-ÖØ-Þ]")
_BODY = re.compile(
    r"\b(?:Authority|Ministry|Office|Department|Agency|Association|Council|Party|Herald|Times|Post|News|Foundation|Church"
    r"|Institute|University|Organi[sz]ation|Committee|Commission|Bank|Police|Government|Union|Company|Museum|Street|Road"
    r"|School|Hospital|City|United|Rovers|County|Cup|League|Club|Prize|Award|Bridge|River|Park|Island|Court|Airport"
    r"|Station|North|South|East|West|New|Saint|St)\b"
)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_TITLES = frozenset((*HONORIFICS, *OFFICES, *TITLE_ABBREVIATIONS))
_MOST_WORDS = 3


def find_person(question: str, turns: Sequence[Turn]) -> str:
    """Of the last question that named somebody or asked for somebody, and the answer it got; empty where the question
    means nobody, or where more than one may be meant."""
    if not _PRONOUN.search(question):
        return ""
    for place in reversed(range(len(turns))):
        if turns[place].role == "user" and not _PRONOUN.search(turns[place].content):
            answer = next((one.content for one in turns[place + 1 :] if one.role == "assistant"), "")
            return _meant(question, turns[place].content, answer)
    return ""


def _meant(question: str, asked: str, answer: str) -> str:
    of_question = _persons(asked)
    if _ASKS_WHO_IT_IS.search(asked) and of_question:
        return of_question[0]
    said = frozenset(words(f"{asked} {question}"))
    sentence = next((answer[start:end] for start, end in split_sentences(answer)), "")
    of_answer = [name for name in _persons(sentence) if not said & frozenset(words(name))]
    is_asked_for = kind_of(asked) == "who"
    if not is_asked_for or not of_question:
        meant = of_answer if is_asked_for else of_question
    else:  # the answer speaks of whom was asked about as "her": "Her coach, Ruben Tal"
        told = _genders(sentence)
        meant = [] if not told or len(told) > 1 else of_question if told == _genders(question) else of_answer
    return meant[0] if len(meant) == 1 else ""


def _genders(text: str) -> set[bool]:
    """Whether its pronouns are of a woman, of a man, or of both."""
    return {found[0].lower().startswith(("she", "her")) for found in _PRONOUN.finditer(text)}


def name_person(question: str, person: str) -> str:
    """The question with the person's name in the place of its pronouns."""
    if not person:
        return question
    return _PRONOUN.sub(person, _POSSESSIVE.sub(f"{person}’s", question))


def _persons(text: str) -> list[str]:
    """Names of two or three words that read as a person's, titles left out; "the Tallgrass Marathon" is nobody's."""
    found = []
    for start, end in names(text):
        said = text[start:end].split(" of ")[0].split()  # "Ada Moss of Tarn"
        parts = [part for part in said if part.lower().rstrip(".") not in _TITLES]
        name = " ".join(parts)
        if parts == said and _THE.search(text[:start]):
            continue
        if 1 < len(parts) <= _MOST_WORDS and not _BODY.search(name) and not names_country(name):
            found.append(name)
    return list(dict.fromkeys(found))
