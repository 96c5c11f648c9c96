"""Who says what a sentence of an article says, by the article's own words; nobody where it does not tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.interviews import Exchange, find_exchange
from assistant.archive import Article, Span
from assistant.language import STOPWORDS, names, split_sentences, words
from assistant.language.lexicon import (
    AUXILIARIES,
    HONORIFICS,
    OFFICES,
    PREPOSITIONS,
    ROLE_ENDINGS,
    ROLES,
    SAYING,
)
from assistant.language.listed import alternatives
from assistant.language.quotations import blank_quotations, find_quotations
from assistant.language.speech import find_speakers, speaks_unnamed, without_day
from assistant.language.subjects import is_role

__all__ = ["Speaker", "find_speaker", "has_quotation", "introduce", "words_for_interviewed"]

_DETERMINERS = ("the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "who", "one", "another")
_LONG_QUOTATION = 5
"""Words: fewer in marks are a term or a title, not speech."""
_SPEECH = re.compile(rf"\b{alternatives(SAYING)}\b")
_ASIDE = re.compile(r"\s*,\s*([^,\"“”;:().]{3,70})(?:[,.;]|$)")
_OFFICE = alternatives(title for one in OFFICES for title in (one.capitalize(), one.upper()))
_TITLE = re.compile(rf"^((?:[\w’'-]+\s+){{0,5}}?{_OFFICE})\s+(?=[^\W\d_])")
_BARE_TITLE = re.compile(rf"^{alternatives(one.capitalize() for one in HONORIFICS)}\.?\s+")
_ROLE_BEFORE = re.compile(rf"((?:[^\W\d_][\w’'-]*\s+){{0,3}}(?:spokes\w+|{alternatives(ROLES)}))\s+$", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"\b(?:Authority|Ministry|Office|Department|Agency|Association|Council|Party|Herald|Times|Post|News|Foundation|Church|"
    r"Institute|University|Organi[sz]ation|Committee|Commission|Bank|Police|Government|Union|Company|Zealand)\b|['’]s\b"
)
_OF_INSTITUTION = re.compile(rf"([\w’'-]+(?: [\w’'-]+)+) of the .*{_INSTITUTION.pattern}.*")
_APPOSED = re.compile(r"(?:^|[.;,“”\"\n])\s*(?:and\s+|but\s+)?((?:[Tt]he|[Aa]n?|[Oo]ur)\s[^,.;“”\"\n]{3,70}),\s+$")
""" "The leader of the Harbour List, NAME"."""
_WORDS_BEFORE_ROLE = re.compile(
    rf"^.*\b(?:{alternatives((*PREPOSITIONS, *AUXILIARIES, *SAYING, *_DETERMINERS))}|"
    r"(?!retired|elected|appointed)\w+ed|as|and|but|that|then|according)\s+",
    re.IGNORECASE,
)
"""Whatever is no part of a role: "was warned by captain NAME"."""
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_PRONOUN_SPEAKS = re.compile(
    rf"\b(?:he|she)\s+(?:(?:also|has|had|later|then|\w+ly)\s+)*{alternatives(SAYING)}\b"
    r"|(?:^|[,.!?;:—–]\s*|\s{2,})(?:said|says|added|adds)\s+(?:he|she)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:in|at|near|from|of|outside|around|across|through|off|over|on|between)\s+(?:the\s+)?$", re.IGNORECASE
)
_BEFORE_SUBJECT = re.compile(
    r"^\W*(?:[A-Z]{3,}[^—–]{0,30}[—–]\s*)?(?:(?:but|and|yet|so|meanwhile|then)\s+)?(?:(?:on|in|at|after|before|by|until|since|during)"
    r"\s[^,]{2,60},\s*)?(?P<called>.*)$",
    re.IGNORECASE | re.DOTALL,
)
""" "OMBER, 3 May — On Monday, the mayor, ": what may stand before the subject, with what it is called."""
_OPENING_WORD = re.compile(r"\W*([A-ZÀ-ÖØ-Þ][\w’'-]+)(?=\s+[a-z])")
_DETERMINER = re.compile(r"^(?:the|an?|his|her|its|their)\s+", re.IGNORECASE)
_SHARES_SUBJECT = re.compile(r"['’]s\b|,?\s+and\b")
_SOMEBODY = re.compile(
    rf"\b(?:the|a|an|one|his|her|their|its|another)\s+(?:[\w-]+\s+){{0,2}}?(?:{alternatives(ROLES)}|spokes\w+|"
    rf"\w*{alternatives(ROLE_ENDINGS)})\b",
    re.IGNORECASE,
)
_HE = re.compile(
    r"\b(?:he|his|him|himself|mr|sir|lord|king|prince|husband|father|brother|son|uncle|widower|monk|\w+man)\b",
    re.IGNORECASE,
)
_SHE = re.compile(
    r"\b(?:she|her|hers|herself|mrs|ms|miss|dame|lady|queen|princess|wife|mother|sister|daughter|aunt|widow|nun|actress"
    r"|\w+woman)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 4
"""Words."""
_CONTINUES = re.compile(r"\b(?:add(?:s|ed)|continue[sd]|went on|goes on)\b")
_SENTENCES_BACK = 3
_NAME_LOOKED_FOR = 40_000
"""Characters of an article."""


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
    exchange = find_exchange(article.text, span)
    name = exchange.speaker if exchange else _named(article.text, span) or _carried_over(article, span)
    return _introduced(article, name) if name else None


def introduce(article: Article, name: str) -> Speaker:
    """Whom a sentence of the article names: the fullest form of the name there, and the role beside it."""
    return _introduced(article, name)


def words_for_interviewed(article: Article, exchange: Exchange) -> str:
    """Name, role and headline: the words by which a question can mean who replies."""
    speaker = _introduced(article, exchange.speaker)
    return " ".join(filter(None, (speaker.name, speaker.role, article.title)))


def _named(text: str, span: Span) -> str | None:
    sentence = text[slice(*span)]
    found = find_speakers(sentence)
    name = sentence[slice(*found[0])] if found else ""
    is_bare_opening = bool(found) and " " not in name and not sentence[: found[0][0]].strip()
    return None if not name or (is_bare_opening and not _is_name_elsewhere(text, name)) else name


def _is_name_elsewhere(text: str, word: str) -> bool:
    """Whether the article has the word with its capital inside a sentence, and never in small letters: one that opens a
    sentence has a capital from there ("Volunteers said")."""
    looked_at = text[:_NAME_LOOKED_FOR]
    if re.search(rf"\b{re.escape(word.lower())}\b", looked_at):
        return False
    return re.search(rf"[^\s.!?:“\"‘(]['’]?[ \t]{re.escape(word)}\b", looked_at) is not None


def _carried_over(article: Article, span: Span) -> str | None:
    """The speaker just before: a quotation that goes on, or a "he said" after one who is named and alone."""
    text = article.text[span[0] : span[1]]
    outside = blank_quotations(text)
    goes_on = _opens_quoted(text) and not outside.strip(" .,;\"'”")
    spoken = _PRONOUN_SPEAKS.search(outside)
    if speaks_unnamed(text) or not (goes_on or spoken):
        return None
    start = max(0, span[0] - 1500)
    before = [(start + left, start + right) for left, right in split_sentences(article.text[start : span[0]])]
    for place, earlier in reversed([*enumerate(before)][-_SENTENCES_BACK:]):
        sentence = article.text[slice(*earlier)]
        others = _people(blank_quotations(sentence))
        if name := _named(article.text, earlier):
            is_alone = goes_on or _CONTINUES.search(outside) or all(one in name or name in one for one in others)
            return name if is_alone else None
        if spoken and (name := _lone_subject(article, earlier, text, spoken[0])):
            rival = _named(article.text, before[place - 1]) if place else None
            return name if rival is None or words(rival)[-1:] == words(name)[-1:] else None
        if others or speaks_unnamed(sentence) or not (_opens_quoted(sentence) or _PRONOUN.search(sentence)):
            return None  # somebody else may have come in between
    return None


def _lone_subject(article: Article, span: Span, said: str, spoken: str) -> str | None:
    """The person a sentence is about, where a pronoun behind it ("he said") can mean nobody else."""
    outside = blank_quotations(article.text[slice(*span)])
    other = _SHE if _HE.search(spoken) else _HE
    found = _only_name(article.text, outside)
    if found is None or other.search(said):
        return None
    start, end = found
    opened = _BEFORE_SUBJECT.match(outside[:start])
    title = re.sub(_DETERMINER, "", opened["called"].strip(" ,") if opened else "")
    aside = _ASIDE.match(outside, end)
    beside = outside[aside.end() if aside and is_role(aside[1]) else end :]
    if (title and not _is_title(title)) or _SHARES_SUBJECT.match(beside) or _SOMEBODY.search(beside):
        return None
    introduced = _introduced(article, outside[start:end])
    is_person = introduced.role or title or (" " in introduced.name and not _INSTITUTION.search(introduced.name))
    called = f"{outside[:end]} {aside[1] if aside else ''} {introduced.role or ''}"
    return outside[start:end] if is_person and not other.search(called) else None


def _only_name(text: str, outside: str) -> Span | None:
    """The one name of a sentence that is not of a place, where there is one."""
    named = [one for one in names(outside) if outside[slice(*one)].strip() and not _PLACED.search(outside[: one[0]])]
    opening = _OPENING_WORD.match(outside)
    if opening and opening[1].lower() not in STOPWORDS and _is_name_elsewhere(text, opening[1]):
        named.insert(0, opening.span(1))
    return named[0] if len(named) == 1 else None


def _is_title(called: str) -> bool:
    head = re.split(r"\s(?:of|at|for|in|who|from)\s|,", called, maxsplit=1)[0]
    return is_role(called) and len(head.split()) <= _LONGEST_TITLE and not set(words(head)) & set(_DETERMINERS)


def _people(unquoted: str) -> list[str]:
    """Whoever a pronoun could mean."""
    found = [unquoted[slice(*span)] for span in names(unquoted)]
    return [name for name in found if name.strip() and not _INSTITUTION.search(name)]


def _introduced(article: Article, name: str) -> Speaker:
    """The fullest form of the name in the article, and the role that stands beside it there."""
    bare = _BARE_TITLE.sub("", name)
    role, bare = _split_title(bare)
    bare = _person(bare)
    last = words(bare)[-1:] or [""]
    forms = [article.text[start:end] for start, end in _mentions(article.text, bare)]
    best, found_role = bare, role
    told = [_split_title(_BARE_TITLE.sub("", form)) for form in forms]
    if _are_several([_person(form_bare) for _, form_bare in told], bare):
        return Speaker(bare, role)  # two of one family
    for form_role, form_bare in told:
        form_bare = _person(form_bare)
        is_fuller = words(form_bare)[-1:] == last and set(words(bare)) <= set(words(form_bare))
        if is_fuller and len(form_bare.split()) > len(best.split()):
            best = form_bare
        found_role = found_role or form_role
    return Speaker(best, found_role or _aside_role(article.text, best) or _role_before(article.text, best))


def _are_several(forms: Sequence[str], bare: str) -> bool:
    """Whether the forms that could stand for the bare name are names of several people."""
    firsts = {form.split()[-2] for form in forms if len(form.split()) > 1 and form.split()[-1] == bare}
    return len(firsts) > 1


def _person(name: str) -> str:
    """A run of capitals that is too long for a person begins with where the person belongs."""
    if (belonging := _OF_INSTITUTION.fullmatch(name)) and not _INSTITUTION.search(belonging[1]):
        return belonging[1]
    parts = name.split()
    if parts[0].islower() or (len(parts) > 3 and not _INSTITUTION.search(name)):
        return " ".join(parts[-2:])
    return name


def _role_before(text: str, name: str) -> str | None:
    for match in re.finditer(rf"\b{re.escape(name)}\b", text):
        found = _ROLE_BEFORE.search(text[max(0, match.start() - 70) : match.start()])
        apposed = _APPOSED.search(text[max(0, match.start() - 90) : match.start()])
        if apposed and is_role(apposed[1]):
            return re.sub(r"^(?:The|An?|Our)\b", lambda word: word[0].lower(), " ".join(apposed[1].split()))
        if found and (role := _WORDS_BEFORE_ROLE.sub("", " ".join(found[1].split()))):
            return role
    return None


def _mentions(text: str, bare: str) -> Sequence[Span]:
    """Names of the article that hold the last word of this one, in the sentence where they stand."""
    last = bare.split()[-1]
    found: list[Span] = []
    for match in re.finditer(rf"\b{re.escape(last)}\b", text):
        start = max(0, match.start() - 80)
        around = text[start : match.end()]
        here = [(start + left, start + right) for left, right in (without_day(around, span) for span in names(around))]
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
