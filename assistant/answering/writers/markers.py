"""Markers in a model's text: `[2.3]`, `[2.3, 4.1]`, `[2.3-5]`, full-width and decorated ones."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Marker", "SentenceId", "find_markers", "open_marker_at"]

SentenceId = tuple[int, int]
"""(passage, sentence), both from 1: `[2.3]`."""

LONGEST_RANGE = 10

_INSIDE = r"[^\[\]【】［］〔〕\n]"
_GROUP = re.compile(rf"[ \t]*[\[【［〔]({_INSIDE}{{1,80}})[\]】］〕](?:\([^()\s]{{0,2000}}\))?")
_MAY_GO_ON = re.compile(
    rf"[ \t]*!?[\[【［〔]{_INSIDE}{{0,80}}$"  # not closed yet
    rf"|[ \t]*!?[\[【［〔]{_INSIDE}{{1,80}}[\]】］〕](?:\([^()\s]{{0,2000}})?$"  # a link may follow
    r"|!$|[ \t]+$"  # an image
)
_ID = re.compile(
    r"(?:[a-z]{1,10}[ .#]{0,2})?"  # "S2.3", "id 2.3"
    r"(?:(\d{1,6})\.(\d{1,6})(?: ?[-–—~] ?(?:(\d{1,6})\.)?(\d{1,6}))?|(\d{1,3}))"
)
_BETWEEN = re.compile(r"(?:[ ,;&/、]|\band\b)+")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker and where it stands, with the space before it and a link behind it."""

    start: int
    end: int
    ids: tuple[SentenceId, ...]
    """A bare `[7]`, which is no sentence's, is (7, 0)."""


def find_markers(text: str) -> Iterator[Marker]:
    """The whole markers of the text, in order; other brackets (`[sic]`, `[2023]`) are words."""
    for group in _GROUP.finditer(text):
        if ids := _read(group.group(1)):
            yield Marker(group.start(), group.end(), ids)


def open_marker_at(text: str) -> int:
    """Where what may become a marker begins at the end of the text; the text's length for nowhere."""
    found = _MAY_GO_ON.search(text)
    return found.start() if found else len(text)


def _read(inside: str) -> tuple[SentenceId, ...]:
    """The ids of a marker's inside; nothing where it is not a marker's."""
    plain = unicodedata.normalize("NFKC", inside).lower().split("†")[0].strip(" ^*")
    ids: list[SentenceId] = []
    position = 0
    while position < len(plain):
        found = _ID.match(plain, position)
        if found is None:
            return ()
        ids += _expand(found)
        between = _BETWEEN.match(plain, found.end())
        if between is None and found.end() < len(plain):
            return ()
        position = between.end() if between else found.end()
    return tuple(dict.fromkeys(ids))


def _expand(found: re.Match[str]) -> list[SentenceId]:
    passage, sentence, last_passage, last, bare = found.groups()
    if bare is not None:
        return [(int(bare), 0)]
    first = int(sentence)
    if last is None:
        return [(int(passage), first)]
    if last_passage not in (None, passage) or not first <= int(last) < first + LONGEST_RANGE:
        return [(int(passage), first), (int(last_passage or passage), int(last))]
    return [(int(passage), number) for number in range(first, int(last) + 1)]
