"""What a model says beside the answer: openings, offers, headings, lists of sources, that it found nothing or will not.

All of it is only taken for an aside: where the evidence carries the words, they are a statement like any other.
"""

import re
from typing import Literal

from assistant.answering.writers.tidy import row_cells

__all__ = ["Aside", "SourceList", "find_aside", "is_heading", "is_table_head", "strip_opening"]

Aside = Literal["talk", "absence", "refusal"]
"""Talk to the reader; that the evidence does not say; that it will not answer."""


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_THINGS = (
    r"(?:evidence|passages?|context|excerpts?|sources?|sentences?|(?:news )?articles?|texts?|documents?|materials?|"
    r"information|content)(?:\s+\d{1,3}(?:\.\d{1,3})?\b)?"
)
_GIVEN = (
    r"(?:(?:the|these|those|this|your|my|all)\s+)?"
    r"(?:(?:provided|given|supplied|available|above|numbered|cited|following)\s+)?"
)
_BEHIND = r"(?:\s+(?:provided|given|supplied|available|above|here|you (?:gave|provided|shared)))?"
_EVIDENCE = rf"{_GIVEN}{_THINGS}{_BEHIND}"
_LABEL = (
    r"(?:(?:final|short|brief|direct)\s+)?(?:answer|response|summary|conclusion|in short|in summary|tl;?dr|assistant|a)"
)
_SAYS = r"(?:states?|says?|indicates?|mentions?|shows?|reports?|tells? us)"
_OPENINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:sure|certainly|of course|absolutely|okay|ok|great|right)(?: thing)?[,!.]\s+(?=\S)",
        rf"^{_LABEL}\s*:\s+(?=\S)",
        r"^(?:based (?:up)?on|according to|from|as per|per|in|going by|as (?:\w+ed|shown|seen|told) (?:in|by|from))\s+"
        rf"{_EVIDENCE}\s*[,:]\s*(?=\S)",
        rf"^(?:{_EVIDENCE}\s+)?(?:clearly\s+)?{_SAYS}\s+that\s+(?=\S)",
    )
)
_TALK = _any_of(
    r"^(?:sure|certainly|of course|absolutely|okay|ok|great|(?:good|great|interesting) question|you['’]?re welcome|"
    rf"thanks?(?: you)?(?: for .{{1,60}})?|no problem|hello|hi(?: there)?|{_LABEL}|answer to .{{1,80}})\W*$",
    r"^(?:here(?:['’]s| is| are)|below (?:is|are)|this is|these are)\b.{0,80}"
    r"\b(?:answer|summary|found|information|details?|response|overview|what|facts)\b",
    r"^(?:see|read|learn|find out|click)\s+(?:more|here|also|details|below|above)\W*(?:here\W*)?$",
    r"^sources?\s*:|\blet me know\b|\bfeel free\b|\bhope (?:this|that|it) (?:helps|answers|is (?:helpful|useful))\b",
    r"\b(?:happy|glad) to (?:help|assist|provide|answer|explain)\b|\banything else\b|\bwould you like\b",
    r"\bdo you (?:want|need|have)\b",
    r"\bif you(?:['’]d| would| have| need| want)\b.{0,60}\b(?:more|further|questions?|like|clarif\w+|details?|ask)\b",
    r"\bplease (?:let|note|feel|ask|refer|see|consult|keep|be aware)\b",
    r"^(?:i|we)(?:['’]ve)? (?:have )?(?:only )?(?:used|cited|relied|based|found|looked|searched|checked)\b",
    r"^(?:this|the) (?:answer|response|information|summary)\b.{0,40}\b(?:based|taken|drawn|comes?|derived|found)\b",
    rf"^(?:based on|according to|from) {_EVIDENCE}\W*$",
)
_NOTHING = (
    r"(?:(?:do(?:es)?|did|is|are|was|were|has|have|can|could)(?:n['’]t| not|not)\b|\bcontains? no\b|\bha(?:s|ve) no\b|"
    r"\bno (?:mention|information|details?|answer|evidence|reference|indication)\b|\bsilent on\b|\black(?:s|ing)?\b|"
    r"\bnothing\b|\bnot (?:enough|sufficient)\b|\binsufficient\b)"
)
_UNABLE = r"(?:do not|don['’]t|can ?not|can['’]?t|could not|couldn['’]t|(?:am |['’]m |was )(?:unable|not able) to)"
_ABSENCE = _any_of(
    r"^(?:(?:i(?:['’]m| am) )?sorry,?\s+(?:but\s+)?)?(?:(?:however|unfortunately),?\s+)?"
    rf"{_EVIDENCE}\b.{{0,60}}?\b{_NOTHING}",
    r"\b(?:there is|there['’]s|(?:i|we) (?:see|find|found))\s+(?:no|not enough|insufficient|nothing)\b"
    rf".{{0,80}}\b(?:{_THINGS}|mention|answer|details?)\b",
    r"\b(?:not|nowhere) (?:\w+ )?(?:mentioned|specified|stated|provided|given|found|available|covered|answered|"
    rf"included|addressed|disclosed) (?:\w+ )?(?:in|by|from) {_EVIDENCE}",
    rf"\b(?:i|we) ?{_UNABLE}\b.{{0,30}}\b(?:know|find|determine|answer|tell|see|locate|confirm|say|have)\b",
    r"^(?:unknown|not (?:known|stated|specified|mentioned|given|available|found)|no (?:answer|information|evidence)"
    r"(?: (?:found|available|given))?|n/?a|none)\W*$",
)
_OF_EVIDENCE = re.compile(
    rf"^(?:however,?\s+)?{_GIVEN}(?:evidence|passages?|context|excerpts?)\b.{{0,60}}?\b(?:{_NOTHING})", re.IGNORECASE
)
_REFUSAL = _any_of(
    r"\b(?:i|we)(?:['’]m| am| are)? (?:sorry|apologi[sz]e)\b",
    rf"\b(?:i|we) ?(?:{_UNABLE}|won['’]t|will not|must decline|decline)\b",
)
_AS_MODEL = _any_of(
    r"\bas an ai\b|\b(?:language model|ai assistant)\b.{0,60}\b(?:cannot|can['’]t|not|unable)\b",
    r"\bagainst (?:my|our) (?:guidelines|policy|policies|programming)\b",
)
_NOTE = re.compile(
    r"^\W*(?:please )?(?:note|n\.?b\.?|disclaimer|caveat)\b(?: that|\s*[:.,–—-])\s*(?=\S)", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“„«»「『].{3,}[\"”“»«」』]")
_LISTED = re.compile(r"^\W*(?:[-*•–—+]|\(?\d{1,3}[.)\]:])")
_SOURCES = re.compile(
    r"^\W*(?:(?:list of|my|the|all|cited|used)\s+)?(?:sources?|references?|citations?|footnotes?|bibliography|evidence|"
    r"works cited|further reading|quellen|referenzen|fuentes|références|fonti|bronnen|källor)"
    r"(?:\s+(?:used|cited|list))?(?:\W*\d{1,3}(?:\.\d{1,3})?|\W+and)*\W*$",
    re.IGNORECASE,
)
_MOST_IN_HEAD = 3
"""Words."""
_HEADING = re.compile(r"^\s*#{1,6}\s")
_WHOLE = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")


def strip_opening(text: str) -> str:
    """The statement without the words that lead to it: `Based on the evidence, …`, `Answer: …`."""
    begun = True
    while begun:
        begun = False
        for opening in _OPENINGS:
            if found := opening.match(text):
                rest = text[found.end() :]
                text, begun = rest[:1].upper() + rest[1:], True
    return text


def find_aside(text: str, *, has_ids: bool) -> Aside | None:
    """What the words are if the evidence does not carry them; None for a statement."""
    if _QUOTED.search(text):
        return None
    text = _NOTE.sub("", text)
    if has_ids:
        return "absence" if _OF_EVIDENCE.search(text) else None
    if _AS_MODEL.search(text):
        return "refusal"
    if _ABSENCE.search(text):
        return "absence"
    if _TALK.search(text):
        return "talk"
    if _REFUSAL.search(text):
        return "refusal"
    return "talk" if text.endswith((":", "：", "?", "？")) else None  # it leads over, or asks back


class SourceList:
    """Tells what belongs to a list of sources, one piece of text after another as they come."""

    def __init__(self) -> None:
        self._is_inside = False
        self._has_entries = False

    def holds(self, piece: str, words: str, *, has_ids: bool, follows_blank: bool) -> bool:
        """Whether it is of such a list: as written and without its marks, whether it has markers, whether an empty line
        stands before it."""
        if _SOURCES.match(words):
            has_numbers = any(character.isdigit() for character in words)
            self._is_inside, self._has_entries = not (has_ids or has_numbers), False
            return True
        is_entry = has_ids or _LISTED.match(piece) is not None or _WHOLE.search(words) is None
        self._is_inside = self._is_inside and is_entry and not (follows_blank and self._has_entries)
        self._has_entries = self._is_inside
        return self._is_inside


def is_table_head(text: str) -> bool:
    """A row of a table with a word or two in each cell, and no number: it names the columns."""
    cells = row_cells(text)
    return cells is not None and all(
        len(cell.split()) <= _MOST_IN_HEAD and not re.search(r"\d", cell) for cell in cells
    )


def is_heading(piece: str) -> bool:
    """As Markdown has it."""
    return _HEADING.match(piece) is not None
