"""The only door from text to HTML. Whatever an article, a model or a reader wrote passes through `text`."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from urllib.parse import quote, urlencode, urlsplit

from assistant.archive import Span
from ui.carried import conversation

__all__ = [
    "isolated",
    "isolated_names",
    "marked",
    "outward_link",
    "own_address",
    "reader_address",
    "reader_link",
    "safe_url",
    "text",
    "told",
]

_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that HTML cannot carry or UTF-8 cannot encode; one for one, so that offsets stay."""
_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RIGHT_TO_LEFT = f"{_LETTER}+(?:[ .'’-]+{_LETTER}+)*"
"""A run of words in Hebrew, Arabic or a script like theirs."""


def text(value: str) -> str:
    """Escape for element content and for quoted attribute values alike."""
    return html.escape(_NOT_SHOWN.sub("�", value), quote=True)


def isolated(value: str) -> str:
    """Escape, and keep the direction of the text to itself: a bidi override in a headline must not turn the page."""
    return f'<bdi dir="auto">{text(value)}</bdi>'


def isolated_names(sentence: str, names: Iterable[str | None]) -> str:
    """A sentence of ours with names in it: it runs as English does, and each name keeps its direction to itself.

    An Arabic outlet before "4 May 2031" would else draw the "4" into its own direction. So do words of such a script
    that are no name known here.
    """
    wanted = [re.escape(name) for name in sorted({name for name in names if name}, key=len, reverse=True)]
    pieces = re.split("(" + "|".join([*wanted, _RIGHT_TO_LEFT]) + ")", sentence)
    drawn = "".join(isolated(piece) if number % 2 else text(piece) for number, piece in enumerate(pieces))
    return f'<bdi dir="ltr">{drawn}</bdi>'


def marked(body: str, words: Sequence[Span], start: int = 0, end: int | None = None) -> str:
    """`body[start:end]`, escaped, with these spans of `body` marked: in order, none over another."""
    last = len(body) if end is None else end
    edges = [start]
    for first, after in words:
        if edges[-1] <= first < after <= last:
            edges += [first, after]
    edges.append(last)
    pieces = (text(body[first:after]) for first, after in pairwise(edges))
    return "".join(f"<mark>{piece}</mark>" if number % 2 else piece for number, piece in enumerate(pieces))


def told(message: str) -> str:
    """A message of ours: escaped, with commands between backticks set as code."""
    pieces = message.split("`")
    if len(pieces) % 2 == 0:
        return text(message)
    return "".join(f"<code>{text(piece)}</code>" if index % 2 else text(piece) for index, piece in enumerate(pieces))


def safe_url(url: str | None) -> str | None:
    """The address if it is plain http or https with a host and without credentials, else None."""
    if not url or _NOT_SHOWN.search(url) or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return url


def outward_link(url: str | None, label: str) -> str:
    """A link that leaves the page without telling where from; empty for an address that is not safe."""
    address = safe_url(url)
    if address is None:
        return ""
    return f'<a class="outward" href="{text(address)}" target="_blank" rel="noopener noreferrer">{text(label)}</a>'


def own_address(path: str, query: Sequence[tuple[str, str]] = ()) -> str:
    """An address of this server, relative to the page's base; `path` is quoted already. The reader's conversation goes
    along. Not yet escaped for HTML."""
    carried = conversation()
    query = [*query, ("c", carried)] if carried else query
    return path + (f"?{urlencode(query)}" if query else "")


def reader_address(
    article_id: str,
    version: int | None = None,
    span: Span | None = None,
    also: tuple[Span, ...] = (),
    walk: str = "",
) -> str:
    """Where the reader opens an article at a sentence, relative to the page's base; `also` are spans to mark lightly,
    `walk` the places that the reader is led through, as `ui.walk` writes them.

    Not yet escaped for HTML.
    """
    return own_address(f"reader/{quote(article_id, safe='')}", place_query(version, span, also, walk))


def place_query(version: int | None, span: Span | None, also: tuple[Span, ...], walk: str) -> list[tuple[str, str]]:
    """A place in an article as an address of the reader carries it."""
    query: list[tuple[str, str]] = []
    if version is not None:
        query.append(("version", str(version)))
    if span is not None:
        query += [("start", str(span[0])), ("end", str(span[1]))]
    if also:
        query.append(("also", ",".join(f"{start}-{end}" for start, end in also)))
    if walk:
        query.append(("walk", walk))
    return query


def reader_link(
    address: str, label: str, *, name: str | None = None, classes: str | None = None, cites: int | None = None
) -> str:
    """A link that opens the reader beside the answer; without our script it opens a page. `label` is HTML already."""
    extra = f' class="{text(classes)}"' if classes else ""
    extra += f' data-cites="{cites}"' if cites is not None else ""
    extra += f' aria-label="{text(name)}"' if name else ""
    return f'<a data-reader{extra} href="{text(address)}" target="_blank" rel="noopener">{label}</a>'
