"""Stretches in quotation marks, in every house style: “…”, "…", ‘…’, '…', „…“, «…», »…«, 「…」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from assistant.language.lexicon import APOSTROPHES, DOUBLE_QUOTATION_MARKS, QUOTATION_MARKS, QUOTATION_PAIRS

__all__ = ["Quotation", "blank_quotations", "find_quotations", "has_quotation_marks"]

_CLOSERS: dict[str, str] = {}
for _pair in QUOTATION_PAIRS:
    _CLOSERS[_pair[0]] = _CLOSERS.get(_pair[0], "") + _pair[1]
_CLOSING = {mark: re.compile(f"[{re.escape(closers)}]") for mark, closers in _CLOSERS.items()}
_MARK = re.compile(f"[{re.escape(QUOTATION_MARKS)}]")
_DOUBLE = re.compile(f"[{re.escape(DOUBLE_QUOTATION_MARKS)}]")
_LONGEST = 4000
"""Characters of one quotation; a mark that is never closed must not make a search through the whole text each time."""
_MOST_MARKS = 60
"""Looked at for the one that closes: more are apostrophes of a text without quotations."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where it stands, its marks included; `text` is what stands between them."""

    start: int
    end: int
    text: str
    is_closed: bool = True


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations, in order. One that is not closed goes on to the end; apostrophes open none."""
    return list(_read(text))


def blank_quotations(text: str) -> str:
    """The text with spaces for all that is quoted, so that places in it stay the same."""
    for quotation in find_quotations(text):
        text = text[: quotation.start] + " " * (quotation.end - quotation.start) + text[quotation.end :]
    return text


def has_quotation_marks(text: str) -> bool:
    return _DOUBLE.search(text) is not None or bool(find_quotations(text))


def _read(text: str) -> Iterator[Quotation]:
    position = 0
    while (mark := _MARK.search(text, position)) is not None:
        start = mark.start()
        position = start + 1
        if mark[0] not in _CLOSERS or not _opens(text, start):
            continue
        end = _closing(text, start)
        if end is not None:
            yield Quotation(start, end + 1, text[start + 1 : end])
            position = end + 1
        elif mark[0] not in APOSTROPHES:
            yield Quotation(start, len(text), text[start + 1 :], is_closed=False)
            return


def _opens(text: str, at: int) -> bool:
    """A mark at the end of a word closes, or is an apostrophe, a foot or an inch."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "“„«‹「『〝":
        return bool(after)
    return bool(after.strip()) and not (
        before.isalnum() or before in tuple(".,!?…%)]") or (text[at] in APOSTROPHES and after.isdigit())
    )


def _closing(text: str, start: int) -> int | None:
    """Of single marks the one behind a word that is followed by none; "the players’ union" closes only if none does."""
    found = _CLOSING[text[start]].finditer(text, start + 2, start + _LONGEST)
    places = [match.start() for match in islice(found, _MOST_MARKS)]
    if text[start] not in APOSTROPHES:
        return next((at for at in places if not text[at - 1].isspace() or text[at] != '"'), None)
    ends = [at for at in places if not text[at + 1 : at + 2].isalnum() and not text[at - 1].isspace()]
    return next((at for at in ends if text[at - 1] != "s"), next(iter(ends), None))
