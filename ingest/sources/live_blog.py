"""A page that is a live blog: what stands above its entries, then every entry behind its time."""

from dataclasses import dataclass
from typing import Any

from assistant.language import ends_sentence
from ingest.sources.live_entries import LiveEntry, days_of, text_of_entries, together
from ingest.sources.live_page import is_shown_as_live, lead_above, shown_entries, timeline_of
from ingest.sources.page_facts import PageFacts

__all__ = ["LiveText", "read_live_blog"]

_FEWEST = 2
"""Entries, where the page does not declare itself a live blog: a declared one begins with its first."""


@dataclass(frozen=True, slots=True)
class LiveText:
    """Paragraphs."""

    lead: tuple[str, ...]
    entries: tuple[str, ...]
    count: int
    """Of the entries: one may be all that a page declares of what it shows."""


def read_live_blog(tree: Any, facts: PageFacts) -> LiveText | None:  # lxml ships no types
    """None where the page is no live blog or shows too little of one.

    The tree stays as it is.
    """
    if not (facts.is_live or is_shown_as_live(tree, facts.headline)):
        return None
    timeline = timeline_of(tree, is_declared=facts.is_live)
    shown = shown_entries(timeline) if timeline is not None else []
    entries = together(shown, facts.entries)
    if len(entries) < (1 if facts.is_live else _FEWEST):
        return None
    if not facts.is_live and sum(map(_has_sentence, entries)) < len(entries) / 2:
        return None
    days = days_of(entries, facts.published, facts.updated) if facts.published else [None] * len(entries)
    lead = lead_above(timeline) if timeline is not None and shown else []
    texts = text_of_entries(entries, days)
    return LiveText(tuple(lead), tuple(texts), len(entries))


def _has_sentence(entry: LiveEntry) -> bool:
    """A list of the day's headlines has none."""
    return any(ends_sentence(paragraph) for paragraph in entry.paragraphs)
