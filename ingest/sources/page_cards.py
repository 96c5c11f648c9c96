"""Teasers of other articles: boxes in a row, each with a headline that is a link to a page of the same site."""

from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from ingest.sources.page_places import short_text
from ingest.sources.page_schema import words_of

__all__ = ["find_cards"]

_HEADLINES = (
    ".//*[self::h2 or self::h3 or self::h4 or self::h5]/a[@href] | .//a[@href]/*[self::h2 or self::h3 or self::h4 or "
    "self::h5] | .//*[self::h2 or self::h3 or self::h4 or self::h5]/*/a[@href]"
)
_FEWEST = 3
_MOST = 300
_LONGEST_CARD = 400
"""Characters: headline and teaser; more below a headline is a section of the article."""
_MOST_OF_PAGE = 0.5
"""Of the text in paragraphs: where the boxes hold more, they are what the page is about."""
_MOST_ANCESTORS = 8


def find_cards(tree: Any, url: str | None) -> list[Any]:  # lxml ships no types
    """The elements of such boxes; `url` is the page's own, where it is known. None where they may be the article."""
    found = [element for element in islice(tree.xpath(_HEADLINES), _MOST) if _leads_inside(element, url)]
    headings = {id(element) for element in found}
    cards = [card for element in found if (card := _card_around(element, headings)) is not None]
    if len(cards) < _FEWEST:
        return []
    in_cards = {id(inner) for card in cards for inner in card.iter()}
    outside = sum(len(one.text_content()) for one in tree.iter("p") if id(one) not in in_cards)
    inside = sum(len(short_text(card, _LONGEST_CARD) or "") for card in cards)
    return cards if inside < _MOST_OF_PAGE * outside else []


def _leads_inside(element: Any, url: str | None) -> bool:
    """Whether the whole heading is a link to another page of this site."""
    link = element if element.tag == "a" else element.getparent()
    heading = element if element.tag != "a" else next(element.iterancestors("h2", "h3", "h4", "h5"))
    try:
        target, own = urlsplit(link.get("href").strip()), urlsplit(url or "")
    except ValueError:
        return False
    is_inside = not target.scheme.startswith("mailto") and target.netloc.removeprefix("www.") in (
        "",
        own.netloc.removeprefix("www."),
    )
    is_elsewhere = len(target.path) > 1 and target.path != own.path
    return (
        is_inside and is_elsewhere and words_of(short_text(link, 300) or "") == words_of(short_text(heading, 300) or "")
    )


def _card_around(element: Any, headings: set[int]) -> Any | None:
    """The largest element around a headline that holds no other one and is short; None where there is but the headline
    and a text follows it."""
    card = None
    for around in islice(element.iterancestors(), _MOST_ANCESTORS):
        is_short = short_text(around, _LONGEST_CARD) is not None
        if not is_short or sum(id(inner) in headings for inner in around.iter()) > 1:
            break
        card = around
    if card is None or card.tag in {"body", "html", "article", "main"}:
        return None
    following = card.getnext()
    is_followed = card.tag in {"h2", "h3", "h4", "h5"} and following is not None and following.tag in {"p", "ul", "ol"}
    return None if is_followed else card
