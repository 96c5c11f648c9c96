"""A model's words and nothing else: no marks of Markdown or HTML, no links, images or invisible characters."""

import re
from collections.abc import Sequence

__all__ = ["blank_images", "image_spans", "row_cells", "tidy", "visible", "without_traces"]

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)  # zero-width and direction marks; the two joiners stay, Persian and Hindi need them
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z!][^<>\n]{0,2000}>")
_TOKEN = re.compile(r"<\|[^<>|\n]{1,40}\|>")  # of a chat template
_ADDRESS = re.compile(
    r"\b(?:https?|ftp|data|javascript|file)\s?:\s?/{0,2}[^\s\"'”’)\]]+|\bwww\.[^\s\"'”’)\]]+", re.IGNORECASE
)
_SEPARATOR = re.compile(r"[ \t]*(?:[,;&/、|]|\band\b|,\s*and\b)[ \t]*")
_NUMBERED = r"(?:\s+(?:the\s+)?(?:passages?|sentences?|sources?|articles?|evidence|references?))?"
_BEGIN, _INNER = r"(?:^|(?<=[\s(\[]))", r"(?<=[(\[])"
_NAMING = r"sources?|refs?|references?|citations?|cited|evidence|passages?|sentences?"
_CUE = re.compile(
    rf"(?:{_BEGIN}(?:as (?:\w+ )?(?:\w+ed|shown|said|seen|told) (?:in|by)|according to|see(?: also)?|cf\.?|via)"
    rf"{_NUMBERED}|(?:^|{_INNER})(?:in|by|from|per|based on){_NUMBERED}"
    rf"|{_BEGIN}(?:{_NAMING})\s*:|{_INNER}(?:{_NAMING}))\s*$",
    re.IGNORECASE,
)
_AFTER_CUE = re.compile(r"^\s*[,:]\s*")
_EMPTY_BRACKETS = re.compile(r"\s*(?:\[[\s,;:&]*\]|\([\s,;:&]*\)|\{[\s,;:&]*\}|【[\s,;:&]*】|（[\s,;:&]*）)")
_RULE = re.compile(r"^[ \t]*[-*_=~]{3,}[ \t]*$", re.MULTILINE)
_LINE_START = re.compile(r"^\s*(?:(?:#{1,6}|>|[-*•–—]|\(?\d{1,2}[.)])\s+)+")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|`+")
_DEFUSED = re.compile(r"‹([^‹›\n]{1,100})›")  # what packing wrote for brackets in an article's words
_SPACE_BEFORE_END = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")


def visible(text: str) -> str:
    """Without characters that nobody sees and that could hide or turn about what is there; line ends stay."""
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def image_spans(text: str) -> list[tuple[int, int]]:
    return [image.span() for image in _IMAGE.finditer(text)]


def blank_images(text: str) -> str:
    """With blanks for images, so that all else keeps its place."""
    return _IMAGE.sub(lambda image: " " * len(image[0]), text)


def without_traces(text: str, marks: Sequence[int]) -> str:
    """A statement without what stood around its markers, which stood at `marks`: commas between them, the words that
    lead to one (`according to`, `source:`), brackets that held nothing else."""
    places = sorted({mark for mark in marks if 0 <= mark <= len(text)})
    for position in range(len(places) - 1, -1, -1):
        place = places[position]
        head, rest = text[:place], text[place:]
        if position and _SEPARATOR.fullmatch(text, places[position - 1], place):
            text = text[: places[position - 1]] + rest
        elif (cue := _CUE.search(head)) is not None:
            kept = head[: cue.start()]
            text = kept + rest if kept.strip() else _capitalised(_AFTER_CUE.sub("", rest))
        elif head.rstrip().endswith(",") and rest.lstrip()[:1] in ("", *",.;:!?"):
            text = head.rstrip().removesuffix(",") + rest.lstrip()
    before_brackets = None
    while text != before_brackets:
        before_brackets, text = text, _EMPTY_BRACKETS.sub("", text)
    return text


def row_cells(text: str) -> list[str] | None:
    """What stands in a row of a table, empty cells left out; None for what is none."""
    stripped = text.strip()
    if not stripped.startswith("|"):
        return None
    return [cell.strip() for cell in stripped.split("|") if cell.strip()]


def _capitalised(text: str) -> str:
    text = text.lstrip()
    return text[:1].upper() + text[1:]


def tidy(text: str) -> str:
    """A statement's words on one line. Links keep their words and lose their address, a table's row its marks."""
    for pattern, words in (
        (_IMAGE, ""),
        (_LINK, r"\1"),
        (_SCRIPT, " "),
        (_TAG, " "),
        (_TOKEN, " "),
        (_ADDRESS, ""),
        (_RULE, ""),
        (_LINE_START, ""),
        (_EMPHASIS, ""),
        (_DEFUSED, r"(\1)"),
    ):
        text = pattern.sub(words, text)
    if (cells := row_cells(text)) is not None:
        text = ": ".join(cells)
    return _SPACE_BEFORE_END.sub("", " ".join(text.split()))
