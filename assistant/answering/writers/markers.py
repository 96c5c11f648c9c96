"""Markers in a model's text, in all the forms in which models write them: `[2.3]`, `(Source 2.3)`, `【2】`, `²`.

What a marker is depends on the evidence: `(2.3)` is one where there is a passage 2, and a number of the sentence's own
where there is none.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

__all__ = ["Known", "Marker", "SentenceId", "defuse", "find_markers", "open_marker_at"]

SentenceId = tuple[int, int]
"""(passage, sentence), both from 1: `[2.3]`. A marker that names a passage only is (2, 0)."""

LONGEST_RANGE = 10

_OPEN, _CLOSE = r"\[【［〔⟦{", r"\]】］〕⟧}"
_INSIDE = rf"[^{_OPEN}{_CLOSE}\n]"
_ROUND = r"[^()（）\n]"
_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_POINT = "·.˙‧⋅,"
_TAGS = "sup|cite|ref|source|citation"
_LINK = r"\([^()\s]{0,2000}"
_FORMS = (
    rf"(?:\\(?:cite[a-z]{{0,5}})?)?[{_OPEN}](?P<square>{_INSIDE}{{1,80}})[{_CLOSE}]"
    rf"(?:{_LINK}\)|[ \t]+(?P<behind>\d{{1,3}}\.\d{{1,3}})(?![\w%]|[.,]\d))?",
    rf"[(（](?P<round>{_ROUND}{{1,60}})[)）](?P<ends>(?=[ \t]*(?:[.,;:!?…。\[【(（<^\n]|$)))?",
    rf"<(?:{_TAGS})\b[^<>\n]{{0,40}}>(?P<tag>[^<>\n]{{1,40}})</(?:{_TAGS})>",
    r"<<[ \t]?(?P<angle>[^<>\n]{1,40})>>",
    r"\^(?P<caret>[\[{(]?\d{1,3}(?:[.,]\d{1,3}){0,3}[\]})]?)\^?",
    rf"(?P<small>[{_SMALL}]{{1,2}}(?:[{_POINT}][{_SMALL}]{{1,2}}){{0,3}})(?![{_SMALL}])",
)
_GROUP = re.compile(rf"[ \t]*(?:{'|'.join(_FORMS)})", re.IGNORECASE)
_BEGUN = (
    rf"!?\\?[{_OPEN}]{_INSIDE}{{0,80}}$",  # not closed yet
    rf"!?\\?[{_OPEN}]{_INSIDE}{{1,80}}[{_CLOSE}](?:{_LINK}|[ \t]+(?:\d{{1,3}}(?:\.\d{{0,3}}[.,]?)?)?)?$",
    rf"[(（]{_ROUND}{{0,60}}(?:[)）][ \t]*)?$",
    r"<{1,2}[^<>\n]{0,50}(?:>[^<>\n]{0,40}(?:<[^<>\n]{0,10})?)?$",
    r"\^[\[{(]?[\d.,]{0,16}[\]})]?\^?$",
    rf"[{_SMALL}{_POINT}]{{0,15}}[{_SMALL}][{_POINT}]?$",
    r"!?\\$|!$",  # an image, or a bracket that Markdown is to leave alone
)
_MAY_GO_ON = re.compile(rf"[ \t]*(?:{'|'.join(_BEGUN)})|[ \t]+$")

_STRONG = (
    r"sources?|passages?|sentences?|evidence|references?|refs?|citations?|cited|ids?|docs?|documents?|footnotes?|"
    r"quellen?|s[äa]tze?|passagen?|fuentes?|frases?|fontes?|citazion[ei]|phrases?"
)
"""Words that point to what was numbered, whatever number stands behind them."""
_WEAK = r"see(?: also)?|cf|per|from|in|notes?|cites?|articles?|s|p|no|nr"
_POINTING = re.compile(rf"(?:(?:{_STRONG}|{_WEAK})(?:\b[ .:#=]{{0,3}}|(?=\d))){{0,3}}")
_STRONGLY = re.compile(rf"(?:(?:{_WEAK})\b[ .:#]{{0,3}}){{0,1}}(?:{_STRONG})(?:\b|(?=\d))")
_ANY_WORD = re.compile(r"[a-z]{1,10}[ .:#]{0,3}(?=\d+\.\d)")
_ID = re.compile(
    r"(?:passages?|sources?|articles?|docs?|documents?|p)[ .:#]{0,3}(\d{1,3})[ ,;/]{0,3}"
    r"(?:sentences?|sents?|lines?|s)[ .:#]{0,3}(\d{1,3})"
    r"|(\d{1,6})\.(\d{1,6})(?: ?(?:[-–—~]|to) ?(?:(\d{1,6})\.)?(\d{1,6}))?"
    r"|(\d{1,3})(?: ?[-–—~] ?(\d{1,3}))?(?![\d.])"
)
_BETWEEN = re.compile(r"(?:[ ,;&/、|]|\band\b)+")
_PARTS = re.compile(r"[,;|]|:\s|\s[-–—]\s")
_FEW = r"(?:1?\d|20)"
_BARE = re.compile(rf"[(（]({_FEW}(?:\s?[-–—,;]\s?{_FEW}){{0,5}})[)）]")
"""Such numbers may be a passage's, of which no more are sent, wherever they stand."""
_MARKUP = re.compile(rf"</?(?:{_TAGS})\b[^<>\n]*>|[\[\](){{}}（）【】［］〔〕⟦⟧^]")
_BRACKETS = dict.fromkeys(map(ord, "[]【】［］〔〕⟦⟧{}"), " ")
_DECORATION = " ^*_`#@.:=\\"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker and where it stands, with the space before it and a link behind it."""

    start: int
    end: int
    ids: tuple[SentenceId, ...]


class Known:
    """The sentences that were numbered, before the model was asked."""

    def __init__(self, sentences: Collection[SentenceId]) -> None:
        self.sentences = frozenset(sentences)
        self._passages = frozenset(passage for passage, _ in sentences)

    def has(self, one: SentenceId) -> bool:
        return one in self.sentences or (one[1] == 0 and self.has_passage(one[0]))

    def has_passage(self, number: int) -> bool:
        return number in self._passages


class _Every(Known):
    """As if each had been numbered."""

    def has(self, one: SentenceId) -> bool:
        return bool(one)

    def has_passage(self, number: int) -> bool:
        return number >= 0


def defuse(text: str) -> str:
    """Without anything that would be a marker if a model repeated it, whatever it repeats it behind."""
    text = _BARE.sub(r"‹\1›", text)
    while found := list(find_markers(text, _Every(()))):
        for marker in reversed(found):
            written = text[marker.start : marker.end]
            plain = unicodedata.normalize("NFKC", _MARKUP.sub("", written)).strip()
            blank = " " * (written[:1].isspace() or marker.start > 0)
            text = f"{text[: marker.start]}{blank}‹{plain}›{text[marker.end :]}"
    return text


def find_markers(text: str, known: Known, before: str = "") -> Iterator[Marker]:
    """The whole markers of the text, in order; other brackets (`[sic]`, `[2023]`, `(3.2 million)`) are words.

    `before` is what stands before the text: two characters of it tell a raised number from a unit's (km²).
    """
    for group in _GROUP.finditer(text):
        ids = _read(group, known, (before + text[: group.start()])[-3:])
        if ids is not None:
            yield Marker(group.start(), group.end() if _takes_all(group, known) else group.end("square") + 1, ids)


def open_marker_at(text: str) -> int:
    """Where what may become a marker begins at the end of the text; the text's length for nowhere."""
    found = _MAY_GO_ON.search(text)
    return found.start() if found else len(text)


def _takes_all(group: re.Match[str], known: Known) -> bool:
    """`[1] 1.1` is one marker where the second is a sentence's: the first then counts footnotes."""
    return group["behind"] is None or known.has(_pair(group["behind"]))


def _pair(said: str) -> SentenceId:
    passage, _, sentence = said.partition(".")
    return int(passage), int(sentence)


def _read(group: re.Match[str], known: Known, before: str) -> tuple[SentenceId, ...] | None:
    """The ids of a marker; None where the words are none."""
    if group["square"] is not None:
        found = _read_square(group["square"], known) or None
        is_footnote = found and group["behind"] is not None and _takes_all(group, known)
        return (_pair(group["behind"]),) if is_footnote else found
    if group["round"] is not None:
        return _read_round(group["round"], known, stands_last=group["ends"] is not None) or None
    raised = (
        group["tag"]
        or group["angle"]
        or group["caret"]
        or unicodedata.normalize("NFKC", re.sub(r"[·˙‧⋅]", ".", group["small"]))
    )
    ids = _read_ids(raised)
    if not ids or _is_power(before, group):
        return None
    return tuple(one for one in ids if known.has(one))  # others count footnotes


def _is_power(before: str, group: re.Match[str]) -> bool:
    """Whether the raised number belongs to what stands right before it: `10³`, `km²`, `x^2`."""
    if group[0][:1].isspace() or group["small"] == "¹":
        return False
    return re.search(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,2})\Z", before) is not None


def _read_square(inside: str, known: Known) -> tuple[SentenceId, ...]:
    """A bare number counts with a word that points, or without any: `[aged 42]` is a remark."""
    ids, plain = _read_ids(inside), _plain(inside)
    if any(sentence for _, sentence in ids) or plain[:1].isdigit() or _STRONGLY.match(plain) or plain[:3] == "art":
        return ids or _read_among_words(plain, known)
    return _read_among_words(plain, known)


def _read_round(inside: str, known: Known, *, stands_last: bool) -> tuple[SentenceId, ...]:
    """In round brackets numbers are written too: they count with a word that points, or where the evidence has them."""
    ids, plain = _read_ids(inside, takes_any_word=False), _plain(inside)
    if not ids or _STRONGLY.match(plain):
        return ids
    if all(sentence for _, sentence in ids):
        return ids if all(known.has_passage(passage) for passage, _ in ids) else ()
    return ids if stands_last and plain[:1].isdigit() and all(known.has(one) for one in ids) else ()


def _read_ids(inside: str, *, takes_any_word: bool = True) -> tuple[SentenceId, ...]:
    """Where there is nothing but ids, words that point and what stands between them."""
    plain = _plain(inside)
    ids: list[SentenceId] = []
    position = 0
    while position < len(plain):
        word = (takes_any_word and _ANY_WORD.match(plain, position)) or _POINTING.match(plain, position)
        found = _ID.match(plain, position) or _ID.match(plain, word.end() if word else position)
        if found is None:
            return ()
        ids += _expand(found)
        between = _BETWEEN.match(plain, found.end())
        if between is None and found.end() < len(plain):
            return ()
        position = between.end() if between else found.end()
    return tuple(dict.fromkeys(ids))


def _read_among_words(plain: str, known: Known) -> tuple[SentenceId, ...]:
    """`[The Lantern, 2.3]`: an id apart from the words beside it."""
    parts = [part.strip() for part in _PARTS.split(plain)]
    ids = [_pair(part) for part in parts if re.fullmatch(r"\d{1,3}\.\d{1,3}", part)]
    return tuple(one for one in ids if known.has(one))


def _plain(inside: str) -> str:
    text = unicodedata.normalize("NFKC", inside).lower().split("†")[0]
    return text.translate(_BRACKETS).strip(_DECORATION)


def _expand(found: re.Match[str]) -> list[SentenceId]:
    of_passage, of_sentence, passage, sentence, last_passage, last, bare, last_bare = found.groups()
    if of_passage is not None:
        return [(int(of_passage), int(of_sentence))]
    if bare is not None:
        end = int(last_bare or bare)
        return [(number, 0) for number in range(int(bare), end + 1)] if 0 <= end - int(bare) < LONGEST_RANGE else []
    first = int(sentence)
    if last is None:
        return [(int(passage), first)]
    if last_passage not in (None, passage) or not first <= int(last) < first + LONGEST_RANGE:
        return [(int(passage), first), (int(last_passage or passage), int(last))]
    return [(int(passage), number) for number in range(first, int(last) + 1)]
