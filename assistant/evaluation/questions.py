"""Reads a question set: JSON Lines of `{id, question, type, answerable, answers[], evidence[], …}`.

An `evidence` entry is `{doc_id, start, end, quote}`: the article's own id, and characters of its text. Without `start`
and `end` the whole article is the evidence. `evidence_also` holds spans that are as good; `evidence_sets` lists sets of
spans each of which answers by itself, if all of it is there; `answer_groups` asks for one hit in every group; `history`
holds the earlier turns; `split` is the part of the set and `about` the article that was asked of. `date_from` and
`date_to` say which days the question means and `speakers` who speaks in its evidence: they are not told to the
assistant, they tell its date and speaker errors. Whatever else a line holds is not used.
"""

import json
import random
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

from assistant.answer import Turn
from assistant.errors import InputError

__all__ = [
    "Evidence",
    "GoldQuestion",
    "load_questions",
    "parse_question",
    "parse_turns",
    "questions_of_split",
    "sample_questions",
]

_ASKS_WHO = re.compile(
    r"(?:who|which (?:\w+ ){1,5}?(?:said|claimed|accused|dismissed|insisted|suggested))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the answer stands: `span` in characters of the article's text, None for the whole article."""

    doc_id: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question with what is known to be right about it."""

    question_id: str
    question: str
    kind: str = "question"
    """The set's own `type`."""
    answerable: bool | None = True
    """None: the set does not say, so the question does not count for abstention."""
    answers: tuple[str, ...] = ()
    answer_groups: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evidence_also: tuple[Evidence, ...] = ()
    evidence_sets: tuple[tuple[Evidence, ...], ...] = ()
    history: tuple[Turn, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    speakers: tuple[str, ...] = ()
    split: str | None = None
    about: str | None = None
    """The id of the article that was asked of, where the set says."""

    @property
    def asks_of_record(self) -> bool:
        """Whether it asks for what the archive knows of an article (author, day, outlet), so that no sentence answers:
        it counts by its answer's words alone."""
        return self.kind == "meta"

    @property
    def sufficient(self) -> tuple[tuple[Evidence, ...], ...]:
        """Sets of evidence each of which answers by itself."""
        if self.evidence_sets:
            return self.evidence_sets
        return (*((self.evidence,) if self.evidence else ()), *((one,) for one in self.evidence_also))

    @property
    def has_days(self) -> bool:
        return self.date_from is not None or self.date_to is not None

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """What an answer must hold: one of the strings of every group."""
        return self.answer_groups or ((self.answers,) if self.answers else ())


def load_questions(path: Path) -> tuple[GoldQuestion, ...]:
    """Read a whole set; `-` is standard input. Raises InputError, naming the line, at the first that cannot be used."""
    try:
        lines = _text_of(path).split("\n")  # not splitlines: it cuts at U+2028 too
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        message = f"The question file {path} cannot be read: {reason}. Give a JSON Lines file, one question a line."
        raise InputError(message) from None
    questions = tuple(_parse_line(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not questions:
        message = f"The question file {path} holds no question. Give a JSON Lines file, one question a line."
        raise InputError(message)
    _refuse_repeated_ids(path, questions)
    return questions


def _text_of(path: Path) -> str:
    if str(path) == "-":
        return sys.stdin.buffer.read().decode("utf-8-sig")
    return path.read_text(encoding="utf-8-sig")


def parse_question(row: object) -> GoldQuestion:
    """Check one decoded line. Raises ValueError with what is wrong, in words that follow a line number."""
    if not isinstance(row, Mapping):
        message = "a question must be a JSON object"
        raise ValueError(message)
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        message = "`question` must be a text that is not empty"
        raise ValueError(message)
    answerable = row.get("answerable", True)
    if answerable is not None and not isinstance(answerable, bool):
        message = "`answerable` must be true, false or null"
        raise ValueError(message)
    groups = row.get("answer_groups") or []
    if not isinstance(groups, list):
        message = "`answer_groups` must be a list of lists of texts"
        raise ValueError(message)
    return GoldQuestion(
        question_id=str(row.get("id", "")),
        question=question,
        kind=str(row.get("type") or "question"),
        answerable=answerable,
        answers=_texts(row.get("answers"), "answers"),
        answer_groups=tuple(_texts(group, "answer_groups") for group in groups),
        evidence=_evidence(row.get("evidence"), "evidence"),
        evidence_also=_evidence(row.get("evidence_also"), "evidence_also"),
        evidence_sets=_evidence_sets(row.get("evidence_sets")),
        history=parse_turns(row.get("history")),
        date_from=_day(row.get("date_from"), "date_from"),
        date_to=_day(row.get("date_to"), "date_to"),
        speakers=_speakers(row),
        split=_name(row.get("split")),
        about=_name(row.get("about")),
    )


def questions_of_split(questions: Sequence[GoldQuestion], split: str) -> tuple[GoldQuestion, ...]:
    """Those of one part of the set. Raises InputError where none is, with the parts there are."""
    chosen = tuple(question for question in questions if question.split == split)
    if not chosen:
        parts = ", ".join(sorted({question.split for question in questions if question.split})) or "none"
        message = f"No question is of the split {split!r}. The set has these: {parts}."
        raise InputError(message)
    return chosen


def sample_questions(questions: Sequence[GoldQuestion], limit: int | None, seed: int = 0) -> tuple[GoldQuestion, ...]:
    """`limit` questions drawn by `seed`, the same ones each time, in the order of the file."""
    if limit is None or limit >= len(questions):
        return tuple(questions)
    drawn = random.Random(seed).sample(range(len(questions)), limit)  # noqa: S311  # a sample, not a secret
    return tuple(questions[position] for position in sorted(drawn))


def _parse_line(path: Path, number: int, line: str) -> GoldQuestion:
    try:
        question = parse_question(json.loads(line))
    except json.JSONDecodeError as error:
        message = f"{path}, line {number}: not JSON ({error.msg} at column {error.colno}). Correct or remove the line."
        raise InputError(message) from None
    except ValueError as error:
        message = f"{path}, line {number}: {error}. Correct or remove the line."
        raise InputError(message) from None
    if question.question_id:
        return question
    message = f"{path}, line {number}: `id` is missing. Give every question an id of its own."
    raise InputError(message)


def _refuse_repeated_ids(path: Path, questions: Sequence[GoldQuestion]) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.question_id in seen:
            message = f"{path}: the id {question.question_id!r} is used twice. Give every question an id of its own."
            raise InputError(message)
        seen.add(question.question_id)


def _texts(value: Any, name: str) -> tuple[str, ...]:
    texts = value if value is not None else []
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        message = f"`{name}` must be a list of texts that are not empty"
        raise ValueError(message)
    return tuple(texts)


def _evidence(value: Any, name: str) -> tuple[Evidence, ...]:
    entries = value if value is not None else []
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        message = f"`{name}` must be a list of objects"
        raise ValueError(message)
    return tuple(Evidence(_doc_id(entry, name), _span(entry, name)) for entry in entries)


def _evidence_sets(value: Any) -> tuple[tuple[Evidence, ...], ...]:
    sets = value if value is not None else []
    if not isinstance(sets, list) or not all(isinstance(one, list) and one for one in sets):
        message = "`evidence_sets` must be a list of lists of objects that are not empty"
        raise ValueError(message)
    return tuple(_evidence(one, "evidence_sets") for one in sets)


def _name(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int) and value != "" else None


def _doc_id(entry: Mapping[str, Any], name: str) -> str:
    doc_id = entry.get("doc_id")
    if not isinstance(doc_id, str | int) or doc_id == "":
        message = f"`{name}` needs a `doc_id`, the id of an article"
        raise ValueError(message)
    return str(doc_id)


def _span(entry: Mapping[str, Any], name: str) -> tuple[int, int] | None:
    start, end = entry.get("start"), entry.get("end")
    if start is None and end is None:
        return None
    if type(start) is int and type(end) is int and 0 <= start < end:
        return start, end
    message = f"`{name}` needs whole numbers with 0 <= start < end, or neither of the two"
    raise ValueError(message)


def parse_turns(value: Any) -> tuple[Turn, ...]:
    """The earlier turns of a decoded line; None are none. Raises ValueError as `parse_question` does."""
    turns = value if value is not None else []
    if not isinstance(turns, list) or not all(
        isinstance(turn, Mapping) and turn.get("role") in {"user", "assistant"} and isinstance(turn.get("content"), str)
        for turn in turns
    ):
        message = "`history` must be a list of objects with `role` (user or assistant) and `content`"
        raise ValueError(message)
    return tuple(Turn(cast(Literal["user", "assistant"], turn["role"]), turn["content"]) for turn in turns)


def _day(value: Any, name: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        message = f"`{name}` must be a day, YYYY-MM-DD"
        raise ValueError(message) from None


def _speakers(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The set's own `speakers`; where a `who_said_what` question asks who, its answers are the speakers."""
    if row.get("speakers") or row.get("type") != "who_said_what" or not _ASKS_WHO.match(str(row["question"])):
        return _texts(row.get("speakers"), "speakers")
    return _texts(row.get("answers"), "answers")
