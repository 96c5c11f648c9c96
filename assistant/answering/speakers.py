"""Who says what a sentence of an article says, by the article's own words; nobody where it does not tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.interviews import Turn, find_turn
from assistant.archive import Article, Span
from assistant.language import names, split_sentences, words
from assistant.language.lexicon import HONORIFICS, OFFICES, ROLES, SAYING
from assistant.language.listed import alternatives
from assistant.language.quotations import blank_quotations, find_quotations
from assistant.language.speech import find_speakers, is_role

__all__ = ["Speaker", "find_speaker", "has_quotation", "words_for_interviewed"]

_LONG_QUOTATION = 5
"""Words: fewer in marks are a term or a title, not speech."""
_SPEECH = re.compile(rf"\b{alternatives(SAYING)}\b")
_ASIDE = re.compile(r"\s*,\s*([^,\"“”;:()]{3,70}),")
_OFFICE = alternatives(title for one in OFFICES for title in (one.capitalize(), one.upper()))
_TITLE = re.compile(rf"^((?:[\w’'-]+\s+){{0,5}}?{_OFFICE})\s+(?=[^\W\d_])")
_BARE_TITLE = re.compile(rf"^{alternatives(one.capitalize() for one in HONORIFICS)}\.?\s+")
_ROLE_BEFORE = re.compile(rf"((?:[^\W\d_][\w’'-]*\s+){{0,3}}(?:spokes\w+|{alternatives(ROLES)}))\s+$", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"\b(?:Authority|Ministry|Office|Department|Agency|Association|Council|Party|Herald|Times|Post|News|Foundation|Church|"
    r"Institute|University|Organi[sz]ation|Committee|Commission|Bank|Police|Government|Union|Company|Zealand)\b|['’]s\b"
)
_LINKING = re.compile(r"^(?:as|by|to|according to|and|with|from|of)\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_SENTENCES_BACK = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    role: str | None = None
    """As it stands beside the name somewhere in the article."""


def has_quotation(text: str) -> bool:
    """Whether the text quotes at least five words; fewer in marks are a term or a title, not speech."""
    return any(len(one.text.split()) >= _LONG_QUOTATION for one in find_quotations(text))


def find_speaker(article: Article, span: Span) -> Speaker | None:
    """The speaker of the sentence at `span`: who gives the reply it stands in, or is named in it or just before it."""
    turn = find_turn(article.text, span)
    name = turn.speaker if turn else _named(article.text[slice(*span)]) or _carried_over(article, span)
    return _introduced(article, name) if name else None


def words_for_interviewed(article: Article, turn: Turn) -> str:
    """Name, role and headline: the words by which a question can mean who replies."""
    speaker = _introduced(article, turn.speaker)
    return " ".join(filter(None, (speaker.name, speaker.role, article.title)))


def _named(sentence: str) -> str | None:
    found = find_speakers(sentence)
    return sentence[slice(*found[0])] if found else None


def _carried_over(article: Article, span: Span) -> str | None:
    """The speaker just before: a quotation that goes on, or a "he said" after one who is named and alone."""
    text = article.text[span[0] : span[1]]
    outside = blank_quotations(text)
    goes_on = _opens_quoted(text) and not outside.strip(" .,;\"'”")
    by_pronoun = _PRONOUN.search(outside) is not None and _SPEECH.search(outside) is not None
    if not goes_on and not by_pronoun:
        return None
    start = max(0, span[0] - 1500)
    before = [
        article.text[start + left : start + right] for left, right in split_sentences(article.text[start : span[0]])
    ]
    for earlier in reversed(before[-_SENTENCES_BACK:]):
        if name := _named(earlier):
            return name
        unquoted = blank_quotations(earlier)
        people = [span for span in names(unquoted) if unquoted[slice(*span)].strip()]
        if people or not (_opens_quoted(earlier) or _PRONOUN.search(earlier)):
            return None  # somebody else may have come in between
    return None


def _introduced(article: Article, name: str) -> Speaker:
    """The fullest form of the name in the article, and the role that stands beside it there."""
    bare = _BARE_TITLE.sub("", name)
    role, bare = _split_title(bare)
    bare = _person(bare)
    last = words(bare)[-1:] or [""]
    forms = [article.text[start:end] for start, end in _mentions(article.text, bare)]
    best, found_role = bare, role
    for form in forms:
        form_role, form_bare = _split_title(_BARE_TITLE.sub("", form))
        form_bare = _person(form_bare)
        if words(form_bare)[-1:] == last and len(form_bare.split()) > len(best.split()):
            best = form_bare
        found_role = found_role or form_role
    return Speaker(best, found_role or _aside_role(article.text, best) or _role_before(article.text, best))


def _person(name: str) -> str:
    """A run of capitals that is too long for a person begins with where the person belongs."""
    parts = name.split()
    if parts[0].islower() or (len(parts) > 3 and not _INSTITUTION.search(name)):
        return " ".join(parts[-2:])
    return name


def _role_before(text: str, name: str) -> str | None:
    for match in re.finditer(re.escape(name), text):
        found = _ROLE_BEFORE.search(text[max(0, match.start() - 70) : match.start()])
        if found:
            return _LINKING.sub("", " ".join(found[1].split()))
    return None


def _mentions(text: str, bare: str) -> Sequence[Span]:
    """Names of the article that hold the last word of this one, in the sentence where they stand."""
    last = bare.split()[-1]
    found: list[Span] = []
    for match in re.finditer(rf"\b{re.escape(last)}\b", text):
        start = max(0, match.start() - 80)
        here = [(start + left, start + right) for left, right in names(text[start : match.end()])]
        found += [span for span in here if span[1] == match.end()]
        if len(found) >= 6:
            break
    return found


def _split_title(name: str) -> tuple[str | None, str]:
    found = _TITLE.match(name)
    return (found[1], name[found.end() :]) if found else (None, name)


def _aside_role(text: str, name: str) -> str | None:
    """ "Ann Lee, the mayor of Omber, said": what stands between the commas, where it reads as a role."""
    for match in re.finditer(re.escape(name), text):
        aside = _ASIDE.match(text, match.end())
        if aside and is_role(aside[1]) and not _SPEECH.search(aside[1]):
            return " ".join(aside[1].split())
    return None


def _opens_quoted(text: str) -> bool:
    quoted = find_quotations(text)
    return bool(quoted) and not text[: quoted[0].start].strip()
