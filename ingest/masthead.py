"""The top of a plain article: headline, byline and date line, where each stands as news is usually set; and a byline
that is its last line.

Nothing is cut out of the text: these lines stay in it, and what is not there stays unknown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.language import Moment, find_dateline
from assistant.language.date_order import DAY_FIRST_LANGUAGES, ordered
from assistant.language.listed import alternatives
from ingest.byline_names import has_role, is_outlet, person_in
from ingest.byline_words import ROLE_NOUNS, ROLE_QUALIFIERS
from ingest.bylines import authors_in
from ingest.date_labels import date_parts
from ingest.languages import language_in

__all__ = ["Masthead", "byline_in", "day_of_dateline", "read_masthead"]

_LONGEST_HEADLINE = 200
_LOOKED_AT_FROM_END = 2000
_LINES_LOOKED_AT = 6
"""Lines that are not blank, headline included: a byline further down is part of the story."""
_SENTENCE_END = re.compile(r"[.,;:…]['\"”’»)]*$")
_MARKUP = re.compile(r"^[#>\s]+|[*_`]{1,3}")
_SMALL = (
    "and with of for in at from to by our the de del der den di da la van von bin al y und et à aus editing writing "
    "reporting additional"
)
_NAME_WORD = rf"(?:[^\W\d_a-zà-ÿ][\w.'’/-]*|{alternatives([*_SMALL.split(), *ROLE_NOUNS, *ROLE_QUALIFIERS])}|&)"
_CREDIT = (
    r"(?:(?:Additional |With )?(?:[Rr]eporting|[Ww]riting)|Words|Written|Story|Text|Compiled|Exclusive|Posted) by:?"
)
_BY = r"by|BY|By|[Vv]on|[Pp]or|[Pp]ar|[Dd]i|[Dd]oor|A[fv]|From our"
_FROM = rf"From(?=(?:\s+{_NAME_WORD}){{2,4}}(?:,|\s+in)\s)"
"""`From Jane Doe in Skarne`; not "From Berlin to Paris"."""
_BYLINE = re.compile(rf"^(?:{_BY}|{_CREDIT}|{_FROM})\s+{_NAME_WORD}(?:[,;)]*\s+\(?{_NAME_WORD}){{0,30}}\)?$")
_SIGNED = re.compile(
    rf"(?P<name>[^\W\d_a-z](?:[\w.'’-]*\s+){{1,3}}[\w.'’-]+),\s+(?P<role>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}})"
)
"""`Jane Doe, Harbour Correspondent`, with no "By"."""
_LABELS = {
    "headline": ("title", "headline", "titel", "überschrift", "titre", "título", "titolo"),
    "authors": (
        "author", "authors", "byline", "by", "autor", "autorin", "autoren", "autora", "autores", "auteur", "auteurs",
        "autore", "autori",
    ),
    "published": (
        "date", "published", "published on", "publication date", "publish date", "pub date", "datum", "fecha", "data",
    ),
    "updated": ("updated", "updated on", "last updated", "modified"),
    "publisher": ("source", "publisher", "publication", "outlet", "newspaper", "quelle", "zeitung", "fuente", "fonte"),
}  # fmt: skip
_FIELD_OF_LABEL = {label: field for field, labels in _LABELS.items() for label in labels}
_LABELLED = re.compile(rf"(?P<label>{alternatives(_FIELD_OF_LABEL)})\s*:\s+(?P<value>\S.*)", re.IGNORECASE)
_LEAST_LABELLED = 2
"""Lines with such a label one below the other; a single one may be the headline: `Source: Mayor to resign`."""
_LONGEST_DATE_LINE = 80
_LONGEST_BYLINE = 150
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\d]{1,60}?),\s+(?P<day>[^()—–]{8,30}?)\s*"
    r"(?:\((?P<outlet>[^)]{2,40})\)\s*|/[^/\n]{2,40}/\s*)?(?:[—–]|-{1,2}(?=\s))"
)
_LONGEST_TOP = 1500
_NUMBERS = re.compile(r"(?<![\d./])\d{1,2}([./])\d{1,2}\1\d{4}(?![\d/])")
_PARTS = re.compile(r"\s+[|•·]\s+")
_BEFORE_DAY = re.compile(r",?\s+(?:[-–—]\s+)?(?:on\s+)?(?=[^,]{0,12}\d)|,\s+")
_NAME = re.compile(r"[^\W\d_][^.!?]{1,60}")
_LONGEST_STACKED = 60
_OUTLET = re.compile(rf"[^\W\d_a-zà-ÿ]{{1,2}}[\w'’&-]*(?:\s+{_NAME_WORD}){{1,5}}")


@dataclass(frozen=True, slots=True)
class Masthead:
    headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Moment | None = None
    updated: Moment | None = None


def read_masthead(text: str) -> Masthead:
    """What the first lines of a text say of it."""
    found = _read_top(_with_days_in_order(text))
    return found if found.authors else replace(found, authors=_last_byline(text))


def _with_days_in_order(text: str) -> str:
    """The text with the days of its first lines as ISO 8601 has them, where its language sets the day first."""
    top = text[:_LONGEST_TOP]
    first = top.find("\n", len(top) - len(top.lstrip()))
    if first < 0 or not _NUMBERS.search(top, first) or language_in(text) not in DAY_FIRST_LANGUAGES:
        return text
    return top[:first] + _NUMBERS.sub(lambda day: ordered(day[0], "dmy") or day[0], top[first:]) + text[_LONGEST_TOP:]


def _last_byline(text: str) -> tuple[str, ...]:
    """Names in a last line that is a byline and stands by itself."""
    end = text[-_LOOKED_AT_FROM_END:].rstrip()
    before, _, last = end.rpartition("\n")
    line = _MARKUP.sub("", last).strip(" ()[]—–-").rstrip(".")
    return byline_in(line) if before.strip() else ()


def byline_in(line: str) -> tuple[str, ...]:
    """Who is named in a line that is a byline and nothing else: `By Jane Doe, Staff Writer`."""
    return authors_in(line) if _BYLINE.match(line) else ()


def _read_top(text: str) -> Masthead:
    lines = _with_roles(list(_first_lines(text)))
    if not lines:
        return Masthead()
    if labelled := _read_labelled([line for line, _ in lines]):
        return labelled
    found = Masthead()
    first, is_alone = lines[0]
    rest = lines
    top = _count_to_blank(rest)
    if top == 1:  # the headline alone: what belongs to it may stand below the blank line
        top += _count_to_blank(rest[1:])
    if stacked := _read_stacked([line for line, _ in rest[:top]]):
        found, rest = stacked, rest[top:]
    elif _is_headline(first) and (is_alone or (len(lines) > 1 and _matter_in(lines[1][0], found) is not None)):
        found, rest = replace(found, headline=first), lines[1:]
    for line, _ in rest:
        read = _matter_in(line, found)
        if read is None:
            return _with_dateline(found, line, text)
        found = read
    return found


def _with_roles(lines: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """A name with the role that is set below it on one line: `Jane Doe` above `Staff Writer`."""
    joined: list[tuple[str, bool]] = []
    for line, is_alone in lines:
        name, was_alone = joined[-1] if joined else ("", True)
        is_role = len(line) <= _LONGEST_STACKED and has_role(line) and not person_in(line)
        if len(joined) > 1 and is_role and not was_alone and _SIGNED.fullmatch(f"{name}, {line}"):
            joined[-1] = (f"{name}, {line}", is_alone)
        else:
            joined.append((line, is_alone))
    return joined


def _read_labelled(lines: list[str]) -> Masthead | None:
    """Fields with their names, line under line, as notes and scrapers keep them: `Title: …`, `Date: …`."""
    found, count = Masthead(), 0
    for match in map(_LABELLED.fullmatch, lines):
        if match is None:
            break
        count += 1
        field, value = _FIELD_OF_LABEL[match["label"].casefold()], match["value"].strip()
        if getattr(found, field):
            continue
        if field == "headline":
            found = replace(found, headline=value)
        elif field == "authors":
            found = replace(found, authors=authors_in(value))
        elif field == "publisher":
            found = replace(found, publisher=value)
        elif field == "published":
            found = replace(found, published=_day_line(value))
        else:
            found = replace(found, updated=_day_line(value))
    return found if count >= _LEAST_LABELLED and found.headline else None


def _count_to_blank(lines: list[tuple[str, bool]]) -> int:
    """How many of the lines stand above the first blank one; 0 without one."""
    return next((count for count, (_, is_alone) in enumerate(lines, 1) if is_alone), 0)


def _read_stacked(lines: list[str]) -> Masthead | None:
    """A headline with what belongs to it set line under line: byline, date, outlet, a line below the headline.

    A line that is none of the first two is taken for the outlet only beside both, where it is written as a name:
    without a byline it may as well be whoever wrote.
    """
    if len(lines) < 3 or not _is_headline(lines[0]):
        return None
    found, others = Masthead(headline=lines[0]), list[str]()
    for line in lines[1:]:
        read = _matter_in(line, found)
        if read is None and (len(line) > _LONGEST_STACKED or _SENTENCE_END.search(line)):
            return None
        if read is None:
            others.append(line)
        found = read or found
    if len(others) > 1 or not (found.authors or found.published):
        return None
    is_outlet = bool(others and found.authors and found.published and _OUTLET.fullmatch(others[0]))
    return replace(found, publisher=others[0]) if is_outlet and not found.publisher else found


def _first_lines(text: str) -> Iterator[tuple[str, bool]]:
    """The first lines that are not blank, without markup, and whether a blank line follows each."""
    count, start = 0, 0
    while start < len(text) and count < _LINES_LOOKED_AT:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = _MARKUP.sub("", text[start : min(end, start + 2000)]).strip()
        following = text[end + 1 : end + 200].split("\n", 1)[0]
        if line:
            count += 1
            yield line, end < len(text) and not following.strip() and bool(text[end:].strip() if end < 10_000 else True)
        start = end + 1


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not _SENTENCE_END.search(line) and _day_line(line) is None


def _matter_in(line: str, found: Masthead) -> Masthead | None:
    """`found` with what a line of byline, date or `By A | Outlet | 3 May 2024` adds; None for a line of the story."""
    parts = [piece.strip() for part in _PARTS.split(line) for piece in _byline_and_day(part)]
    known = found
    recognised = False
    is_of_three = len(parts) > 2 and any(map(_day_line, parts))
    for part in parts:
        byline = byline_in(part) or _signed(part, found)
        if is_of_three and not byline and authors_in(part) == (part,):  # `Jane Doe | Omber Gazette | 4 March 2026`
            byline = (part,)
        published, updated = _days_in(part)
        if byline and not known.authors:
            known = replace(known, authors=byline)
        elif published or updated:
            known = replace(known, published=known.published or published, updated=known.updated or updated)
        elif len(parts) > 1 and is_outlet(part.split()) and not known.publisher:
            known = replace(known, publisher=part)
        elif recognised and len(parts) > 1 and _NAME.fullmatch(part):
            known = replace(known, publisher=known.publisher or part)
            continue
        else:
            return None
        recognised = True
    return known


def _signed(part: str, found: Masthead) -> tuple[str, ...]:
    """Below a headline also a name with its role, and nothing else."""
    match = _SIGNED.fullmatch(part) if found.headline and len(part) <= _LONGEST_STACKED else None
    return authors_in(match["name"]) if match and has_role(match["role"]) and not person_in(match["role"]) else ()


def _byline_and_day(part: str) -> list[str]:
    """`By Jane Doe, 4 March 2026`, `Omber Gazette, 4 March 2026` in two; anything else as it is."""
    if len(part) > _LONGEST_BYLINE or not any(map(str.isdigit, part)):
        return [part]
    for comma in _BEFORE_DAY.finditer(part):
        before = part[: comma.start()]
        if (byline_in(before) or is_outlet(before.split() or [""])) and _day_line(part[comma.end() :]):
            return [part[: comma.start()], part[comma.end() :]]
    return [part]


def _day_line(line: str) -> Moment | None:
    """A line that holds a whole date and nothing else."""
    published, updated = _days_in(line)
    return published or updated


def _days_in(line: str) -> tuple[Moment | None, Moment | None]:
    """Published and updated, in a line that says nothing else."""
    if len(line) >= _LONGEST_DATE_LINE or not any(map(str.isdigit, line)):
        return None, None
    found = [(find_dateline(part.text), part.is_update) for part in date_parts(line)]
    if not all(day for day, _ in found):
        return None, None
    return next((day for day, late in found if not late), None), next((day for day, late in found if late), None)


def day_of_dateline(line: str) -> Moment | None:
    """The day in `BERLIN, 3 May 2024 (AP) — …`, `SKARNE, May 3, 2024 /Newswire/ -- …`."""
    return _dateline_in(line)[0]


def _dateline_in(line: str) -> tuple[Moment | None, str | None]:
    dateline = _DATELINE.match(line[:_LONGEST_HEADLINE])
    day = _day_line(dateline["day"]) if dateline else None
    return day, dateline["outlet"] if dateline and day else None


def _with_dateline(found: Masthead, line: str, text: str) -> Masthead:
    """The day and the outlet in `BERLIN, 3 May 2024 (AP) — …`; else a date alone on one of the first lines."""
    day, outlet = _dateline_in(line)
    return replace(found, published=found.published or day or find_dateline(text), publisher=found.publisher or outlet)
