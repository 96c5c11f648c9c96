"""An answer or a dossier as blocks of text, in order: the same for Markdown, DOCX and the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import UNKNOWN_OUTLET, Answer, Citation, say_kind
from assistant.answering.attribution import say_day, say_where
from assistant.answering.correction_notes import say_correction
from assistant.dossier import Dossier, Entry, EntrySide
from assistant.dossier.dossier import SIDES

__all__ = ["SIDE_TITLES", "Block", "lay_out", "lay_out_conversation", "say_entry", "visible"]

SIDE_TITLES: dict[EntrySide, str] = {"for": "For", "against": "Against", "open": "Others who spoke of it"}
"""Also what a reader sees on the page and the terminal."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, overrides of direction, and what no file of text can hold."""
_FROM_ELSEWHERE = "the side is taken elsewhere in the same article"


@dataclass(frozen=True, slots=True)
class Block:
    """Plain text; whoever renders it escapes it."""

    kind: Literal["title", "heading", "line", "quote", "note", "source"]
    text: str
    link: str | None = None
    """As the article has it: to be checked before it is made one."""


def visible(text: str) -> str:
    """With U+FFFD for each character that would act on a reader's screen instead of being seen, in every form alike."""
    return _UNSEEN.sub("\ufffd", text)


def lay_out(result: Answer | Dossier) -> tuple[Block, ...]:
    return tuple(_of_dossier(result) if isinstance(result, Dossier) else _of_answer(result))


def lay_out_conversation(title: str, answers: Sequence[Answer]) -> tuple[Block, ...]:
    """One answer after the other under the conversation's title; the markers of each point to its own sources."""
    blocks = [Block("title", title)]
    for answer in answers:
        blocks += [Block("heading", block.text) if block.kind == "title" else block for block in _of_answer(answer)]
    return tuple(blocks)


def say_entry(entry: Entry) -> str:
    """`2 July 2025: Ann Lee, mayor, in The Herald, opinion [3]`."""
    who = ", ".join(filter(None, (entry.speaker, entry.role)))
    where = entry.outlet or UNKNOWN_OUTLET
    kind = say_kind(entry.kind)
    copies = len(entry.citation.also)
    also = f", also in {copies} {'copy' if copies == 1 else 'copies'}" if copies else ""
    said = f"{who}, in {where}" if who else where
    return f"{say_day(entry.day)}: {said}{f', {kind}' if kind else ''}{also} [{entry.citation.n}]"


def _of_dossier(dossier: Dossier) -> Iterator[Block]:
    yield Block("title", dossier.question)
    yield Block("line", dossier.tally)
    yield from _notes(dossier.notices)
    for side in SIDES:
        entries = dossier.of_side(side)
        if not entries:
            continue
        since = dossier.since(side)
        yield Block("heading", SIDE_TITLES[side] + (f", since {say_day(since)}" if since and side != "open" else ""))
        for entry in entries:
            yield Block("line", say_entry(entry))
            yield Block("quote", entry.quote)
            if correction := say_correction(entry.citation, entry.quote):
                yield Block("note", correction)
            if entry.is_side_of_speaker:
                yield Block("note", _FROM_ELSEWHERE)
    yield from _sources([entry.citation for entry in dossier.entries])


def _of_answer(answer: Answer) -> Iterator[Block]:
    yield Block("title", answer.question)
    if answer.reason:
        yield Block("line", answer.reason)
    for statement in answer.statements:
        label = f"{statement.label}: " if statement.label else ""
        yield Block("line", label + statement.marked_text)
        if statement.attribution:
            yield Block("note", statement.attribution)
        if statement.caution:
            yield Block("note", statement.reason or statement.caution)
    yield from _notes(answer.notices)
    yield from _sources(answer.citations)


def _notes(notices: Sequence[str]) -> Iterator[Block]:
    return (Block("note", notice) for notice in notices)


def _sources(citations: Sequence[Citation]) -> Iterator[Block]:
    if citations:
        yield Block("heading", "Sources")
    for one in sorted(citations, key=lambda citation: citation.n):
        by = f", by {', '.join(one.authors)}" if one.authors else ""
        place = f"version {one.version}, characters {one.start} to {one.end}"
        where = f"{say_where(one.publisher, one.published_at)}{by}"
        yield Block("source", f"[{one.n}] {one.title or '(no headline)'} ({where}; {place})", one.url)
