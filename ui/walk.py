"""From one citation of an answer to the next: the places that a reader is led through, as a link carries them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.archive import Span

__all__ = ["Stop", "parse_walk", "stops_of", "written_walk"]

_MOST_STOPS = 60
_STOP = re.compile(r"(a[0-9a-f]{16})\.(\d{1,9})\.(\d{1,9})\.(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Stop:
    """A sentence of one version of an article."""

    article_id: str
    version: int
    span: Span


def stops_of(citations: Iterable[Citation]) -> tuple[Stop, ...]:
    """Each cited sentence once, in the order of the markers."""
    ordered = sorted(citations, key=lambda one: one.n)
    return tuple(dict.fromkeys(Stop(one.article_id, one.version, (one.start, one.end)) for one in ordered))


def written_walk(stops: Sequence[Stop]) -> str:
    """For an address: empty where there is nowhere to go."""
    written = [f"{one.article_id}.{one.version}.{one.span[0]}.{one.span[1]}" for one in stops[:_MOST_STOPS]]
    return "~".join(written) if len(written) > 1 and all(map(_STOP.fullmatch, written)) else ""


def parse_walk(written: str) -> tuple[Stop, ...]:
    """What is no place is left out."""
    found = (_STOP.fullmatch(part) for part in written.split("~")[:_MOST_STOPS])
    return tuple(Stop(one[1], int(one[2]), (int(one[3]), int(one[4]))) for one in found if one)
