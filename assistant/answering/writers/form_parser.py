"""A model writes in the form it likes, whatever it was asked for: JSON or text, as its first characters tell."""

import json
import re
from collections.abc import Collection

from assistant.answering.writers.json_parser import JsonParser
from assistant.answering.writers.markers import SentenceId
from assistant.answering.writers.statement_parser import DraftParser, Parsed, StatementParser

__all__ = ["FormParser"]

_FENCE = re.compile(r"\s*```[a-z]*\s*", re.IGNORECASE)
_MAY_BE_FENCE = re.compile(r"\s*`{1,3}[a-z]*\Z", re.IGNORECASE)


_TEXT = re.compile(r'\{\s*"(?:answer|response|reply|result|output|content)"\s*:\s*"', re.IGNORECASE)
"""An object that holds nothing but the text of an answer."""
_MAY_BE_TEXT = re.compile(r'\{\s*(?:"(?:[a-z]{0,8}|[a-z]{1,8}"\s*:?\s*))?', re.IGNORECASE)


class _TextParser(StatementParser):
    """Reads `{"answer": "… [2.3]."}`, once it is whole, as the text that it holds."""

    def __init__(self, known: Collection[SentenceId]) -> None:
        super().__init__(known)
        self._whole = ""

    def feed(self, part: str) -> list[Parsed]:
        self._whole += part
        return []

    def finish(self) -> list[Parsed]:
        begun = _TEXT.search(self._whole)
        try:
            text, _ = json.JSONDecoder().raw_decode(self._whole, begun.end() - 1 if begun else 0)
        except ValueError:
            text = self._whole[begun.end() :] if begun else self._whole
        return [*super().feed(str(text)), *super().finish()]


class FormParser(DraftParser):
    """Waits for the first characters, then reads on in the form they show."""

    def __init__(self, known: Collection[SentenceId]) -> None:
        self._known = known
        self.discard()

    def discard(self) -> None:
        self._begun = ""
        self._parser: DraftParser | None = None
        self.unknown_count = 0

    @property
    def says_nothing_answers(self) -> bool:
        return self._parser is not None and self._parser.says_nothing_answers

    def feed(self, part: str) -> list[Parsed]:
        if self._parser is None:
            self._begun += part
            self._parser = self._choose()
            part = self._begun
        return self._counted(self._parser.feed(part)) if self._parser is not None else []

    def finish(self) -> list[Parsed]:
        if self._parser is None:
            self._parser = StatementParser(self._known)
            return self._counted([*self._parser.feed(self._begun), *self._parser.finish()])
        return self._counted(self._parser.finish())

    def _choose(self) -> DraftParser | None:
        """None while it cannot be told."""
        fence = _FENCE.match(self._begun)
        inner = self._begun[fence.end() :] if fence else self._begun.lstrip()
        if not inner or _MAY_BE_FENCE.match(self._begun):
            return None
        second = inner[1:].lstrip()[:1]
        if inner[0] == "[" and not second:
            return None
        if inner[0] == "{" and _MAY_BE_TEXT.fullmatch(inner):
            return None
        if _TEXT.match(inner):
            return _TextParser(self._known)
        if inner[0] == "{" or (inner[0] == "[" and second in "{]"):
            return JsonParser(self._known)
        return StatementParser(self._known)

    def _counted(self, parsed: list[Parsed]) -> list[Parsed]:
        self.unknown_count = self._parser.unknown_count if self._parser is not None else 0
        return parsed
