"""A model's text, as it streams in, cut into statements with the ids they cite."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.writers.asides import Aside, SourceList, find_aside, is_heading, is_table_head, strip_opening
from assistant.answering.writers.markers import Known, Marker, SentenceId, find_markers, open_marker_at
from assistant.answering.writers.tidy import blank_images, image_spans, tidy, visible, without_traces
from assistant.language import split_sentences
from assistant.language.lexicon import CLOSING_MARKS, SENTENCE_ENDS

__all__ = ["DraftParser", "Parsed", "StatementParser", "parse_statement"]

_SPOKEN_LOOKAHEAD = 80
"""Characters: behind a quotation that ends in ? or !, a speaker may follow who belongs to it."""
_SHORT_TALK = 3
"""Words, as in "See more": a model of meaning finds so few of them in anything."""
_ENDS, _CLOSERS = re.escape(SENTENCE_ENDS), f"[{re.escape(CLOSING_MARKS)}]"
_SPOKEN = re.compile(rf"[?!…—]{_CLOSERS}$")
_ONLY_END = re.compile(rf"\s*[{_ENDS}]+{_CLOSERS}*\s*")
_MAY_END = re.compile(rf"[{_ENDS}\n]|.{{2000}}")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_BULLET = re.compile(r"[\s>*_\[(•–—+-]*(?:\(?\d{1,3}[.)])?[\s*_\[(]*")
_ID_ALONE = re.compile(r"(\d{1,3})\.(\d{1,3})\.?")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One statement: its words without marks of any kind, and the known ids it cites, in order."""

    text: str
    ids: tuple[SentenceId, ...]
    """With sentence 0: a passage is cited as a whole."""
    aside: Aside | None = None
    """What it is if the evidence does not carry it."""


class DraftParser(Protocol):
    """Takes parts of any size: what it gives does not depend on where the text was cut."""

    unknown_count: int
    """Ids that the evidence does not have; they are dropped."""

    @property
    def says_nothing_answers(self) -> bool:
        """Whether the form of what was fed says so; words that say so are parsed as statements."""
        return False

    def feed(self, part: str) -> list[Parsed]:
        """The statements that are certainly whole now."""

    def finish(self) -> list[Parsed]:
        """What is left, at the end of the text."""

    def discard(self) -> None:
        """Forget all that was fed and not given out."""


def parse_statement(words: str, ids: Sequence[SentenceId]) -> Parsed | None:
    """Words without marks; None where nothing is said."""
    text = strip_opening(words)
    if not any(character.isalnum() for character in text):
        return None
    aside = find_aside(text, has_ids=bool(ids))
    if aside is not None and text.endswith(("?", "？")):
        return None  # the question again, or one of the model's own: neither states anything
    if aside == "talk" and not ids and len(text.split()) <= _SHORT_TALK:
        return None
    return Parsed(text, tuple(dict.fromkeys(ids)), aside)


class StatementParser(DraftParser):
    """For plain text with markers."""

    def __init__(self, known: Collection[SentenceId]) -> None:
        self._known = Known(known)
        self.discard()

    def discard(self) -> None:
        self._held = ""  # raw text that may become a marker
        self._plain = ""  # text without markers, from the end of the last statement that was given out
        self._marks: list[tuple[int, tuple[SentenceId, ...]]] = []  # where in it markers stood
        self._is_line_begun = False  # a statement was given out of the line at its start
        self._leads = False  # and a marker stood before it
        self._has_begun = False
        self._list = SourceList()
        self.unknown_count = 0

    def feed(self, part: str) -> list[Parsed]:
        raw = self._held + visible(part)
        markers = list(find_markers(blank_images(raw), self._known, self._plain[-3:]))
        split = open_marker_at(raw)
        whole = [*image_spans(raw), *((marker.start, marker.end) for marker in markers)]
        split = min((start for start, end in whole if start < split < end), default=split)
        self._held = raw[split:]
        self._read(blank_images(raw[:split]), [marker for marker in markers if marker.end <= split])
        return self._take(is_last=False) if _MAY_END.search(self._plain) else []

    def finish(self) -> list[Parsed]:
        held, self._held = blank_images(self._held), ""
        self._read(held, list(find_markers(held, self._known, self._plain[-3:])))
        return self._take(is_last=True)

    def _read(self, raw: str, markers: Sequence[Marker]) -> None:
        position = 0
        for marker in markers:
            self._add(raw[position : marker.start])
            self._marks.append((len(self._plain), self._only_known(marker.ids)))
            position = marker.end
        self._add(raw[position:])

    def _add(self, words: str) -> None:
        """Apart from what stands before a marker: `sank[1.1]It` are two words."""
        is_behind = bool(self._marks) and self._marks[-1][0] == len(self._plain)
        blank = " " if is_behind and self._plain[-1:].isalnum() and words[:1].isalnum() else ""
        self._plain += blank + words

    def _only_known(self, ids: tuple[SentenceId, ...]) -> tuple[SentenceId, ...]:
        kept = tuple(one for one in ids if self._known.has(one))
        self.unknown_count += len(ids) - len(kept)
        return kept

    def _take(self, *, is_last: bool) -> list[Parsed]:
        spans = split_sentences(self._plain)
        whole = len(spans) if is_last else self._count_whole(spans)
        if not whole:
            return []
        owners = [self._owner(mark, spans) for mark, _ in self._marks]
        taken = [self._parse(position, spans, owners) for position in range(whole)]
        cut = spans[whole - 1][1]
        self._leads = self._is_led(cut)
        self._is_line_begun = True
        kept = zip(owners, self._marks, strict=True)
        self._marks = [(mark - cut, ids) for owner, (mark, ids) in kept if owner >= whole]
        self._plain = self._plain[cut:]
        return [one for one in taken if one is not None]

    def _parse(self, position: int, spans: Sequence[Span], owners: Sequence[int]) -> Parsed | None:
        start, end = spans[position]
        own = [mark for owner, mark in zip(owners, self._marks, strict=True) if owner == position]
        ids = [one for _, some in own for one in some]
        piece = self._plain[start:end]
        words = tidy(without_traces(piece, [mark - start for mark, _ in own]))
        gap = self._plain[spans[position - 1][1] if position else 0 : start]
        is_listed = self._list.holds(piece, words, has_ids=bool(ids), follows_blank=_BLANK_LINE.search(gap) is not None)
        if is_listed or is_heading(piece) or (not ids and is_table_head(piece)) or self._is_footnote(piece, words, ids):
            return None
        parsed = parse_statement(words.lstrip(": "), ids)
        self._has_begun |= parsed is not None
        return parsed

    def _is_footnote(self, piece: str, words: str, ids: Sequence[SentenceId]) -> bool:
        """`[^1]: 1.1` behind the answer, or an id that stands alone."""
        alone = _ID_ALONE.fullmatch(words.lstrip(": "))
        if alone is not None and self._known.has((int(alone[1]), int(alone[2]))):
            return bool(ids) or self._has_begun
        is_of_number = bool(ids) and not any(sentence for _, sentence in ids)
        return piece.startswith(":") and is_of_number and self._has_begun

    def _count_whole(self, spans: Sequence[Span]) -> int:
        """How many of the sentences nothing that follows can change."""
        for position in range(len(spans) - 1, -1, -1):
            start, end = spans[position]
            rest = self._plain[end:].lstrip()
            needed = (
                _SPOKEN_LOOKAHEAD if _SPOKEN.search(self._plain[start:end]) and "\n" not in self._plain[end:] else 1
            )
            if len(rest) >= needed or self._ends_in_marker(start, end):
                return position + 1
        return 0

    def _ends_in_marker(self, start: int, end: int) -> bool:
        """`… [2.3].`: nothing of it can follow, so it need not wait for the next word, unless a quotation is open."""
        text = self._plain[start:end]
        if text.count('"') % 2 or any(text.count(one) > text.count(other) for one, other in ("“”", "«»", "「」", "„“")):
            return False
        return any(
            start < mark and (_ONLY_END.fullmatch(self._plain, mark, end) is not None)
            for mark, _ in self._marks
            if mark <= end
        )

    def _owner(self, mark: int, spans: Sequence[Span]) -> int:
        """The sentence a marker belongs to: the one it stands in or behind; in a line that begins with a marker, and at
        its start, the next; -1: one that was given out."""
        line_start = self._plain.rfind("\n", 0, mark) + 1
        line_end = self._plain.find("\n", mark)
        line_end = line_end if line_end >= 0 else len(self._plain)
        is_first = not self._plain[line_start:mark].strip()
        before = [(at, span) for at, span in enumerate(spans) if span[0] < mark]
        behind = next((at for at, (start, _) in enumerate(spans) if mark <= start < line_end), -1)
        end = before[-1][1][1] if before else mark + 1
        is_between = end <= mark and not self._plain[end:mark].strip()
        may_lead = self._is_led(mark) or (is_first and not (line_start == 0 and self._is_line_begun))
        if behind >= 0 and (is_first or is_between) and may_lead:
            return behind
        if is_between and not is_first and self._ends_in_marker(*before[-1][1]):
            return -1  # that one waits for nothing
        return before[-1][0] if before else -1

    def _is_led(self, place: int) -> bool:
        """Whether a marker begins the line of this place."""
        line_start = self._plain.rfind("\n", 0, place) + 1
        if line_start == 0 and self._is_line_begun:
            return self._leads
        return any(
            line_start <= mark <= place and _BULLET.fullmatch(self._plain, line_start, mark) for mark, _ in self._marks
        )
