"""One piece of a byline: the name in it, without role, place, title or outlet; or none."""

import re
from collections.abc import Sequence
from itertools import dropwhile

from assistant.language.lexicon import HONORIFICS
from assistant.language.places import names_country
from ingest.agencies import agency_in
from ingest.byline_words import (
    DEGREES,
    FURNITURE,
    GENERATIONS,
    OUTLET_WORDS,
    PARTICLES,
    PLACES,
    ROLE_ENDINGS,
    ROLE_NOUNS,
    ROLE_QUALIFIERS,
    ROLE_SURNAMES,
    SMALL_WORDS,
    UNSIGNED,
)

__all__ = ["NOT_A_NAME", "has_role", "is_outlet", "name_of_person", "person_in", "without_field"]

NOT_A_NAME = frozenset({*UNSIGNED, *PLACES})
_MOST_WORDS = 8
_HONORIFICS = (frozenset(HONORIFICS) | {"herr", "frau", "monsieur", "madame", "dott", "dra", "sra"}) - {
    "sir", "dame", "lord", "lady", "hon",
}  # fmt: skip
_NOT_OF_A_NAME = re.compile(r"[^\w\s.'’ʼ·,-]")
_PREFIXES = ("al-", "el-", "ash-", "d'")
_EAST_ASIAN_ROLE = re.compile(
    r"^(?:本报|本報|特约|特約)?(?:记者|記者|通讯员|通訊員)\s*|\s*(?:기자|특파원|记者|記者|編集委員|特派員)$"
)
_SOUNDED = re.compile("[aeiouyà-ÿ]", re.IGNORECASE)
_SCOTTISH = re.compile(r"\bMc(?=[A-Z]{2})")
"""Stays as it is in a name in capitals: JANE McDOE."""
_PARTS_OF_WORD = re.compile(r"([^\W_]+)")


def person_in(piece: str, *, is_first: bool = True) -> str | None:
    """The name of a person in a piece between commas. `is_first`: what follows a name is more likely a role."""
    piece = _EAST_ASIAN_ROLE.sub("", _NOT_OF_A_NAME.sub(" ", piece).strip(" ,.-"))
    words = _in_usual_letters(_up_to_the_end_of_the_name(_in_usual_letters(piece.split())))
    words = list(dropwhile(lambda word: _bare(word) in _HONORIFICS, words))
    if not words or _is_role(words, is_first=is_first):
        return None
    words = _without_degrees(_without_role(words, is_first=is_first))
    if not words or len(words) > _MOST_WORDS or _is_role(words, is_first=is_first):
        return None
    if is_outlet(words, most_words=3):  # four may be a person with the outlet's name behind
        return None
    name = " ".join(_surname_in_small_letters(words)).strip(" ,-")
    name = name if _bare(words[-1]) in GENERATIONS or len(words[-1]) == 2 else name.rstrip(".")
    is_place = name.casefold() in PLACES or (not is_first and names_country(name))
    return None if is_place or name.casefold() in UNSIGNED or not any(map(str.isalpha, name)) else name


def name_of_person(family: str, given: str) -> bool:
    """Whether these look like the two halves of `Doe, Jane`."""
    names, first = family.split(), given.split()
    is_one = len([word for word in names if word.casefold() not in PARTICLES]) == 1
    words = [*names, *first]
    return (
        is_one and 1 <= len(first) <= 2 and all(map(_may_be_of_a_name, words)) and person_in(f"{given} {family}") != ""
    )


def has_role(piece: str) -> bool:
    return any(_is_role_noun(word) for word in piece.split())


def _may_be_of_a_name(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in PARTICLES


def _in_usual_letters(words: Sequence[str]) -> list[str]:
    """A piece in capitals as names are written; the same for one in small letters. One word alone may be either."""
    written = _SCOTTISH.sub("MC", " ".join(words))
    if len(words) < 2 or not (written.isupper() or written.islower()):
        return list(words)
    is_lower = written.islower()
    if is_lower and any(word in SMALL_WORDS or _is_role_noun(word) or word in ROLE_QUALIFIERS for word in words):
        return list(words)
    return [_with_capital(word, is_first=number == 0, is_lower=is_lower) for number, word in enumerate(words)]


def _with_capital(word: str, *, is_first: bool, is_lower: bool) -> str:
    small = word.casefold()
    if not is_first and (small in SMALL_WORDS or (small in PARTICLES and small != "i")):
        return small
    is_short_form = not is_lower and not is_first and (agency_in(word) or not _SOUNDED.search(word))
    if is_short_form or _bare(word) in {"ii", "iii", "iv"}:
        return word
    return _PARTS_OF_WORD.sub(lambda part: _capitalised(part[0]), small)


def _capitalised(part: str) -> str:
    if part.startswith("mc") and len(part) > 3:
        return "Mc" + part[2:].capitalize()
    return part if part in {"s", "t"} else part[:1].upper() + part[1:]


def _surname_in_small_letters(words: Sequence[str]) -> list[str]:
    """`Jane Doe` of `Jane DOE`: some papers set surnames in capitals."""
    is_mixed = any(not word.isupper() for word in words if _bare(word) not in PARTICLES)
    return [
        _with_capital(word, is_first=False, is_lower=True)
        if is_mixed and word.isupper() and len(word) > 2 and "." not in word and _SOUNDED.search(word) and number
        else word
        for number, word in enumerate(words)
    ]


def _up_to_the_end_of_the_name(words: Sequence[str]) -> list[str]:
    """A name ends at the first word in small letters that is no part of one: `in Berlin`, `of the Gazette`, `reports`.

    Also at words of the page around it, such as `Updated`.
    """
    kept: list[str] = []
    for number, word in enumerate(words):
        is_role = _is_role_noun(word)
        if _is_small(word) and not (is_role and _begins_a_name(words[number + 1 :])):
            if is_role and len(kept) < 2:  # `Lantern newsdesk`
                kept.append(word)
            while is_role and len(kept) > 2 and _bare(kept[-1]) in ROLE_QUALIFIERS:  # `Jane Doe Environment editor`
                kept.pop()
            if kept or _bare(word) not in ROLE_QUALIFIERS:
                break
            continue
        if len(kept) >= 2 and _bare(word) in FURNITURE:
            break
        kept.append(word)
    while kept and kept[-1].casefold() in PARTICLES and kept[-1].islower():
        kept.pop()
    return kept


def _is_small(word: str) -> bool:
    return word[:1].islower() and _bare(word) not in PARTICLES and not word.startswith(_PREFIXES)


def _begins_a_name(words: Sequence[str]) -> bool:
    own = [word for word in words if word.casefold() not in PARTICLES]
    return len(own) >= 2 and words[0][:1].isupper() and all(word[:1].isupper() for word in own[:2])


def _bare(word: str) -> str:
    return word.casefold().strip(".,'-")


def _is_role_noun(word: str) -> bool:
    small = _bare(word)
    return small.split("-")[0] in ROLE_NOUNS or small.rsplit("-", 1)[-1] in ROLE_NOUNS or small.endswith(ROLE_ENDINGS)


def _is_role(words: Sequence[str], *, is_first: bool) -> bool:
    """`Staff Writer`, `Political Editor`, `Harrowmere Correspondent`; behind a name also a field alone."""
    small = [_bare(word) for word in words]
    known = [word in ROLE_QUALIFIERS or word in FURNITURE or _is_role_noun(word) or agency_in(word) for word in small]
    if all(known):
        return not is_first or len(words) == 1 or any(map(_is_role_noun, words)) or set(small) <= FURNITURE
    if not _is_role_noun(words[-1]):
        return False
    if len(words) <= 2:
        return small[-1] not in ROLE_SURNAMES or small[0] in OUTLET_WORDS
    return not is_first and (not known[-2] or len(_before_role(words)) < 2)


def _before_role(words: Sequence[str]) -> list[str]:
    """The words without the field and the role at their end: `PA` of `PA Political Editor`."""
    kept = list(words)
    while kept and (_is_role_noun(kept[-1]) or _bare(kept[-1]) in ROLE_QUALIFIERS):
        kept.pop()
    return kept


def without_field(piece: str) -> str:
    """`Jane Doe` of `Jane Doe Health`, where `and Science Editor` follows."""
    words = piece.split()
    before = _before_role(words)
    return " ".join(before) if len(before) >= 2 else piece


def _without_role(words: Sequence[str], *, is_first: bool) -> list[str]:
    """The name before or behind a role: `Jane Doe Staff Writer`, `Political Editor Jane Doe`."""
    kept = list(words)
    if len(kept) > 2 and _is_role_noun(kept[-1]) and (is_first or _bare(kept[-2]) in ROLE_QUALIFIERS):
        kept.pop()
        while len(kept) > 2 and (_bare(kept[-1]) in ROLE_QUALIFIERS or names_country(kept[-1]) or agency_in(kept[-1])):
            kept.pop()
    if len(kept) > 3 and _bare(kept[-1]) in OUTLET_WORDS and kept[-2].isupper():
        kept = kept[:-2]
    if len(kept) > 2 and agency_in(kept[-1]) is not None and not (kept[-1].istitle() and len(kept[-1]) < 5):
        kept.pop()
    last = max((at for at, word in enumerate(kept[:-2]) if _is_role_noun(word)), default=-1)
    before = kept[: max(last, 0)]
    if last >= 0 and all(
        _bare(one) in ROLE_QUALIFIERS or one.isupper() or _is_role_noun(one) or names_country(one) for one in before
    ):
        kept = kept[last + 1 :]
    return kept


def _without_degrees(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 2 and _bare(kept[-1]).replace(".", "") in DEGREES and kept[-1][:1].isupper():
        kept.pop()
    return kept


def is_outlet(words: Sequence[str], *, most_words: int = _MOST_WORDS) -> bool:
    """`The Lantern`, `Harrowmere Gazette`: by what papers and stations are called."""
    small = [_bare(word) for word in words]
    is_called_so = small[0] == "the" or small[-1] in OUTLET_WORDS or small[-1].endswith((".com", ".org"))
    return 2 <= len(words) <= most_words and is_called_so
