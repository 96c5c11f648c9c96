"""Questions about the archive itself: what it holds, not what its articles say."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language import content_words
from assistant.language.lexicon import QUOTATION_MARKS

__all__ = ["ArchiveQuestion", "ArchiveQuestionKind", "Extreme", "read_archive_question"]

ArchiveQuestionKind = Literal["count", "list", "newest", "oldest", "coverage", "summary"]
Extreme = Literal["newest", "oldest"]

_PIECES = r"(?:articles?|pieces?|stor(?:y|ies)|reports?|interviews?|columns?|editorials?|press releases?)"
_WRITTEN = r"(?:articles|stories|reports)"
"""Pieces and columns may be of anything."""
_ARCHIVE = r"(?:the|this|your) (?:archive|collection)"
_HELD = (
    rf"(?:are there|do you (?:have|hold|know)|(?:does|do) {_ARCHIVE} (?:have|hold|contain)|"
    rf"are (?:held|stored)|(?:is|are) in {_ARCHIVE})"
)
_PUBLISHED = (
    r"(?:(?:were|was|have been|has been|did|has|have)\b.{0,80}\b"
    r"(?:publish|written|write|wrote|run|ran|appear|carr(?:y|ied))\w*)"
)
_NARROWED = r"(?:(?:by|from|in|on|about|since|before|after|dated|between|during|of|with|mentioning)\b)"
_ASKS_WHICH = r"(?:(?:what|which|show|give|find)\b(?: is| are| was)?(?: me)? )?(?:the )?"
_PATTERNS: tuple[tuple[ArchiveQuestionKind, str], ...] = (
    ("count", rf"how many {_PIECES} (?:{_HELD}|{_PUBLISHED}|{_NARROWED}.*{_HELD})"),
    ("count", rf"how many {_PIECES} (?!of\b){_NARROWED}(?!.*\b(?:does|do|did|is|was)\b)"),
    ("count", rf"how many {_WRITTEN} (?:are|were) (?:from|by|about|dated)\b(?! to\b)"),
    ("count", rf"(?:count|number of)(?: all)?(?: the)? {_PIECES}\b"),
    (
        "list",
        r"(?:please )?(?:list|show|give|name)(?: me)?(?: all| every)?(?: of)?(?: the)?(?: \w+)? "
        rf"{_PIECES}(?: {_NARROWED}| {_HELD}|\W*$)",
    ),
    ("list", rf"(?:which|what) {_PIECES} (?:{_HELD}|{_PUBLISHED})"),
    ("list", rf"(?:which|what) {_WRITTEN} (?:mention|(?:are|were) (?:about|by|from))\b(?! to\b)"),
    ("list", r"what (?:has|did) .{2,60} (?:written|write|published|publish)\W*$"),
    ("newest", rf"{_ASKS_WHICH}(?:newest|latest|most recent|last) (?:{_PIECES}|news|thing)\b"),
    ("newest", r"what(?: is|'s|’s) (?:the )?(?:newest|latest|most recent|new) (?:on|about)\b"),
    ("oldest", rf"{_ASKS_WHICH}(?:oldest|earliest|first) {_PIECES} (?:{_NARROWED}|{_HELD}|in)\b"),
    (
        "coverage",
        r"(?:what|which) (?:dates?|days?|period|years?|time|outlets?|publishers?|publications?|newspapers?|sources?|"
        rf"authors?)\b.{{0,40}}\b(?:covered|{_ARCHIVE}|you (?:have|hold|cover))",
    ),
    ("coverage", rf"what(?: is|'s|’s) in {_ARCHIVE}|what (?:does|do) {_ARCHIVE} (?:cover|hold|contain)"),
    ("coverage", rf"how (?:big|large) is {_ARCHIVE}|what (?:do|can) you (?:cover|hold)\W*$"),
    ("summary", r"(?:please )?(?:summari[sz]e|sum up|give (?:me )?a summary of|summary of)\b"),
)
_EXTREME = re.compile(rf"\s*the (?:(newest|latest|most recent)|oldest|earliest) {_PIECES}\b", re.IGNORECASE)
_BY = re.compile(r"\bby ([A-ZÀ-ÖØ-Þ][\w.’'-]{0,40}(?: [A-ZÀ-ÖØ-Þ][\w.’'-]{0,40}){0,3})\W{0,3}$")
_QUESTIONS = tuple((kind, re.compile(rf"^\W*(?:{pattern})", re.IGNORECASE)) for kind, pattern in _PATTERNS)
_OF_THE_FORM = frozenset(
    content_words(
        "list show give name count number newest latest recent oldest earliest first last new thing article articles "
        "piece pieces story stories report reports item items interview interviews column columns editorial editorials "
        "press release releases news written write wrote published publish archive collection hold have contain cover "
        "covered summarise summarize summary sum find please held stored run ran appear appeared know mention "
        "mentioning dated"
    )
)


@dataclass(frozen=True, slots=True)
class ArchiveQuestion:
    kind: ArchiveQuestionKind
    subject: str
    """The words of meaning that are not of the question's form, for a search; empty where none are left."""
    rest: str
    """The question's own words behind its form: a headline, for a summary."""
    extreme: Extreme | None = None
    """Which of the articles on the subject is to be summarised, where no headline is given."""
    author: str | None = None
    """Whose articles are asked for: the name that ends the question after "by", where that is all its subject."""


def read_archive_question(question: str, without_filters: str | None = None) -> ArchiveQuestion | None:
    """None for a question about what articles say. `without_filters`: the question without the words that narrow."""
    for kind, pattern in _QUESTIONS:
        found = pattern.search(question)
        if found is not None:
            unfiltered = without_filters if without_filters is not None else question
            left = content_words(unfiltered)
            subject = " ".join(word for word in left if word not in _OF_THE_FORM)
            extreme, by = _EXTREME.match(question, found.end()), _BY.search(unfiltered)
            return ArchiveQuestion(
                kind,
                subject,
                question[found.end() :].strip(f" :?.!{QUOTATION_MARKS}"),
                ("newest" if extreme[1] else "oldest") if extreme else None,
                by[1].strip(" .") if by and set(subject.split()) <= set(content_words(by[1])) else None,
            )
    return None
