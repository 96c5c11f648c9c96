"""Which sitemaps of an index are read."""

from collections.abc import Iterator, Sequence
from datetime import date

from ingest.web.address import WebAddress, join
from ingest.web.choose import Choice
from ingest.web.entry import Entry
from ingest.web.faults import Unfetched

__all__ = ["MOST_SITEMAPS", "chosen_sitemaps"]

MOST_SITEMAPS = 50
"""Of one index, the newest first; the others are counted in the report."""


def chosen_sitemaps(sitemaps: Sequence[Entry], choice: Choice) -> Iterator[WebAddress]:
    """The newest first, as long as the choice lacks articles; what is left out is counted in it."""
    dated = [(sitemap.changed.day if sitemap.changed else None, sitemap) for sitemap in sitemaps]
    is_ordered = all(day is not None for day, _ in dated)
    dated.sort(key=lambda pair: pair[0] or date.max, reverse=True)
    for number, (day, sitemap) in enumerate(dated):
        is_old = choice.since is not None and day is not None and day < choice.since
        has_enough = is_ordered and len(choice.wanted) >= choice.limit
        if is_old or has_enough or number >= MOST_SITEMAPS:
            choice.sitemaps_left_out += 1
            continue
        try:
            yield join(choice.base, sitemap.link)
        except Unfetched as fault:
            choice.unusable.append((sitemap.link, str(fault)))
