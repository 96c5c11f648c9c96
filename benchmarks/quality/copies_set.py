"""Pairs of texts of which it is known whether one is a copy of the other, made from real articles.

Nothing is kept: the pairs are made anew, the same each time, from the shared articles. Half of the articles (by a hash
of their id) are closed: nothing was tuned on them.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Literal

from benchmarks.quality.copy_edits import EDITS, NEIGHBOUR_EDITS, REWRITES

__all__ = ["Half", "Pair", "RealArticle", "load_articles", "make_copies", "make_others", "real_pairs"]

Half = Literal["open", "closed"]

LEAST_WORDS = 50
"""Shorter articles have no near copies by design: under 40 words only equal texts are grouped."""
LEAST_COPY_WORDS = 40


@dataclass(frozen=True, slots=True)
class RealArticle:
    key: str
    title: str
    text: str

    @property
    def half(self) -> Half:
        return "closed" if sha256(self.key.encode()).digest()[0] % 2 else "open"


@dataclass(frozen=True, slots=True)
class Pair:
    kind: str
    is_copy: bool
    half: Half
    left: str
    right: str
    keys: tuple[str, str]


def load_articles(shared_data: Path) -> list[RealArticle]:
    """The articles of Wikinews, of the page collections and of MultiHop-RAG that have enough words, each text once."""
    names = ("wikinews/articles.jsonl", "html/manifest.jsonl", "multihop_rag/articles.jsonl")
    seen: set[str] = set()
    articles = []
    for name in names:
        for line in (shared_data / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = (row.get("text") or "").strip()
            if len(re.findall(r"\w+", text)) >= LEAST_WORDS and text not in seen:
                seen.add(text)
                articles.append(RealArticle(row["id"], row.get("title") or "", text))
    return articles


def make_copies(articles: Sequence[RealArticle]) -> Iterator[Pair]:
    """Each article with each kind of edit."""
    for article in articles:
        for name, edit in EDITS.items():
            copy = edit(article.text, _random(name, article.key))
            if copy != article.text and len(re.findall(r"\w+", copy)) >= LEAST_COPY_WORDS:
                yield Pair(name, True, article.half, article.text, copy, (article.key, article.key))


def make_others(articles: Sequence[RealArticle]) -> Iterator[Pair]:
    """Each article with other reports made to look like it; the neighbour is a real article of the same half."""
    for half in ("open", "closed"):
        own = [article for article in articles if article.half == half]
        for article, neighbour in zip(own, [*own[1:], *own[:1]], strict=True):
            yield from _others(article, neighbour)


def real_pairs(articles: Sequence[RealArticle]) -> Iterator[Pair]:
    """Every two real articles of one half: all are different reports, some on one event."""
    for first, second in combinations(articles, 2):
        if first.half == second.half:
            yield Pair("two real articles", False, first.half, first.text, second.text, (first.key, second.key))


def _others(article: RealArticle, neighbour: RealArticle) -> Iterator[Pair]:
    keys = article.key, article.key
    for name, rewrite in REWRITES.items():
        other = rewrite(article.text, _random(name, article.key))
        if other is not None:
            yield Pair(name, False, article.half, article.text, other, keys)
    mixing: dict[str, Callable[[str, str, random.Random], str | None]] = NEIGHBOUR_EDITS
    for name, mix in mixing.items():
        other = mix(article.text, neighbour.text, _random(name, article.key))
        if other is not None:
            yield Pair(name, False, article.half, article.text, other, keys)


def _random(*parts: str) -> random.Random:
    return random.Random(" ".join(parts))
