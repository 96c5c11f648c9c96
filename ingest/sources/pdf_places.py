"""Where in an article's text each page of its PDF begins, found by the words that the page begins with."""

from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.archive.catalog.page_starts import PageStart

__all__ = ["find_page_starts"]

_SHORTEST, _LONGEST = 18, 60
"""Letters of a line by which its place is found: fewer stand in many places."""
_LINES_TRIED = 8
"""Running heads come first, and are no part of the text."""


def find_page_starts(text: str, pages: Sequence[str]) -> tuple[PageStart, ...]:
    """Page numbers, from 1, with the places of their first words in the text; pages none of whose first lines stand
    there are left out. Letters and digits alone are compared: hyphens and line ends were joined."""
    letters, places = _letters_of(text)
    starts: list[PageStart] = []
    after = 0
    for number, page in enumerate(pages, start=1):
        found = next((at for line in _first_lines(page) if (at := letters.find(line, after)) >= 0), None)
        if found is not None:
            starts.append((number, places[found]))
            after = found + 1
    if starts and len(pages) > 1 and starts[0][1] > 0 and starts[0][0] == 1:
        starts[0] = (1, 0)
    return tuple(starts)


def _letters_of(text: str) -> tuple[str, list[int]]:
    """The letters and digits in lower case, and the place of each in the text."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isalnum():
            lowered = character.lower()
            kept.append(lowered if len(lowered) == 1 else character)
            places.append(place)
    return "".join(kept), places


def _first_lines(page: str) -> Iterator[str]:
    lines = (_letters_of(line)[0] for line in page.split("\n"))
    return islice((line[:_LONGEST] for line in lines if len(line) >= _SHORTEST), _LINES_TRIED)
