"""News, opinion, analysis, interview, release, live blog or correction: by headline, address and first lines.

Only plain signs count: whoever reads "opinion" as news, or news as opinion, is misled, so the rest stays unknown.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from assistant.language.entries import find_entries
from assistant.language.listed import listed
from ingest.agencies import agency_in
from ingest.kind_words import LIVE_HEADLINE, kind_called

__all__ = ["is_from_release_wire", "kind_in"]

_LABEL = re.compile(r"^(?:\[([^\]]{3,30})\]|([^:|–—]{3,30})(?:\s*[:|]|\s+[–—]))\s")
_LABEL_AT_END = re.compile(r"\s[|–—]\s*([^|–—]{3,30})$")
_RELEASE_WIRES = frozenset(
    listed(
        "prnewswire businesswire globenewswire globalnewswire einpresswire einnews accesswire accessnewswire prweb "
        "newsfile newsfilecorp newsaktuell presseportal cision canadanewswire cnw"
    )
)
"""Services that carry releases only, by their names without spaces and case."""
_NOTICE_AT_END = re.compile(
    r"(?::|\s[|–—-])\s+(?:an?\s+)?(?:apology|retraction|correction|clarification)(?:\s+and\s+apology)?$", re.IGNORECASE
)
"""`Ann Lee: an apology`."""
_RELEASE = re.compile(
    r"FOR IMMEDIATE RELEASE|/PRNewswire/|/EINPresswire|\((?:BUSINESS WIRE|GLOBE NEWSWIRE|ACCESSWIRE|ots|OTS)\)"
)
_RELEASE_LINE = re.compile(
    r"^\W*(?:press|news|media) ?release\W*$|^\W*(?:presse|medien)mitteilung\W*$|^\W*communiqué de presse\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_ABOUT_SENDER = re.compile(r"^(?:About|Über) (?:the |die |den |das )?[A-ZÄÖÜ][^\n.]{1,60}:?$", re.MULTILINE)
_SENDER = re.compile(
    r"^(?:Press|Media|Presse)[ -]?(?:contacts?|enquiries|inquiries|kontakt)\b", re.IGNORECASE | re.MULTILINE
)
_LOOKED_AT_LAST = 2_000
_LOOKED_AT = 600
_DATELINE_OF_NEWS = re.compile(r"^[^\W\d_a-z][^\n()—–]{1,60}\((?P<agency>[^()\n]{2,40})\)\s*[—–-]")
_MOST_SEGMENTS = 4


def kind_in(title: str | None, url: str | None, text: str) -> str:
    """One of the kinds, or unknown. A label at the headline counts before the address, and both before the text."""
    labels = [match[1] or match[2] for match in [_LABEL.match(title or "")] if match]
    labels += [match[1] for match in [_LABEL_AT_END.search((title or "")[-60:])] if match]
    said = [kind for label in labels if (kind := kind_called(label)) and kind != "news"]
    if said:
        return said[0]
    if kind_called(title or "") == "correction" or _NOTICE_AT_END.search((title or "")[-60:]):
        return "correction"
    if LIVE_HEADLINE.search(title or "") and find_entries(text):
        return "live_blog"
    if _is_release(text):
        return "press_release"
    by_address = [kind for segment in _segments(url) if (kind := kind_called(segment))]
    special = next((kind for kind in by_address if kind != "news"), None)
    if special or by_address:
        return special or "news"
    dateline = _DATELINE_OF_NEWS.match(text[:_LOOKED_AT])
    return "news" if dateline and agency_in(dateline["agency"]) else "unknown"


def is_from_release_wire(names: Iterable[str | None]) -> bool:
    """Whether the outlet or an author is a service that carries releases and nothing else."""
    return any(re.sub(r"[\W_]+|(?:com|de)$", "", (name or "").casefold()) in _RELEASE_WIRES for name in names)


def _is_release(text: str) -> bool:
    """By a line at its top, or by its foot, which says what the sender is and whom to ask."""
    top, foot = text[:_LOOKED_AT], text[-_LOOKED_AT_LAST:]
    is_signed = _SENDER.search(foot) is not None and _ABOUT_SENDER.search(foot) is not None
    return is_signed or _RELEASE.search(top) is not None or _RELEASE_LINE.search(top) is not None


def _segments(url: str | None) -> list[str]:
    """The folders at the beginning of an address, which are a paper's sections; not the article's own name."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return []
    return [segment.casefold() for segment in path.split("/")[1:-1][:_MOST_SEGMENTS]]
