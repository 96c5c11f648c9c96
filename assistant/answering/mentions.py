"""Which articles a count is of: those that mention a thing, one of several, or one and not another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.archive import Article, Filters, Snapshot
from assistant.language import STOPWORDS, content_words, words

__all__ = ["Mentions", "read_mentions"]

MOST_NAMED = 4
"""Each further one doubles the looks into the catalog."""
_MARKS = " ,.;:?!\"“”„«»'’"
_OPENING = re.compile(r"^(?:(?:the|an?|either|both|neither)\s+)+", re.IGNORECASE)
_LEAVES_OUT = re.compile(
    r",?\s+(?:(?:but|and)\s+(?:(?:do|does|did)\s+)?(?:not|never|no|don['’]t|doesn['’]t|didn['’]t)|(?:but\s+)?without)\s+",
    re.IGNORECASE,
)
_OR = re.compile(r",?\s+n?or\s+|,\s+(?=.*\sn?or\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mentions:
    wanted: tuple[str, ...]
    """As the question writes them; an article has one of them. Empty: all articles."""
    unwanted: tuple[str, ...] = ()
    side_by_side: tuple[str, ...] = ()
    """Of the same words those that are looked for next to each other."""

    @property
    def is_plain(self) -> bool:
        return len(self.wanted) == 1 and not self.unwanted

    def say(self, verb: str, *, is_one: bool = False) -> str:
        """Behind "2 articles", or behind "1 article" with the verb's other form."""
        if not self.wanted:
            return f"{'does' if is_one else 'do'} not {verb.removesuffix('s')} {_listed(self.unwanted)}"
        without = f" but not {_listed(self.unwanted)}" if self.unwanted else ""
        return f"{verb} {_listed(self.wanted)}{without}"

    def count(self, snapshot: Snapshot, filters: Filters) -> int:
        if not self.wanted:
            return snapshot.count_articles(filters) - self._count_any(self.unwanted, snapshot, filters)
        either = self._count_any((*self.wanted, *self.unwanted), snapshot, filters)
        return either - self._count_any(self.unwanted, snapshot, filters)

    def list(self, snapshot: Snapshot, filters: Filters, limit: int) -> list[Article]:
        """The newest of them."""
        looked_at = limit if self.is_plain else 50 * limit
        found = [
            snapshot.list_articles(query=self._query_of(one), filters=filters, limit=looked_at, in_articles=True)
            for one in self.wanted or ("",)
        ]
        ruled_out = {
            article.article_id
            for one in self.unwanted
            for article in snapshot.list_articles(
                query=self._query_of(one), filters=filters, limit=looked_at, in_articles=True
            )
        }
        kept = {article.article_id: article for few in found for article in few if article.article_id not in ruled_out}
        if len(found) == 1:
            return list(kept.values())[:limit]
        return sorted(kept.values(), key=lambda article: str(article.published_on or ""), reverse=True)[:limit]

    def _count_any(self, named: Sequence[str], snapshot: Snapshot, filters: Filters) -> int:
        """Articles that mention one or more of them: those of each, less those counted twice."""
        return sum(
            (-1) ** (size + 1) * snapshot.count_mentions(" ".join(map(self._query_of, some)), filters)
            for size in range(1, len(named) + 1)
            for some in combinations(named, size)
        )

    def _query_of(self, named: str) -> str:
        together = [f'"{one}"' for one in self.side_by_side if one in named]
        return " ".join([*content_words(named), *together])


def read_mentions(phrase: str, side_by_side: Sequence[str] = (), *, is_negated: bool = False) -> Mentions:
    """Of what a question names: "Tarn or Rook", "Tarn but not Rook". `is_negated`: articles that do not mention it."""
    wanted, *unwanted = _LEAVES_OUT.split(phrase, maxsplit=1)
    some, others = (_alternatives(said, side_by_side) for said in (wanted, "".join(unwanted)))
    if not all(map(_says_something, (*some, *others))) or len(some) + len(others) > MOST_NAMED:
        some, others = (phrase,), ()
    together = tuple(side_by_side)
    return Mentions((), some, together) if is_negated and not others else Mentions(some, others, together)


def _alternatives(said: str, side_by_side: Sequence[str]) -> tuple[str, ...]:
    """What stands between each "or", but for those in names."""
    pieces, start = [], 0
    for link in _OR.finditer(said):
        if not any(link[0].strip(" ,") in one.split() and one in said for one in side_by_side):
            pieces.append(said[start : link.start()])
            start = link.end()
    stripped = (_OPENING.sub("", piece.strip(_MARKS)) for piece in (*pieces, said[start:]))
    return tuple(stripped) if said.strip() else ()


def _says_something(named: str) -> bool:
    return any(word not in STOPWORDS for word in words(named))


def _listed(named: Sequence[str]) -> str:
    quoted = [f"“{one}”" for one in named]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
