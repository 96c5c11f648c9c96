"""An answer as the content of one chat message: its text, whose citations say where they belong, and its sources.

Chat pages draw content as Markdown: what an article wrote must neither load an image nor hide an address there, so
those few characters are escaped. The field `copydesk` has every word as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from assistant.answer import Answer, Citation, Statement

__all__ = ["Written", "harmless", "list_sources", "without_sources"]

_SOURCES = "\n\nSources:\n"
_LISTED = re.compile(r"\n\nSources:\n(?:- \[\d+\] [^\n]*(?:\n|$))+\s*\Z")
_DRAWN = re.compile(r"!\[|\][(\[:]|(?<!\\)\\*<(?=[A-Za-z/!?])")
_DRAWN_IN_ADDRESS = re.compile(r"[\[\]<>\\]")


def harmless(text: str) -> str:
    """The text with every beginning of an image, a link, where one leads, or a tag escaped."""
    return _DRAWN.sub(lambda found: _escaped(found[0]), text)


def _escaped(begun: str) -> str:
    """A backslash that the article wrote itself would else escape ours."""
    return begun[:-1].replace("\\", "\\\\") + f"\\{begun[-1]}"


@dataclass(slots=True)
class Written:
    """Grows statement by statement; the same text whether it is streamed or not."""

    address: str
    """Of this server, without a slash at the end."""
    annotations: list[dict[str, Any]] = field(default_factory=list)
    _length: int = 0
    _citations: dict[int, Citation] = field(default_factory=dict)

    @classmethod
    def whole(cls, answer: Answer, address: str, *, has_sources: bool) -> tuple[str, list[dict[str, Any]]]:
        """The content and its annotations."""
        written = cls(address)
        written.know(answer.citations)
        parts = [written.state(one, answer.reason) for one in answer.statements]
        parts += [written.end(answer, has_sources=has_sources)]
        return "".join(parts), written.annotations

    def know(self, citations: Sequence[Citation]) -> None:
        self._citations.update({citation.n: citation for citation in citations})

    def state(self, statement: Statement, reason: str | None) -> str:
        """The next piece of the content; the reason stands before the first."""
        before = " " if self._length else f"{harmless(reason)} " if reason else ""
        text = harmless(statement.text)
        marked = " ".join([text, *(f"[{number}]" for number in statement.citations)])
        notes = (statement.correction, statement.caution)
        after = "".join(f" ({harmless(note)})" for note in notes if note)
        start = self._length + len(before)
        self.annotations += [
            _annotation(self._citations[number], start, start + len(text), self.address)
            for number in statement.citations
        ]
        return self._grown(f"{before}{marked}{after}")

    def end(self, answer: Answer, *, has_sources: bool) -> str:
        """What is left: everything where nothing is stated, and the list of sources."""
        rest = "" if answer.statements else harmless(answer.told)
        listed = list_sources(answer.citations, self.address) if has_sources else ""
        return self._grown(rest + listed)

    def _grown(self, piece: str) -> str:
        self._length += len(piece)
        return piece


def list_sources(citations: Sequence[Citation], address: str) -> str:
    """One line for each, where the content's markers lead; empty without any."""
    lines = [f"- [{one.n}] {_named(one)} {_harmless_address(_url_of(one, address))}" for one in citations]
    return _SOURCES + "\n".join(lines) if lines else ""


def without_sources(content: str) -> str:
    """What an assistant said, without the list behind it: names in it are not what was talked about."""
    return _LISTED.sub("", content)


def _named(citation: Citation) -> str:
    known = (citation.title, citation.publisher, citation.published_at)
    return ", ".join(harmless(" ".join(part.split())) for part in known if part) or "Untitled"


def _url_of(citation: Citation, address: str) -> str:
    """The publisher's, else where this server has the article."""
    if citation.url and citation.url.startswith(("https://", "http://")):
        return citation.url
    return f"{address}/api/articles/{quote(citation.article_id, safe='')}?version={citation.version}"


def _harmless_address(url: str) -> str:
    """It leads to the same place, with none of the characters that Markdown is made of."""
    return _DRAWN_IN_ADDRESS.sub(lambda found: quote(found[0]), url)


def _annotation(citation: Citation, start: int, end: int, address: str) -> dict[str, Any]:
    where = {"start_index": start, "end_index": end, "url": _url_of(citation, address), "title": citation.title or ""}
    exact = {
        "n": citation.n,
        "article_id": citation.article_id,
        "version": citation.version,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }
    return {"type": "url_citation", "url_citation": where, "copydesk": exact}
