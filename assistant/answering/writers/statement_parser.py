"""A model's text, as it streams in, cut into statements with the ids they cite."""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.writers.markers import SentenceId, find_markers, open_marker_at
from assistant.answering.writers.tidy import tidy, visible, without_images
from assistant.language import split_sentences
from assistant.language.lexicon import CLOSING_MARKS, SENTENCE_ENDS

__all__ = ["DraftParser", "Parsed", "StatementParser"]

_SPOKEN_LOOKAHEAD = 80
"""Characters: behind a quotation that ends in ? or !, a speaker may follow who belongs to it."""
_ENDS, _CLOSERS = re.escape(SENTENCE_ENDS), f"[{re.escape(CLOSING_MARKS)}]"
_SPOKEN = re.compile(rf"[?!…—]{_CLOSERS}$")
_ONLY_END = re.compile(rf"\s*[{_ENDS}]+{_CLOSERS}*\s*")
_MAY_END = re.compile(rf"[{_ENDS}\n]|.{{2000}}")


@dataclass(frozen=True, slots=True)
class Parsed:
    """One statement: its words without marks of any kind, and the known ids it cites, in order."""

    text: str
    ids: tuple[SentenceId, ...]


class DraftParser(Protocol):
    """Takes parts of any size: what it gives does not depend on where the text was cut."""

    unknown_count: int
    """Ids that the evidence does not have; they are dropped."""

    def feed(self, part: str) -> list[Parsed]:
        """The statements that are certainly whole now."""

    def finish(self) -> list[Parsed]:
        """What is left, at the end of the text."""

    def discard(self) -> None:
        """Forget all that was fed and not given out."""


class StatementParser(DraftParser):
    """For plain text with markers."""

    def __init__(self, known: Container[SentenceId]) -> None:
        self._known = known
        self._held = ""  # raw text that may become a marker
        self._plain = ""  # text without markers that was not given out yet
        self._marks: list[tuple[int, tuple[SentenceId, ...]]] = []  # where in it markers stood
        self._is_line_begun = False  # of the line at the start of the plain text, something was given out
        self.unknown_count = 0

    def feed(self, part: str) -> list[Parsed]:
        raw = self._held + visible(part)
        split = open_marker_at(raw)
        self._held = raw[split:]
        self._read(without_images(raw[:split]))
        return self._take(is_last=False) if _MAY_END.search(self._plain) else []

    def finish(self) -> list[Parsed]:
        held, self._held = self._held, ""
        self._read(without_images(held))
        return self._take(is_last=True)

    def discard(self) -> None:
        self._held, self._plain, self._marks = "", "", []
        self._is_line_begun, self.unknown_count = False, 0

    def _read(self, raw: str) -> None:
        position = 0
        for marker in find_markers(raw):
            self._plain += raw[position : marker.start]
            self._marks.append((len(self._plain), self._only_known(marker.ids)))
            position = marker.end
            if self._plain[-1:].isalnum() and raw[position : position + 1].isalnum():
                self._plain += " "
        self._plain += raw[position:]

    def _only_known(self, ids: tuple[SentenceId, ...]) -> tuple[SentenceId, ...]:
        kept = tuple(one for one in ids if one in self._known)
        self.unknown_count += len(ids) - len(kept)
        return kept

    def _take(self, *, is_last: bool) -> list[Parsed]:
        spans = split_sentences(self._plain)
        whole = len(spans) if is_last else self._count_whole(spans)
        if not whole:
            return []
        owners = [self._owner(mark, spans) for mark, _ in self._marks]
        taken = []
        for position, (start, end) in enumerate(spans[:whole]):
            ids = [
                one for owner, (_, some) in zip(owners, self._marks, strict=True) if owner == position for one in some
            ]
            words = tidy(self._plain[start:end])
            if any(character.isalnum() for character in words):
                taken.append(Parsed(words, tuple(dict.fromkeys(ids))))
        cut = spans[whole][0] if whole < len(spans) else len(self._plain)
        kept = zip(owners, self._marks, strict=True)
        self._marks = [(mark - cut, ids) for owner, (mark, ids) in kept if owner >= whole]
        begun = self._plain[:cut].rpartition("\n")
        self._is_line_begun = bool(begun[2].strip()) or (self._is_line_begun and not begun[1])
        self._plain = self._plain[cut:]
        return taken

    def _count_whole(self, spans: list[tuple[int, int]]) -> int:
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
        """`… [2.3].`: nothing of it can follow, so it need not wait for the next word."""
        return any(
            start < mark and (_ONLY_END.fullmatch(self._plain, mark) is not None)
            for mark, _ in self._marks
            if mark <= end
        )

    def _owner(self, mark: int, spans: list[tuple[int, int]]) -> int:
        """The sentence a marker belongs to: the one it stands in or behind, or at a line's start the next; -1: none."""
        line_start = self._plain.rfind("\n", 0, mark) + 1
        line_end = self._plain.find("\n", mark)
        rest = self._plain[mark : line_end if line_end >= 0 else len(self._plain)]
        is_leading = not self._plain[line_start:mark].strip()
        if is_leading and rest.strip():
            if line_start == 0 and self._is_line_begun:
                return -1
            return next((position for position, (start, _) in enumerate(spans) if start >= mark), -1)
        return max((position for position, (start, _) in enumerate(spans) if start < mark), default=-1)
