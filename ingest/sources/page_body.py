"""The text of a page's article: trafilatura's choice, freed of what stands between paragraphs without being one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from ingest.byline_names import has_role
from ingest.bylines import authors_in
from ingest.clean import moment_in
from ingest.date_labels import date_parts
from ingest.masthead import byline_in
from ingest.sources.furniture import without_furniture
from ingest.sources.page_cards import find_cards
from ingest.sources.page_places import marks_of, short_text
from ingest.sources.page_schema import words_of

__all__ = ["drop", "paragraphs_of", "remove_furniture", "remove_marked"]

_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:newsletter|rollover-[a-z-]{1,30}block|outbrain|taboola|share-?(?:bar|tools|buttons)|social-?share|"
    r"author-?(?:box|bio|card|info)|about-?(?:the-?)?author|trending|most-?(?:read|popular|viewed)|google-?news|follow-?us|"
    r"cta|latest-?(?:news|stories|box|posts|articles)|also-?like|read-?(?:next|also))",
    re.IGNORECASE,
)
"""Class names of what is set into articles and belongs to none: sign-up forms, pop-ups behind names, share buttons."""
_LONGEST_FURNITURE = 2000
"""Characters: a container that happens to be called so holds the article and stays."""
_WHOLE = frozenset({"html", "body", "main", "article"})
_SAID_TWICE = (
    ".//*[@itemprop='datePublished' or @itemprop='dateModified' or @itemprop='dateCreated' or @itemprop='url'"
    " or @itemprop='mainEntityOfPage' or @itemprop='logo' or @itemprop='image' or @itemprop='publisher'"
    " or @itemprop='keywords' or @itemprop='thumbnailUrl'][not(self::a or self::img or self::figure or self::meta)]"
)
"""Facts that microdata repeat as text, often unseen."""
_UNSHOWN = ".//template | .//*[@hidden and (self::p or self::span or self::li or self::h2 or self::h3 or self::h4)]"
"""What no reader sees. Hidden divisions stay: scripts show the article of some pages in one."""
_IN_LAYOUT = ".//table | .//h1 | .//h2 | .//h3 | .//td[count(p) > 1]"
_BESIDE_ANOTHER = ".//tr/*[self::td or self::th][2]"
_PARTS_OF_TABLE = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_MOST_TABLES = 500
_LONGEST_LINK = 250
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)
_FEWEST_PARAGRAPHS = 3
_FEWEST_WORDS = 3
"""A shorter link in a line of its own names a source more often than another article."""
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x2060, 0xFEFF))
"""Soft hyphens and marks without width: they would hide a word from the search. (The joiner of scripts stays.)"""
_BETWEEN = frozenset(
    {
        "advertisement", "advertising", "ad", "anzeige", "werbung", "publicité", "publicidad", "pubblicità",
        "publicidade", "advertentie", "annons", "annonse", "annonce", "mainos", "reklama", "reklam", "реклама", "広告",
        "auch interessant", "lesen sie auch", "mehr zum thema", "das könnte sie auch interessieren", "read more",
        "read also", "see also", "related", "related news",
        "related articles", "related stories", "more on this story", "don t miss",
        "you may also like", "recommended", "most read", "continue reading below", "story continues below",
        "article continues below", "lire aussi", "à lire aussi", "lee también", "leia também", "leggi anche",
        "lees ook", "läs också", "läs mer", "les også", "læs også", "çok okunanlar", "share this article", "comments",
        "sign up", "subscribe", "loading", "leave a reply", "leave a comment", "add a comment", "post a comment",
        "join the conversation",
    }
)  # fmt: skip
"""Whole lines, in lower case without punctuation, that stand between paragraphs in many papers."""
_TOP_LINES = 4
_BOTTOM_LINES = 3
_LONGEST_KICKER = 60
_LONGEST_DATE_LINE = 120
_LONGEST_BYLINE = 150


def remove_furniture(tree: Any, url: str | None = None) -> None:
    """Take out of a parsed page what is no paragraph but looks like one to an extractor. The tree is changed.

    `url` is the page's own: links to the same site lead to other articles.
    """
    for element in tree.xpath(_SAID_TWICE):
        if short_text(element, _LONGEST_FURNITURE) is not None:
            drop(element)
    for element in tree.xpath(_UNSHOWN):
        if element.tag == "template" or short_text(element, _LONGEST_FURNITURE) is not None:
            drop(element)
    for card in find_cards(tree, url):
        drop(card)
    _unfold_layout(tree)
    remove_marked(tree)
    linked = [element for element in tree.iter("p", "ul", "ol") if _is_links_only(element)]
    paragraph_counts = Counter(element.getparent() for element in tree.iter("p"))
    paragraph_counts.subtract(element.getparent() for element in linked if element.tag == "p")
    for element in linked:  # elsewhere trafilatura has to see them: they tell it what the place is
        if paragraph_counts[element.getparent()] >= _FEWEST_PARAGRAPHS:
            drop(element)
    for element in list(tree.iter("span", "b", "strong", "em", "i")):
        _join_initial(element)


def _unfold_layout(tree: Any) -> None:
    """Tables that only place things, as in newsletters, become divisions: their cells would be read as figures."""
    layout = {table for table in tree.xpath(".//table")[:_MOST_TABLES] if _is_layout(table)}
    parts = [part for table in layout for part in table.iter(*_PARTS_OF_TABLE)]
    for part in [*layout, *(part for part in parts if next(part.iterancestors("table"), None) in layout)]:
        part.tag = "div"


def _is_layout(table: Any) -> bool:
    """Whether a table's cells hold headings, paragraphs and tables, or each row is one cell."""
    return bool(table.get("role") == "presentation" or table.xpath(_IN_LAYOUT) or not table.xpath(_BESIDE_ANOTHER))


def remove_marked(tree: Any) -> None:
    """Take out what its class names call furniture."""
    for element in list(tree.xpath(".//*[@class or @id]")):
        is_called_so = element.tag not in _WHOLE and _FURNITURE.search(marks_of(element))
        if is_called_so and short_text(element, _LONGEST_FURNITURE) is not None:
            drop(element)


def drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _is_links_only(element: Any) -> bool:
    """Whether a paragraph or list is nothing but links to elsewhere: "read more" lines and lists of other articles."""
    links = element.findall(".//a[@href]")
    text = short_text(element, _LONGEST_LINK * len(links[:20])) if links else None
    if not text or _ADDRESS.match(text):
        return False
    linked = sum(len(words_of(short_text(link, _LONGEST_LINK) or "")) for link in links[:20])
    return linked == len(words_of(text)) >= _FEWEST_WORDS


def _join_initial(element: Any) -> None:
    """`<span>N</span>a endlich` as one word: a large first letter is set in an element of its own."""
    is_initial = len(element) == 0 and len((element.text or "").strip()) == 1 and (element.text or "").strip().isalpha()
    if is_initial and (element.tail or "")[:1].islower():
        element.text = (element.text or "").strip()
        element.drop_tag()


def paragraphs_of(text: str, title: str | None, authors: Sequence[str]) -> list[str]:
    """The paragraphs of an extracted text, without the headline, byline and labels that were read along with them."""
    lines = [line.translate(_UNSEEN).strip() for line in text.split("\n")]
    lines = [line for line in lines if line and " ".join(words_of(line)) not in _BETWEEN]
    repeated = set(_masthead_lines(lines[:_TOP_LINES], title, authors))
    above = range(max(repeated, default=0))
    dates_below = len(list(takewhile(_is_date_line, lines[: -_BOTTOM_LINES - 1 : -1])))
    repeated |= set(range(len(lines) - dates_below, len(lines)))
    kickers = {number for number in above if len(lines[number]) < _LONGEST_KICKER and lines[number][-1] not in ".!?:…"}
    return without_furniture([line for number, line in enumerate(lines) if number not in repeated | kickers], authors)


def _masthead_lines(lines: Sequence[str], title: str | None, authors: Sequence[str]) -> Iterator[int]:
    """Which of the first lines repeat the headline, perhaps behind a kicker, or name the authors and nothing else; and
    the line below those that says what they are.
    """
    if title is None and not authors:
        return
    headline = " ".join(words_of(title or ""))
    names = {word for author in authors for word in words_of(author)}
    byline = -2
    for number, line in enumerate(lines):
        if number == byline + 1 and has_role(line) and not authors_in(line):
            yield number
            continue
        if line.endswith(".") and not (title or "").endswith("."):  # a sentence of the story
            continue
        if _is_date_line(line) or _is_byline(line, authors):
            byline = number
            yield number
            continue
        words = " ".join(words_of(line))
        before = words.removesuffix(headline) if headline else words
        others = [word for word in words_of(line) if word not in names]
        is_headline = before != words and len(before) < _LONGEST_KICKER
        is_byline = bool(names) and len(others) <= 1 and len(others) < len(words_of(line))
        byline = number if is_byline else byline
        if is_headline or is_byline:
            yield number


def _is_date_line(line: str) -> bool:
    """Whether a line only says when the article was published or updated."""
    parts = list(date_parts(line)) if len(line) <= _LONGEST_DATE_LINE and any(map(str.isdigit, line)) else []
    moments = [moment_in(part.text) for part in parts]
    return bool(moments) and all(moment is not None and moment.day is not None for moment in moments)


def _is_byline(line: str, authors: Sequence[str]) -> bool:
    """Whether a line is a byline with the page's authors and nobody else."""
    named = byline_in(line) if authors and len(line) <= _LONGEST_BYLINE else ()
    return bool(named) and set(named) <= set(authors)
