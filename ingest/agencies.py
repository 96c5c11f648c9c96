"""The news agency that an article comes from: in its dateline, among its authors, at its foot."""

import re
from collections.abc import Iterator, Sequence

from assistant.language.lexicon import AGENCIES

__all__ = ["agency_in", "agency_of"]

_AGENCY_OF = {written: agency for agency, names in AGENCIES.items() for written in names}
_SIGNATURE = re.compile(
    r"(?:[(\[]([^()\[\]\n]{2,40})[)\]]|©\s?(?:\d{4}\s)?([^\d\n]{2,40})"
    r"|(?:mit (?:material (?:von|der) )?|with |avec |con )([^\n]{2,40}))\.?\s*$",
    re.IGNORECASE,
)
_BYLINE_OF = re.compile(r"^(?:by|von|par|por|di)\s+", re.IGNORECASE)
_DATELINE = re.compile(r"^[^\n(]{0,80}\(([^()\n]{2,40})\)\s*[—–:-]")
_PARTS = re.compile(r"\s*[/,;|]\s*|\s+(?:and|und|et|y|e|och|og)\s+")
_LOOKED_AT = 1500
_LONGEST_SIGNATURE = 120
_FIRST_LINES = 6


def agency_of(text: str, authors: Sequence[str], publisher: str | None) -> str | None:
    """The agency by its common name; None for a paper's own report, and for an agency's own site."""
    found = next(_found(text, authors), None)
    return found if found != _AGENCY_OF.get((publisher or "").strip().casefold()) else None


def _found(text: str, authors: Sequence[str]) -> Iterator[str]:
    lines = [line.strip() for line in text[:_LOOKED_AT].split("\n") if line.strip()]
    datelines = (_DATELINE.match(line) for line in lines[:_FIRST_LINES])
    yield from (agency for match in datelines if match and (agency := agency_in(match[1])))
    yield from (agency for author in authors if (agency := agency_in(author)))
    last = text[-_LOOKED_AT:].rstrip().rsplit("\n", 1)[-1].strip()
    if len(last) <= _LONGEST_SIGNATURE and (agency := agency_in(_BYLINE_OF.sub("", last))):
        yield agency
    signature = _SIGNATURE.search(last[-_LONGEST_SIGNATURE:])
    if signature and (agency := agency_in(next(filter(None, signature.groups()), ""))):
        yield agency


def agency_in(name: str) -> str | None:
    """The agency that a name is, or the first in `dpa/AFP`."""
    known = (_AGENCY_OF.get(part.strip(" .*").casefold()) for part in [name, *_PARTS.split(name[:_LONGEST_SIGNATURE])])
    return next(filter(None, known), None)
