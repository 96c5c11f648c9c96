"""What stands before a date and says which one it is: published or updated. The parts of a line that has both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["DatePart", "date_parts", "published_part"]

_ON = r"(?: (?:on|at|am|le|el|il|op|den|dne|dnia))?\s*:?\s*"
_PUBLISHED = re.compile(
    r"(?:(?:first |originally )?published|posted|date|veröffentlicht|erschienen|erstellt|publié|publicado|pubblicato|"
    rf"gepubliceerd|publicerad|publiceret|publisert|julkaistu|publikováno|opublikowano|опубликовано|yayınlanma)\b{_ON}",
    re.IGNORECASE,
)
_UPDATES = (
    r"(?:last )?(?:updated|modified|edited|"
    r"aktualisiert|geändert|stand|mis à jour|mise à jour|modifié|modificado|modificato|"
    r"gewijzigd|ändrad|actualizado|aggiornato|atualizado|"
    r"bijgewerkt|uppdaterad|opdateret|oppdatert|päivitetty|aktualizováno|aktualizacja|обновлено|güncelleme)\b"
)
_UPDATED = re.compile(rf"{_UPDATES}{_ON}", re.IGNORECASE)
_PARTS = re.compile(
    rf"\s*[|•·;]\s*|\s+[–—]\s+|(?<!last)[,.]?\s+(?=(?:and |et )?{_UPDATES})|[,.]\s+(?={_PUBLISHED.pattern})",
    re.IGNORECASE,
)
_AND = re.compile(r"^(?:and|et)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatePart:
    text: str
    """The date as written, without what it is called."""
    is_update: bool


def date_parts(line: str) -> Iterator[DatePart]:
    """`Published 4 March 2026, updated 5 March` has two. A part need not be a date."""
    for part in _PARTS.split(line):
        bare = _AND.sub("", part)
        words = _UPDATED.sub("", bare, count=1) if _UPDATED.match(bare) else bare
        if words:
            yield DatePart(_PUBLISHED.sub("", words, count=1) if _PUBLISHED.match(words) else words, words != bare)


def published_part(written: str) -> str:
    """Of a value that also says when its article was updated, what is left; else the value as it stands."""
    if not _UPDATED.search(written):
        return written
    parts = list(date_parts(written))
    own = [part.text for part in parts if not part.is_update]
    return own[0] if own and len(own) < len(parts) else written
