"""A model's words and nothing else: no marks of Markdown or HTML, no links, images or invisible characters."""

import re

__all__ = ["tidy", "visible", "without_images"]

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)  # zero-width and direction marks; the two joiners stay, Persian and Hindi need them
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_IMAGE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\))?")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_TAG = re.compile(r"</?[A-Za-z!][^<>\n]{0,2000}>")
_ADDRESS = re.compile(
    r"\b(?:https?|ftp|data|javascript|file)\s?:\s?/{0,2}[^\s\"'”’)\]]+|\bwww\.[^\s\"'”’)\]]+", re.IGNORECASE
)
_LINE_START = re.compile(r"^\s*(?:(?:#{1,6}|>|[-*•–—]|\(?\d{1,2}[.)])\s+)+")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|`+")
_SPACE_BEFORE_END = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")


def visible(text: str) -> str:
    """Without characters that nobody sees and that could hide or turn about what is there; line ends stay."""
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def without_images(text: str) -> str:
    return _IMAGE.sub("", text)


def tidy(text: str) -> str:
    """A statement's words on one line. Links keep their words and lose their address."""
    for pattern, words in (
        (_IMAGE, ""),
        (_LINK, r"\1"),
        (_TAG, " "),
        (_ADDRESS, ""),
        (_LINE_START, ""),
        (_EMPHASIS, ""),
    ):
        text = pattern.sub(words, text)
    return _SPACE_BEFORE_END.sub("", " ".join(text.split()))
