"""The text of a page that its own script fills in: it stands in the page's source, as JSON beside the headline."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.clean import storable
from ingest.sources.markup import text_of_markup
from ingest.sources.page_schema import objects_in, words_of

__all__ = ["scripted_body"]

_MOST_TRIES = 200
"""Places in a script where JSON may begin: a script is a program, and most of its brackets begin none."""
_MOST_NODES = 50_000
_MOST_SCRIPTS = 50
_ENOUGH_SHOWN = 1000
"""Characters in paragraphs: a page that shows these is not filled by a script."""
_LEAST_PARAGRAPHS = 2


def scripted_body(tree: Any, headline: str | None) -> str | None:  # lxml ships no types
    """The longest HTML of paragraphs in an object that also holds the page's headline; None where the page shows text.

    The headline has to be in the same object: other HTML in scripts is consent forms, menus, other articles.
    """
    wanted = words_of(headline or "")
    if not wanted or sum(len(found.text_content()) for found in tree.findall(".//p")) >= _ENOUGH_SHOWN:
        return None
    found = [
        value
        for script in tree.findall(".//script")[:_MOST_SCRIPTS]
        for node in objects_in(_documents_in(script.text or ""), Mapping.values, most_nodes=_MOST_NODES)
        if any(isinstance(value, str) and words_of(value[:500]) == wanted for value in node.values())
        for value in node.values()
        if isinstance(value, str) and value.count("<p") >= _LEAST_PARAGRAPHS
    ]
    longest = max(found, key=len, default=None)
    return text_of_markup(storable(longest)[0]) if longest else None


def _documents_in(script: str) -> Iterator[object]:
    """Each JSON object or list in a program."""
    decoder, place = json.JSONDecoder(strict=False), 0
    for _ in range(_MOST_TRIES):
        starts = [start for mark in "{[" if (start := script.find(mark, place)) >= 0]
        if not starts:
            return
        try:
            document, place = decoder.raw_decode(script, min(starts))
        except (ValueError, RecursionError):
            place = min(starts) + 1
            continue
        yield document
