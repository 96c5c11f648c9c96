"""Who wrote an article, out of a byline of any source: whole names and nothing else, each person once.

Roles, places, editors and photographers, dates and what a page prints beside a byline are left out. An agency stays:
who else is named decides about it, and so does the outlet's own name (see `without_outlets`).
"""

import ast
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from assistant.language.lexicon import MONTH_NUMBERS
from assistant.language.listed import alternatives
from ingest.agencies import agency_in
from ingest.byline_names import NOT_A_NAME, has_role, is_outlet, name_of_person, person_in, without_field
from ingest.byline_words import GENERATIONS, UNSIGNED
from ingest.clean import without_unseen

__all__ = ["authors_in", "without_outlets"]

_LONGEST = 1000
_DEEPEST = 8
"""Lists in lists that are looked into for a name; deeper ones are made to break their reader."""
_MOST_NAMES = 100
_NAME_KEYS = (
    "name", "full_name", "fullname", "display_name", "displayname", "rendered", "original", "text", "value", "byline",
    "by",
)  # fmt: skip
_WITHIN = ("person", "persons", "data", "attributes", "fields", "profile", "user")
"""Objects in which content systems keep what is known of an author."""
_GIVEN_KEYS = ("first_name", "firstname", "given_name", "givenname", "given", "first", "forename")
_FAMILY_KEYS = ("last_name", "lastname", "family_name", "familyname", "family", "last", "surname")
_ROLE_KEYS = ("role", "roles", "jobTitle", "job_title", "creatorType", "contribution", "function", "type", "position")
_MADE_OTHER = re.compile(
    r"(?:(?:staff|freelance|press|chief|picture|photo|video)\s+)?(?:photo(?:s|graphs?|graph(?:er|y)|journalist)?|"
    r"photo editor|pictures?|illustrat(?:or|ions?)|cartoonist|translators?|translation|video(?:s|grapher|journalist)?|"
    r"camera(?:man|woman)?|graphics?(?: artist)?|designer|producer|fotograf(?:in|o|a)?|foto|traducteur|traductrice|"
    r"übersetzer(?:in)?|illustrateur|illustratrice)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\u200c-\u200f\ud800-\udfff]")
_MARKUP = re.compile(r"<[^<>]{0,300}>")
_ADDRESS = re.compile(r"(?:mailto:)?[^\s()<>,;|]*[^\s()<>,;|]@[^\s()<>,;|]+|(?:https?://|www\.)\S+|(?<!\w)@\w+", re.I)
_MONTH = alternatives(name for name in MONTH_NUMBERS if len(name) > 2)
_DATE = re.compile(
    rf"(?:\b(?:on\s+)?{_MONTH}\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*\d{{4}})?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH}\b\.?(?:,?\s*\d{{4}})?|\b{_MONTH}\s+\d{{4}}\b|\b\d[\d:./-]*)",
    re.IGNORECASE,
)
_WRITES = "reporting|writing|words|text|texte|story|report|reported|written|posted|compiled|interview|analysis|author"
_OTHER_WORK = (
    r"edit(?:ing|ed)|photo(?:s|graphs?|graphy)?|pictures?|images?|illustrat(?:ions?|ed)|graphics?|video|videos|filmed|"
    r"translat(?:ion|ed)|fact[- ]check(?:ing|ed)|produc(?:ed|tion)|design(?:ed)?|cartoon|curated|reviewed|approved|"
    r"hosted|fotos?|bild(?:er)?|fotografie|foto|traduction|traducción|redigering"
)
_CREDIT = re.compile(
    rf"[(\[]?\b(?:(?:additional|further|with|and|original|first|also|extra)\s+)*"
    rf"(?:(?P<writes>{_WRITES})|(?P<other>{_OTHER_WORK}))(?:\s+and\s+\w+ing)?(?:\s+by\b[\s:]*|\s*:\s*)",
    re.IGNORECASE,
)
_OTHER_IN_BRACKETS = re.compile(
    rf"(?:^|[,;&]|\b(?:and|und|et|y)\b)\s*(?:[^\s,;()&]+\s+){{1,4}}\((?:{_OTHER_WORK})\)", re.IGNORECASE
)
"""`Tom Roe (photos)`."""
_CONTRIBUTED = re.compile(r"\s+(?:also\s+)?contributed\b[^;|.]*", re.IGNORECASE)
_BY = re.compile(
    r"^\W*(?:(?:(?:special|exclusive)\s+)?(?:by|byline|von|por|par|text|from|di|door|van(?=\s+onze\b)|af|av|autor|autorin|auteur)\b[\s:]+"
    r"|作者[::]|文[/::])",
    re.IGNORECASE,
)
_INNER_BY = re.compile(r"^.*\bby\s+(?=[^\W\d_])", re.IGNORECASE)
_BREAK = re.compile(r"\s*[;|•·●▪/()\[\]、;]\s*|\s+[-–—]{1,2}\s+|[–—]|…|\.{3,}|\s*\*+\s*")
_AND = re.compile(r",?\s+(?:and|with|und|mit|avec|con|plus)\s+|,?\s*[&+]\s*", re.IGNORECASE)
_LEADING_AND = re.compile(r"^\W*(?:and|with|und|mit|avec|con|plus)\s+", re.IGNORECASE)
_SOFT_AND = re.compile(r"\s+(?:y|e|et|og|och|en|i)\s+")
"""Between names where whole ones stand on both sides; inside a name otherwise."""
_COMMA = re.compile(r"\s*[,,]\s*")


def authors_in(value: object) -> tuple[str, ...]:
    """Author names, in order, each once: from a byline, a list of names, or a list of objects with a name; what is said
    to be an organisation only where no person is named."""
    if isinstance(value, list | tuple) and any(map(_is_no_writer, value[:_MOST_NAMES])):
        persons = [item for item in value[:_LONGEST] if not _is_no_writer(item)]
        return authors_in(persons) or _each_once(value)
    return _each_once(value)


def _each_once(value: object) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in _names_within(value, _DEEPEST):
        found.setdefault(_likeness(name), name)
        if len(found) == _MOST_NAMES:
            break
    return tuple(found.values())


def without_outlets(authors: Sequence[str], publisher: str | None) -> tuple[str, ...]:
    """The authors without the outlet itself, alone or behind a name; and without agencies where persons are named."""
    persons = [name for name in (_before_outlet(author, publisher) for author in authors) if name]
    persons = [name for name in persons if agency_in(name) is not None or not is_outlet(name.split())]
    signed = [name for name in persons if agency_in(name) is None]
    return tuple(dict.fromkeys(signed or persons))


def _is_no_writer(value: object) -> bool:
    return _is_organisation(value) or (
        isinstance(value, Mapping) and any(map(_is_other_work, map(value.get, _ROLE_KEYS)))
    )


def _is_other_work(role: object) -> bool:
    """Whether a role is that of somebody who made something else of an article than its text."""
    named = role.get("name") if isinstance(role, Mapping) else role
    return isinstance(named, str) and _MADE_OTHER.fullmatch(named.strip()[:_LONGEST]) is not None


def _is_organisation(value: object) -> bool:
    """As JSON-LD says it, and services that know which of their authors are agencies; not one that is known here."""
    name = value.get("name") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or (isinstance(name, str) and agency_in(name) is not None):
        return False
    kinds = value.get("@type", value.get("type"))
    named = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    return value.get("isAgency") is True or any(kind.casefold().endswith("organization") for kind in named)


def _before_outlet(author: str, publisher: str | None) -> str | None:
    """`Jane Doe` of `Jane Doe Harrowmere Gazette`; None for the Gazette, by its whole name or a part of it."""
    outlet, written = _words(publisher or ""), _words(author)
    if not outlet or not written:
        return author
    short, long = sorted((written, outlet), key=len)
    is_part = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    if "".join(written) == "".join(outlet) or (is_part and short == written):
        return None
    if not is_part:
        return author
    at = next(at for at in range(len(written)) if written[at : at + len(outlet)] == outlet)
    return person_in(" ".join(author.split()[:at])) if at >= 2 else None


def _words(name: str) -> list[str]:
    name = re.sub(r"^(?:https?://)?www\.", "", name.casefold())
    name = re.sub(r"\.[a-z]{2,12}$", "", name) if " " not in name else name
    return [word for word in re.findall(r"[^\W_]+", name) if word != "the"]


def _likeness(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _names_within(value: object, levels: int) -> Iterator[str]:
    if isinstance(value, str):
        listed = _list_in(value)
        if listed is None:
            yield from _names_in_byline(value)
        else:
            yield from _names_within(listed, levels - 1)
    elif isinstance(value, Mapping) and levels:
        yield from _names_within(_named(value), levels - 1)
    elif isinstance(value, Sequence) and levels and not isinstance(value, bytes):
        for item in value[:_LONGEST]:
            yield from _names_within(item, levels - 1)


def _list_in(written: str) -> object | None:
    """`['Jane Doe', 'Tom Roe']`, as programs write a list into a table; `{"Jane Doe","Tom Roe"}`, as databases do."""
    text = written.strip()
    if len(text) > 10 * _LONGEST or not text.startswith(("[", "{")) or not text.endswith(("]", "}")):
        return None
    try:
        value: object = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        inside = text[1:-1].strip()
        return [part.strip(" \"'") for part in inside.split(",")] if text.startswith("{") else None
    return sorted(map(str, value)) if isinstance(value, set) else value


def _named(fields: Mapping[object, object]) -> object:
    by_key = {str(key).casefold(): value for key, value in fields.items()}
    named = next((by_key[key] for key in _NAME_KEYS if by_key.get(key)), None)
    if named is not None:
        return named
    parts = [next((by_key[key] for key in keys if by_key.get(key)), None) for keys in (_GIVEN_KEYS, _FAMILY_KEYS)]
    whole = " ".join(part.strip() for part in parts if isinstance(part, str))
    return whole or next((by_key[key] for key in _WITHIN if by_key.get(key)), ())


def _names_in_byline(byline: str) -> Iterator[str]:
    line = unescape(byline[:_LONGEST]).strip()
    line = unicodedata.normalize("NFC", _UNSEEN.sub("", without_unseen(line))).replace("’", "'").replace("\n", "; ")
    line = _ADDRESS.sub(" ", _MARKUP.sub(" ", line))
    line = _OTHER_IN_BRACKETS.sub("; ", line)
    line = _CONTRIBUTED.sub("; ", _DATE.sub("; ", _SPACES.sub(" ", line).strip()))
    segments = [part for stretch in _written_by(line) for part in _BREAK.split(stretch) if part.strip(" ,.:")]
    is_only = len(segments) == 1
    for segment in segments:
        yield from _names_in_segment(_without_by(_LEADING_AND.sub("", segment).strip(" ,:")), is_only=is_only)


def _written_by(line: str) -> Iterator[str]:
    """The stretches of a line that name writers: `Reporting by …; Editing by …` has one of each."""
    start, is_writer = 0, True
    for credit in _CREDIT.finditer(line):
        if is_writer:
            yield line[start : credit.start()]
        start, is_writer = credit.end(), credit["writes"] is not None
    if is_writer:
        yield line[start:]


def _without_by(segment: str) -> str:
    bare = _BY.sub("", segment)
    return _INNER_BY.sub("", bare) if " by " in bare.casefold() else bare


def _names_in_segment(segment: str, *, is_only: bool) -> Iterator[str]:
    """Of a stretch without `;` or `|`: "and" parts whole names, a comma parts names, or a name from its role."""
    parts = [part for part in _AND.split(segment) if part and part.strip(" ,.")]
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else ""
        if has_role(following) and person_in(following, is_first=False) is None:
            part = without_field(part)
        pieces = [_trimmed(piece) for piece in _COMMA.split(part) if piece.strip(" .")]
        if inverted := _inverted(pieces):
            yield from inverted
            continue
        for place, piece in enumerate(pieces):
            is_alone = is_only and len(parts) == len(pieces) == 1
            yield from _names_in_piece(
                piece, following if place == len(pieces) - 1 else "", is_first=place == 0, is_alone=is_alone
            )


def _names_in_piece(piece: str, following: str, *, is_first: bool, is_alone: bool) -> Iterator[str]:
    halves = _SOFT_AND.split(piece)
    if len(halves) > 1 and all(len(half.split()) >= 2 for half in halves):
        for half in halves:
            yield from _names_in_piece(half, "", is_first=is_first, is_alone=False)
        return
    if agency_in(piece) is not None:
        yield piece
        return
    name = person_in(piece, is_first=is_first)
    if name is None or name.casefold() in UNSIGNED:
        return
    if " " in name or is_alone:
        yield name
    elif is_first and (family := _shared_family(following)):
        yield f"{name} {family}"


def _inverted(pieces: Sequence[str]) -> list[str]:
    """`Doe, Jane` as `Jane Doe`, and `Doe, J., Roe, T.`; nothing where the pieces are not such halves of names."""
    if len(pieces) == 2 and pieces[1].casefold() in GENERATIONS:
        return [f"{person_in(pieces[0]) or pieces[0]} {GENERATIONS[pieces[1].casefold()]}"]
    if len(pieces) < 2 or len(pieces) % 2 or any(agency_in(piece) or has_role(piece) for piece in pieces):
        return []
    pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    is_inverted = all(name_of_person(family, given) for family, given in pairs)
    return [name for family, given in pairs if (name := person_in(f"{given} {family}"))] if is_inverted else []


def _trimmed(piece: str) -> str:
    """Without the full stop of the line; that of an initial stays."""
    bare = piece.strip(" .")
    return f"{bare}." if len(bare.split()[-1]) == 1 and piece.rstrip().endswith(".") else bare


def _shared_family(following: str) -> str | None:
    """`Roe` for the first of `Ines and Theo Roe`."""
    name = person_in(_COMMA.split(following)[0]) if following else None
    return name.split(" ", 1)[1] if name and " " in name and name not in NOT_A_NAME else None
