"""The same for a model that is held to a JSON schema: one statement after another out of an unfinished document."""

import json
from collections.abc import Collection
from typing import Any

from assistant.answering.writers.markers import SentenceId
from assistant.answering.writers.statement_parser import DraftParser, Parsed, parse_statement
from assistant.answering.writers.tidy import tidy, visible

__all__ = ["JsonParser", "answer_schema"]

MOST_STATEMENTS = 6
LONGEST_STATEMENT = 400
_MOST_CITED = 4


def answer_schema(known: Collection[SentenceId]) -> dict[str, Any]:
    """Only ids that exist can be written; no statements at all is an abstention."""
    ids = {"enum": [f"{passage}.{sentence}" for passage, sentence in known]}
    statement = {
        "type": "object",
        "properties": {
            "text": {"type": "string", "maxLength": LONGEST_STATEMENT},
            "ids": {"type": "array", "items": ids, "minItems": 1, "maxItems": _MOST_CITED},
        },
        "required": ["text", "ids"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement, "maxItems": MOST_STATEMENTS}},
        "required": ["statements"],
        "additionalProperties": False,
    }


class JsonParser(DraftParser):
    """Reads `{"statements": [{"text": …, "ids": ["2.3"]}, …]}` object by object."""

    def __init__(self, known: Collection[SentenceId]) -> None:
        self._known = known
        self._buffer = ""
        self._is_open = False  # the list has begun
        self._decoder = json.JSONDecoder()
        self._has_statements = False
        self.unknown_count = 0

    @property
    def says_nothing_answers(self) -> bool:
        return self._is_open and not self._has_statements and self._buffer.lstrip().startswith("]")

    def feed(self, part: str) -> list[Parsed]:
        self._buffer += part
        if not self._is_open:
            _, bracket, rest = self._buffer.partition("[")
            if not bracket:
                return []
            self._buffer, self._is_open = rest, True
        taken = []
        while "}" in self._buffer:
            start = self._buffer.find("{")
            try:
                statement, end = self._decoder.raw_decode(self._buffer, max(0, start))
            except (ValueError, RecursionError):
                break
            self._buffer = self._buffer[end:]
            taken += self._read(statement)
        return taken

    def finish(self) -> list[Parsed]:
        return []

    def discard(self) -> None:
        self._buffer, self._is_open, self._has_statements, self.unknown_count = "", False, False, 0

    def _read(self, statement: Any) -> list[Parsed]:
        text = statement.get("text") if isinstance(statement, dict) else None
        if not isinstance(text, str):
            return []
        said = statement.get("ids")
        ids = [self._id(one) for one in said] if isinstance(said, list) else []
        known = [one for one in ids if one in self._known]
        self.unknown_count += len(ids) - len(known)
        self._has_statements = True
        parsed = parse_statement(tidy(visible(text)), known)
        return [parsed] if parsed is not None else []

    def _id(self, said: object) -> SentenceId:
        passage, _, sentence = str(said).partition(".")
        is_id = passage.isascii() and passage.isdigit() and sentence.isascii() and sentence.isdigit()
        return (int(passage), int(sentence)) if is_id and len(str(said)) < 20 else (0, 0)
