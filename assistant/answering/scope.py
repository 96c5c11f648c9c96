"""Which articles of the archive are counted and listed: those that the filters let through, or the others."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answering.catalog_lines import narrowed_by
from assistant.archive import Article, Filters
from assistant.question import describe_filters

__all__ = ["Scope"]

LOOKED_AT = 50
"""Times as many articles as are listed: some of them are left out again."""


@dataclass(frozen=True, slots=True)
class Scope:
    filters: Filters
    leaves_out: bool = False
    """Whether the filters' outlets, authors and kinds are those that are not wanted: "not by the Post"."""

    @property
    def wide(self) -> Filters:
        """The filters without what is left out."""
        return replace(self.filters, publishers=(), authors=(), kinds=()) if self.leaves_out else self.filters

    def count(self, count: Callable[[Filters], int]) -> int:
        return count(self.wide) - (count(self.filters) if self.leaves_out else 0)

    def list(self, list_articles: Callable[[Filters, int], list[Article]], limit: int) -> list[Article]:
        if not self.leaves_out:
            return list_articles(self.filters, limit)
        out = {article.article_id for article in list_articles(self.filters, LOOKED_AT * limit)}
        wide = list_articles(self.wide, LOOKED_AT * limit)
        return [article for article in wide if article.article_id not in out][:limit]

    @property
    def left_out(self) -> str:
        """The words for the outlets, authors and kinds."""
        return ", ".join(describe_filters(replace(self.filters, date_from=None, date_to=None, as_of=None)))

    def say(self) -> str:
        """In brackets, behind what was counted; empty where nothing narrows."""
        if not self.leaves_out:
            return narrowed_by(self.filters)
        return f" ({'; '.join([*describe_filters(self.wide), f'not {self.left_out}'])})"
