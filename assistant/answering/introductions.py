"""Who somebody is that an article names: the fullest form of the name there, and the role beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.archive import Article, Span
from assistant.language import names, words
from assistant.language.lexicon import AUXILIARIES, HONORIFICS, OFFICES, PREPOSITIONS, ROLES, SAYING
from assistant.language.listed import alternatives
from assistant.language.places import names_country
from assistant.language.speech import without_day
from assistant.language.subjects import is_role

__all__ = ["ASIDE", "DETERMINERS", "Speaker", "introduce", "is_body"]

DETERMINERS = ("the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "who", "one", "another")
_SPEECH = re.compile(rf"\b{alternatives(SAYING)}\b")
ASIDE = re.compile(r"\s*,\s*([^,\"“”;:().]{3,70})(?:[,.;]|$)")
"""What stands between commas behind a name."""
_RELATIVE = re.compile(r"\s+(?:who|whom|whose|which|that)\b.*", re.DOTALL)
_OFFICE = alternatives(title for one in OFFICES for title in (one.capitalize(), one.upper()))
_TITLE = re.compile(rf"^((?:[\w’'-]+\s+){{0,5}}?{_OFFICE})\s+(?=[^\W\d_])")
_FURTHER_TITLE = re.compile(rf"^{_OFFICE}\s+(?=[^\W\d_][\w’'-]*\s+[^\W\d_])")
_TRADE = re.compile(rf"^({alternatives(one.capitalize() for one in ROLES)})\s+(?=[^\W\d_][\w’'-]*\s+[^\W\d_])")
""" "Teacher Ida Berg": in front of a whole name, for "Dean" may be one of its own."""
_BARE_TITLE = re.compile(rf"^{alternatives(one.capitalize() for one in HONORIFICS)}\.?\s+")
_ROLE_BEFORE = re.compile(
    rf"(?<![\w-])((?:[^\W\d_][\w’'-]*\s+){{0,3}}(?:\w+-)*(?:spokes\w+|{alternatives(ROLES)}))\s+$", re.IGNORECASE
)
_INSTITUTION = re.compile(
    r"\b(?:Authority|Ministry|Office|Department|Agency|Association|Council|Party|Herald|Times|Post|News|Foundation|Church|"
    r"Institute|University|College|School|Hospital|Museum|Society|Federation|Organi[sz]ation|Committee|Commission|Bank|"
    r"Police|Government|Union|Company)\b|['’]s\b"
)
_OF_INSTITUTION = re.compile(rf"([\w’'-]+(?: [\w’'-]+)+) of the .*{_INSTITUTION.pattern}.*")
_APPOSED = re.compile(
    r"(?:^|[.;,“”\"\n])\s*(?:and\s+|but\s+)?((?:[Tt]he|[Aa]n?|[Oo]ur)\s[^,.;“”\"\n]{3,70}),\s+"
    r"(?:the\s+(?:Very|Most|Right)\s+Reverend\s+)?$"
)
""" "The leader of the Harbour List, NAME"."""
_WORDS_BEFORE_ROLE = re.compile(
    rf"^.*\b(?:{alternatives((*PREPOSITIONS, *AUXILIARIES, *SAYING, *DETERMINERS))}|"
    r"(?!retired|elected|appointed)\w+ed|as|and|but|that|then|according)\s+",
    re.IGNORECASE,
)
"""Whatever is no part of a role: "was warned by captain NAME"."""


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    role: str | None = None
    """As it stands beside the name somewhere in the article."""


def introduce(article: Article, name: str) -> Speaker:
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


def is_body(name: str) -> bool:
    """Whether it is the name of an institution or a country, or ends with a country's: no person's."""
    parts = name.split()
    is_one_word = len(parts) == 1 or parts[-2] == "of"
    ends = (" ".join(parts[-size:]) for size in range(1 if is_one_word else 2, 4))
    return _INSTITUTION.search(name) is not None or any(map(names_country, ends))


def _are_several(forms: Sequence[str], bare: str) -> bool:
    """Whether the forms that could stand for the bare name are names of several people."""
    firsts = {form.split()[-2] for form in forms if len(form.split()) > 1 and form.split()[-1] == bare}
    return len(firsts) > 1


def _person(name: str) -> str:
    """A run of capitals that is too long for a person begins with where the person belongs."""
    if (belonging := _OF_INSTITUTION.fullmatch(name)) and not _INSTITUTION.search(belonging[1]):
        return belonging[1]
    first = name.split(" of ", maxsplit=1)[0]
    if first != name and len(first.split()) > 1 and not is_body(name):
        return first  # "Ann Lee of Omber Arena"
    parts = name.split()
    if parts[0].islower() or (len(parts) > 3 and not is_body(name)):
        return " ".join(parts[-2:])
    return name


def _split_title(name: str) -> tuple[str | None, str]:
    found = _TITLE.match(name) or _TRADE.match(name)
    if found is None:
        return None, name
    end = found.end()
    while further := _FURTHER_TITLE.match(name[end:]):  # "Commandant Major General"
        end += further.end()
    return name[:end].strip(), name[end:]


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


def _aside_role(text: str, name: str) -> str | None:
    """ "Ann Lee, the mayor of Omber, said": what stands between the commas, where it reads as a role."""
    for match in re.finditer(re.escape(name), text):
        aside = ASIDE.match(text, match.end())
        if aside and is_role(aside[1]) and not _SPEECH.search(aside[1]):
            return " ".join(_RELATIVE.sub("", aside[1]).split())
    return None


def _role_before(text: str, name: str) -> str | None:
    for match in re.finditer(rf"\b{re.escape(name)}\b", text):
        found = _ROLE_BEFORE.search(text[max(0, match.start() - 70) : match.start()])
        apposed = _APPOSED.search(text[max(0, match.start() - 90) : match.start()])
        if apposed and is_role(apposed[1]):
            return re.sub(r"^(?:The|An?|Our)\b", lambda word: word[0].lower(), " ".join(apposed[1].split()))
        if found and (role := _WORDS_BEFORE_ROLE.sub("", " ".join(found[1].split()))):
            return role
    return None
