"""The text of a row: a string, paragraphs, or the blocks and objects in which exports keep it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from ingest.sources.markup import is_markup, text_of_markup
from ingest.sources.row_missing import is_blank

__all__ = ["CUT", "ENTITIES", "MARKUP", "RowText", "holds_text", "read_text_value"]

MARKUP = "A text in HTML or NITF was turned into plain text: its words, without the tags."
ENTITIES = "HTML entities in a text (such as &#8217;) were written out as the characters they stand for."
CUT = (
    'A text says itself that it was cut ("[+2345 chars]", "[…]", "… Read more"): what stands before, up to its last '
    "whole sentence, is stored; the export does not hold the rest."
)
_DEEPEST = 8
_MOST_BLOCKS = 10_000
_HTML_KEYS = ("rendered", "html")
_PLAIN_KEYS = ("plaintext", "plain_text", "plain", "text", "value", "#text", "_text", "raw", "content", "body", "data")
_PARTS = ("summary", "headline", "headlines", "heading", "paragraphs", "sections", "blocks", "children", "nodes")
_NOT_READ = frozenset({"image", "picture", "photo", "video", "embed", "ad", "advert", "related", "gallery", "social"})
_INLINE = frozenset(
    {"text", "span", "link", "hyperlink", "a", "em", "strong", "b", "i", "mark", "leaf", "entity-hyperlink"}
)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_PARAGRAPH_TAG = re.compile(r"<(?:p|div|br)[\s/>]", re.IGNORECASE)
_BLOCK_FIRST = re.compile(
    r"\s*</?(?:h[1-6]|[uod]l|li|d[td]|blockquote|table|t[rdh]|tbody|figure|pre|section)\b", re.IGNORECASE
)
_BLANK_LINE = re.compile(r"\n\s*\n")
_WORDPRESS = re.compile(r"<!--\s*/?wp:.{0,2000}?-->", re.DOTALL)
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|euro|pound|copy|[a-z](?:acute|grave|"
    r"circ|uml|tilde|cedil|ring)|szlig|[lr]aquo|bull|middot|shy|ensp|emsp|thinsp|oslash|aelig|deg);",
    re.IGNORECASE,
)
_ESCAPED_MARKUP = re.compile(r"\s*&lt;(?:p|div|h[1-6]|article|section|!doctype|html|body)\b", re.IGNORECASE)
_DOTS = r"(?:…|\.{3}|\[\s*(?:…|\.{3})\s*\])"
_CUT_MARK = re.compile(
    rf"\s*(?:{_DOTS}?\s*\[\s*\+?\s*\d{{1,9}}\s+(?:more\s+)?char(?:acter)?s?\s*\]|\[\s*(?:…|\.{{3}})\s*\]"
    rf"|{_DOTS}\s*[(\[]?(?:(?:continue|keep) reading|(?:read|see|view) (?:more|the (?:rest|full|whole) \w+)|more|"
    r"weiterlesen|mehr|lire la suite|(?:leer|seguir leyendo|ler) ?(?:más|mais)?|leggi tutto|lees (?:meer|verder))[)\]]?"
    r"\s*[→»›>…]*)\s*$",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?…]['\"”’»)\]]*(?=\s|$)")
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class RowText:
    text: str
    notes: tuple[str, ...] = ()


def read_text_value(value: object, *, most: int, is_html: bool = False) -> RowText | None:
    """The text in a value; None for what holds none. Strings are kept character for character, unless they plainly are
    HTML or NITF, have HTML's entities in them, or say that they were cut. `most`: longer markup is not read.
    """
    is_html = is_html or _holds_html(value)
    given = _joined(value, _DEEPEST)
    if given is None:
        return None
    notes: list[str] = []
    if len(given) <= most:
        if _ESCAPED_MARKUP.match(given) and is_markup(unescape(given)):
            given = unescape(given)
        if is_markup(_WORDPRESS.sub("", given)) or (is_html and _TAG.search(given)):
            given, notes = text_of_markup(_with_paragraphs(_WORDPRESS.sub("", given))), [MARKUP]
        elif _ENTITY.search(given):
            given, notes = unescape(given), [ENTITIES]
    mark = _CUT_MARK.search(given, max(0, len(given) - _LOOKED_AT))
    if mark is not None:
        given = _up_to_last_sentence(given[: mark.start()])
        notes.append(CUT)
    return RowText(given, tuple(notes))


def holds_text(value: object) -> bool:
    """Whether there is a text in a value, in whatever form."""
    text = _joined(value, _DEEPEST)
    return text is not None and not is_blank(text)


def _holds_html(value: object) -> bool:
    return isinstance(value, Mapping) and any(isinstance(value.get(key), str) for key in _HTML_KEYS)


def _joined(value: object, levels: int) -> str | None:
    if isinstance(value, str):
        return value
    if levels == 0:
        return None
    if isinstance(value, Mapping):
        return _in_object(value, levels)
    if not isinstance(value, list | tuple) or not value or _are_articles(value):
        return None
    if all(isinstance(paragraph, str) for paragraph in value):
        return "\n\n".join(value)
    if not all(isinstance(block, str | list | Mapping) or block is None for block in value):
        return None
    blocks = [_joined(block, levels - 1) for block in value[:_MOST_BLOCKS] if _is_read(block)]
    return "\n\n".join(filter(None, blocks)) or None


def _in_object(fields: Mapping[object, object], levels: int) -> str | None:
    by_key = {str(key).casefold(): value for key, value in fields.items()}
    if any(by_key.get(key) for key in ("sections", "paragraphs", "blocks")):
        parts = (_joined(by_key[key], levels - 1) for key in _PARTS if by_key.get(key))
        return "\n\n".join(part for part in parts if part) or None
    if spans := _spans_in(by_key):
        return spans
    values = (by_key[key] for key in (*_HTML_KEYS, *_PLAIN_KEYS, "children", "nodes") if by_key.get(key))
    return next((text for value in values if (text := _joined(value, levels - 1))), None)


def _spans_in(by_key: Mapping[str, object]) -> str | None:
    """A paragraph that is kept in stretches: `children: [{text: "It was "}, {text: "shut"}]`."""
    spans = by_key.get("children") or by_key.get("spans") or by_key.get("content")
    if not isinstance(spans, list) or not all(isinstance(span, Mapping) for span in spans):
        return None
    words = [_words_of(span) for span in spans if isinstance(span, Mapping)]
    return "".join(word for word in words if word) if words and None not in words else None


def _words_of(span: Mapping[object, object]) -> str | None:
    """A stretch of text, or a link or a mark around some; None for a block."""
    kind = str(span.get("type") or span.get("nodeType") or "text").casefold()
    text = span.get("text", span.get("value") if kind == "text" else None)
    if isinstance(text, str):
        return text if kind in _INLINE else None
    inner = span.get("content") or span.get("children")
    if kind not in _INLINE or not isinstance(inner, list):
        return None
    words = [_words_of(one) if isinstance(one, Mapping) else None for one in inner[:_MOST_BLOCKS]]
    return "".join(word for word in words if word) if None not in words else None


def _are_articles(items: list[object] | tuple[object, ...]) -> bool:
    """Whether these are articles of their own, each with a headline, and not the blocks of one."""
    return any(
        isinstance(item, Mapping) and isinstance(item.get("title") or item.get("headline"), str) for item in items
    )


def _is_read(block: object) -> bool:
    if not isinstance(block, Mapping):
        return bool(block)
    kind = block.get("type") or block.get("kind") or block.get("_type")
    return not (isinstance(kind, str) and kind.casefold() in _NOT_READ)


def _with_paragraphs(markup: str) -> str:
    """HTML whose paragraphs are set apart by blank lines only, as some content systems keep it, heads between them."""
    if _PARAGRAPH_TAG.search(markup):
        return markup
    parts = _BLANK_LINE.split(markup)
    return "\n".join(part if _BLOCK_FIRST.match(part) else f"<p>{part}</p>" for part in parts)


def _up_to_last_sentence(text: str) -> str:
    ends = list(_sentence_ends(text))
    return text[: ends[-1]] if ends else text.rstrip().rpartition(" ")[0].rstrip() or text


def _sentence_ends(text: str) -> Iterator[int]:
    return (end.end() for end in _SENTENCE_ENDS.finditer(text, max(0, len(text) - 5000)))
